"""The workflow as people read it: a picture and a table, drawn from the rules themselves.

`python -m madang.rules.drawing > docs/workflow.md` writes the page anew; a test finds it outdated.
"""

from madang.rules.asking import SOURCES, RequestAct
from madang.rules.requests import ENDED, DeliveryState, RequestState
from madang.rules.workflow import TRANSITIONS, Act, Party, Transition

PAGE = """\
# 협력부서의 일이 나아가는 길

이 쪽은 `madang/rules/workflow.py`의 전이표에서 그린 것입니다. 고치지 말고 다시 그리십시오:
`.uv/bin/uv run python -m madang.rules.drawing > docs/workflow.md`

```mermaid
{picture}
```

## 누가 무엇을 언제 할 수 있나

{deliveries}

대결 중인 직원은 그 부서장과 같습니다. 이미 평가한 협력에는 보완을 요청할 수 없습니다.

그날 부서장이나 대결자가 있는 부서에서 서무가 하는 반려와 이송은 상신이 됩니다. 부서장이 승인하면
부서장이 한 것처럼 이루어집니다. 기다리는 동안 협력이 발송·접수·배부 상태를 벗어나거나 부서장이 직접
반려·이송하면 상신은 무효가 됩니다.

## 요청 전체

전체 상태는 협력부서들의 상태에서 저절로 정해집니다. 아래는 모두 요청자와 요청부서장이 합니다.

{requests}
"""


def page() -> str:
    """docs/workflow.md, in Markdown."""
    return PAGE.format(picture=picture(), deliveries=_deliveries(), requests=_requests())


def picture() -> str:
    """The states and the acts between them, as a mermaid state diagram. Acts that stay are left out."""
    names = [f'    state "{state.label}" as {state}' for state in DeliveryState]
    steps = [
        f"    {source} --> {target}: {act.label}"
        for act, transition in TRANSITIONS.items()
        for source in DeliveryState
        if source in transition.sources
        for target in _targets(act, transition, source)
        if target is not source or act is Act.TRANSFER
    ]
    ends = [f"    {state} --> [*]" for state in DeliveryState if state in ENDED]
    return "\n".join(["stateDiagram-v2", *names, f"    [*] --> {DeliveryState.SENT}", *steps, *ends])


def _targets(act: Act, transition: Transition, source: DeliveryState) -> list[DeliveryState]:
    """Where an act may lead from a state: going on after a hold leads to each state that can be held."""
    if act is Act.RESUME:
        held = TRANSITIONS[Act.HOLD].sources
        return [state for state in DeliveryState if state in held]
    if act is Act.ASSIGN and source is DeliveryState.RECEIVED:
        return [DeliveryState.ASSIGNED]
    return [transition.to or source]


def _deliveries() -> str:
    rows = [
        (act.label, _labels(Party, transition.by), _labels(DeliveryState, transition.sources), _leads(act))
        for act, transition in TRANSITIONS.items()
    ]
    return _table(("하는 일", "누가", "어떤 상태에서", "그다음 상태"), rows)


def _leads(act: Act) -> str:
    to = TRANSITIONS[act].to
    if act is Act.RESUME:
        return "보류하기 전 상태"
    if act is Act.APPROVE_LEAVING:
        return "상신한 대로: 반려 또는 이송"
    if act is Act.ASSIGN:
        return "접수였으면 배부, 아니면 그대로"
    return to.label if to else "그대로"


def _requests() -> str:
    rows = [(act.label, _labels(RequestState, SOURCES[act])) for act in RequestAct]
    return _table(("하는 일", "어떤 상태에서"), rows)


def _labels(kind: type[Party | DeliveryState | RequestState], members: frozenset[object]) -> str:
    """Those among `members`, in the order of their declaration."""
    return ", ".join(member.label for member in kind if member in members)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    print(page(), end="")

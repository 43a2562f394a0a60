"""Templates of requests (서식): who keeps them, and whom they ask once the chart has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from madang.rules.asking import may_originate_text
from madang.rules.labels import Labelled
from madang.rules.people import Actor
from madang.rules.permissions import ALLOWED, Permission, forbidden
from madang.rules.policy import BoardPolicy


class TemplateAct(Labelled):
    UPDATE = "UPDATE", "서식 수정"
    REMOVE = "REMOVE", "서식 삭제"


class Outcome(Labelled):
    """What became of a department that the chart of today no longer lets be asked as it was written."""

    FOLLOWED = "FOLLOWED", "없어져서, 그 일을 맡은 부서로 바꿈"
    CLOSED = "CLOSED", "없어졌고 맡은 부서가 없어 뺌"
    TWICE = "TWICE", "없어졌고, 그 일을 맡은 부서가 이미 들어 있어 뺌"
    OWN = "OWN", "요청하는 부서 자신의 일이라 뺌"


EXPLANATIONS = {
    Outcome.FOLLOWED: "{department}은(는) 없어졌습니다. 그 일을 맡은 {present}에 요청합니다.",
    Outcome.CLOSED: "{department}은(는) 없어졌고 그 일을 맡은 부서가 없어 뺐습니다.",
    Outcome.TWICE: (
        "{department}은(는) 없어졌고 그 일을 맡은 {present}이(가) 이미 들어 있어 뺐습니다. "
        "따로 바라던 것이 있으면 옮겨 적으십시오."
    ),
    Outcome.OWN: "{department}의 일은 요청하는 부서가 맡고 있어 뺐습니다.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFacts:
    """What decides who may change a template."""

    author_id: UUID
    department_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """`present_id`: the department that does the work of `department_id` today, if there is one."""

    department_id: UUID
    present_id: UUID | None
    outcome: Outcome


def may_create(actor: Actor, policy: BoardPolicy) -> Permission:
    """Whoever may ask (AM11) may keep what is often asked, for the department in whose name it is asked."""
    if actor.organisation_kind not in policy.originating_kinds:
        return forbidden(may_originate_text(actor.organisation_kind, policy))
    return ALLOWED


def may_change(act: TemplateAct, actor: Actor, facts: TemplateFacts) -> Permission:
    """The author as long as they belong to the department; whoever answers for it."""
    is_author = actor.id == facts.author_id and facts.department_id in actor.departments
    if is_author or actor.answers_for(facts.department_id):
        return ALLOWED
    return forbidden(f"만든 사람과 그 부서의 서무·부서장만 할 수 있습니다: {act.label}.")


def may_copy(*, restricted: bool) -> Permission:
    """A template is read by a whole department, so nothing of a restricted request may go into one (AM7)."""
    return forbidden("열람이 제한된 요청으로는 서식을 만들 수 없습니다.") if restricted else ALLOWED


def explained(outcome: Outcome, *, department: str, present: str) -> str:
    """For people; `present` is the name of the department that does the work today."""
    return EXPLANATIONS[outcome].format(department=department, present=present)


def present_places(
    asked: Sequence[UUID], closed: Mapping[UUID, UUID | None], *, asking: UUID
) -> tuple[dict[int, UUID], tuple[Adjustment, ...]]:
    """Whom to ask today, by place in `asked`, and what had to be changed.

    `closed`: those of `asked` that are gone, each with the open department that does its work. A department
    asked under its own name keeps its place before one that has become part of it.
    """
    taken = {id for id in asked if id not in closed}
    kept: dict[int, UUID] = {}
    adjustments: list[Adjustment] = []
    for place, id in enumerate(asked):
        present = closed.get(id, id)
        outcome = _outcome(id, present, asking, taken)
        if present is not None and outcome in (None, Outcome.FOLLOWED):
            kept[place] = present
            taken.add(present)
        if outcome is not None:
            adjustments.append(Adjustment(department_id=id, present_id=present, outcome=outcome))
    return kept, tuple(adjustments)


def _outcome(id: UUID, present: UUID | None, asking: UUID, taken: set[UUID]) -> Outcome | None:
    if present is None:
        return Outcome.CLOSED
    if present == asking:
        return Outcome.OWN
    if present == id:
        return None
    return Outcome.TWICE if present in taken else Outcome.FOLLOWED

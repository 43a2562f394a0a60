"""Who may do what with a whole request, and from which state."""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.labels import Labelled
from madang.rules.people import Actor, OrganisationKind
from madang.rules.permissions import ALLOWED, Permission, forbidden, untimely
from madang.rules.policy import BoardPolicy
from madang.rules.requests import RequestState

S = RequestState


class RequestAct(Labelled):
    EDIT = "EDIT", "내용 수정"
    DISCARD = "DISCARD", "작성 취소"
    PUBLISH = "PUBLISH", "발송"
    ADD_DEPARTMENTS = "ADD_DEPARTMENTS", "협력부서 추가"
    CANCEL = "CANCEL", "요청 취소"
    RESTRICT = "RESTRICT", "열람 제한"
    OPEN = "OPEN", "열람 제한 해제"


SOURCES: dict[RequestAct, frozenset[RequestState]] = {
    RequestAct.EDIT: frozenset({S.DRAFT, S.SENT}),  # until a department has received it
    RequestAct.DISCARD: frozenset({S.DRAFT}),
    RequestAct.PUBLISH: frozenset({S.DRAFT}),
    RequestAct.ADD_DEPARTMENTS: frozenset({S.SENT, S.IN_PROGRESS, S.REPORTED, S.RETURNED}),
    RequestAct.CANCEL: frozenset({S.SENT, S.IN_PROGRESS, S.REPORTED}),
    RequestAct.RESTRICT: frozenset(S) - {S.CANCELLED},
    RequestAct.OPEN: frozenset(S) - {S.CANCELLED},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What decides who may act on a request."""

    state: RequestState
    restricted: bool
    requester_id: UUID
    requester_department_id: UUID


def permission(act: RequestAct, actor: Actor, facts: RequestFacts, policy: BoardPolicy) -> Permission:
    """Whether the actor may do the act now, and if not, why."""
    if not (actor.id == facts.requester_id or facts.requester_department_id in actor.head_of):
        return forbidden(f"요청자와 요청부서장만 할 수 있습니다: {act.label}.")
    if act is RequestAct.PUBLISH and actor.organisation_kind not in policy.originating_kinds:
        return forbidden(may_originate_text(actor.organisation_kind, policy))
    if facts.state not in SOURCES[act]:
        return untimely(f"지금은 {facts.state.label} 상태이므로 할 수 없습니다: {act.label}.")
    if act in (RequestAct.RESTRICT, RequestAct.OPEN) and facts.restricted is (act is RequestAct.RESTRICT):
        return untimely(
            "이미 열람이 제한되어 있습니다." if facts.restricted else "열람이 제한되어 있지 않습니다."
        )
    return ALLOWED


def may_originate_text(kind: OrganisationKind, policy: BoardPolicy) -> str:
    kinds = "·".join(one.label for one in OrganisationKind if one in policy.originating_kinds)
    return (
        f"협력을 요청할 수 있는 기관은 {kinds}입니다. {kind.label} 소속은 요청받은 일에 참여할 수 있습니다."
    )

"""Help offered by departments that were not asked (참여 의사): who offers, answers, withdraws, and when."""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.asking import SOURCES, RequestAct
from madang.rules.labels import Labelled
from madang.rules.people import Actor
from madang.rules.permissions import ALLOWED, Permission, forbidden, untimely
from madang.rules.requests import RequestState


class OfferState(Labelled):
    OFFERED = "OFFERED", "대기"
    ACCEPTED = "ACCEPTED", "수락"
    DECLINED = "DECLINED", "사양"
    WITHDRAWN = "WITHDRAWN", "철회"


class OfferAct(Labelled):
    ACCEPT = "ACCEPT", "참여 수락"
    DECLINE = "DECLINE", "참여 사양"
    WITHDRAW = "WITHDRAW", "참여 의사 철회"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferingFacts:
    """What decides which departments may offer themselves to a request."""

    state: RequestState
    requester_department_id: UUID
    asked: frozenset[UUID]  # that are in it now
    offering: frozenset[UUID]  # whose offers wait for an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFacts:
    """What decides who may act on one offer."""

    state: OfferState
    offered_by_id: UUID
    department_id: UUID
    requester_id: UUID
    requester_department_id: UUID
    request_state: RequestState


def may_offer(actor: Actor, department_id: UUID, facts: OfferingFacts) -> Permission:
    """Every member offers help in the department's name; the requester's answer makes it binding."""
    if department_id not in actor.departments:
        return forbidden("자기가 속한 부서의 이름으로만 참여 의사를 밝힐 수 있습니다.")
    if department_id == facts.requester_department_id:
        return untimely("협력을 요청한 부서입니다.")
    if department_id in facts.asked:
        return untimely("이미 협력하고 있는 부서입니다.")
    if department_id in facts.offering:
        return untimely("부서에서 이미 참여 의사를 밝혔습니다. 요청자의 답을 기다리고 있습니다.")
    return _open_for_more(facts.state)


def permission(act: OfferAct, actor: Actor, facts: OfferFacts) -> Permission:
    """Whether the actor may do the act now, and if not, why."""
    if act is OfferAct.WITHDRAW:
        if not (actor.id == facts.offered_by_id or actor.answers_for(facts.department_id)):
            return forbidden("참여 의사를 밝힌 사람과 그 부서의 서무·부서장만 거둘 수 있습니다.")
    elif not (actor.id == facts.requester_id or facts.requester_department_id in actor.head_of):
        return forbidden(f"요청자와 요청부서장만 할 수 있습니다: {act.label}.")
    if facts.state is not OfferState.OFFERED:
        return untimely(f"이미 {facts.state.label} 상태인 참여 의사입니다.")
    return _open_for_more(facts.request_state) if act is OfferAct.ACCEPT else ALLOWED


def _open_for_more(state: RequestState) -> Permission:
    if state in SOURCES[RequestAct.ADD_DEPARTMENTS]:
        return ALLOWED
    return untimely(f"지금은 {state.label} 상태이므로 새 부서가 참여할 수 없습니다.")

"""The one table of what may happen to a delivery: who may do which act from which state, and where it leads.

docs/workflow.md is drawn from `TRANSITIONS`; a test keeps the two equal.
"""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.labels import Labelled
from madang.rules.people import Actor
from madang.rules.permissions import ALLOWED, Permission, forbidden, untimely
from madang.rules.requests import ENDED, DeliveryState

S = DeliveryState


class Act(Labelled):
    RECEIVE = "RECEIVE", "접수"
    ASSIGN = "ASSIGN", "배부"
    ACCEPT = "ACCEPT", "수락"
    PROGRESS = "PROGRESS", "진행 보고"
    HOLD = "HOLD", "보류"
    RESUME = "RESUME", "재개"
    REPORT = "REPORT", "완료보고"
    CONFIRM = "CONFIRM", "확인"
    SEND_BACK = "SEND_BACK", "보완요청"
    RETURN = "RETURN", "반려"
    TRANSFER = "TRANSFER", "이송"
    CANCEL = "CANCEL", "취소"
    CHANGE_DUE = "CHANGE_DUE", "기한 변경"
    APPROVE_LEAVING = "APPROVE_LEAVING", "반려·이송 승인"
    DECLINE_LEAVING = "DECLINE_LEAVING", "반려·이송 불승인"
    WITHDRAW_LEAVING = "WITHDRAW_LEAVING", "반려·이송 상신 거두기"


class Party(Labelled):
    REQUESTER = "REQUESTER", "요청자 또는 요청부서장"
    CLERK = "CLERK", "협력부서 서무"
    HEAD = "HEAD", "협력부서장·대결"
    HANDLER = "HANDLER", "담당자"


@dataclass(frozen=True, slots=True)
class Transition:
    """`to` is None where the state stays, returns to the one before a hold, or follows what was proposed."""

    by: frozenset[Party]
    sources: frozenset[DeliveryState]
    to: DeliveryState | None


def _by(*parties: Party) -> frozenset[Party]:
    return frozenset(parties)


def _from(*states: DeliveryState) -> frozenset[DeliveryState]:
    return frozenset(states)


CLERK, HEAD, HANDLER, REQUESTER = Party.CLERK, Party.HEAD, Party.HANDLER, Party.REQUESTER
LEAVES = frozenset({Act.RETURN, Act.TRANSFER})  # what a clerk proposes and the head decides
LEAVABLE = _from(S.SENT, S.RECEIVED, S.ASSIGNED)
ABOUT_LEAVING = frozenset({Act.APPROVE_LEAVING, Act.DECLINE_LEAVING, Act.WITHDRAW_LEAVING})
WORKING = _from(S.ASSIGNED, S.IN_PROGRESS, S.SENT_BACK, S.ON_HOLD)

TRANSITIONS: dict[Act, Transition] = {
    Act.RECEIVE: Transition(_by(CLERK, HEAD), _from(S.SENT), S.RECEIVED),
    Act.ASSIGN: Transition(_by(CLERK, HEAD), WORKING | {S.RECEIVED}, None),  # RECEIVED becomes ASSIGNED
    Act.ACCEPT: Transition(_by(HANDLER), _from(S.ASSIGNED), S.IN_PROGRESS),
    Act.PROGRESS: Transition(_by(HANDLER), _from(S.IN_PROGRESS, S.SENT_BACK), None),
    Act.HOLD: Transition(
        _by(HANDLER, CLERK, HEAD), _from(S.RECEIVED, S.ASSIGNED, S.IN_PROGRESS, S.SENT_BACK), S.ON_HOLD
    ),
    Act.RESUME: Transition(_by(HANDLER, CLERK, HEAD), _from(S.ON_HOLD), None),
    Act.REPORT: Transition(_by(HANDLER), _from(S.IN_PROGRESS, S.SENT_BACK), S.REPORTED),
    Act.CONFIRM: Transition(_by(REQUESTER), _from(S.REPORTED), S.CONFIRMED),
    Act.SEND_BACK: Transition(_by(REQUESTER), _from(S.REPORTED, S.CONFIRMED), S.SENT_BACK),
    Act.RETURN: Transition(_by(CLERK, HEAD), LEAVABLE, S.RETURNED),
    Act.TRANSFER: Transition(_by(CLERK, HEAD), LEAVABLE, S.SENT),
    Act.CANCEL: Transition(_by(REQUESTER), frozenset(S) - ENDED, S.CANCELLED),
    Act.CHANGE_DUE: Transition(_by(REQUESTER), frozenset(S) - ENDED, None),
    Act.APPROVE_LEAVING: Transition(_by(HEAD), LEAVABLE, None),
    Act.DECLINE_LEAVING: Transition(_by(HEAD), LEAVABLE, None),
    Act.WITHDRAW_LEAVING: Transition(_by(CLERK), LEAVABLE, None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFacts:
    """What decides who may act on a delivery.

    `leaving`: the return or transfer that waits for the head. `head_decides`: the policy asks the head of
    the department about them, and today there is one, or somebody who stands in.
    """

    state: DeliveryState
    held_from: DeliveryState | None
    department_id: UUID
    requester_id: UUID
    requester_department_id: UUID
    handled_by_actor: bool
    is_evaluated: bool
    leaving: Act | None = None
    head_decides: bool = False


def parties(actor: Actor, facts: DeliveryFacts) -> frozenset[Party]:
    """The parts this actor plays in the delivery; one person may play several."""
    asks = actor.id == facts.requester_id or facts.requester_department_id in actor.head_of
    plays = {
        REQUESTER: asks,
        CLERK: facts.department_id in actor.clerk_of,
        HEAD: facts.department_id in actor.head_of,
        HANDLER: facts.handled_by_actor,
    }
    return frozenset(party for party, so in plays.items() if so)


def permission(act: Act, actor: Actor, facts: DeliveryFacts) -> Permission:
    """Whether the actor may do the act now, and if not, why."""
    transition = TRANSITIONS[act]
    if not parties(actor, facts) & transition.by:
        who = "·".join(party.label for party in Party if party in transition.by)
        return forbidden(f"{who}만 할 수 있습니다: {act.label}.")
    if facts.state not in transition.sources:
        return untimely(f"지금은 {facts.state.label} 상태이므로 할 수 없습니다: {act.label}.")
    if act in LEAVES | ABOUT_LEAVING:
        return _about_leaving(act, actor, facts)
    if act is Act.SEND_BACK and facts.is_evaluated:
        return untimely("이미 평가한 협력은 보완을 요청할 수 없습니다. 새 협력을 요청하십시오.")
    return ALLOWED


def _about_leaving(act: Act, actor: Actor, facts: DeliveryFacts) -> Permission:
    """One proposal at a time; the head is not bound by it."""
    if act in ABOUT_LEAVING:
        return ALLOWED if facts.leaving else untimely("부서장의 승인을 기다리는 반려나 이송이 없습니다.")
    if facts.leaving and HEAD not in parties(actor, facts):
        return untimely(f"이미 부서장의 승인을 기다리고 있습니다: {facts.leaving.label}. 먼저 거두십시오.")
    return ALLOWED


def waits_for_head(actor: Actor, facts: DeliveryFacts) -> bool:
    """Whether a return or transfer by this actor is only proposed, until the head has approved it."""
    return facts.head_decides and HEAD not in parties(actor, facts)


def advance(act: Act, actor: Actor, facts: DeliveryFacts) -> DeliveryState:
    """The state after the act. Raises Forbidden (not this actor's to do) or Conflict (not from here)."""
    permission(act, actor, facts).demand()
    if act is Act.RESUME:
        return facts.held_from or S.IN_PROGRESS
    if act is Act.APPROVE_LEAVING and facts.leaving:
        return TRANSITIONS[facts.leaving].to or facts.state
    if act in LEAVES and waits_for_head(actor, facts):
        return facts.state
    if act is Act.ASSIGN:
        return S.ASSIGNED if facts.state is S.RECEIVED else facts.state
    return TRANSITIONS[act].to or facts.state


def held_after_assigning(held_from: DeliveryState | None) -> DeliveryState | None:
    """Work that is given out while on hold goes on as given out: those who got it must be able to accept."""
    return S.ASSIGNED if held_from is S.RECEIVED else held_from

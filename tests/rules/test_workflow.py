"""Who may do which act of the workflow, from where, and where it leads: all of it, one by one."""

from itertools import product
from uuid import uuid4

import pytest

from madang.errors import Conflict, Forbidden
from madang.rules.people import Actor, OrganisationKind
from madang.rules.requests import DeliveryState
from madang.rules.workflow import (
    ABOUT_LEAVING,
    LEAVES,
    TRANSITIONS,
    Act,
    DeliveryFacts,
    Party,
    advance,
    held_after_assigning,
    parties,
    permission,
    waits_for_head,
)
from tests.requests import model

ASKING, ASKED = uuid4(), uuid4()
HELD_FROM = DeliveryState.ASSIGNED


def person(*, clerk: bool = False, head: bool = False, of: object = ASKED) -> Actor:
    own = frozenset({ASKED if of == ASKED else ASKING})
    return Actor(
        id=uuid4(),
        department_id=next(iter(own)),
        department_name="통계데이터담당관",
        organisation_kind=OrganisationKind.HEADQUARTERS,
        departments=own,
        clerk_of=own if clerk else frozenset(),
        head_of=own if head else frozenset(),
    )


REQUESTER = person(of=ASKING)
CLERK, HEAD, HANDLER = person(clerk=True), person(head=True), person()
BY_PARTY = {Party.REQUESTER: REQUESTER, Party.CLERK: CLERK, Party.HEAD: HEAD, Party.HANDLER: HANDLER}


def facts(
    state: DeliveryState = DeliveryState.SENT,
    *,
    handles: bool = False,
    evaluated: bool = False,
    leaving: Act | None = None,
    head_decides: bool = False,
) -> DeliveryFacts:
    return DeliveryFacts(
        state=state,
        held_from=HELD_FROM if state is DeliveryState.ON_HOLD else None,
        department_id=ASKED,
        requester_id=REQUESTER.id,
        requester_department_id=ASKING,
        handled_by_actor=handles,
        is_evaluated=evaluated,
        leaving=leaving,
        head_decides=head_decides,
    )


@pytest.mark.parametrize(("act", "state", "party"), list(product(Act, DeliveryState, Party)))
def test_each_act_leads_where_the_city_says(act: Act, state: DeliveryState, party: Party) -> None:
    waiting = Act.TRANSFER if act in ABOUT_LEAVING else None
    expected = model.leads_to(act, state, HELD_FROM, waiting)
    now = facts(state, handles=party is Party.HANDLER, leaving=waiting)
    if party not in model.STEPS[act].by:
        with pytest.raises(Forbidden):
            advance(act, BY_PARTY[party], now)
    elif expected is None:
        with pytest.raises(Conflict):
            advance(act, BY_PARTY[party], now)
    else:
        assert advance(act, BY_PARTY[party], now) == expected


@pytest.mark.parametrize(("act", "state"), list(product(Act, DeliveryState)))
def test_a_bystander_may_do_nothing(act: Act, state: DeliveryState) -> None:
    with pytest.raises(Forbidden):
        advance(act, person(), facts(state))


def test_every_act_has_a_transition_and_every_state_is_reached() -> None:
    assert set(TRANSITIONS) == set(Act)
    assert {act.value for act in Act} == set(model.STEPS)
    reached = {
        advance(act, BY_PARTY[party], facts(state, handles=party is Party.HANDLER, leaving=Act.RETURN))
        for act, transition in TRANSITIONS.items()
        for party in transition.by - ({Party.CLERK} if act in LEAVES else set[Party]())
        for state in transition.sources
    }
    assert reached == set(DeliveryState)


def test_what_was_returned_or_cancelled_has_ended_for_good() -> None:
    sources = {state for transition in TRANSITIONS.values() for state in transition.sources}
    assert set(DeliveryState) - sources == {DeliveryState.RETURNED, DeliveryState.CANCELLED}


def test_a_refusal_says_whose_act_it_is_or_where_the_work_stands() -> None:
    assert permission(Act.RECEIVE, HANDLER, facts()).explanation == (
        "협력부서 서무·협력부서장·대결만 할 수 있습니다: 접수."
    )
    assert permission(Act.RECEIVE, CLERK, facts(DeliveryState.ASSIGNED)).explanation == (
        "지금은 배부 상태이므로 할 수 없습니다: 접수."
    )


def test_what_is_evaluated_is_not_sent_back() -> None:
    confirmed = facts(DeliveryState.CONFIRMED, evaluated=True)
    with pytest.raises(Conflict) as refused:
        advance(Act.SEND_BACK, REQUESTER, confirmed)
    assert str(refused.value) == "이미 평가한 협력은 보완을 요청할 수 없습니다. 새 협력을 요청하십시오."


@pytest.mark.parametrize(
    ("actor", "handles", "plays"),
    [
        (REQUESTER, False, {Party.REQUESTER}),
        (person(head=True, of=ASKING), False, {Party.REQUESTER}),
        (person(clerk=True, of=ASKING), False, set[Party]()),
        (CLERK, False, {Party.CLERK}),
        (HEAD, False, {Party.HEAD}),
        (HEAD, True, {Party.HEAD, Party.HANDLER}),
        (person(clerk=True, head=True), False, {Party.CLERK, Party.HEAD}),
        (HANDLER, True, {Party.HANDLER}),
        (HANDLER, False, set[Party]()),
    ],
)
def test_one_person_may_play_several_parts(actor: Actor, handles: bool, plays: set[Party]) -> None:
    assert parties(actor, facts(handles=handles)) == plays


@pytest.mark.parametrize("held_from", [None, *DeliveryState])
def test_what_is_given_out_on_hold_goes_on_as_given_out(held_from: DeliveryState | None) -> None:
    given_out = DeliveryState.ASSIGNED if held_from is DeliveryState.RECEIVED else held_from
    assert held_after_assigning(held_from) is given_out


@pytest.mark.parametrize(("act", "state"), list(product([Act.RETURN, Act.TRANSFER], sorted(model.LEAVABLE))))
def test_what_a_clerk_proposes_happens_when_the_head_approves(act: Act, state: str) -> None:
    before = DeliveryState(state)
    open_, waiting = facts(before, head_decides=True), facts(before, head_decides=True, leaving=act)
    assert (waits_for_head(CLERK, open_), advance(act, CLERK, open_)) == (True, before)
    assert advance(Act.APPROVE_LEAVING, HEAD, waiting) == model.leads_to(act, before, None)
    assert advance(Act.DECLINE_LEAVING, HEAD, waiting) is before
    assert advance(Act.WITHDRAW_LEAVING, CLERK, waiting) is before


@pytest.mark.parametrize("act", [Act.RETURN, Act.TRANSFER])
def test_a_head_and_a_department_without_one_wait_for_nobody(act: Act) -> None:
    both = person(clerk=True, head=True)
    for actor, decides in ((HEAD, True), (both, True), (CLERK, False), (HEAD, False)):
        now = facts(head_decides=decides)
        assert waits_for_head(actor, now) is False
        assert advance(act, actor, now) == model.leads_to(act, "SENT", None)


def test_one_proposal_waits_at_a_time_and_binds_clerks_alone() -> None:
    waiting = facts(head_decides=True, leaving=Act.TRANSFER)
    assert permission(Act.RETURN, CLERK, waiting).explanation == (
        "이미 부서장의 승인을 기다리고 있습니다: 이송. 먼저 거두십시오."
    )
    assert advance(Act.RETURN, HEAD, waiting) is DeliveryState.RETURNED
    left = facts(leaving=Act.TRANSFER)  # the head has gone since
    with pytest.raises(Conflict):
        advance(Act.RETURN, CLERK, left)


@pytest.mark.parametrize("act", sorted(ABOUT_LEAVING))
def test_without_a_proposal_there_is_nothing_to_decide(act: Act) -> None:
    refusal = permission(act, person(clerk=True, head=True), facts(head_decides=True))
    assert refusal.explanation == "부서장의 승인을 기다리는 반려나 이송이 없습니다."
    assert refusal.refusal is Conflict


def test_only_the_head_decides_and_only_a_clerk_withdraws() -> None:
    waiting = facts(head_decides=True, leaving=Act.RETURN)
    assert permission(Act.APPROVE_LEAVING, CLERK, waiting).explanation == (
        "협력부서장·대결만 할 수 있습니다: 반려·이송 승인."
    )
    assert permission(Act.WITHDRAW_LEAVING, HEAD, waiting).explanation == (
        "협력부서 서무만 할 수 있습니다: 반려·이송 상신 거두기."
    )

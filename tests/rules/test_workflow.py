"""Who may do which act of the workflow, from where, and where it leads: all of it, one by one."""

from itertools import product
from uuid import uuid4

import pytest

from madang.errors import Conflict, Forbidden
from madang.rules.people import Actor, OrganisationKind
from madang.rules.requests import DeliveryState
from madang.rules.workflow import (
    TRANSITIONS,
    Act,
    DeliveryFacts,
    Party,
    advance,
    held_after_assigning,
    parties,
    permission,
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
CLERK, HANDLER = person(clerk=True), person()
BY_PARTY = {Party.REQUESTER: REQUESTER, Party.RECEIVER: CLERK, Party.HANDLER: HANDLER}


def facts(
    state: DeliveryState = DeliveryState.SENT, *, handles: bool = False, evaluated: bool = False
) -> DeliveryFacts:
    return DeliveryFacts(
        state=state,
        held_from=HELD_FROM if state is DeliveryState.ON_HOLD else None,
        department_id=ASKED,
        requester_id=REQUESTER.id,
        requester_department_id=ASKING,
        handled_by_actor=handles,
        is_evaluated=evaluated,
    )


@pytest.mark.parametrize(("act", "state", "party"), list(product(Act, DeliveryState, Party)))
def test_each_act_leads_where_the_city_says(act: Act, state: DeliveryState, party: Party) -> None:
    expected = model.leads_to(act, state, HELD_FROM)
    now = facts(state, handles=party is Party.HANDLER)
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
        advance(act, BY_PARTY[party], facts(state, handles=party is Party.HANDLER))
        for act, transition in TRANSITIONS.items()
        for party in transition.by
        for state in transition.sources
    }
    assert reached == set(DeliveryState)


def test_what_was_returned_or_cancelled_has_ended_for_good() -> None:
    sources = {state for transition in TRANSITIONS.values() for state in transition.sources}
    assert set(DeliveryState) - sources == {DeliveryState.RETURNED, DeliveryState.CANCELLED}


def test_a_refusal_says_whose_act_it_is_or_where_the_work_stands() -> None:
    assert permission(Act.RECEIVE, HANDLER, facts()).explanation == (
        "협력부서 서무·부서장·대결만 할 수 있습니다: 접수."
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
        (CLERK, False, {Party.RECEIVER}),
        (person(head=True), False, {Party.RECEIVER}),
        (person(head=True), True, {Party.RECEIVER, Party.HANDLER}),
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

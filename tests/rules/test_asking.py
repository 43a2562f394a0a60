"""Who may do what with a whole request, and from which state; keys and shares."""

from dataclasses import replace
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.errors import Conflict, Forbidden
from madang.rules.asking import RequestAct, RequestFacts, permission
from madang.rules.people import Actor, OrganisationKind
from madang.rules.policy import BoardPolicy
from madang.rules.requests import DeliveryState, RequestState, overall_state, request_key
from madang.rules.sharing import equal_shares
from tests.requests import model

HOME = uuid4()
REQUESTER = Actor(
    id=uuid4(),
    department_id=HOME,
    department_name="버스정책과",
    organisation_kind=OrganisationKind.HEADQUARTERS,
    departments=frozenset({HOME}),
)
HEAD = replace(REQUESTER, id=uuid4(), head_of=frozenset({HOME}))
COLLEAGUE = replace(REQUESTER, id=uuid4())
POLICY = BoardPolicy()


def facts(state: RequestState, *, restricted: bool = False) -> RequestFacts:
    return RequestFacts(
        state=state, restricted=restricted, requester_id=REQUESTER.id, requester_department_id=HOME
    )


@pytest.mark.parametrize("actor", [REQUESTER, HEAD])
@pytest.mark.parametrize(("act", "state"), list(product(RequestAct, RequestState)))
def test_the_requester_and_the_head_may_act_in_the_states_of_the_model(
    act: RequestAct, state: RequestState, actor: Actor
) -> None:
    answer = permission(act, actor, facts(state, restricted=act is RequestAct.OPEN), POLICY)
    assert answer.allowed is (state in model.WHOLE[act])
    assert answer.allowed or answer.refusal is Conflict


@pytest.mark.parametrize(("act", "state"), list(product(RequestAct, RequestState)))
def test_a_colleague_may_do_nothing_with_it(act: RequestAct, state: RequestState) -> None:
    answer = permission(act, COLLEAGUE, facts(state), POLICY)
    assert (answer.allowed, answer.refusal) == (False, Forbidden)
    assert answer.explanation == f"요청자와 요청부서장만 할 수 있습니다: {act.label}."


@pytest.mark.parametrize(
    ("kind", "allowed"),
    [
        (OrganisationKind.HEADQUARTERS, True),
        (OrganisationKind.AFFILIATED_OFFICE, True),
        (OrganisationKind.DISTRICT, False),
        (OrganisationKind.INVESTED_INSTITUTION, False),
        (OrganisationKind.ENTRUSTED_OPERATOR, False),
        (OrganisationKind.EXTERNAL, False),
    ],
)
def test_only_some_kinds_of_organisation_may_publish(kind: OrganisationKind, allowed: bool) -> None:
    actor = replace(REQUESTER, organisation_kind=kind)
    answer = permission(RequestAct.PUBLISH, actor, facts(RequestState.DRAFT), POLICY)
    assert (answer.allowed, answer.refusal) == (allowed, Forbidden)


@pytest.mark.parametrize(("act", "restricted"), [(RequestAct.RESTRICT, True), (RequestAct.OPEN, False)])
def test_a_restriction_is_set_once_and_lifted_once(act: RequestAct, restricted: bool) -> None:
    answer = permission(act, REQUESTER, facts(RequestState.SENT, restricted=restricted), POLICY)
    assert (answer.allowed, answer.refusal) == (False, Conflict)


@given(st.lists(st.sampled_from(DeliveryState), max_size=6))
def test_the_whole_follows_its_parts(states: list[DeliveryState]) -> None:
    assert overall_state(states) == model.overall([state.value for state in states])


@given(st.lists(st.sampled_from(DeliveryState), min_size=1, max_size=6))
def test_nothing_is_complete_while_one_part_is_open(states: list[DeliveryState]) -> None:
    is_open = any(state.value in model.OPEN for state in states)
    closed = overall_state(states) in (RequestState.COMPLETED, RequestState.RETURNED, RequestState.CANCELLED)
    assert closed is not is_open


@pytest.mark.parametrize(
    ("year", "number", "key"), [(2014, 1, "협업-2014-0001"), (2026, 12345, "협업-2026-12345")]
)
def test_keys_are_read_by_people(year: int, number: int, key: str) -> None:
    assert request_key(year, number) == key


@given(st.integers(min_value=1, max_value=100))
def test_equal_shares_add_up_and_differ_by_one_at_most(among: int) -> None:
    shares = equal_shares(among)
    assert (len(shares), sum(shares), shares) == (among, 100, sorted(shares, reverse=True))
    assert shares[0] - shares[-1] <= 1

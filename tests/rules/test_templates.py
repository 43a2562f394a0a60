"""Who changes a template, and whom it asks once the chart has changed."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.rules.people import Actor, OrganisationKind
from madang.rules.policy import BoardPolicy
from madang.rules.templates import (
    Adjustment,
    Outcome,
    TemplateAct,
    TemplateFacts,
    explained,
    may_change,
    may_copy,
    may_create,
    present_places,
)

HOME, A, B, C = (UUID(int=number) for number in range(4))
AUTHOR = Actor(
    id=uuid4(),
    department_id=HOME,
    department_name="버스정책과",
    organisation_kind=OrganisationKind.HEADQUARTERS,
    departments=frozenset({HOME}),
)
FACTS = TemplateFacts(author_id=AUTHOR.id, department_id=HOME)
COLLEAGUE = replace(AUTHOR, id=uuid4())
IDS = st.sampled_from([A, B, C, HOME])


@pytest.mark.parametrize("act", TemplateAct)
@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (AUTHOR, True),
        (replace(AUTHOR, departments=frozenset({A})), False),  # moved on
        (COLLEAGUE, False),
        (replace(COLLEAGUE, clerk_of=frozenset({HOME})), True),
        (replace(COLLEAGUE, head_of=frozenset({HOME})), True),
        (replace(COLLEAGUE, head_of=frozenset({A})), False),
    ],
)
def test_the_author_and_who_answers_for_the_department_change_it(
    act: TemplateAct, actor: Actor, allowed: bool
) -> None:
    answer = may_change(act, actor, FACTS)
    assert answer.allowed is allowed
    assert allowed or act.label in (answer.explanation or "")


@pytest.mark.parametrize("kind", OrganisationKind)
def test_whoever_may_ask_may_keep_templates(kind: OrganisationKind) -> None:
    policy = BoardPolicy()
    allowed = may_create(replace(AUTHOR, organisation_kind=kind), policy).allowed
    assert allowed is (kind in policy.originating_kinds)


def test_only_open_requests_are_copied() -> None:
    assert (may_copy(restricted=False).allowed, may_copy(restricted=True).allowed) == (True, False)


def test_a_department_asked_by_name_keeps_its_place_before_its_predecessor() -> None:
    kept, told = present_places([A, B], {A: B}, asking=HOME)
    assert kept == {1: B}
    assert told == (Adjustment(department_id=A, present_id=B, outcome=Outcome.TWICE),)


def test_of_two_that_became_one_the_first_is_followed() -> None:
    kept, told = present_places([A, B], {A: C, B: C}, asking=HOME)
    assert kept == {0: C}
    assert [one.outcome for one in told] == [Outcome.FOLLOWED, Outcome.TWICE]


def test_what_leads_nowhere_or_home_is_left_out() -> None:
    kept, told = present_places([A, B, HOME], {A: None, B: HOME}, asking=HOME)
    assert kept == {}
    assert [one.outcome for one in told] == [Outcome.CLOSED, Outcome.OWN, Outcome.OWN]


@given(st.lists(IDS, unique=True), st.dictionaries(IDS, st.none() | IDS))
def test_nobody_is_asked_twice_nor_the_asker_and_every_change_is_told(
    asked: list[UUID], gone: dict[UUID, UUID | None]
) -> None:
    closed = {id: None if present in gone else present for id, present in gone.items()}
    kept, told = present_places(asked, closed, asking=HOME)
    assert len(set(kept.values())) == len(kept)
    assert HOME not in kept.values()
    assert not set(kept.values()) & closed.keys()
    changed = {id for place, id in enumerate(asked) if kept.get(place) != id}
    assert {one.department_id for one in told} == changed


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_is_explained_by_name(outcome: Outcome) -> None:
    assert "버스정책과" in explained(outcome, department="버스정책과", present="교통과")

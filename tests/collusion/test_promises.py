"""What holds of the flags of any acts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from random import Random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from madang.collusion import Acts, Flag, FlagKind, flags
from tests.collusion.office import FIVES, Marks, Office, office, person

seeds = st.integers(min_value=0, max_value=2**32)
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def suspicious() -> Office:
    """An office with something of each kind."""
    made = office()
    for step in range(6):
        for one, other in ((0, 2), (5, 7), (7, 10), (10, 5)):
            made.rate(one, other, 20 + 50 * step + one, FIVES)
        made.rate(2, 0, 30 + 50 * step, FIVES)
        made.rate(12, 14, 21 + 50 * step, FIVES)
        made.thank(18, 20, 31 + 50 * step)
        made.thank(20, 18, 33 + 50 * step)
    for step in range(4):
        made.rate(19, 21, 200 + step / 4)
        made.rate(21, 19, 200 + step / 4)
    for day in range(10):
        for step in range(4):
            made.comment(26, 100 + day + step / 10, length=12)
    return made


SUSPICIOUS = suspicious().acts
FOUND = flags(SUSPICIOUS)


def test_the_office_has_something_of_each_kind() -> None:
    groups = [(flag.kind, set(flag.people)) for flag in FOUND]
    assert groups == [
        (FlagKind.RECIPROCITY, {person(0), person(2)}),
        (FlagKind.RECIPROCITY, {person(18), person(20)}),
        (FlagKind.RING, {person(5), person(7), person(10)}),
        (FlagKind.BURST, {person(19), person(21)}),
        (FlagKind.COMMENT_FARMING, {person(26)}),
        (FlagKind.RATING_INFLATION, {person(12), person(14)}),
    ]


@few
@given(seeds)
def test_the_order_of_acts_does_not_matter(seed: int) -> None:
    rng = Random(seed)
    mixed = Acts(
        responses=rng.sample(SUSPICIOUS.responses, len(SUSPICIOUS.responses)),
        comments=rng.sample(SUSPICIOUS.comments, len(SUSPICIOUS.comments)),
        thanks=rng.sample(SUSPICIOUS.thanks, len(SUSPICIOUS.thanks)),
    )
    assert flags(mixed) == FOUND


def renamed(acts: Acts, name: Mapping[UUID, UUID]) -> Acts:
    return Acts(
        responses=[
            replace(row, giver=name[row.giver], receiver=name[row.receiver]) for row in acts.responses
        ],
        comments=[replace(row, author=name[row.author]) for row in acts.comments],
        thanks=[replace(row, giver=name[row.giver], receiver=name[row.receiver]) for row in acts.thanks],
    )


@few
@given(seeds)
def test_other_names_give_the_same_flags_under_other_names(seed: int) -> None:
    people = [person(number) for number in range(40)]
    name = dict(zip(people, Random(seed).sample(people, 40), strict=True))
    expected = [replace(flag, people=tuple(name[one] for one in flag.people)) for flag in FOUND]
    assert list(flags(renamed(SUSPICIOUS, name))) == expected


@few
@given(seeds)
def test_honest_people_elsewhere_do_not_hide_anybody(seed: int) -> None:
    rng, made = Random(seed), suspicious()
    usual: list[Marks] = [(3, 4, 3, 4), (4, 4, 4, 3), (3, 3, 4, 3), (4, 3, 4, 4), (4, 5, 4, 4), (3, 2, 3, 3)]
    for _ in range(rng.randrange(200)):
        giver, receiver = rng.sample(range(1000, 1100), 2)
        made.rate(giver, receiver, rng.random() * 364, rng.choice(usual))
    assert told(FOUND) <= told(flags(made.acts))


def told(found: tuple[Flag, ...]) -> set[tuple[FlagKind, frozenset[UUID]]]:
    return {(flag.kind, frozenset(flag.people)) for flag in found}


@few
@given(seeds)
def test_every_flag_rests_on_acts_of_its_people_within_its_period(seed: int) -> None:
    rng, made = Random(seed), Office()
    for _ in range(150):
        giver, receiver = rng.sample(range(12), 2)
        made.rate(giver, receiver, rng.random() * 9, rng.choice([FIVES, (1, 2, 1, 2), (4, 4, 4, 3)]))
        made.thank(giver, receiver, rng.random() * 300)
        made.comment(giver, rng.random() * 9, length=rng.randint(10, 30))
    known = {row.id: (row.at, {row.giver, row.receiver}) for row in [*made.responses, *made.thanks]}
    known |= {row.id: (row.at, {row.author}) for row in made.comments}
    for flag in flags(made.acts):
        sources = [known[source] for evidence in flag.evidence for source in evidence.sources]
        assert {person for _, people in sources for person in people} == set(flag.people)
        assert (min(sources)[0], max(sources)[0]) == (flag.period.first, flag.period.last)
        assert flag.score >= 0


def test_nothing_is_asked_where_nothing_was_done() -> None:
    assert flags(Acts()) == ()


def test_acts_within_a_department_are_not_looked_at() -> None:
    made = Office()
    for step in range(20):
        made.rate(0, 8, 10 + step, FIVES)
        made.rate(8, 0, 10 + step, FIVES)
    assert flags(made.acts) == ()


def test_an_instant_needs_its_time_zone() -> None:
    made = office()
    made.responses = [replace(made.responses[0], at=datetime(2025, 1, 1))]
    with pytest.raises(ValueError, match="an instant without a time zone"):
        flags(Acts(responses=made.responses))

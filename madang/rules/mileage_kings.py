"""이달의 협력왕 (AM4, AM5): three places a month by a published chain; what it leaves equal is decided on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from madang.rules.labels import Labelled


class Place(Labelled):
    GRAND = "GRAND", "최우수"
    EXCELLENCE = "EXCELLENCE", "우수"
    ENCOURAGEMENT = "ENCOURAGEMENT", "장려"


PLACES = tuple(Place)
Standard = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person has reached in a month."""

    person_id: UUID
    total: int  # hundredths
    mean: int  # of all marks, in millionths
    helped: int  # different departments
    earliness: int  # of the last earning: more is earlier

    @property
    def standard(self) -> Standard:
        """The chain: mileage, mean mark, departments helped, earlier last earning. More is better."""
        return self.total, self.mean, self.helped, self.earliness


@dataclass(frozen=True, slots=True)
class Choice:
    """Who has which place, from the first on. `tied`: equal by the whole chain, and one of them is next."""

    winners: tuple[Standing, ...]
    tied: tuple[Standing, ...] = ()

    @property
    def is_final(self) -> bool:
        return not self.tied


def choose(
    standings: Collection[Standing], *, resting: Collection[UUID] = (), decided: Sequence[UUID] = ()
) -> Choice:
    """At most three winners among those with points who do not rest.

    `decided`: the order in which an administrator has put people who are equal. Who is not named there comes
    after those who are, and remains tied.
    """
    able = [one for one in standings if one.total > 0 and one.person_id not in resting]
    winners: list[Standing] = []
    for group in _equals(able):
        ordered, left = _by_decision(group, decided)
        if len(left) == 1:
            ordered, left = [*ordered, *left], []
        winners.extend(ordered[: len(PLACES) - len(winners)])
        if len(winners) == len(PLACES):
            break
        if left:
            return Choice(tuple(winners), tuple(left))
    return Choice(tuple(winners))


def _equals(standings: Sequence[Standing]) -> list[list[Standing]]:
    ordered = sorted(standings, key=lambda one: (one.standard, one.person_id), reverse=True)
    return [list(group) for _, group in groupby(ordered, key=lambda one: one.standard)]


def _by_decision(group: Sequence[Standing], decided: Sequence[UUID]) -> tuple[list[Standing], list[Standing]]:
    place = {id: number for number, id in enumerate(decided)}
    named = sorted((one for one in group if one.person_id in place), key=lambda one: place[one.person_id])
    return named, [one for one in group if one.person_id not in place]

"""The acts as columns: people as small numbers, rows in order of time, so that a million take seconds.

Numbers are given in the order in which people first act, never in that of their identifiers: whatever is
worked out from the table is the same for the same acts under other names, and in any order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from operator import attrgetter
from typing import Protocol, TypeVar
from uuid import UUID

from madang.collusion.acts import Acts, CountedComment, RatedResponse, ThanksGiven

Pair = tuple[int, int]  # giver, receiver
NOWHERE = -1  # the department of somebody who is only thanked


class _Act(Protocol):
    @property
    def id(self) -> UUID: ...
    @property
    def at(self) -> datetime: ...


A = TypeVar("A", bound=_Act)


def back(pair: Pair) -> Pair:
    """The other direction."""
    return pair[1], pair[0]


class Names:
    """Small numbers for identifiers, and back."""

    def __init__(self) -> None:
        self._numbers: defaultdict[int, int] = defaultdict(
            count().__next__
        )  # a UUID hashes slowly, an int at once

    def numbers(self, names: Iterable[UUID]) -> list[int]:
        return [self._numbers[name.int] for name in names]

    def all(self) -> tuple[UUID, ...]:
        return tuple(UUID(int=name) for name in self._numbers)


@dataclass(frozen=True, slots=True)
class Arcs:
    """Directed acts of one sort, in order of time. `rows` has the places of each pair in the columns."""

    ids: Sequence[UUID]
    at: Sequence[datetime]
    givers: Sequence[int]
    receivers: Sequence[int]
    giver_departments: Sequence[int]
    receiver_departments: Sequence[int]
    points: Sequence[int]
    rows: Mapping[Pair, Sequence[int]]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Table:
    people: tuple[UUID, ...]
    responses: Arcs
    scores: Sequence[float]  # of each response: the mean of its four marks
    thanks: Arcs
    comments: Sequence[CountedComment]  # in order of time
    authors: Sequence[int]  # of each comment
    income: Sequence[int]  # points of responses and thanks that each person received, in hundredths

    @classmethod
    def of(cls, acts: Acts) -> "Table":
        """Acts within a department or with oneself earn nothing and are left out. Raises ValueError for an
        instant without a time zone."""
        people, departments = Names(), Names()
        responses = [row for row in in_time(acts.responses) if _counts(row)]
        thanks = [row for row in in_time(acts.thanks) if row.giver != row.receiver]
        comments = in_time(acts.comments)
        rated = _rated(responses, people, departments)
        home = dict(zip(rated.givers, rated.giver_departments, strict=True))
        home |= dict(zip(rated.receivers, rated.receiver_departments, strict=True))
        thanked = _thanked(thanks, people, home)
        authors = people.numbers(row.author for row in comments)
        scores = [sum(row.marks) / 4 for row in responses]
        names = people.all()
        income = [0] * len(names)
        for arcs in (rated, thanked):
            for person, points in zip(arcs.receivers, arcs.points, strict=True):
                income[person] += points
        return cls(names, rated, scores, thanked, comments, authors, income)


def in_time(acts: Iterable[A]) -> list[A]:
    """Sorted by instant; those of one instant by identifier, which does not change with people's names."""
    found = sorted(acts, key=attrgetter("at", "id"))
    if any(act.at.tzinfo is None for act in found):
        raise ValueError("an instant without a time zone")
    return found


def _counts(row: RatedResponse) -> bool:
    return row.giver != row.receiver and row.giver_department != row.receiver_department


def _rated(rows: Sequence[RatedResponse], people: Names, departments: Names) -> Arcs:
    givers = people.numbers(row.giver for row in rows)
    receivers = people.numbers(row.receiver for row in rows)
    return Arcs(
        [row.id for row in rows],
        [row.at for row in rows],
        givers,
        receivers,
        departments.numbers(row.giver_department for row in rows),
        departments.numbers(row.receiver_department for row in rows),
        [row.points for row in rows],
        _places(givers, receivers),
    )


def _thanked(rows: Sequence[ThanksGiven], people: Names, home: Mapping[int, int]) -> Arcs:
    """Thanks name no department: it is that of the person's responses."""
    givers = people.numbers(row.giver for row in rows)
    receivers = people.numbers(row.receiver for row in rows)
    return Arcs(
        [row.id for row in rows],
        [row.at for row in rows],
        givers,
        receivers,
        [home.get(person, NOWHERE) for person in givers],
        [home.get(person, NOWHERE) for person in receivers],
        [row.points for row in rows],
        _places(givers, receivers),
    )


def _places(givers: Sequence[int], receivers: Sequence[int]) -> dict[Pair, list[int]]:
    found: defaultdict[Pair, list[int]] = defaultdict(list)
    for place, pair in enumerate(zip(givers, receivers, strict=True)):
        found[pair].append(place)
    return dict(found)

"""What each client must have been told, by the log and by rules written a second time, and what it may.

An event at position n reaches a client at some moment after its commit: at once, or much later after a break.
It is let through by the rights of that moment. The hub hands on position after position, so at that moment
every change of rights with a position below n counts; later ones may count already, since whoever reads the
database may be ahead of the log. With S(k) = "sees the request when everything up to k has happened":

- it must be told if S(k) holds for all k ≥ n: whatever the moment is, the rights are there;
- it may be told if S(k) holds for some k ≥ n; else telling it is a leak.

So nothing of a restricted request is told behind the position at which somebody left its last department, if
they stay away; for who comes back, events of the time between may be told once they are back. For clients
whose rights do not change both sets are the same. Everything a transaction announces counts from its first
line on: its rows were there before any of its lines could be told.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Generic, TypeVar
from uuid import UUID

from benchmarks.soak.city import Person
from models import Employee, Request
from subscriptions.events import Event, Record
from subscriptions.people_events import EmployeeMoved
from subscriptions.request_events import (
    DeliverySent,
    RequestDrafted,
    RequestOpened,
    RequestPublished,
    RequestRestricted,
)

T = TypeVar("T")


@dataclass(slots=True)
class History(Generic[T]):
    """A value that changed at some positions."""

    first: T
    positions: list[int] = field(default_factory=list[int])
    values: list[T] = field(default_factory=list[T])

    def change(self, position: int, value: T) -> None:
        self.positions.append(position)
        self.values.append(value)

    @property
    def last(self) -> T:
        return self.values[-1] if self.values else self.first

    def at(self, position: int) -> T:
        index = bisect_right(self.positions, position)
        return self.values[index - 1] if index else self.first


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides who sees a request. `asking`: None until it is drafted."""

    requester: UUID | None = None
    asking: UUID | None = None
    published: bool = False
    restricted: bool = False
    asked: frozenset[UUID] = frozenset()

    def after(self, event: Event, actor_id: UUID | None) -> "Standing":
        match event:
            case RequestDrafted(department_id=department, restricted=restricted):
                return Standing(actor_id, department, restricted=restricted)
            case RequestPublished():
                return replace(self, published=True)
            case RequestRestricted() | RequestOpened():
                return replace(self, restricted=isinstance(event, RequestRestricted))
            case DeliverySent(department_id=department):
                return replace(self, asked=self.asked | {department})
            case _:
                return self


class Truth:
    """`records`: the log, from before the first request on. `people`: where they were then."""

    def __init__(self, records: Sequence[Record], people: Iterable[Person]) -> None:
        self.records = {record.position: record for record in records}
        self.people = {person.id: person for person in people}
        self.requests: defaultdict[UUID, History[Standing]] = defaultdict(lambda: History(Standing()))
        self.homes = {id: History(frozenset({one.department_id})) for id, one in self.people.items()}
        begins: dict[tuple[UUID, datetime], int] = {}
        for record in records:
            begin = begins.setdefault((record.subject_id, record.occurred_at), record.position)
            self._take(record, begin)
        self._sight = cache(self._seen)

    def asks(self, request_id: UUID) -> UUID | None:
        return self.requests[request_id].last.asking

    def must(self, person_id: UUID, record: Record) -> bool:
        return all(self._from(person_id, record))

    def may(self, person_id: UUID, record: Record) -> bool:
        return any(self._from(person_id, record))

    def sees_at_last(self, person_id: UUID, request_id: UUID) -> bool:
        return self._sight(person_id, request_id).last

    def changes(self, person_id: UUID) -> bool:
        """Whether somebody was moved."""
        return len(set(self.homes[person_id].values)) > 1

    def _take(self, record: Record, begin: int) -> None:
        if record.subject_kind == Request.subject_kind:
            history = self.requests[record.subject_id]
            standing = history.last.after(record.event, record.actor_id)
            if standing != history.last:
                history.change(begin, standing)
        elif record.subject_kind == Employee.subject_kind and isinstance(record.event, EmployeeMoved):
            placed = frozenset(place.department_id for place in record.event.placements)
            self.homes[record.subject_id].change(record.position, placed)

    def _from(self, person_id: UUID, record: Record) -> list[bool]:
        """S at the position of this line, and after each later change."""
        sight = self._sight(person_id, record.subject_id)
        return [sight.at(record.position), *sight.values[bisect_right(sight.positions, record.position) :]]

    def _seen(self, person_id: UUID, request_id: UUID) -> History[bool]:
        homes, standings = self.homes[person_id], self.requests[request_id]
        sight = History(False)
        for position in sorted({*homes.positions, *standings.positions}):
            home, standing = homes.at(position), standings.at(position)
            sight.change(position, self._sees(self.people[person_id], home, standing))
        return sight

    @staticmethod
    def _sees(person: Person, home: frozenset[UUID], standing: Standing) -> bool:
        if standing.requester == person.id:
            return True
        parties = standing.asked | {standing.asking}
        open_to_all = not standing.restricted or person.is_administrator
        return standing.published and (open_to_all or bool(home & parties))


def flaws_of_log(records: Sequence[Record]) -> list[str]:
    """Positions without a gap, and the events of each subject numbered 1, 2, 3 … in their order."""
    found = [
        f"position {here.position} follows {before.position}"
        for before, here in pairwise(records)
        if here.position != before.position + 1
    ]
    versions: dict[UUID, int] = {}
    for record in records:
        before = versions.get(record.subject_id)
        if before is not None and record.version != before + 1:
            found.append(f"position {record.position}: version {record.version} follows {before}")
        versions[record.subject_id] = record.version
    return found

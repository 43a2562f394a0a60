"""Who is at a request now, and how what several connections and processes know becomes one list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from madang.rules.labels import Labelled

MOST_SHOWN = 100  # people of one request


class Doing(Labelled):
    """What somebody does at a request."""

    VIEWING = "VIEWING", "보는 중"
    WRITING = "WRITING", "쓰는 중"


@dataclass(frozen=True, slots=True)
class Present:
    """`since` the person came, whatever they have done there in turn."""

    employee_id: UUID
    doing: Doing
    since: datetime


@dataclass(frozen=True, slots=True)
class Crowd:
    """Those who came first, in that order, and how many there are in all."""

    people: tuple[Present, ...] = ()
    total: int = 0


NOBODY = Crowd()


def gathered(people: Iterable[Present], *, unlisted: int = 0) -> Crowd:
    """One entry a person: who writes anywhere is writing. `unlisted`: how many more there are."""
    found: dict[UUID, Present] = {}
    for person in people:
        known = found.get(person.employee_id)
        found[person.employee_id] = person if known is None else _same(known, person)
    first = sorted(found.values(), key=lambda one: (one.since, one.employee_id))
    return Crowd(tuple(first[:MOST_SHOWN]), len(first) + unlisted)


def joined(crowds: Iterable[Crowd]) -> Crowd:
    """Of one request. Who is not listed by two of them (each more than can be shown) is counted twice."""
    known = [crowd for crowd in crowds if crowd.total]
    if len(known) == 1:
        return known[0]
    unlisted = sum(crowd.total - len(crowd.people) for crowd in known)
    return gathered((person for crowd in known for person in crowd.people), unlisted=unlisted)


def _same(one: Present, other: Present) -> Present:
    writes = Doing.WRITING in (one.doing, other.doing)
    return Present(one.employee_id, Doing.WRITING if writes else Doing.VIEWING, min(one.since, other.since))

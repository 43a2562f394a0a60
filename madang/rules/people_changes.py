"""A file of employees compared with the employees the city knows, as changes of one day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from madang.rules.lines import Problem
from madang.rules.people import Role
from madang.rules.people_file import Person, Place

HEADER = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Employed:
    """An employee as the city knows one now: open memberships with the day each began, roles held."""

    number: str
    name: str
    email: str | None
    has_left: bool
    places: Mapping[Place, date]
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """What a day brings to one employee; all fields empty: nothing."""

    number: str
    line: int
    joins: bool = False
    leaves: bool = False
    corrected: tuple[str, ...] = ()
    ended: frozenset[Place] = frozenset()
    begun: frozenset[Place] = frozenset()
    granted: frozenset[Role] = frozenset()
    revoked: frozenset[Role] = frozenset()

    @property
    def moves(self) -> bool:
        return bool(self.ended or self.begun)

    def __bool__(self) -> bool:
        return bool(self.joins or self.leaves or self.corrected or self.moves or self.granted or self.revoked)


def compare_people(
    people: Iterable[Person], employed: Mapping[str, Employed], *, whole: bool
) -> list[PersonChange]:
    """One change for every person of the file, and with `whole` for everybody else who has not left."""
    changes = {person.number: _change(person, employed.get(person.number)) for person in people}
    gone = [one for one in employed.values() if whole and one.number not in changes and not one.has_left]
    return [*changes.values(), *map(_leaving, gone)]


def untimely(
    changes: Iterable[PersonChange], employed: Mapping[str, Employed], on: date
) -> Iterator[Problem]:
    """Memberships that would have to end before they began: history is not rewritten."""
    for change in changes:
        newest = max((employed[change.number].places[place] for place in change.ended), default=on)
        if newest > on:
            yield Problem(
                change.line,
                f"'{change.number}'의 마지막 발령일은 {newest}입니다. "
                "그날 또는 그 뒤의 날짜로 가져와 주십시오.",
            )


def _change(person: Person, before: Employed | None) -> PersonChange:
    if before is None:
        granted = person.roles or frozenset()
        return PersonChange(
            number=person.number, line=person.line, joins=True, begun=person.places, granted=granted
        )
    roles = before.roles if person.roles is None else person.roles
    return PersonChange(
        number=person.number,
        line=person.line,
        joins=before.has_left,
        corrected=tuple(_corrected(person, before)),
        ended=frozenset(before.places) - person.places,
        begun=person.places - frozenset(before.places),
        granted=roles - before.roles,
        revoked=before.roles - roles,
    )


def _corrected(person: Person, before: Employed) -> Iterator[str]:
    if person.name != before.name:
        yield "name"
    if person.has_email and person.email != before.email:
        yield "email"


def _leaving(one: Employed) -> PersonChange:
    return PersonChange(
        number=one.number, line=HEADER, leaves=True, ended=frozenset(one.places), revoked=one.roles
    )

"""Take in a file of employees: who works where, in which position and role, from a day on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Invalid, Reason
from madang.rules.lines import BadFile, Line
from madang.rules.people_changes import Employed, PersonChange, compare_people, untimely
from madang.rules.people_file import Person, Place, read_people
from models import Department, Employee, Membership, RoleGrant
from models.base import uuid7
from resolvers.context import Change, Context
from resolvers.imports import by_system_or_administrator, one_import_at_a_time
from resolvers.roles import give_role, held_on, take_role
from subscriptions.people_events import (
    EmployeeCorrected,
    EmployeeJoined,
    EmployeeLeft,
    EmployeeMoved,
    Placement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleImport:
    """How many employees joined, moved … and how many roles were given and taken."""

    joined: int = 0
    moved: int = 0
    corrected: int = 0
    left: int = 0
    granted: int = 0
    revoked: int = 0
    unchanged: int = 0


async def import_people(
    ctx: Context, lines: Sequence[Line], *, on: date, whole: bool = False, sample: bool = False
) -> PeopleImport:
    """Make memberships (and roles and addresses, where the file has such columns) say from `on` what it says.

    The lines of a person are all of that person's memberships. `whole`: whoever is not in the file has left.
    Raises BadFile with every bad line, Invalid for a day to come; then nothing has changed.
    """
    by_system_or_administrator(ctx)
    if on > ctx.today:
        message = f"{on}은 아직 오지 않았습니다. 발령일이 된 뒤에 가져와 주십시오."
        raise Invalid(message, field=("on",), reason=Reason.OUT_OF_RANGE)
    async with ctx.change() as change:
        await one_import_at_a_time(change.session)
        registry = await _open_registry(change, on)
        people = read_people(lines, registry.open_departments)
        changes = _planned(registry, people, whole=whole)
        await _take(registry, {person.number: person for person in people}, changes, sample=sample)
    return _summary(changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """All employees with what is open of them, held while a file is written into them."""

    change: Change
    on: date
    departments: dict[str, UUID]  # closed ones too
    open_departments: frozenset[str]
    employees: dict[str, Employee]
    memberships: dict[UUID, dict[Place, Membership]]
    grants: dict[UUID, list[RoleGrant]]

    def employed(self) -> dict[str, Employed]:
        return {
            number: Employed(
                number=number,
                name=one.name,
                email=one.email,
                has_left=one.left_on is not None,
                places={place: row.since for place, row in self.memberships[one.id].items()},
                roles=frozenset(grant.role for grant in self.grants[one.id]),
            )
            for number, one in self.employees.items()
        }


async def _open_registry(change: Change, on: date) -> Registry:
    session = change.session
    departments = (await session.scalars(select(Department))).all()
    employees = await session.scalars(select(Employee).order_by(Employee.id).with_for_update(key_share=True))
    return Registry(
        change=change,
        on=on,
        departments={one.code: one.id for one in departments},
        open_departments=frozenset(
            one.code for one in departments if one.closed_on is None and one.opened_on <= on
        ),
        employees={one.number: one for one in employees},
        memberships=await _open_memberships(session, {one.id: one.code for one in departments}),
        grants=await _held_grants(session, on),
    )


async def _held_grants(session: AsyncSession, on: date) -> dict[UUID, list[RoleGrant]]:
    grants: defaultdict[UUID, list[RoleGrant]] = defaultdict(list)
    for grant in await session.scalars(select(RoleGrant).where(held_on(on))):
        grants[grant.employee_id].append(grant)
    return grants


async def _open_memberships(
    session: AsyncSession, codes: dict[UUID, str]
) -> dict[UUID, dict[Place, Membership]]:
    memberships: defaultdict[UUID, dict[Place, Membership]] = defaultdict(dict)
    for row in await session.scalars(select(Membership).where(Membership.until.is_(None))):
        place = Place(codes[row.department_id], row.position, row.is_main)
        memberships[row.employee_id][place] = row
    return memberships


def _planned(registry: Registry, people: Sequence[Person], *, whole: bool) -> list[PersonChange]:
    employed = registry.employed()
    changes = compare_people(people, employed, whole=whole)
    if problems := list(untimely(changes, employed, registry.on)):
        raise BadFile(problems)
    return changes


async def _take(
    registry: Registry, people: dict[str, Person], changes: Sequence[PersonChange], *, sample: bool
) -> None:
    """What ends is written before what begins: nobody has two open main memberships, even for a moment."""
    for change in changes:
        for place in change.ended:
            await _end(registry, registry.memberships[registry.employees[change.number].id][place])
    await registry.change.session.flush()
    for change in filter(None, changes):
        employee = registry.employees.get(change.number)
        if employee is None:
            employee = _new(people[change.number], sample=sample)
            registry.change.session.add(employee)
        await _write(registry, employee, people.get(change.number), change)


async def _end(registry: Registry, membership: Membership) -> None:
    if membership.since == registry.on:  # the same day once more: a correction, not a history
        await registry.change.session.delete(membership)
    else:
        membership.until = registry.on


def _new(person: Person, *, sample: bool) -> Employee:
    return Employee(
        id=uuid7(), version=0, number=person.number, name=person.name, email=person.email, is_sample=sample
    )


async def _write(registry: Registry, employee: Employee, person: Person | None, change: PersonChange) -> None:
    on, announce = registry.on, registry.change.announce
    if change.joins:
        employee.left_on = None
        announce(employee, EmployeeJoined(on=on))
    if change.corrected and person:
        employee.name = person.name
        employee.email = person.email if person.has_email else employee.email
        announce(employee, EmployeeCorrected(fields=change.corrected))
    if person and change.moves:
        registry.change.session.add_all(_membership(registry, employee, place) for place in change.begun)
        announce(employee, EmployeeMoved(on=on, placements=_placements(registry, person)))
    for role in sorted(change.granted):
        give_role(registry.change, employee, role, held=None, since=on)
    held = {grant.role: grant for grant in registry.grants[employee.id]}
    for role in sorted(change.revoked):
        await take_role(registry.change, employee, held[role], on=on)
    if change.leaves:
        employee.left_on = on
        announce(employee, EmployeeLeft(on=on))


def _membership(registry: Registry, employee: Employee, place: Place) -> Membership:
    return Membership(
        employee_id=employee.id,
        department_id=registry.departments[place.department],
        position=place.position,
        is_main=place.is_main,
        since=registry.on,
    )


def _placements(registry: Registry, person: Person) -> tuple[Placement, ...]:
    """The main one first."""
    return tuple(
        Placement(
            department_id=registry.departments[place.department],
            position=place.position,
            is_main=place.is_main,
        )
        for place in sorted(person.places, key=lambda place: (not place.is_main, place.department))
    )


def _summary(changes: Sequence[PersonChange]) -> PeopleImport:
    return PeopleImport(
        joined=sum(change.joins for change in changes),
        moved=sum(change.moves and not change.joins and not change.leaves for change in changes),
        corrected=sum(bool(change.corrected) for change in changes),
        left=sum(change.leaves for change in changes),
        granted=sum(len(change.granted) for change in changes),
        revoked=sum(len(change.revoked) for change in changes if not change.leaves),
        unchanged=sum(not change for change in changes),
    )

"""Who somebody is today: the actor behind an operation, and the personas of a sample city."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Date,
    Row,
    Select,
    Subquery,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.people import Actor, Position, Role
from models import Department, Deputy, Employee, Membership, RoleGrant
from resolvers.departments import mergers
from resolvers.deputies import belongs_on, stands_in_on
from resolvers.roles import held_on

PERSONA = "demo-"  # numbers of the sample employees that one can sign in as


async def actor_for(session: AsyncSession, number: str, *, today: date) -> Actor | None:
    """The employee with this number as an actor; None for nobody, or who left or has no department."""
    return (await actors_for(session, [number], today=today)).get(number)


async def actors_for(session: AsyncSession, numbers: Collection[str], *, today: date) -> dict[str, Actor]:
    """By number, without those who have left or belong to no department.

    When a department has merged, its people act in the present one from that day on, and the present one's
    people answer for what the old one left. A clerk stays a clerk; the old head becomes a clerk, since the
    present department has a head of its own. Standing in for a head ends with the department.
    Two statements.
    """
    ids: dict[UUID, str] = {}
    roles: defaultdict[UUID, set[Role]] = defaultdict(set)
    for row in await session.execute(_roles(), {"numbers": list(numbers), "today": today}):
        ids[row.id] = row.number
        if row.role is not None:
            roles[row.id].add(row.role)
    duties: defaultdict[UUID, list[Row[Any]]] = defaultdict(list)
    if ids:
        for duty in await session.execute(_duties(), {"ids": list(ids), "today": today}):
            duties[duty.employee_id].append(duty)
    found = ((number, _actor(id, duties[id], roles[id])) for id, number in ids.items())
    return {number: actor for number, actor in found if actor is not None}


def _actor(id: UUID, duties: Sequence[Row[Any]], roles: Collection[Role]) -> Actor | None:
    belongs = [duty for duty in duties if not duty.stands_in]
    if not belongs:
        return None
    return Actor(
        id=id,
        department_id=belongs[0].present_id,
        department_name=belongs[0].name,
        organisation_kind=belongs[0].kind,
        departments=_affairs(duties),
        clerk_of=_affairs([duty for duty in duties if _is_clerk(duty)]),
        head_of=_affairs([duty for duty in duties if _is_head(duty)]),
        roles=frozenset(roles),
    )


NUMBERS: BindParameter[str] = bindparam("numbers", expanding=True)
IDS: BindParameter[UUID] = bindparam("ids", expanding=True)
TODAY: BindParameter[date] = bindparam("today", type_=Date())


@cache
def _roles() -> Select[UUID, str, Role]:
    return (
        select(Employee.id, Employee.number, RoleGrant.role)
        .outerjoin(RoleGrant, (RoleGrant.employee_id == Employee.id) & held_on(TODAY))
        .where(Employee.number.in_(NUMBERS), or_(Employee.left_on.is_(None), Employee.left_on > TODAY))
    )


@cache
def _duties() -> Select[*tuple[Any, ...]]:
    """A row for each duty and each older department that its present one answers for; the main one first."""
    duty = _held()
    merged = mergers()
    own, older = merged.alias("own"), merged.alias("older")
    present = func.coalesce(own.c.present_id, duty.c.department_id)
    return (
        select(
            duty.c.employee_id,
            duty.c.department_id,
            duty.c.position,
            duty.c.stands_in,
            Department.id.label("present_id"),
            Department.name,
            Department.kind,
            older.c.origin_id.label("older_id"),
        )
        .select_from(duty)
        .outerjoin(own, own.c.origin_id == duty.c.department_id)
        .join(Department, (Department.id == present) & Department.closed_on.is_(None))
        .outerjoin(older, older.c.present_id == Department.id)
        .where(or_(~duty.c.stands_in, Department.id == duty.c.department_id))
        .order_by(duty.c.is_main.desc(), duty.c.since, Department.code)
    )


def _held() -> Subquery:
    """What people are by themselves, and whom they stand in for."""
    return union_all(
        select(
            Membership.employee_id,
            Membership.department_id,
            Membership.position,
            Membership.is_main,
            Membership.since,
            false().label("stands_in"),
        ).where(Membership.employee_id.in_(IDS), belongs_on(TODAY)),
        select(
            Deputy.deputy_id,
            Deputy.department_id,
            literal(Position.HEAD, Membership.position.type),
            false(),
            Deputy.since,
            true(),
        ).where(Deputy.deputy_id.in_(IDS), stands_in_on(TODAY)),
    ).subquery()


def _is_head(duty: Row[Any]) -> bool:
    return duty.position is Position.HEAD and duty.present_id == duty.department_id


def _is_clerk(duty: Row[Any]) -> bool:
    merged = duty.present_id != duty.department_id
    return duty.position is Position.CLERK or (merged and duty.position is Position.HEAD)


def _affairs(duties: Sequence[Row[Any]]) -> frozenset[UUID]:
    """The present departments, and all that have become part of them."""
    present = {duty.present_id for duty in duties}
    return frozenset(present | {duty.older_id for duty in duties if duty.older_id is not None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """Somebody of the sample city whom a newcomer may be, on this machine only."""

    number: str
    name: str
    department: str
    position: Position
    roles: tuple[Role, ...]


async def personas(session: AsyncSession) -> list[Persona]:
    """All of them, by number; empty without a sample city."""
    statement = (
        select(Employee.number, Employee.name, Department.name.label("department"), Membership.position)
        .add_columns(RoleGrant.role)
        .join(Membership, Membership.employee_id == Employee.id)
        .join(Department, Department.id == Membership.department_id)
        .outerjoin(RoleGrant, (RoleGrant.employee_id == Employee.id) & RoleGrant.until.is_(None))
        .where(Employee.is_sample, Employee.left_on.is_(None), Employee.number.startswith(PERSONA))
        .where(Membership.is_main, Membership.until.is_(None))
        .order_by(Employee.number, RoleGrant.role)
    )
    found: dict[str, Persona] = {}
    for row in await session.execute(statement):
        before = found[row.number].roles if row.number in found else ()
        found[row.number] = Persona(
            number=row.number,
            name=row.name,
            department=row.department,
            position=row.position,
            roles=(*before, row.role) if row.role else before,
        )
    return list(found.values())

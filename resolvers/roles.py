"""City-wide roles: given and taken by administrators, dated."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Reason
from madang.rules.people import Role
from models import Employee, RoleGrant
from resolvers.context import Change, Context
from resolvers.deputies import Day
from subscriptions.people_events import RoleGranted, RoleRevoked


def held_on(day: Day) -> ColumnElement[bool]:
    """Grants that count on a day."""
    return and_(RoleGrant.since <= day, or_(RoleGrant.until.is_(None), RoleGrant.until > day))


async def grant_role(ctx: Context, employee_id: UUID, *, role: Role, until: date | None = None) -> int:
    """Give a role from today on, `until` a day (exclusive) or for good. Returns the employee's version.

    Granting a role that is held already changes its end.
    """
    _by_administrator(ctx)
    if until is not None and until <= ctx.today:
        message = "끝나는 날은 내일부터 고를 수 있습니다."
        raise Invalid(message, field=("input", "until"), reason=Reason.IN_THE_PAST)
    async with ctx.change() as change:
        employee = await _employee(change, employee_id)
        held = await _held(change, employee.id, role)
        version = give_role(change, employee, role, held=held, since=change.today, until=until)
        await _refuse_a_city_without_administrator(change)
    return version


async def revoke_role(ctx: Context, employee_id: UUID, *, role: Role) -> int:
    """Take a role from today on. Returns the employee's version; the last administrator keeps the role."""
    _by_administrator(ctx)
    async with ctx.change() as change:
        employee = await _employee(change, employee_id)
        held = await _held(change, employee.id, role)
        if held is None:
            message = f"이 직원에게는 '{role.label}' 역할이 없습니다."
            raise Conflict(message, field=("input", "role"), reason=Reason.ILLEGAL_STEP)
        version = await take_role(change, employee, held, on=change.today)
        await _refuse_a_city_without_administrator(change)
    return version


def give_role(
    change: Change,
    employee: Employee,
    role: Role,
    *,
    held: RoleGrant | None,
    since: date,
    until: date | None = None,
) -> int:
    """Within a change: the grant and its event. Returns the employee's version."""
    if held is not None and held.until == until:
        return employee.version
    if held is None:
        held = RoleGrant(employee_id=employee.id, role=role, since=since)
        change.session.add(held)
    held.until = until
    return change.announce(employee, RoleGranted(role=role, since=held.since, until=until))


async def take_role(change: Change, employee: Employee, held: RoleGrant, *, on: date) -> int:
    """Within a change: end the grant. Returns the employee's version."""
    if held.since >= on:  # the same day once more: a correction, not a history
        await change.session.delete(held)
    else:
        held.until = on
    return change.announce(employee, RoleRevoked(role=held.role, on=on))


def _by_administrator(ctx: Context) -> None:
    if not ctx.actor.is_administrator:
        raise Forbidden("역할은 관리자만 정할 수 있습니다. 사회혁신담당관에 부탁해 주십시오.")


async def _employee(change: Change, employee_id: UUID) -> Employee:
    employee = await change.lock(Employee, employee_id)
    if employee is None or employee.left_on is not None:
        raise NotFound("직원을 찾을 수 없습니다.", field=("id",), reason=Reason.UNKNOWN)
    return employee


async def _held(change: Change, employee_id: UUID, role: Role) -> RoleGrant | None:
    return await change.session.scalar(
        select(RoleGrant).where(
            RoleGrant.employee_id == employee_id, RoleGrant.role == role, held_on(change.today)
        )
    )


async def _refuse_a_city_without_administrator(change: Change) -> None:
    """Nobody could give the role back. Counts those whose role has no end."""
    remaining = await change.session.scalar(
        select(func.count())
        .select_from(RoleGrant)
        .join(Employee, Employee.id == RoleGrant.employee_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, RoleGrant.until.is_(None), Employee.left_on.is_(None))
    )
    if not remaining:
        message = "마지막 관리자의 역할은 거둘 수 없습니다. 다른 직원에게 먼저 관리자 역할을 주십시오."
        raise Conflict(message, field=("input", "role"), reason=Reason.ILLEGAL_STEP)

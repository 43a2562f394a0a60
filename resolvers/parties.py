"""The parties of a request: whose people see it even when it is restricted (madang.rules.access from the side
of the people)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true, union
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.people import Role
from models import Department, Deputy, Employee, Membership, Request, RoleGrant
from resolvers.departments import mergers
from resolvers.deputies import belongs_on, stands_in_on
from resolvers.roles import held_on


async def party_departments(session: AsyncSession, request: Request) -> frozenset[UUID]:
    """The departments that asked or were asked, those they have become part of, and what else became part
    of these. `request.deliveries` must be loaded."""
    own = {request.requester_department_id, *(delivery.department_id for delivery in request.deliveries)}
    merged = mergers()
    present = union(
        select(Department.id).where(Department.id.in_(own), Department.closed_on.is_(None)),
        select(merged.c.present_id).where(merged.c.origin_id.in_(own)),
    ).subquery()
    older = select(merged.c.origin_id).where(merged.c.present_id.in_(select(present.c.id)))
    return frozenset(await session.scalars(union(select(present.c.id), older)))


def employees_who_see(request: Request, departments: Collection[UUID], *, today: date) -> ColumnElement[bool]:
    """Which employees may see a published request; `departments` as by `party_departments`."""
    if request.restriction is None:
        return true()
    still_open = select(Department.id).where(Department.id.in_(departments), Department.closed_on.is_(None))
    return or_(
        Employee.id == request.requester_id,
        Employee.id.in_(
            select(Membership.employee_id).where(Membership.department_id.in_(departments), belongs_on(today))
        ),
        Employee.id.in_(
            select(Deputy.deputy_id).where(Deputy.department_id.in_(still_open), stands_in_on(today))
        ),
        Employee.id.in_(
            select(RoleGrant.employee_id).where(RoleGrant.role == Role.ADMINISTRATOR, held_on(today))
        ),
    )

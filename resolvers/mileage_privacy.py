"""Not to be shown on boards, and to be shown again (P13): each for oneself.

It is a line of the log like all that the ledger follows, and boards follow with it.
"""

from uuid import UUID

from madang.errors import NotFound
from models import Employee
from resolvers.context import Context
from subscriptions.mileage_events import MileageHidden, MileageShown


async def hide(ctx: Context, *, wins: bool) -> int:
    """`wins`: would still be one of the month's winners. Returns the employee's version."""
    return await _announce(ctx, ctx.actor.id, MileageHidden(wins=wins))


async def show(ctx: Context) -> int:
    return await _announce(ctx, ctx.actor.id, MileageShown())


async def _announce(ctx: Context, id: UUID, event: MileageHidden | MileageShown) -> int:
    async with ctx.change() as change:
        employee = await change.lock(Employee, id)
        if employee is None:
            raise NotFound("직원을 찾을 수 없습니다.")
        return change.announce(employee, event)

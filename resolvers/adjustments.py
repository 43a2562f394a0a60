"""Points given or taken by hand (P12): one administrator proposes with a reason, another one agrees."""

from uuid import UUID

from sqlalchemy import select

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Reason
from madang.rules.mileage import AdjustmentState
from madang.rules.people import Actor
from madang.text import text
from models import Employee, MileageAdjustment
from models.base import uuid7
from resolvers.context import Change, Context
from resolvers.people import actors_for
from resolvers.subjects import expect_version, taken
from subscriptions.mileage_events import (
    MileageAdjustmentConfirmed,
    MileageAdjustmentDeclined,
    MileageAdjustmentProposed,
)

MOST = 1_000_000  # hundredths
MOST_REASON = 1000


async def propose(
    ctx: Context, employee_id: UUID, *, amount: int, reason: str, id: UUID | None = None
) -> MileageAdjustment:
    """`amount` in hundredths, below zero too. The same `id` sent twice is one proposal."""
    _demand_administrator(ctx.actor)
    reason = text(reason, field=("input", "reason"), most=MOST_REASON, least=1)
    if not 0 < abs(amount) <= MOST:
        message = f"0이 아닌 {MOST // 100:,}점까지 적을 수 있습니다."
        raise Invalid(message, field=("input", "points"), reason=Reason.OUT_OF_RANGE)
    async with ctx.change() as change:
        if known := id and await change.session.get(MileageAdjustment, id):
            return _own(known, ctx.actor)
        adjustment = MileageAdjustment(
            id=id or uuid7(),
            employee_id=employee_id,
            department_id=(await whom(change, employee_id, field=("input", "employeeId"))).department_id,
            amount=amount,
            reason=reason,
            state=AdjustmentState.PROPOSED,
            proposed_by_id=ctx.actor.id,
            proposed_at=change.now,
            version=0,
        )
        change.session.add(adjustment)
        proposed = MileageAdjustmentProposed(
            employee_id=employee_id, department_id=adjustment.department_id, amount=amount, reason=reason
        )
        change.announce(adjustment, proposed)
    return adjustment


async def confirm(ctx: Context, id: UUID, *, version: int | None = None) -> MileageAdjustment:
    """Agree, as a second administrator: from now on it counts."""
    async with ctx.change() as change:
        adjustment = await _waiting(change, ctx.actor, id, version)
        _demand_another(ctx.actor, adjustment)
        _decide(adjustment, AdjustmentState.CONFIRMED, change, ctx.actor)
        confirmed = MileageAdjustmentConfirmed(
            employee_id=adjustment.employee_id,
            department_id=adjustment.department_id,
            amount=adjustment.amount,
            reason=adjustment.reason,
        )
        change.announce(adjustment, confirmed)
    return adjustment


async def decline(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> MileageAdjustment:
    """Do not agree, or take back one's own proposal."""
    reason = text(reason, field=("reason",), most=MOST_REASON, least=1)
    async with ctx.change() as change:
        adjustment = await _waiting(change, ctx.actor, id, version)
        _decide(adjustment, AdjustmentState.DECLINED, change, ctx.actor)
        adjustment.decision = reason
        change.announce(adjustment, MileageAdjustmentDeclined(reason=reason))
    return adjustment


async def whom(change: Change, employee_id: UUID, *, field: tuple[str, ...]) -> Actor:
    """The employee as they are today, and their department. Raises NotFound for who has left."""
    number = await change.session.scalar(select(Employee.number).where(Employee.id == employee_id))
    found = await actors_for(change.session, [number], today=change.today) if number else {}
    if number is None or number not in found:
        raise NotFound("지금 일하는 직원이 아닙니다.", field=field, reason=Reason.UNKNOWN)
    return found[number]


async def _waiting(change: Change, actor: Actor, id: UUID, version: int | None) -> MileageAdjustment:
    _demand_administrator(actor)
    adjustment = await change.lock(MileageAdjustment, id)
    if adjustment is None:
        raise NotFound("조정을 찾을 수 없습니다.", field=("id",))
    expect_version(adjustment.version, version)
    if adjustment.state is not AdjustmentState.PROPOSED:
        raise Conflict("이미 결정한 조정입니다.", reason=Reason.ILLEGAL_STEP)
    return adjustment


def _decide(adjustment: MileageAdjustment, state: AdjustmentState, change: Change, actor: Actor) -> None:
    adjustment.state, adjustment.decided_by_id, adjustment.decided_at = state, actor.id, change.now


def _demand_administrator(actor: Actor) -> None:
    if not actor.is_administrator:
        raise Forbidden("마일리지 조정은 사회혁신담당관(관리자)만 할 수 있습니다.")


def _demand_another(actor: Actor, adjustment: MileageAdjustment) -> None:
    if actor.id in (adjustment.proposed_by_id, adjustment.employee_id):
        message = "제안한 사람이나 조정받는 사람이 아닌 다른 관리자가 반영합니다."
        raise Forbidden(message)


def _own(known: MileageAdjustment, actor: Actor) -> MileageAdjustment:
    if known.proposed_by_id != actor.id:
        raise taken()
    return known

"""A department's part in a request, moved along the workflow by those who may (madang.rules.workflow)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from madang.errors import Invalid, Reason
from madang.rules.requests import Health
from madang.rules.workflow import Act, held_after_assigning
from madang.text.normal import text
from models import Delivery, DeliveryHandler
from resolvers.acting import acting, reason_of
from resolvers.context import Context
from resolvers.handlers import Handler, checked_handlers
from subscriptions.request_events import (
    DeliveryAssigned,
    DeliveryDueChanged,
    DeliveryProgressed,
    HandlerShare,
)


async def receive(ctx: Context, id: UUID, *, version: int | None = None) -> Delivery:
    async with acting(ctx, id, Act.RECEIVE, version) as held:
        held.delivery.received_at = held.change.now
        held.move()
    return held.delivery


async def assign(
    ctx: Context, id: UUID, *, handlers: Sequence[Handler], version: int | None = None
) -> Delivery:
    """Give the work to employees of the department, or give it anew."""
    async with acting(ctx, id, Act.ASSIGN, version) as held:
        delivery, before = held.delivery, held.delivery.state
        shares = await checked_handlers(held.change, delivery.department_id, handlers)
        delivery.handlers = _handlers_of(delivery, shares)
        if before is not held.after:
            delivery.state, delivery.state_since = held.after, held.change.now
        delivery.held_from = held_after_assigning(delivery.held_from)
        assigned = DeliveryAssigned(
            delivery_id=delivery.id,
            department_id=delivery.department_id,
            before=before,
            after=held.after,
            handlers=shares,
        )
        delivery.version = held.change.announce(held.request, assigned)
    return delivery


async def accept(ctx: Context, id: UUID, *, version: int | None = None) -> Delivery:
    async with acting(ctx, id, Act.ACCEPT, version) as held:
        held.delivery.accepted_at = held.change.now
        held.move()
    return held.delivery


async def progress(
    ctx: Context, id: UUID, *, percent: int, health: Health | None, note: str, version: int | None = None
) -> Delivery:
    """How far the work has come, in whole percents."""
    if not 0 <= percent <= 100:
        raise Invalid("0부터 100까지입니다.", field=("input", "percent"), reason=Reason.OUT_OF_RANGE)
    async with acting(ctx, id, Act.PROGRESS, version) as held:
        delivery = held.delivery
        progressed = DeliveryProgressed(
            delivery_id=delivery.id,
            department_id=delivery.department_id,
            before=delivery.progress,
            after=percent,
            health=health,
            note=text(note, field=("input", "note"), most=2000),
        )
        delivery.progress, delivery.health, delivery.progress_note = percent, health, progressed.note
        delivery.version = held.change.announce(held.request, progressed)
    return delivery


async def hold(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Delivery:
    async with acting(ctx, id, Act.HOLD, version) as held:
        held.move(reason=reason_of(reason))
    return held.delivery


async def resume(ctx: Context, id: UUID, *, version: int | None = None) -> Delivery:
    """Go on where the work was put on hold."""
    async with acting(ctx, id, Act.RESUME, version) as held:
        held.move()
    return held.delivery


async def report(ctx: Context, id: UUID, *, result: str, version: int | None = None) -> Delivery:
    """완료보고: the work is done; the requester confirms it or sends it back."""
    async with acting(ctx, id, Act.REPORT, version) as held:
        held.delivery.result = text(result, field=("result",), most=10_000, least=1)
        held.delivery.reported_at = held.change.now
        held.move()
    return held.delivery


async def confirm(ctx: Context, id: UUID, *, version: int | None = None) -> Delivery:
    async with acting(ctx, id, Act.CONFIRM, version) as held:
        held.delivery.confirmed_at = held.change.now
        held.move()
    return held.delivery


async def send_back(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Delivery:
    """보완요청: what was reported, or even confirmed and not yet evaluated, needs more work."""
    async with acting(ctx, id, Act.SEND_BACK, version) as held:
        held.delivery.reported_at = held.delivery.confirmed_at = None
        held.move(reason=reason_of(reason))
    return held.delivery


async def cancel(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Delivery:
    """The requester calls off this one part."""
    async with acting(ctx, id, Act.CANCEL, version) as held:
        held.move(reason=reason_of(reason))
    return held.delivery


async def change_due(ctx: Context, id: UUID, *, due_on: date | None, version: int | None = None) -> Delivery:
    async with acting(ctx, id, Act.CHANGE_DUE, version) as held:
        if due_on is not None and due_on < held.change.today:
            message = "기한은 오늘이나 그 뒤여야 합니다."
            raise Invalid(message, field=("dueOn",), reason=Reason.IN_THE_PAST)
        changed = DeliveryDueChanged(
            delivery_id=held.delivery.id,
            department_id=held.delivery.department_id,
            before=held.delivery.due_on,
            after=due_on,
        )
        held.delivery.due_on = due_on
        held.delivery.version = held.change.announce(held.request, changed)
    return held.delivery


def _handlers_of(delivery: Delivery, shares: Sequence[HandlerShare]) -> list[DeliveryHandler]:
    """The rows of those who stay are kept."""
    known = {handler.employee_id: handler for handler in delivery.handlers}
    rows: list[DeliveryHandler] = []
    for one in shares:
        row = known.get(one.employee_id) or DeliveryHandler(employee_id=one.employee_id)
        row.leads, row.share = one.leads, one.share
        rows.append(row)
    return rows

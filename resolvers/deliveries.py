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
from resolvers.bare import Changed
from resolvers.context import Context
from resolvers.deciding import Deciding, act
from resolvers.handlers import Handler, checked_handlers
from subscriptions.request_events import (
    DeliveryAssigned,
    DeliveryDueChanged,
    DeliveryProgressed,
    HandlerShare,
)


async def receive(ctx: Context, id: UUID, *, version: int | None = None) -> Changed:
    def receive(on: Deciding) -> None:
        on.delivery.received_at = on.change.now
        on.move()

    return await act(ctx, id, Act.RECEIVE, version, receive)


async def assign(
    ctx: Context, id: UUID, *, handlers: Sequence[Handler], version: int | None = None
) -> Changed:
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
    return held.changed


async def accept(ctx: Context, id: UUID, *, version: int | None = None) -> Changed:
    def accept(on: Deciding) -> None:
        on.delivery.accepted_at = on.change.now
        on.move()

    return await act(ctx, id, Act.ACCEPT, version, accept)


async def progress(
    ctx: Context, id: UUID, *, percent: int, health: Health | None, note: str, version: int | None = None
) -> Changed:
    """How far the work has come, in whole percents."""
    if not 0 <= percent <= 100:
        raise Invalid("0부터 100까지입니다.", field=("input", "percent"), reason=Reason.OUT_OF_RANGE)

    def progress(on: Deciding) -> None:
        delivery = on.delivery
        progressed = DeliveryProgressed(
            delivery_id=delivery.id,
            department_id=delivery.department_id,
            before=delivery.progress,
            after=percent,
            health=health,
            note=text(note, field=("input", "note"), most=2000),
        )
        delivery.progress, delivery.health, delivery.progress_note = percent, health, progressed.note
        delivery.version = on.change.announce(on.request, progressed)

    return await act(ctx, id, Act.PROGRESS, version, progress)


async def hold(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Changed:
    return await act(ctx, id, Act.HOLD, version, lambda on: on.move(reason=reason_of(reason)))


async def resume(ctx: Context, id: UUID, *, version: int | None = None) -> Changed:
    """Go on where the work was put on hold."""
    return await act(ctx, id, Act.RESUME, version, Deciding.move)


async def report(ctx: Context, id: UUID, *, result: str, version: int | None = None) -> Changed:
    """완료보고: the work is done; the requester confirms it or sends it back."""

    def report(on: Deciding) -> None:
        on.delivery.result = text(result, field=("result",), most=10_000, least=1)
        on.delivery.reported_at = on.change.now
        on.move()

    return await act(ctx, id, Act.REPORT, version, report)


async def confirm(ctx: Context, id: UUID, *, version: int | None = None) -> Changed:
    def confirm(on: Deciding) -> None:
        on.delivery.confirmed_at = on.change.now
        on.move()

    return await act(ctx, id, Act.CONFIRM, version, confirm)


async def send_back(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Changed:
    """보완요청: what was reported, or even confirmed and not yet evaluated, needs more work."""

    def send_back(on: Deciding) -> None:
        on.delivery.reported_at = on.delivery.confirmed_at = None
        on.move(reason=reason_of(reason))

    return await act(ctx, id, Act.SEND_BACK, version, send_back)


async def cancel(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Changed:
    """The requester calls off this one part."""
    return await act(ctx, id, Act.CANCEL, version, lambda on: on.move(reason=reason_of(reason)))


async def change_due(ctx: Context, id: UUID, *, due_on: date | None, version: int | None = None) -> Changed:
    def change_due(on: Deciding) -> None:
        if due_on is not None and due_on < on.change.today:
            message = "기한은 오늘이나 그 뒤여야 합니다."
            raise Invalid(message, field=("dueOn",), reason=Reason.IN_THE_PAST)
        changed = DeliveryDueChanged(
            delivery_id=on.delivery.id,
            department_id=on.delivery.department_id,
            before=on.delivery.due_on,
            after=due_on,
        )
        on.delivery.due_on = due_on
        on.delivery.version = on.change.announce(on.request, changed)

    return await act(ctx, id, Act.CHANGE_DUE, version, change_due)


def _handlers_of(delivery: Delivery, shares: Sequence[HandlerShare]) -> list[DeliveryHandler]:
    """The rows of those who stay are kept."""
    known = {handler.employee_id: handler for handler in delivery.handlers}
    rows: list[DeliveryHandler] = []
    for one in shares:
        row = known.get(one.employee_id) or DeliveryHandler(employee_id=one.employee_id)
        row.leads, row.share = one.leads, one.share
        rows.append(row)
    return rows

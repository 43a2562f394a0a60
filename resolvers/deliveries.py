"""A department's part in a request, moved along the workflow by those who may (madang.rules.workflow)."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, select

from madang.errors import Conflict, Invalid, Reason
from madang.rules.requests import GONE, DeliveryState, Health
from madang.rules.workflow import Act, DeliveryFacts, advance, held_after_assigning
from madang.text.normal import text
from models import Delivery, DeliveryHandler, Request
from resolvers.addressees import open_department
from resolvers.context import Change, Context
from resolvers.handlers import Handler, checked_handlers
from resolvers.moves import move, settle
from resolvers.subjects import expect_version, locked_delivery
from subscriptions.request_events import (
    DeliveryAssigned,
    DeliveryDueChanged,
    DeliveryProgressed,
    DeliveryTransferred,
    HandlerShare,
)


@dataclass(slots=True)
class Acting:
    """A delivery held for an act that is allowed."""

    change: Change
    request: Request
    delivery: Delivery
    act: Act
    after: DeliveryState

    def move(self, *, reason: str | None = None) -> None:
        move(self.change, self.request, self.delivery, self.act, self.after, reason=reason)


@asynccontextmanager
async def acting(ctx: Context, id: UUID, act: Act, version: int | None) -> AsyncGenerator[Acting, None]:
    """Hold the delivery, refuse what is not allowed, and let the request follow at the end."""
    async with ctx.change() as change:
        request, delivery = await locked_delivery(change, ctx.actor, id)
        expect_version(delivery.version, version)
        after = advance(act, ctx.actor, _facts(delivery, request, ctx.actor.id))
        yield Acting(change, request, delivery, act, after)
        settle(change, request)


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
        held.move(reason=_reason(reason))
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
        held.move(reason=_reason(reason))
    return held.delivery


async def return_(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Delivery:
    """반려: the department cannot take part."""
    async with acting(ctx, id, Act.RETURN, version) as held:
        held.move(reason=_reason(reason))
    return held.delivery


async def cancel(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Delivery:
    """The requester calls off this one part."""
    async with acting(ctx, id, Act.CANCEL, version) as held:
        held.move(reason=_reason(reason))
    return held.delivery


async def transfer(
    ctx: Context, id: UUID, *, department_id: UUID, reason: str, version: int | None = None
) -> Delivery:
    """이송: another department is the right one. The delivery keeps its clock and its trail."""
    async with acting(ctx, id, Act.TRANSFER, version) as held:
        change, request, delivery, before = held.change, held.request, held.delivery, held.delivery.state
        field = ("departmentId",)
        asking = request.requester_department_id
        target = await open_department(change, department_id, asking=asking, field=field)
        if any(one.department_id == target.id and one.state not in GONE for one in request.deliveries):
            message = f"이미 협력 중인 부서입니다: {target.name}."
            raise Conflict(message, field=field, reason=Reason.DUPLICATE)
        transferred = DeliveryTransferred(
            delivery_id=delivery.id,
            from_department_id=delivery.department_id,
            to_department_id=target.id,
            before=before,
            reason=_reason(reason),
        )
        delivery.department_id, delivery.department_name = target.id, target.name
        delivery.state, delivery.state_since = held.after, change.now
        delivery.received_at, delivery.handlers, delivery.reason = None, [], transferred.reason
        delivery.version = change.announce(request, transferred)
    return delivery


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


async def delivery_facts(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, DeliveryFacts]:
    """What the workflow asks about each delivery, for the actor of `ctx`."""
    handles = exists().where(
        DeliveryHandler.delivery_id == Delivery.id, DeliveryHandler.employee_id == ctx.actor.id
    )
    asked = select(Delivery, Request.requester_id, Request.requester_department_id, handles)
    async with ctx.reads() as session:
        found = await session.execute(asked.join(Delivery.request).where(Delivery.id.in_(set(ids))))
        return {
            delivery.id: DeliveryFacts(
                state=delivery.state,
                held_from=delivery.held_from,
                department_id=delivery.department_id,
                requester_id=requester_id,
                requester_department_id=requester_department_id,
                handled_by_actor=handled,
                is_evaluated=delivery.evaluated_at is not None,
            )
            for delivery, requester_id, requester_department_id, handled in found
        }


def _facts(delivery: Delivery, request: Request, actor_id: UUID) -> DeliveryFacts:
    return DeliveryFacts(
        state=delivery.state,
        held_from=delivery.held_from,
        department_id=delivery.department_id,
        requester_id=request.requester_id,
        requester_department_id=request.requester_department_id,
        handled_by_actor=any(handler.employee_id == actor_id for handler in delivery.handlers),
        is_evaluated=delivery.evaluated_at is not None,
    )


def _handlers_of(delivery: Delivery, shares: Sequence[HandlerShare]) -> list[DeliveryHandler]:
    """The rows of those who stay are kept."""
    known = {handler.employee_id: handler for handler in delivery.handlers}
    rows: list[DeliveryHandler] = []
    for one in shares:
        row = known.get(one.employee_id) or DeliveryHandler(employee_id=one.employee_id)
        row.leads, row.share = one.leads, one.share
        rows.append(row)
    return rows


def _reason(reason: str) -> str:
    return text(reason, field=("reason",), most=1000, least=1)

"""Taking hold of one department's part for an act of the workflow (madang.rules.workflow)."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, false, literal, select

from madang.rules.requests import DeliveryState
from madang.rules.workflow import LEAVES, Act, DeliveryFacts, advance, waits_for_head
from madang.text.normal import text
from models import Delivery, DeliveryHandler, Request
from resolvers.context import Change, Context
from resolvers.deputies import has_head_on
from resolvers.moves import move, settle
from resolvers.subjects import expect_version, locked_delivery


@dataclass(slots=True)
class Acting:
    """A delivery held for an act that is allowed. `waits`: the act is only proposed to the head."""

    change: Change
    request: Request
    delivery: Delivery
    act: Act
    after: DeliveryState
    waits: bool

    def move(self, *, reason: str | None = None) -> None:
        move(self.change, self.request, self.delivery, self.act, self.after, reason=reason)


@asynccontextmanager
async def acting(ctx: Context, id: UUID, act: Act, version: int | None) -> AsyncGenerator[Acting, None]:
    """Hold the delivery, refuse what is not allowed, and let the request follow at the end."""
    async with ctx.change() as change:
        request, delivery = await locked_delivery(change, ctx.actor, id)
        expect_version(delivery.version, version)
        facts = await _facts(ctx, change, request, delivery, act)
        after = advance(act, ctx.actor, facts)
        yield Acting(change, request, delivery, act, after, waits_for_head(ctx.actor, facts))
        settle(change, request)


async def delivery_facts(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, DeliveryFacts]:
    """What the workflow asks about each delivery, for the actor of `ctx`."""
    handles = exists().where(
        DeliveryHandler.delivery_id == Delivery.id, DeliveryHandler.employee_id == ctx.actor.id
    )
    decided = has_head_on(Delivery.department_id, ctx.today) if ctx.policy.head_approves_leaving else false()
    asked = select(Delivery, Request.requester_id, Request.requester_department_id, handles, decided)
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
                leaving=delivery.leaving,
                head_decides=decided,
            )
            for delivery, requester_id, requester_department_id, handled, decided in found
        }


def reason_of(reason: str) -> str:
    return text(reason, field=("reason",), most=1000, least=1)


async def _facts(
    ctx: Context, change: Change, request: Request, delivery: Delivery, act: Act
) -> DeliveryFacts:
    """As of the change. Only returns and transfers ask about the head."""
    asks_head = act in LEAVES and ctx.policy.head_approves_leaving
    headed = select(has_head_on(literal(delivery.department_id), change.today))
    return DeliveryFacts(
        state=delivery.state,
        held_from=delivery.held_from,
        department_id=delivery.department_id,
        requester_id=request.requester_id,
        requester_department_id=request.requester_department_id,
        handled_by_actor=any(handler.employee_id == ctx.actor.id for handler in delivery.handlers),
        is_evaluated=delivery.evaluated_at is not None,
        leaving=delivery.leaving,
        head_decides=asks_head and bool(await change.session.scalar(headed)),
    )

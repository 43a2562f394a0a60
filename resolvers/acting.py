"""Taking hold of one department's part for an act of the workflow (madang.rules.workflow)."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, literal, select
from sqlalchemy.orm import aliased

from madang.rules.requests import DeliveryState
from madang.rules.workflow import LEAVES, Act, DeliveryFacts, advance, waits_for_head
from madang.text.normal import text
from models import Delivery, DeliveryHandler, Request
from resolvers.bare import AnyDelivery, AnyRequest, Changed
from resolvers.columns import Expression, ids_in, ids_of, through
from resolvers.context import Change, Context
from resolvers.deputies import has_head_on
from resolvers.facts import Facts
from resolvers.moves import move, settle
from resolvers.questions import today, viewer_id
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

    @property
    def changed(self) -> Changed:
        """When the act has ended."""
        return Changed(self.delivery.id, self.request.id, self.request.version)


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


def _of_request(attribute: str) -> Expression:
    """The attribute of the delivery's request."""
    return through(Request, "request_id", attribute)


def handled_by_viewer(delivery: Any) -> ColumnElement[bool]:
    handler = aliased(DeliveryHandler)
    return exists().where(handler.delivery_id == delivery.id, handler.employee_id == viewer_id)


def _handlers(delivery: Any) -> ColumnElement[str]:
    handler = aliased(DeliveryHandler)
    return ids_of(handler.employee_id, of=delivery, by=handler.delivery_id)


def _has_head(delivery: Any) -> ColumnElement[bool]:
    return has_head_on(delivery.department_id, today)


def _delivery_facts(
    ctx: Context,
    state: DeliveryState,
    held_from: DeliveryState | None,
    department_id: UUID,
    evaluated_at: datetime | None,
    leaving: Act | None,
    requester_id: UUID,
    requester_department_id: UUID,
    handlers: str | None,
    headed: bool,
) -> DeliveryFacts:
    viewer = ctx.visitor
    return DeliveryFacts(
        state=state,
        held_from=held_from,
        department_id=department_id,
        requester_id=requester_id,
        requester_department_id=requester_department_id,
        handled_by_actor=viewer is not None and viewer.id in ids_in(handlers),
        is_evaluated=evaluated_at is not None,
        leaving=leaving,
        head_decides=bool(headed) and ctx.policy.head_approves_leaving,
    )


# What the workflow asks about a delivery, for the actor who looks at it: read in the same words for all.
delivery_facts = Facts(
    Delivery,
    (
        "state",
        "held_from",
        "department_id",
        "evaluated_at",
        "leaving",
        _of_request("requester_id"),
        _of_request("requester_department_id"),
        _handlers,
        _has_head,
    ),
    _delivery_facts,
)


def reason_of(reason: str) -> str:
    return text(reason, field=("reason",), most=1000, least=1)


async def _facts(
    ctx: Context, change: Change, request: Request, delivery: Delivery, act: Act
) -> DeliveryFacts:
    """As of the change. Only returns and transfers ask about the head."""
    asks_head = act in LEAVES and ctx.policy.head_approves_leaving
    headed = select(has_head_on(literal(delivery.department_id), change.today))
    return facts_of(
        request,
        delivery,
        handled=any(handler.employee_id == ctx.actor.id for handler in delivery.handlers),
        head_decides=asks_head and bool(await change.session.scalar(headed)),
    )


def facts_of(
    request: AnyRequest, delivery: AnyDelivery, *, handled: bool, head_decides: bool = False
) -> DeliveryFacts:
    return DeliveryFacts(
        state=delivery.state,
        held_from=delivery.held_from,
        department_id=delivery.department_id,
        requester_id=request.requester_id,
        requester_department_id=request.requester_department_id,
        handled_by_actor=handled,
        is_evaluated=delivery.evaluated_at is not None,
        leaving=delivery.leaving,
        head_decides=head_decides,
    )

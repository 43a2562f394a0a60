"""The lists people look at: the board of requests, a department's inbox, a request's timeline."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func

import models
from madang.rules.conditions import (
    Absent,
    Compare,
    Condition,
    Not,
    Operator,
    among,
    either,
    equal,
    every,
    some,
)
from madang.rules.people import Actor
from madang.rules.requests import CLOSED_REQUESTS, ENDED, RequestState
from resolvers.context import Context
from resolvers.listings import Listing, Order

NEWEST = (Order("updated_at", descending=True),)
LONGEST_WAITING = (Order("state_since"),)


def board(where: Condition, order: Sequence[Order]) -> Listing:
    """Requests the actor may see, the liveliest first unless asked otherwise."""
    return Listing(model=models.Request, where=where, order=tuple(order) or NEWEST)


def deliveries(where: Condition, order: Sequence[Order], *, parent: str | None = None) -> Listing:
    """Deliveries of requests the actor may see, the longest waiting first unless asked otherwise."""
    return Listing(model=models.Delivery, where=where, order=tuple(order) or LONGEST_WAITING, parent=parent)


def timeline(kinds: Sequence[str], *, descending: bool) -> Listing:
    """What happened to a request, in the order it happened."""
    where = every(equal("subject_kind", models.Request.subject_kind), among("kind", kinds))
    order = (Order("version", descending=descending),)
    return Listing(model=models.EventLine, where=where, order=order, parent="subject_id")


def overdue_requests(today: date) -> Condition:
    """Open requests past their day, or with a part past its own."""
    still_open = Not(among("state", CLOSED_REQUESTS | {RequestState.DRAFT}))
    late = Compare("due_on", Operator.LESS, today)
    return every(still_open, either(late, some("deliveries", overdue_deliveries(today))))


def overdue_deliveries(today: date) -> Condition:
    return every(Not(among("state", ENDED)), Compare("due_on", Operator.LESS, today))


def leaving_for(head: Actor) -> Condition:
    """Returns and transfers that wait for this head, or for whom the actor stands in."""
    return every(Not(Absent("leaving")), among("department_id", head.head_of))


async def counts_by_state(ctx: Context, where: Condition) -> dict[RequestState, int]:
    """How many requests of the board are in each state."""
    state = models.Request.state
    counted = board(where, ()).select(ctx.visitor).with_only_columns(state, func.count()).group_by(state)
    async with ctx.reads() as session:
        return {state: count for state, count in await session.execute(counted)}

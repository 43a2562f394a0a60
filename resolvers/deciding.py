"""Acts on a delivery that ask the database nothing while they decide: read, decide, compare and swap.

No lock is held and no transaction is open while the rules are asked. Who loses the race reads and decides
again; who loses it several times takes the request's lock first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, func, select, type_coerce
from sqlalchemy.orm import aliased

from madang.rules.requests import DeliveryState, RequestState
from madang.rules.workflow import Act, advance
from models import Delivery, Request
from models.engine import engine_of
from models.rows import Reader, reader_of
from resolvers.acting import facts_of, handled_by_viewer
from resolvers.bare import BareDelivery, BareRequest, Changed, Sibling
from resolvers.columns import COMMA, Asked, Columns, Join
from resolvers.context import Announcing, Context
from resolvers.listings import Listing
from resolvers.moves import move, settle
from resolvers.questions import Asker, Kind, Question
from resolvers.statements import Statements
from resolvers.subjects import expect_version, unseen
from resolvers.swaps import Decision, hold, swap

MOST_TRIES = 3  # without the lock


@dataclass(slots=True)
class Deciding:
    """A delivery as it was read, and an act on it that is allowed."""

    change: Announcing
    request: BareRequest
    delivery: BareDelivery
    act: Act
    after: DeliveryState

    def move(self, *, reason: str | None = None) -> None:
        move(self.change, self.request, self.delivery, self.act, self.after, reason=reason)


async def act(
    ctx: Context, id: UUID, act: Act, version: int | None, decide: Callable[[Deciding], None]
) -> Changed:
    """Do what `decide` decides, which may be asked again. Raises what is refused, with nothing changed."""

    async def decided(reader: Reader) -> Decision:
        change = ctx.announcing()
        request, delivery = await _read(ctx, reader, id)
        seen = request.version
        expect_version(delivery.version, version)
        after = advance(act, ctx.actor, facts_of(request, delivery, handled=delivery.handled))
        decide(Deciding(change, request, delivery, act, after))
        settle(change, request)
        return Decision(change, seen, request, delivery)

    for _ in range(MOST_TRIES):
        decision = await decided(reader_of(ctx.reads))
        if await swap(ctx, decision):
            return _done(ctx, decision)
    async with hold(ctx, id) as held:
        decision = await decided(held.reader)
        written = await held.write(decision)
        assert written  # the lock keeps others out
    return _done(ctx, decision)


def _done(ctx: Context, decision: Decision) -> Changed:
    ctx.committed(decision.change)
    return Changed(decision.delivery.id, decision.request.id, decision.request.version)


async def _read(ctx: Context, reader: Reader, id: UUID) -> tuple[BareRequest, BareDelivery]:
    """Raises NotFound also for what the actor may not see."""
    asking = Asker(ctx.actor, ctx.today, engine_of(ctx.reads).dialect, reader)
    question = Question(kind=Kind.OF_ONE, listing=ONE_DELIVERY, keys=id)
    rows = await STATEMENTS.rows(asking, question)
    if not rows:
        raise unseen()
    of_delivery, (others, *of_request) = rows[0][: len(OWN)], rows[0][len(OWN) :]
    delivery = _delivery(*of_delivery)
    siblings = (Sibling(DeliveryState(one)) for one in (others.split(",") if others else ()))
    return _request(delivery, tuple(siblings), *of_request), delivery


def _delivery(
    id: UUID,
    request_id: UUID,
    department_id: UUID,
    version: int,
    state: str,
    held_from: str | None,
    leaving: str | None,
    due_on: date | None,
    progress: int,
    evaluated_at: datetime | None,
    handled: bool,
) -> BareDelivery:
    return BareDelivery(
        id=id,
        request_id=request_id,
        department_id=department_id,
        version=version,
        state=DeliveryState(state),
        held_from=None if held_from is None else DeliveryState(held_from),
        leaving=None if leaving is None else Act(leaving),
        due_on=due_on,
        progress=progress,
        evaluated_at=evaluated_at,
        handled=bool(handled),
    )


def _request(
    delivery: BareDelivery,
    siblings: tuple[Sibling, ...],
    version: int,
    state: str,
    requester_id: UUID,
    requester_department_id: UUID,
) -> BareRequest:
    return BareRequest(
        id=delivery.request_id,
        version=version,
        state=RequestState(state),
        requester_id=requester_id,
        requester_department_id=requester_department_id,
        deliveries=(delivery, *siblings),
    )


def _other_states(delivery: Any) -> ColumnElement[str]:
    """Of the other deliveries of the same request, with commas between."""
    other = aliased(Delivery)
    states = func.aggregate_strings(type_coerce(other.state, String()), COMMA)
    same = (other.request_id == delivery.request_id, other.id != delivery.id)
    return select(states).where(*same).correlate(delivery).scalar_subquery()


ONE_DELIVERY = Listing(model=Delivery, parent="id")


OWN: tuple[Asked, ...] = (
    *("id", "request_id", "department_id", "version", "state", "held_from", "leaving", "due_on"),
    *("progress", "evaluated_at", handled_by_viewer),
)
OF_REQUEST = ("version", "state", "requester_id", "requester_department_id")


def _columns() -> Columns:
    """In the order in which `_read` takes them."""
    columns, request = Columns(Delivery), (Join(Request, "request_id"),)
    for own in (*OWN, _other_states):
        columns.place((), own)
    for of_request in OF_REQUEST:
        columns.place(request, of_request)
    return columns


STATEMENTS = Statements(_columns())

"""Who may see what just happened to a request: its row is read once an event, and asked for each actor."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, literal, select

from madang.rules.access import FOR_ADMINISTRATORS, is_open_to_staff, seen_requests
from madang.rules.conditions import EVERYTHING, Condition, holds
from madang.rules.people import Actor
from madang.rules.requests import RequestState
from models import Delivery, Request
from resolvers.clauses import clause
from resolvers.context import Context
from subscriptions.events import Record


@dataclass(frozen=True, slots=True)
class Part:
    department_id: UUID


@dataclass(frozen=True, slots=True)
class Subject:
    """A request, as far as its access rule asks about it."""

    requester_id: UUID
    requester_department_id: UUID
    state: RequestState
    restriction: str | None
    deliveries: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """`subject`: the request as of now; None if it is gone."""

    subject: Subject | None
    is_open: bool
    for_administrators: bool

    def is_for(self, actor: Actor) -> bool:
        """Whether the actor may see the event."""
        if self.for_administrators and not actor.is_administrator:
            return False
        return self.is_open or (self.subject is not None and holds(seen_requests(actor), self.subject))


async def sight_of(ctx: Context, record: Record) -> Sight:
    subject = await _subject(ctx, record.subject_id)
    return Sight(
        subject=subject,
        is_open=subject is not None and is_open_to_staff(subject),
        for_administrators=record.event.kind in FOR_ADMINISTRATORS,
    )


async def fulfils(ctx: Context, record: Record, where: Condition) -> bool:
    """Whether the event's request fulfils the condition now."""
    if where == EVERYTHING:
        return True
    asked = select(literal(True)).where(Request.id == record.subject_id, clause(where, Request))
    async with ctx.reads() as session:
        return await session.scalar(asked) is not None


async def _subject(ctx: Context, id: UUID) -> Subject | None:
    async with ctx.reads() as session:
        rows = (await session.execute(_asked(id))).all()
    if not rows:
        return None
    parts = tuple(Part(row.department_id) for row in rows if row.department_id is not None)
    first = rows[0]
    return Subject(first.requester_id, first.requester_department_id, first.state, first.restriction, parts)


def _asked(id: UUID) -> Select[UUID, UUID, RequestState, str | None, UUID]:
    """A row for each part."""
    return (
        select(
            Request.requester_id,
            Request.requester_department_id,
            Request.state,
            Request.restriction,
            Delivery.department_id,
        )
        .outerjoin(Delivery, Delivery.request_id == Request.id)
        .where(Request.id == id)
    )

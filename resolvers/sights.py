"""Who may see what just happened to a request: its row is read once an event, and asked for each actor."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased

from madang.rules.access import FOR_ADMINISTRATORS, is_open_to_staff
from madang.rules.conditions import EVERYTHING, Condition, holds
from madang.rules.people import Actor
from madang.rules.requests import RequestState
from models import Base, Delivery, Request
from models.engine import engine_of
from models.rows import Rows, readers_of
from resolvers.columns import Asked, Columns, ids_in, ids_of
from resolvers.context import Context
from resolvers.listings import Listing
from resolvers.questions import Asker, Kind, Question
from resolvers.seeing import ALL, Seeing, seeing
from resolvers.statements import Statements
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

    @property
    def is_for_all(self) -> bool:
        """All staff may see it: nobody has to be asked about."""
        return self.is_open and not self.for_administrators

    def is_for(self, actor: Actor) -> bool:
        """Whether the actor may see the event."""
        if self.for_administrators and not actor.is_administrator:
            return False
        return self.is_open or (
            self.subject is not None and holds(seeing(actor, Request).condition, self.subject)
        )


async def sight_of(ctx: Context, record: Record) -> Sight:
    subject = await _subject(ctx, record.subject_id)
    return Sight(
        subject=subject,
        is_open=subject is not None and is_open_to_staff(subject),
        for_administrators=record.event.kind in FOR_ADMINISTRATORS,
    )


async def is_seen(ctx: Context, id: UUID) -> bool:
    """Whether the actor may see the request."""
    async with readers_of(ctx.reads).open() as reader:
        asking = Asker(ctx.visitor, ctx.today, engine_of(ctx.reads).dialect, reader)
        return bool(await WHETHER.rows(asking, _about(ONE, id)))


async def fulfils(ctx: Context, record: Record, where: Condition) -> bool:
    """Whether the event's request fulfils the condition now."""
    if where == EVERYTHING:
        return True
    return bool(await _rows(ctx, WHETHER, replace(ONE, where=where), record.subject_id))


async def _subject(ctx: Context, id: UUID) -> Subject | None:
    rows = await _rows(ctx, SUBJECTS, ONE, id)
    if not rows:
        return None
    requester_id, requester_department_id, state, restriction, departments = rows[0]
    parts = tuple(map(Part, ids_in(departments)))
    return Subject(requester_id, requester_department_id, RequestState(state), restriction, parts)


async def _rows(ctx: Context, statements: Statements, listing: Listing, id: UUID) -> Rows:
    async with readers_of(ctx.reads).open() as reader:
        asking = ForTheCity(None, ctx.today, engine_of(ctx.reads).dialect, reader)
        return await statements.rows(asking, _about(listing, id))


def _about(listing: Listing, id: UUID) -> Question:
    return Question(kind=Kind.OF_ONE, listing=listing, keys=id)


class ForTheCity(Asker):
    """The process itself asks, to find out who may see."""

    def sees(self, model: type[Base], question: Question | None = None) -> Seeing:
        return ALL


def _departments(request: Any) -> ColumnElement[str]:
    """Of all parts of the request, with commas between."""
    part = aliased(Delivery)
    return ids_of(part.department_id, of=request, by=part.request_id)


def _columns(*asked: Asked) -> Columns:
    columns = Columns(Request)
    for one in asked:
        columns.place((), one)
    return columns


ONE = Listing(model=Request, parent="id")
SUBJECTS = Statements(
    _columns("requester_id", "requester_department_id", "state", "restriction", _departments)
)
WHETHER = Statements(_columns("id"))

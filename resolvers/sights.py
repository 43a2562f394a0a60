"""Who may see what just happened to a row: it is read once an event, and its rule asked for each actor."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased

from madang.rules.access import FOR_ADMINISTRATORS, OUTSIDER
from madang.rules.conditions import EVERYTHING, Condition, holds
from madang.rules.newsletters import Audience, IssueState
from madang.rules.people import Actor, OrganisationKind
from madang.rules.requests import RequestState
from models import Base, Delivery, Department, Newsletter, NewsletterIssue, Request
from models.engine import engine_of
from models.rows import Rows, reader_of
from resolvers.access import SEEN
from resolvers.columns import Asked, Columns, ids_in, ids_of, through
from resolvers.context import Context
from resolvers.listings import Listing
from resolvers.newsletters.titles import of_title
from resolvers.questions import Asker, Kind, Question
from resolvers.seeing import ALL, Seeing, seeing
from resolvers.statements import Statements
from subscriptions.events import Record
from subscriptions.newsletter_events import NewsletterIssueDiscarded, is_before_it_is_out


@dataclass(frozen=True, slots=True)
class Part:
    department_id: UUID


@dataclass(frozen=True, slots=True)
class RequestSeen:
    """A request, as far as its access rule asks about it."""

    requester_id: UUID
    requester_department_id: UUID
    state: RequestState
    restriction: str | None
    deliveries: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PublisherSeen:
    kind: OrganisationKind
    parent_id: UUID | None


@dataclass(frozen=True, slots=True)
class TitleSeen:
    audience: Audience
    department_id: UUID
    department: PublisherSeen


@dataclass(frozen=True, slots=True)
class IssueSeen:
    """An issue of a newsletter, as far as its access rule asks about it."""

    audience: Audience
    state: IssueState
    newsletter: TitleSeen


@dataclass(frozen=True, slots=True)
class Sight:
    """`row`: the subject as of now, as far as the rule asks; None if it is gone."""

    model: type[Base]
    row: object | None
    is_open: bool  # somebody who has nothing to do with it sees it, too: every member of staff does
    for_administrators: bool

    @property
    def is_for_all(self) -> bool:
        """All staff may see it: nobody has to be asked about."""
        return self.is_open and not self.for_administrators

    def is_for(self, actor: Actor) -> bool:
        """Whether the actor may see the event."""
        if self.for_administrators and not actor.is_administrator:
            return False
        return self.is_open or (self.row is not None and holds(seeing(actor, self.model).condition, self.row))


async def sight_of(ctx: Context, record: Record) -> Sight:
    """Raises KeyError for an event about anything that has no sight: nobody sees it."""
    kind = KINDS[record.subject_kind]
    row = await _row(ctx, kind, record)
    return Sight(
        model=kind.model,
        row=row,
        is_open=row is not None and holds(kind.open, row),
        for_administrators=record.event.kind in FOR_ADMINISTRATORS,
    )


def is_gone(record: Record) -> bool:
    """Whether there is no row any more of which a filter could be asked."""
    return isinstance(record.event, NewsletterIssueDiscarded)


async def is_seen(ctx: Context, id: UUID) -> bool:
    """Whether the actor may see the request, which is read once for all who ask in the same moment."""
    kind = KINDS[Request.subject_kind]
    as_of = ctx.hub.stirred((Request.subject_kind,))  # whoever has just changed it asks anew

    async def read() -> RequestSeen | None:
        rows = await _rows(ctx, kind.statements, kind.one, id)
        return _request(rows[0]) if rows else None

    row = await ctx.hub.once(("is seen", id, as_of), read)
    return row is not None and holds(seeing(ctx.visitor, Request).condition, row)


async def fulfils(ctx: Context, record: Record, where: Condition) -> bool:
    """Whether what the event is about fulfils the condition now."""
    if is_gone(record):
        return False
    if where == EVERYTHING:
        return True
    kind = KINDS[record.subject_kind]
    return bool(await _rows(ctx, kind.whether, replace(kind.one, where=where), record.subject_id))


async def _rows(ctx: Context, statements: Statements, listing: Listing, id: UUID) -> Rows:
    asking = ForTheCity(None, ctx.today, engine_of(ctx.reads).dialect, reader_of(ctx.reads))
    return await statements.rows(asking, _about(listing, id))


def _about(listing: Listing, id: UUID) -> Question:
    return Question(kind=Kind.OF_ONE, listing=listing, keys=id)


class ForTheCity(Asker):
    """The process itself asks, to find out who may see."""

    def sees(self, model: type[Base], question: Question | None = None) -> Seeing:
        return ALL


class Sighted:
    """Rows of a model whose events are followed: what of them is read, and made into what the rule asks."""

    def __init__(
        self, model: type[Any], *asked: Asked, row: Callable[[Sequence[Any], Record], object]
    ) -> None:
        self.model, self.row = model, row
        self.open = SEEN[model](OUTSIDER)  # what all staff see
        self.one = Listing(model=model, parent="id")
        self.statements, self.whether = (
            Statements(_columns(model, asked)),
            Statements(_columns(model, ("id",))),
        )


def _columns(model: type[Base], asked: Sequence[Asked]) -> Columns:
    columns = Columns(model)
    for one in asked:
        columns.place((), one)
    return columns


def _departments(request: Any) -> ColumnElement[str]:
    """Of all parts of the request, with commas between."""
    part = aliased(Delivery)
    return ids_of(part.department_id, of=request, by=part.request_id)


def _request(values: Sequence[Any], record: Record | None = None) -> RequestSeen:
    requester_id, requester_department_id, state, restriction, departments = values
    parts = tuple(map(Part, ids_in(departments)))
    return RequestSeen(requester_id, requester_department_id, RequestState(state), restriction, parts)


def _issue(values: Sequence[Any], record: Record) -> IssueSeen:
    """What was done to it before it was out stays among those who saw it then."""
    audience, state, readers, department_id, kind, parent_id = values
    then = IssueState.DRAFT if is_before_it_is_out(record.event) else IssueState(state)
    publisher = PublisherSeen(OrganisationKind(kind), parent_id)
    return IssueSeen(Audience(audience), then, TitleSeen(Audience(readers), department_id, publisher))


def _discarded(values: Sequence[Any], record: Record) -> IssueSeen:
    """Whatever it was for, it was a draft."""
    readers, department_id, kind, parent_id = values
    publisher = PublisherSeen(OrganisationKind(kind), parent_id)
    title = TitleSeen(Audience(readers), department_id, publisher)
    return IssueSeen(Audience(readers), IssueState.DRAFT, title)


FOLLOWED = (
    Sighted(
        Request, "requester_id", "requester_department_id", "state", "restriction", _departments, row=_request
    ),
    Sighted(
        NewsletterIssue,
        "audience",
        "state",
        of_title("audience"),
        of_title("department_id"),
        of_title(through(Department, "department_id", "kind")),
        of_title(through(Department, "department_id", "parent_id")),
        row=_issue,
    ),
)
DISCARDED = Sighted(
    Newsletter,
    "audience",
    "department_id",
    through(Department, "department_id", "kind"),
    through(Department, "department_id", "parent_id"),
    row=_discarded,
)
KINDS: dict[str, Sighted] = {one.model.subject_kind: one for one in FOLLOWED}


async def _row(ctx: Context, kind: Sighted, record: Record) -> object | None:
    """Of an issue that is gone the title still tells who had seen it."""
    event = record.event
    if isinstance(event, NewsletterIssueDiscarded):
        rows = await _rows(ctx, DISCARDED.statements, DISCARDED.one, event.newsletter_id)
        return DISCARDED.row(rows[0], record) if rows else None
    rows = await _rows(ctx, kind.statements, kind.one, record.subject_id)
    return kind.row(rows[0], record) if rows else None

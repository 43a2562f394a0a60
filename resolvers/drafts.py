"""What a request says: written as a draft, changed until a department has received it, discarded."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from madang.errors import Conflict, Invalid, Reason
from madang.rules.asking import RequestAct
from madang.rules.requests import RequestState, Scale
from madang.text.normal import text
from models import Employee, Request
from models.base import uuid7
from resolvers.addressees import Addressee, checked, to_document
from resolvers.context import Change, Context
from resolvers.moves import announce
from resolvers.relations import hold_related, unrelate_all
from resolvers.subjects import expect_version, locked_request, may, taken
from resolvers.wording import Wording, cleaned, put
from subscriptions import log
from subscriptions.request_events import RequestDiscarded, RequestDrafted, RequestEdited


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContent(Wording):
    """What a requester writes. `due_on` is taken only if `sets_due`."""

    sets_due: bool = False
    due_on: date | None = None
    addressees: tuple[Addressee, ...] | None = None


async def create(
    ctx: Context, content: RequestContent, *, id: UUID | None = None, restriction: str | None = None
) -> Request:
    """A draft that only its author sees. With a client's own `id`, sending it twice makes one draft."""
    async with ctx.change() as change:
        return await begin(ctx, change, content, id=id, restriction=restriction)


async def begin(
    ctx: Context,
    change: Change,
    content: RequestContent,
    *,
    id: UUID | None = None,
    restriction: str | None = None,
) -> Request:
    """Within a change: the draft and its event."""
    actor = ctx.actor
    if id and (known := await _sent_before(change, actor.id, id)):
        return known
    request = Request(
        id=id or uuid7(),
        state=RequestState.DRAFT,
        version=0,
        requester_id=actor.id,
        requester_department_id=actor.department_id,
        requester_department_name=actor.department_name,
        created_at=change.now,
        addressees=[],
        scale=Scale.MULTI_BUREAU,
        significance="",
    )
    await _write(ctx, change, request, content, whole=True)
    if restriction is not None:
        request.restriction = text(restriction, field=("input", "restriction"), most=500, least=1)
    change.session.add(request)
    announce(change, request, _drafted(request))
    return request


async def update(ctx: Context, id: UUID, content: RequestContent, *, version: int | None) -> Request:
    """Change what the request says. Raises Conflict once a department has received it."""
    async with ctx.change() as change:
        request = await locked_request(change, ctx.actor, id)
        expect_version(request.changed_version, version)
        may(ctx, RequestAct.EDIT, request)
        changed = await _write(ctx, change, request, content, whole=False)
        if changed:
            announce(change, request, _edited(request, changed))
    return request


async def discard(ctx: Context, id: UUID) -> Request:
    """Throw a draft away. Its number in the log stays, its row goes; what it was related to tells so."""
    async with ctx.change() as change:
        held = await hold_related(change, id)
        request = await locked_request(change, ctx.actor, id)
        may(ctx, RequestAct.DISCARD, request)
        await unrelate_all(change, id, held)
        change.announce(request, RequestDiscarded())
        await change.session.flush()
        await change.session.delete(request)
    return request


async def _sent_before(change: Change, author_id: UUID, id: UUID) -> Request | None:
    """The author's own request of this id. Raises Conflict for somebody else's, and for one thrown away.

    One author's sendings come one after the other: their row is held, but not against references to it.
    """
    author = select(Employee.id).where(Employee.id == author_id)
    await change.session.execute(author.with_for_update(key_share=True))
    known = await change.session.get(Request, id)
    kind = Request.subject_kind
    if known is None and not await log.history(change.session, subject_kind=kind, subject_id=id, limit=1):
        return None
    if known is None or known.requester_id != author_id:
        raise taken()
    return known


async def _write(
    ctx: Context, change: Change, request: Request, content: RequestContent, *, whole: bool
) -> tuple[str, ...]:
    """Put what is given into the row. Returns the names of the fields that changed."""
    values = cleaned(content, whole=whole)
    if content.sets_due:
        values["due_on"] = _future(change, content.due_on)
    if content.addressees is not None:
        values["addressees"] = to_document(await _checked(ctx, change, request, content.addressees))
    return put(request, values)


def _checked(
    ctx: Context, change: Change, request: Request, addressees: tuple[Addressee, ...]
) -> Awaitable[tuple[Addressee, ...]]:
    field = ("input", "deliveries")
    if request.state is not RequestState.DRAFT:
        raise Conflict("발송한 뒤에는 협력부서 추가로 부서를 더하십시오.", field=field)
    asking = request.requester_department_id
    return checked(change, addressees, asking=asking, most=ctx.policy.most_departments, field=field)


def _future(change: Change, due_on: date | None) -> date | None:
    if due_on is not None and due_on < change.today:
        message = "기한은 오늘이나 그 뒤여야 합니다."
        raise Invalid(message, field=("input", "dueOn"), reason=Reason.IN_THE_PAST)
    return due_on


def _drafted(request: Request) -> RequestDrafted:
    return RequestDrafted(
        title=request.title,
        project=request.project,
        scale=request.scale,
        due_on=request.due_on,
        department_id=request.requester_department_id,
        restricted=request.restriction is not None,
    )


def _edited(request: Request, changed: tuple[str, ...]) -> RequestEdited:
    return RequestEdited(
        fields=changed,
        title=request.title,
        project=request.project,
        scale=request.scale,
        due_on=request.due_on,
    )

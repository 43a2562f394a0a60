"""Links from a request to pages elsewhere."""

from uuid import UUID

from sqlalchemy import select

from madang.errors import Conflict, NotFound, Reason
from madang.rules.material import MaterialAct, may_add, may_remove
from madang.text.addresses import web_address
from madang.text.normal import line
from models import RequestLink
from models.base import uuid7
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.material import parties_of
from resolvers.subjects import locked_request, taken
from subscriptions.material_events import LinkAdded, LinkRemoved

MOST_LABEL = 200  # characters


async def add_link(
    ctx: Context, request_id: UUID, *, url: str, label: str, id: UUID | None = None
) -> RequestLink:
    """With a client's own `id`, sending it twice makes one link. Without a label the address is shown."""
    address = web_address(url, field=("input", "url"))
    shown = line(label, field=("input", "label"), most=MOST_LABEL, least=0) or address[:MOST_LABEL]
    async with ctx.change() as change:
        request = await locked_request(change, ctx.actor, request_id)
        may_add(MaterialAct.LINK, ctx.actor, parties_of(request)).demand()
        if id and (known := await change.session.get(RequestLink, id)):
            return _own(known, ctx, request_id)
        await _check_room(ctx, change, request_id, address)
        link = RequestLink(
            id=id or uuid7(),
            request_id=request.id,
            added_by_id=ctx.actor.id,
            url=address,
            label=shown,
            created_at=change.now,
        )
        change.session.add(link)
        link.version = change.announce(request, LinkAdded(link_id=link.id, url=address, label=shown))
        request.updated_at = change.now
    return link


async def remove_link(ctx: Context, id: UUID) -> RequestLink:
    async with ctx.change() as change:
        visible = select(RequestLink.request_id).where(RequestLink.id == id, seen(RequestLink, ctx.actor))
        request_id = await change.session.scalar(visible)
        if request_id is None:
            raise _unknown()
        request = await locked_request(change, ctx.actor, request_id)
        link = await change.session.get(RequestLink, id)
        if link is None:  # gone while we waited for the lock
            raise _unknown()
        may_remove(ctx.actor, author_id=link.added_by_id, requester_id=request.requester_id).demand()
        await change.session.delete(link)
        link.version = change.announce(request, LinkRemoved(link_id=link.id))
        request.updated_at = change.now
    return link


def _own(known: RequestLink, ctx: Context, request_id: UUID) -> RequestLink:
    if (known.added_by_id, known.request_id) != (ctx.actor.id, request_id):
        raise taken()
    return known


async def _check_room(ctx: Context, change: Change, request_id: UUID, address: str) -> None:
    statement = select(RequestLink.url).where(RequestLink.request_id == request_id)
    known = set(await change.session.scalars(statement))
    if address in known:
        message = "이미 있는 링크입니다."
        raise Conflict(message, field=("input", "url"), reason=Reason.DUPLICATE)
    if len(known) >= ctx.policy.most_links:
        message = f"요청 하나에 링크를 {ctx.policy.most_links}개까지 둘 수 있습니다."
        raise Conflict(message, reason=Reason.TOO_MANY)


def _unknown() -> NotFound:
    return NotFound("링크를 찾을 수 없습니다. 지워졌거나, 열람이 제한된 요청의 링크입니다.")

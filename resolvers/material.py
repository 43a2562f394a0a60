"""What the rules ask before something is hung on a request or taken off: who works on it, whose it is."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from madang.rules.material import RequestParties
from madang.rules.requests import GONE
from models import Attachment, Delivery, Request, RequestLink, RequestRelation
from resolvers.context import Context

Key = InstrumentedAttribute[UUID]
WITH_HANDLERS = selectinload(Request.deliveries).selectinload(Delivery.handlers)


def parties_of(request: Request) -> RequestParties:
    """Of a request whose deliveries and handlers are loaded."""
    living = [delivery for delivery in request.deliveries if delivery.state not in GONE]
    return RequestParties(
        state=request.state,
        requester_id=request.requester_id,
        requester_department_id=request.requester_department_id,
        asked=frozenset(delivery.department_id for delivery in living),
        handlers=frozenset(handler.employee_id for delivery in living for handler in delivery.handlers),
    )


async def request_parties(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, RequestParties]:
    """Who works on each request."""
    async with ctx.reads() as session:
        found = await session.scalars(select(Request).where(Request.id.in_(set(ids))).options(WITH_HANDLERS))
        return {request.id: parties_of(request) for request in found}


class Removal(NamedTuple):
    """Who put something on a request, and whose request it is."""

    author_id: UUID
    requester_id: UUID


async def attachment_removals(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Removal]:
    return await _removals(ctx, Attachment.id, Attachment.uploaded_by_id, Attachment.request_id, ids)


async def link_removals(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Removal]:
    return await _removals(ctx, RequestLink.id, RequestLink.added_by_id, RequestLink.request_id, ids)


async def relation_removals(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Removal]:
    relation = RequestRelation
    return await _removals(ctx, relation.id, relation.added_by_id, relation.request_id, ids)


async def _removals(
    ctx: Context, id: Key, author_id: Key, request_id: Key, ids: Sequence[UUID]
) -> dict[UUID, Removal]:
    asked = select(id, author_id, Request.requester_id).join(Request, Request.id == request_id)
    async with ctx.reads() as session:
        found = await session.execute(asked.where(id.in_(set(ids))))
        return {row: Removal(author, requester) for row, author, requester in found}

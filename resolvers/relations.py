"""Relations between two requests: both are held, in one order, and both tell of it."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from madang.errors import Conflict, Invalid, NotFound, Reason
from madang.rules.material import Direction, MaterialAct, RelationKind, may_add, may_remove
from models import Request, RequestRelation
from models.base import uuid7
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.material import parties_of
from resolvers.subjects import locked_request, taken
from subscriptions.material_events import RelationAdded, RelationRemoved


async def relate(
    ctx: Context, request_id: UUID, *, kind: RelationKind, other_id: UUID, id: UUID | None = None
) -> RequestRelation:
    """`request_id` is related to, a duplicate of, or blocks `other_id`; the actor must see both.

    Raises Conflict for the same kind between the same two, in either direction.
    """
    if request_id == other_id:
        message = "같은 요청끼리는 연결할 수 없습니다."
        raise Invalid(message, field=("input", "otherId"), reason=Reason.OUT_OF_RANGE)
    async with ctx.change() as change:
        held = await _both(change, ctx, {request_id, other_id})
        request, other = held[request_id], held[other_id]
        may_add(MaterialAct.RELATE, ctx.actor, parties_of(request)).demand()
        if id and (known := await change.session.get(RequestRelation, id)):
            return _own(known, ctx, request_id)
        await _check_room(ctx, change, request, other, kind)
        relation = _end(change, ctx, request, other, kind, Direction.OUTGOING, id or uuid7())
        _end(change, ctx, other, request, kind, Direction.INCOMING, uuid7())
    return relation


async def unrelate(ctx: Context, id: UUID) -> RequestRelation:
    """From either end: the mirror image goes, too."""
    async with ctx.change() as change:
        visible = select(RequestRelation).where(RequestRelation.id == id, seen(RequestRelation, ctx.actor))
        relation = await change.session.scalar(visible)
        if relation is None:
            raise _unknown()
        held = await _both(change, ctx, {relation.request_id, relation.other_id})
        ends = (await change.session.scalars(_ends(relation))).all()
        if not ends:  # gone while we waited for the locks
            raise _unknown()
        request = held[relation.request_id]
        may_remove(ctx.actor, author_id=relation.added_by_id, requester_id=request.requester_id).demand()
        for end in ends:
            await _take_off(change, held[end.request_id], end)
    return relation


async def hold_related(change: Change, id: UUID) -> dict[UUID, Request]:
    """The request and all that are related to it, each held, in the order that everybody keeps."""
    others = await change.session.scalars(
        select(RequestRelation.other_id).where(RequestRelation.request_id == id)
    )
    held = {one: await change.lock(Request, one) for one in sorted({id, *others})}
    return {one: request for one, request in held.items() if request is not None}


async def unrelate_all(change: Change, id: UUID, held: Mapping[UUID, Request]) -> None:
    """Take every relation off a request that goes away, and tell the others. `held`: by `hold_related`."""
    touching = or_(RequestRelation.request_id == id, RequestRelation.other_id == id)
    for end in await change.session.scalars(select(RequestRelation).where(touching)):
        if end.request_id not in held:
            raise Conflict("그 사이에 새로 연결되었습니다. 다시 하십시오.", reason=Reason.STALE)
        await _take_off(change, held[end.request_id], end)


async def _both(change: Change, ctx: Context, ids: Collection[UUID]) -> dict[UUID, Request]:
    """Always in the same order, so that nobody waits in a circle."""
    return {id: await locked_request(change, ctx.actor, id) for id in sorted(ids)}


async def _check_room(
    ctx: Context, change: Change, request: Request, other: Request, kind: RelationKind
) -> None:
    between = select(RequestRelation.direction).where(
        RequestRelation.request_id == request.id,
        RequestRelation.other_id == other.id,
        RequestRelation.kind == kind,
    )
    known = await change.session.scalar(between)
    if known is not None:
        advice = (
            "이미 그렇게 연결되어 있습니다."
            if known is Direction.OUTGOING
            else "이미 반대로 연결되어 있습니다."
        )
        raise Conflict(f"{advice} ({kind.label})", field=("input", "otherId"), reason=Reason.DUPLICATE)
    for one in (request, other):
        count = select(func.count()).select_from(RequestRelation).where(RequestRelation.request_id == one.id)
        if (await change.session.scalar(count) or 0) >= ctx.policy.most_relations:
            message = f"요청 하나를 {ctx.policy.most_relations}개까지 연결할 수 있습니다."
            raise Conflict(message, reason=Reason.TOO_MANY)


def _end(
    change: Change,
    ctx: Context,
    request: Request,
    other: Request,
    kind: RelationKind,
    direction: Direction,
    id: UUID,
) -> RequestRelation:
    end = RequestRelation(
        id=id,
        request_id=request.id,
        other_id=other.id,
        kind=kind,
        direction=direction,
        added_by_id=ctx.actor.id,
        created_at=change.now,
    )
    change.session.add(end)
    added = RelationAdded(relation_id=id, other_id=other.id, kind_of_relation=kind, direction=direction)
    end.version = change.announce(request, added)
    request.updated_at = change.now
    return end


async def _take_off(change: Change, request: Request, end: RequestRelation) -> None:
    await change.session.delete(end)
    removed = RelationRemoved(
        relation_id=end.id,
        other_id=end.other_id,
        kind_of_relation=end.kind,
        direction=end.direction,
    )
    end.version = change.announce(request, removed)
    request.updated_at = change.now


def _ends(relation: RequestRelation) -> Select[RequestRelation]:
    pair = (relation.request_id, relation.other_id)
    return select(RequestRelation).where(
        RequestRelation.request_id.in_(pair),
        RequestRelation.other_id.in_(pair),
        RequestRelation.kind == relation.kind,
    )


def _own(known: RequestRelation, ctx: Context, request_id: UUID) -> RequestRelation:
    if (known.added_by_id, known.request_id) != (ctx.actor.id, request_id):
        raise taken()
    return known


def _unknown() -> NotFound:
    return NotFound("연결을 찾을 수 없습니다. 지워졌거나, 열람이 제한된 요청과의 연결입니다.")

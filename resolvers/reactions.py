"""Reactions to comments: set and unset without harm in doing it twice, and counted for many at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from madang.rules.comments import CommentAct, ReactionKind
from models import CommentReaction
from resolvers.comment_facts import Held, acting
from resolvers.comments import Commented
from resolvers.context import Context
from subscriptions.comment_events import ReactionSet, ReactionUnset


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionCount:
    kind: ReactionKind
    count: int
    viewer_reacted: bool


async def react(ctx: Context, id: UUID, kind: ReactionKind) -> Commented:
    async with acting(ctx, id, CommentAct.REACT) as held:
        if await _own(held, ctx.actor.id, kind) is None:
            held.change.session.add(
                CommentReaction(
                    comment_id=id, employee_id=ctx.actor.id, kind=kind, created_at=held.change.now
                )
            )
            held.announce_beside(ReactionSet(comment_id=id, reaction=kind))
    return Commented(comment=held.comment, version=held.request.version)


async def unreact(ctx: Context, id: UUID, kind: ReactionKind) -> Commented:
    async with acting(ctx, id, CommentAct.REACT) as held:
        own = await _own(held, ctx.actor.id, kind)
        if own is not None:
            await held.change.session.delete(own)
            held.announce_beside(ReactionUnset(comment_id=id, reaction=kind))
    return Commented(comment=held.comment, version=held.request.version)


async def counts_by_id(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, list[ReactionCount]]:
    """Only kinds that somebody has set, in the order of their declaration. One statement."""
    counted = (
        select(
            CommentReaction.comment_id,
            CommentReaction.kind,
            func.count().label("count"),
            func.count().filter(CommentReaction.employee_id == ctx.actor.id).label("own"),
        )
        .where(CommentReaction.comment_id.in_(set(ids)))
        .group_by(CommentReaction.comment_id, CommentReaction.kind)
    )
    found: defaultdict[UUID, list[ReactionCount]] = defaultdict(list)
    async with ctx.reads() as session:
        for comment_id, kind, count, own in await session.execute(counted):
            found[comment_id].append(ReactionCount(kind=kind, count=count, viewer_reacted=own > 0))
    order = list(ReactionKind)
    return {id: sorted(found[id], key=lambda one: order.index(one.kind)) for id in ids}


async def _own(held: Held, employee_id: UUID, kind: ReactionKind) -> CommentReaction | None:
    return await held.change.session.scalar(
        select(CommentReaction).where(
            CommentReaction.comment_id == held.comment.id,
            CommentReaction.employee_id == employee_id,
            CommentReaction.kind == kind,
        )
    )

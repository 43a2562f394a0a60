"""Following the log: each event of a request is let through for the actor as they are at that very moment."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import literal, select

from madang.errors import NotSignedIn
from madang.rules.access import FOR_ADMINISTRATORS
from madang.rules.conditions import EVERYTHING, Condition
from madang.rules.people import Actor
from models import Request
from resolvers.access import seen
from resolvers.clauses import clause
from resolvers.context import Context
from subscriptions.cursor import Cursor
from subscriptions.events import Event, Record
from subscriptions.follower import SnapshotRequired, Wants

DEPARTMENT_FIELDS = ("department_id", "from_department_id", "to_department_id")


@dataclass(frozen=True, slots=True)
class Seen:
    """An event of a request that the follower may see. `matches`: the request fulfils the condition now."""

    record: Record
    cursor: Cursor
    matches: bool


Following = AsyncGenerator[Seen | SnapshotRequired, None]


async def follow(
    ctx: Context, *, after: str | None, wants: Wants, where: Condition = EVERYTHING
) -> Following:
    """What is wanted of the log behind the cursor, then live; nothing of requests the actor may not see."""
    after = ctx.after or after
    cursor = Cursor.decode(after) if after else None
    async with aclosing(ctx.hub.follow(after=cursor, wants=wants)) as items:
        async for item in items:
            if isinstance(item, SnapshotRequired):
                yield item
                continue
            actor = await present_actor(ctx)
            if item.event.kind in FOR_ADMINISTRATORS and not actor.is_administrator:
                continue
            matches = await _matches(ctx, actor, item.subject_id, where)
            if matches is not None:
                yield Seen(item, ctx.hub.cursor(item.position), matches)


async def present_actor(ctx: Context) -> Actor:
    """Who the follower is now: departments and roles change while a stream is open."""
    actor = await ctx.who() if ctx.who else ctx.visitor
    if actor is None:
        raise NotSignedIn("로그인이 끝났습니다. 다시 로그인하십시오.")
    return actor


def about_request(record: Record) -> bool:
    return record.subject_kind == Request.subject_kind


def concerns(event: Event, departments: frozenset[UUID]) -> bool:
    """Whether the event is about the part of one of these departments."""
    return any(getattr(event, name, None) in departments for name in DEPARTMENT_FIELDS)


async def _matches(ctx: Context, actor: Actor, id: UUID, where: Condition) -> bool | None:
    """Whether the request fulfils the condition; None if the actor may not see it."""
    fulfilled = literal(True) if where == EVERYTHING else clause(where, Request)
    async with ctx.reads() as session:
        return await session.scalar(select(fulfilled).where(Request.id == id, seen(Request, actor)))

"""Following the log: each event is let through for the actor as they are at that very moment."""

from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from uuid import UUID

from madang.errors import NotSignedIn
from madang.rules.conditions import EVERYTHING, Condition
from madang.rules.people import Actor
from models import Department, Employee, Request
from models.base import Subject
from resolvers.context import Context
from resolvers.sights import fulfils, is_gone, sight_of
from subscriptions.cursor import Cursor
from subscriptions.events import Event, Record
from subscriptions.follower import SnapshotRequired

ABOUT_PEOPLE = (Department.subject_kind, Employee.subject_kind)  # what decides who an actor is
DEPARTMENT_FIELDS = ("department_id", "from_department_id", "to_department_id")
MOST_REMEMBERED = 1000  # rows that matched a filter before, for one stream


@dataclass(frozen=True, slots=True)
class Feed:
    """Which events a stream tells of. Equal feeds tell everybody with the same rights the same.

    `tells`: of this kind. `concerns`: what one follower wants and another does not, by who they are.
    """

    tells: Callable[[Record], bool]
    subject: UUID | None = None  # one row, or all
    where: Condition = EVERYTHING  # of the row, as it is when the event arrives
    concerns: Callable[[Actor, Record], bool] | None = None
    model: type[Subject] = Request  # whose rows they are: one of resolvers.sights

    def wants(self, record: Record) -> bool:
        if self.subject is not None and record.subject_id != self.subject:
            return False
        return record.subject_kind == self.model.subject_kind and self.tells(record)

    def is_about(self, actor: Actor, record: Record) -> bool:
        return self.concerns is None or self.concerns(actor, record)


@dataclass(frozen=True, slots=True)
class Seen:
    """An event that a follower may see. `matches`: what it is about fulfils the condition now."""

    record: Record
    cursor: Cursor
    matches: bool


class Remembered:
    """Which rows one follower had in the list, so that one that matches no more is told once more."""

    __slots__ = ("_known",)

    def __init__(self, watching: set[UUID]) -> None:
        self._known: OrderedDict[UUID, None] = OrderedDict.fromkeys(watching)

    def shows(self, id: UUID, matches: bool) -> bool:
        """Whether what happened to it is told."""
        return matches or id in self._known

    def told(self, id: UUID, matches: bool) -> None:
        self._known.pop(id, None)
        if matches:
            self._known[id] = None
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)


Following = AsyncGenerator[Seen | SnapshotRequired, None]


async def follow(
    ctx: Context, feed: Feed, *, after: Cursor | None, remembered: Remembered | None = None
) -> Following:
    """What the feed tells behind the cursor, then live; nothing of what the actor may not see."""
    items = ctx.hub.follow(after=after, wants=feed.wants, subject=feed.subject)
    async with aclosing(items):
        async for item in items:
            if isinstance(item, SnapshotRequired):
                yield item
                continue
            actor, sight = await present_actor(ctx), await sight_of(ctx, item)
            if not sight.is_for(actor) or not feed.is_about(actor, item):
                continue
            matches = await fulfils(ctx, item, feed.where)
            if remembered is not None:
                is_told = is_gone(item) or remembered.shows(item.subject_id, matches)
                remembered.told(item.subject_id, matches)
                if not is_told:
                    continue
            yield Seen(item, ctx.hub.cursor(item.position), matches)


async def present_actor(ctx: Context) -> Actor:
    """Who the follower is now: departments and roles change while a stream is open."""
    actor = await ctx.who() if ctx.who else ctx.visitor
    if actor is None:
        raise NotSignedIn("로그인이 끝났습니다. 다시 로그인하십시오.")
    return actor


def concerns(event: Event, departments: frozenset[UUID]) -> bool:
    """Whether the event is about the part of one of these departments."""
    return any(getattr(event, name, None) in departments for name in DEPARTMENT_FIELDS)

"""One answer for many: what a live operation shows of an event, worked out once for all who may share it."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Protocol
from uuid import UUID

import orjson
from graphql import GraphQLError

from madang.errors import NotSignedIn, Refused
from madang.rules.people import Actor
from resolvers.context import Context
from resolvers.following import ABOUT_PEOPLE, Feed, Remembered, Seen, present_actor
from resolvers.sights import Sight, fulfils, sight_of
from schema.feeds import Live
from schema.operations import Prepared, Result, failed
from schema.plans import Plan, StepAside
from schema.plans.noting import Noted, NotingRun, mark_of
from schema.plans.variables import Variables
from schema.selections import variables_inside
from subscriptions.cursor import Cursor
from subscriptions.events import Record
from subscriptions.follower import Interrupted, SnapshotRequired, TooSlow, wanted
from subscriptions.groups import Group
from subscriptions.once import SECONDS, ForAMoment
from subscriptions.tasks import OUTAGES

log = logging.getLogger("madang.plans")

MOMENT = 0.01  # seconds
MOST_MARKS = 100_000  # what actors have made of what was noted
PIECE = 200  # members that are asked about in one go
MOST_WAITING = 1000  # results for one who takes them one by one
FRESH = SECONDS  # as old may be what an answer says: it asks about sights, which are kept as long
MOST_FRESH = 100  # items whose answers are kept as long

Contexts = Callable[[], Awaitable[Context]]


class Outlet(Protocol):
    """Where the results of one operation go. None of these waits or raises."""

    def put(self, result: Result) -> None: ...
    def end(self, failure: Exception) -> None: ...


class Waiting:
    """An outlet from which results are taken one by one."""

    def __init__(self, *, most: int = MOST_WAITING) -> None:
        self._most = most
        self._results: deque[Result] = deque()
        self._failure: Exception | None = None
        self._ready = asyncio.Event()

    def put(self, result: Result) -> None:
        if len(self._results) >= self._most:
            self.end(TooSlow())
            return
        self._results.append(result)
        self._ready.set()

    def end(self, failure: Exception) -> None:
        self._failure = failure
        self._ready.set()

    async def take(self) -> Result:
        """Raises what ended it; results that wait then are of no use to anybody."""
        await self._ready.wait()
        if self._failure is not None:
            raise self._failure
        result = self._results.popleft()
        if not self._results:
            self._ready.clear()
        return result


class Member:
    """One who has asked. `actor`: as of `as_of`. `mark`: the same for all who share what was `marked`."""

    __slots__ = ("actor", "after", "as_of", "contexts", "end", "mark", "marked", "put", "remembered")

    def __init__(self, contexts: Contexts, outlet: Outlet, remembered: Remembered | None) -> None:
        self.contexts, self.remembered = contexts, remembered
        self.put, self.end = outlet.put, outlet.end
        self.after = 0
        self.actor: Actor | None = None
        self.as_of: Hashable = None
        self.marked: Noted | None = None
        self.mark = 0

    async def look_up(self, as_of: Hashable) -> None:
        """Raises NotSignedIn for somebody who is no member of staff any more."""
        self.actor = await present_actor(await self.contexts())
        self.marked, self.as_of = None, as_of

    def shows(self, item: Record, matches: bool) -> bool:
        return self.remembered is None or self.remembered.shows(item.subject_id, matches)


Telling = tuple[Iterable[Member], Result]  # what is told, and to whom
Answer = tuple[Noted, int, Result]  # with the mark of those who may have it


class Share:
    """How the members of one group get their answers. `by_fields` answers where the plan steps aside."""

    def __init__(
        self,
        prepared: Prepared,
        live: Live,
        plan: Plan,
        variables: Variables,
        by_fields: Callable[[Context, Any], Awaitable[Result]],
    ) -> None:
        self._prepared, self._live, self._context, self._hub = prepared, live, live.context, live.context.hub
        self._plan, self._variables, self._by_fields = plan, variables, by_fields
        self._as_of: Hashable = None
        self._kinds: dict[Hashable, Noted] = {}  # of what was noted, the first of each
        self._marks: dict[Hashable, int] = {}
        self._next_mark = count()
        self._fresh = ForAMoment[list[Answer]](seconds=FRESH, most=MOST_FRESH)

    async def work_out(self, item: Record | SnapshotRequired, members: Sequence[Member]) -> list[Telling]:
        """What each member is told. May be asked again if it fails: nothing is remembered before the end."""
        present, told = await self._present(members)
        if isinstance(item, SnapshotRequired):
            return told + await self._answers(self._live.show(item), list(present), None)
        audience, matches = await self._audience(item, present)
        showing = audience if matches else [one for one in audience if one.shows(item, matches)]
        if showing:
            shown = self._live.show(Seen(item, self._hub.cursor(item.position), matches))
            told += await self._answers(shown, showing, item.subject_id)
        for one in audience if self._live.remembered is not None else ():
            if one.remembered is not None:
                one.remembered.told(item.subject_id, matches)
        return told

    async def _audience(self, item: Record, members: Sequence[Member]) -> tuple[list[Member], bool]:
        """Those who may see the event and are concerned; whether the request fulfils the feed's filter."""
        if not members:
            return [], False
        feed, once = self._live.feed, self._hub.once
        sight = await once(("sight", item.position), lambda: sight_of(self._context, item))
        if sight.is_for_all and feed.concerns is None:
            audience = list(members)
        else:
            audience = [one async for one in _in_pieces(members) if _hears(one, feed, sight, item)]
        if not audience:
            return [], False
        asked = ("fulfils", item.position, feed.where)
        return audience, await once(asked, lambda: fulfils(self._context, item, feed.where))

    async def _present(self, members: Sequence[Member]) -> tuple[Sequence[Member], list[Telling]]:
        """Those who are still signed in, as who they are now; and the last word to the others."""
        as_of = self._hub.stirred(ABOUT_PEOPLE), self._context.today
        if as_of != self._as_of:
            self._as_of = as_of
        told: list[Telling] = []
        stale = [one for one in members if one.as_of is not self._as_of]
        if not stale:
            return members, told
        gone: dict[Member, NotSignedIn] = {}
        for begin in range(0, len(stale), PIECE):
            gone |= await _looked_up(stale[begin : begin + PIECE], self._as_of)
        told += (([one], failed(self._prepared, why)) for one, why in gone.items())
        return [one for one in members if one not in gone], told

    async def _answers(self, shown: Any, members: list[Member], subject: UUID | None) -> list[Telling]:
        """One run for all to whom everything it has noted is the same."""
        told: list[Telling] = []
        fresh = self._fresh.get((shown.cursor, getattr(shown, "matches", None)), list)
        for noted, mark, result in fresh:
            same = [one for one in members if self._mark_of(one, noted) == mark]
            if same:
                told.append((same, result))
                members = [one for one in members if one.mark != mark]
        waiting = [members] if members else []
        while waiting:
            batch = waiting.pop()
            result, noted = await self._answer(shown, batch[0], subject)
            if noted is None:
                told.append((batch[:1], result))
                waiting += [batch[1:]] if batch[1:] else []
                continue
            noted = self._kinds.setdefault(noted.key, noted)
            same, *others = self._sorted(batch, noted)
            told.append((same, result))
            fresh.append((noted, same[0].mark, result))
            waiting += others
        return told

    async def _answer(self, shown: Any, member: Member, subject: UUID | None) -> tuple[Result, Noted | None]:
        """Nothing is noted where nobody else may have the answer."""
        context = await member.contexts()
        assert member.actor is not None
        run = NotingRun(context, self._variables, member.actor, subject)
        try:
            data = await self._plan.run(run, shown)
        except (StepAside, Refused, GraphQLError):
            pass
        except OUTAGES:
            raise
        except Exception:
            log.warning("a plan failed", exc_info=True)
        else:
            return Result(data, cursor=shown.cursor).encoded(), run.noted
        result = await self._by_fields(context, shown)
        return replace(result, cursor=shown.cursor), None

    def _sorted(self, members: Sequence[Member], noted: Noted) -> list[list[Member]]:
        """By what their actors make of all that was noted; those like the first one first."""
        sorted_out: dict[int, list[Member]] = {}
        for one in members:
            sorted_out.setdefault(self._mark_of(one, noted), []).append(one)
        return list(sorted_out.values())

    def _mark_of(self, member: Member, noted: Noted) -> int:
        if member.marked is not noted:
            assert member.actor is not None
            member.marked, member.mark = noted, self._mark(noted, member.actor)
        return member.mark

    def _mark(self, noted: Noted, actor: Actor) -> int:
        if len(self._marks) >= MOST_MARKS:
            self._marks.clear()  # some who could share will not: it costs time, and is right
        return self._marks.setdefault((noted.key, mark_of(noted, actor)), next(self._next_mark))


async def _looked_up(members: Sequence[Member], as_of: Hashable) -> dict[Member, NotSignedIn]:
    """Returns those who are no member of staff any more."""
    lookups = (one.look_up(as_of) for one in members)
    gone: dict[Member, NotSignedIn] = {}
    for one, failure in zip(members, await asyncio.gather(*lookups, return_exceptions=True), strict=True):
        if isinstance(failure, NotSignedIn):
            gone[one] = failure
        elif failure is not None:
            raise failure
    return gone


def _hears(member: Member, feed: Feed, sight: Sight, item: Record) -> bool:
    actor = member.actor
    return actor is not None and sight.is_for(actor) and feed.is_about(actor, item)


async def _in_pieces(members: Sequence[Member]) -> AsyncGenerator[Member, None]:
    """Others have their turn in between."""
    for place, member in enumerate(members, 1):
        yield member
        if place % PIECE == 0:
            await asyncio.sleep(0)


class Sharing:
    """One operation that follows with a group. Leave it, and nothing of it is left."""

    def __init__(self, live: Live, member: Member, key: Hashable, share: Share) -> None:
        self._hub, self._member, feed = live.context.hub, member, live.feed
        self._alone: Live | None = live  # until it has joined: there are thousands
        self._group: Group[Member] | None = self._hub.groups.hold(
            (key, feed), feed.wants, feed.subject, share.work_out
        )

    @property
    def joined(self) -> bool:
        """Whether the member gets its results from the group now."""
        return self._group is not None and self._member in self._group

    def leave(self) -> None:
        group, self._group = self._group, None
        if group is not None:
            group.leave(self._member)
            self._hub.groups.let_go(group)

    async def caught_up(self) -> AsyncGenerator[Result, None]:
        """What was missed, one by one. When it ends, the member gets all further results from its group.

        Raises Interrupted if it cannot go on here.
        """
        assert self._alone is not None
        assert self._group is not None
        hub, group, live = self._hub, self._group, self._alone
        after = live.after or hub.cursor(hub.head)
        begin: Cursor | SnapshotRequired = await hub.begin(after)
        while True:
            if isinstance(begin, SnapshotRequired):
                after = begin.cursor
                for result in await self._told(group, begin):
                    yield result
            if group.join(self._member, after):
                self._alone = None
                return
            if after.epoch != hub.cursor(0).epoch:
                begin = SnapshotRequired(hub.cursor(hub.head))
            elif after.epoch != group.at.epoch:
                await asyncio.sleep(MOMENT)  # the group is about to begin anew, too
                begin = after
            else:
                for record in await hub.read(after=after.position):
                    if wanted(record, live.feed.wants):
                        for result in await self._told(group, record):
                            yield result
                    begin = after = Cursor(after.epoch, record.position)

    async def _told(self, group: Group[Member], item: Record | SnapshotRequired) -> Sequence[Result]:
        try:
            return await group.tell_one(item, self._member)
        except OUTAGES as failure:
            raise Interrupted(str(failure)) from failure


def key_of(prepared: Prepared) -> Hashable:
    """The same for all who asked the same, whatever events they asked it about."""
    inside = variables_inside(prepared.node, prepared.document.fragments)
    given = {name: value for name, value in prepared.variables.items() if name in inside}
    written = orjson.dumps(given, option=orjson.OPT_SORT_KEYS).decode()  # its bytes hold 4 KiB of memory
    return prepared.document, prepared.name, written

"""One answer for many: what a live operation shows of an event, worked out once for all who may share it."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Protocol

import orjson
from graphql import GraphQLError

from madang.errors import NotSignedIn, Refused
from madang.rules.conditions import EVERYTHING
from madang.rules.people import Actor
from resolvers.context import Context
from resolvers.following import ABOUT_PEOPLE, Feed, Remembered, Seen, present_actor
from resolvers.sights import Sight, fulfils, sight_of
from resolvers.together import Together
from schema.feeds import Live
from schema.operations import Prepared, Result, encoded, failed
from schema.plans import Plan, StepAside
from schema.plans.noting import Noted, NotForAll, NotingRun, Occasion
from schema.plans.variables import Variables
from schema.wording import Wording, in_words
from subscriptions.cursor import Cursor
from subscriptions.events import Record
from subscriptions.follower import Interrupted, SnapshotRequired, TooSlow, wanted
from subscriptions.groups import Group
from subscriptions.tasks import OUTAGES

log = logging.getLogger("madang.plans")

MOMENT = 0.01  # seconds
MOST_MARKS = 100_000  # what actors have made of what is noted again and again
PIECE = 200  # members that are looked up in one go
MOST_WAITING = 1000  # results for one who takes them one by one

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

    __slots__ = ("actor", "after", "as_of", "contexts", "mark", "marked", "outlet", "remembered", "wording")

    def __init__(
        self, contexts: Contexts, outlet: Outlet, wording: Wording, remembered: Remembered | None
    ) -> None:
        self.contexts, self.remembered = contexts, remembered
        self.outlet, self.wording = outlet, wording
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


Telling = tuple[Sequence[Member], Result]  # what is told, and to whom
Answers = dict[Noted, dict[int, Result]]  # by the mark of those who may have it


class Share:
    """How the members of one group get their answers. `by_fields` answers where the plan steps aside."""

    def __init__(
        self,
        live: Live,
        plan: Plan,
        variables: Variables,
        by_fields: Callable[[Context, Any, Wording], Awaitable[Result]],
    ) -> None:
        self._live, self._context, self._hub = live, live.context, live.context.hub
        self._plan, self._variables, self._by_fields = plan, variables, by_fields
        self._as_of: Hashable = None
        self._today = self._context.today
        self._kinds: dict[Hashable, Noted] = {}  # of what was noted, the first of each
        self._next_mark = count()

    async def work_out(self, item: Record | SnapshotRequired, members: Sequence[Member]) -> list[Telling]:
        """What each member is told. May be asked again if it fails: nothing is remembered before the end."""
        present, told = await self._present(members)
        if not present:
            return told
        if isinstance(item, SnapshotRequired):
            return told + await self._answers(self._live.show(item), present, self._occasion(item))
        sight = await self._hub.once(("sight", item.position), lambda: sight_of(self._context, item))
        audience, matches = await self._audience(item, sight, present)
        showing = audience if matches else [one for one in audience if one.shows(item, matches)]
        if showing:
            shown = self._live.show(Seen(item, self._hub.cursor(item.position), matches))
            told += await self._answers(shown, showing, self._occasion(item, sight))
        for one in audience if self._live.remembered is not None else ():
            if one.remembered is not None:
                one.remembered.told(item.subject_id, matches)
        return told

    async def _audience(
        self, item: Record, sight: Sight, members: Sequence[Member]
    ) -> tuple[Sequence[Member], bool]:
        """Those who may see the event and are concerned; whether the request fulfils the feed's filter."""
        feed, audience = self._live.feed, members
        if not sight.is_for_all or feed.concerns is not None:
            audience = [one async for one in self._in_turns(members) if _hears(one, feed, sight, item)]
        if not audience or feed.where == EVERYTHING:
            return audience, bool(audience)
        asked = ("fulfils", item.position, feed.where)
        return audience, await self._hub.once(asked, lambda: fulfils(self._context, item, feed.where))

    async def _in_turns(self, members: Sequence[Member]) -> AsyncGenerator[Member, None]:
        for member in members:
            yield member
            await self._hub.turns.breathe()

    def _occasion(self, item: Record | SnapshotRequired, sight: Sight | None = None) -> Occasion:
        about = item.cursor if isinstance(item, SnapshotRequired) else item.position
        return Occasion(
            model=self._live.feed.model,
            subject=None if isinstance(item, SnapshotRequired) else item.subject_id,
            today=self._today,
            for_all=sight is not None and sight.is_open,
            together=Together(self._hub.once, self._context.reads, about),
        )

    async def _present(self, members: Sequence[Member]) -> tuple[Sequence[Member], list[Telling]]:
        """Those who are still signed in, as who they are now; and the last word to the others."""
        as_of = self._hub.stirred(ABOUT_PEOPLE), self._context.today
        if as_of != self._as_of:
            self._as_of, self._today = as_of, as_of[1]
        told: list[Telling] = []
        stale = [one for one in members if one.as_of is not self._as_of]
        if not stale:
            return members, told
        gone: dict[Member, NotSignedIn] = {}
        for begin in range(0, len(stale), PIECE):
            gone |= await _looked_up(stale[begin : begin + PIECE], self._as_of)
        told += (([one], failed(one.wording.operation, why)) for one, why in gone.items())
        return [one for one in members if one not in gone], told

    async def _answers(self, shown: Any, members: Sequence[Member], occasion: Occasion) -> list[Telling]:
        """One run for all to whom everything it has noted is the same."""
        asked = self, shown.cursor, getattr(shown, "matches", None)
        answers: Answers = self._hub.moment.get(asked, dict)
        told, missing = await self._told_already(answers, members)
        waiting = [missing] if missing else []
        while waiting:
            batch = waiting.pop()
            result, noted = await self._answer(shown, batch[0], occasion)
            if noted is None:
                told.append((batch[:1], result))
                waiting += [batch[1:]] if batch[1:] else []
                continue
            if not noted.is_of_one_event:
                noted = self._kinds.setdefault(noted.key, noted)
            (mark, same), *others = (await self._sorted(batch, noted)).items()
            told.append((same, result))
            answers.setdefault(noted, {})[mark] = result
            waiting += (those for _, those in others)
            await self._hub.turns.breathe()
        return await self._in_words(told)

    async def _in_words(self, told: Iterable[Telling]) -> list[Telling]:
        """What has been worked out in the words of one, in those of each."""
        worded: list[Telling] = []
        for members, result in told:
            for telling in in_words(members, result):
                worded.append(telling)
                await self._hub.turns.breathe()
        return worded

    async def _told_already(
        self, answers: Answers, members: Sequence[Member]
    ) -> tuple[list[Telling], Sequence[Member]]:
        """Whoever may have an answer that others have just got; and the others."""
        told: list[Telling] = []
        for noted, results in answers.items():
            missing: list[Member] = []
            for mark, same in (await self._sorted(members, noted)).items():
                if mark in results:
                    told.append((same, results[mark]))
                else:
                    missing += same
            members = missing
        return told, members

    async def _answer(self, shown: Any, member: Member, occasion: Occasion) -> tuple[Result, Noted | None]:
        """Nothing is noted where nobody else may have the answer."""
        try:
            return await self._planned(shown, member, occasion)
        except (StepAside, Refused, GraphQLError):
            pass
        except OUTAGES:
            raise
        except Exception:
            log.warning("a plan failed", exc_info=True)
        result = await self._by_fields(await member.contexts(), shown, member.wording)
        return replace(result, cursor=shown.cursor), None

    async def _planned(self, shown: Any, member: Member, occasion: Occasion) -> tuple[Result, Noted]:
        assert member.actor is not None
        run = NotingRun(self._context, self._variables, member.actor, occasion)
        try:
            data = await self._plan.run(run, shown)
        except NotForAll:
            return await self._planned(shown, member, replace(occasion, subject=None, for_all=False))
        return encoded(data, cursor=shown.cursor), run.noted

    async def _sorted(self, members: Sequence[Member], noted: Noted) -> dict[int, list[Member]]:
        """By what their actors make of all that was noted; those like the first one first."""
        sorted_out: dict[int, list[Member]] = {}
        for one in members:
            if one.marked is not noted:
                one.marked, one.mark = noted, self._mark(noted, one.actor)
                await self._hub.turns.breathe()
            sorted_out.setdefault(one.mark, []).append(one)
        return sorted_out

    def _mark(self, noted: Noted, actor: Actor | None) -> int:
        assert actor is not None
        if len(noted.marks) >= MOST_MARKS:
            noted.marks.clear()  # some who could share will not: it costs time, and is right
        return noted.marks.setdefault(noted.mark_of(actor), next(self._next_mark))


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
    inside = prepared.document.inside[prepared.name]
    given = {name: value for name, value in prepared.variables.items() if name in inside}
    written = orjson.dumps(given, option=orjson.OPT_SORT_KEYS).decode()  # its bytes hold 4 KiB of memory
    return prepared.document, prepared.name, written

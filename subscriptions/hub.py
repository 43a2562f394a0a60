"""One a process: follows the whole log and hands each event to whoever wants it.

Signals only make it faster. What it trusts is arithmetic: position n + 1 follows n, else the gap is read from
the log, and the log is looked at every second even when nothing is heard: three times as often as long as
nobody is sure that anything would be.
"""

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Generator, Iterable, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from models.base import Sessions
from models.engine import engine_of, read_sessions
from subscriptions import log
from subscriptions.broker import Link
from subscriptions.cursor import Cursor
from subscriptions.entries import Unreadable
from subscriptions.events import Event, Record
from subscriptions.follower import (
    Follower,
    Followers,
    Interrupted,
    ShuttingDown,
    SnapshotRequired,
    Wants,
    wanted,
)
from subscriptions.groups import Groups
from subscriptions.log import Extent
from subscriptions.once import SECONDS, ForAMoment, Once
from subscriptions.recent import Recent
from subscriptions.signals import Lines
from subscriptions.tally import Noticed, Tally
from subscriptions.tasks import running, wait_at_most
from subscriptions.turns import Turns

logger = logging.getLogger(__name__)

ANEW = ""  # stirs all kinds

Following = AsyncGenerator[Record | SnapshotRequired, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """`floor`, `unsure` and `moment` in seconds, the others in events."""

    floor: float = 1.0  # how long at most until the log is looked at
    unsure: float = 0.4  # the same while signals may be missed; chance takes up to half of it away
    page: int = 500  # read at once
    queue: int = 1000  # waiting for one follower
    recent: int = 1000  # kept in memory for those who come back
    moment: float = SECONDS  # how old an answer may be that serves many
    replay: int = 10_000  # behind a follower's cursor; reading the state afresh is cheaper beyond


class Hub:
    """Use it as a context manager. `on_commit` is told of commits of this process; else the log is read.

    `link`: over which signals come, where others may send some.
    """

    def __init__(
        self,
        sessions: Sessions,
        *,
        on_commit: Callable[[], None] | None = None,
        bounds: Bounds | None = None,
        link: Link | None = None,
    ) -> None:
        self.tally = Tally()
        self._sessions = sessions
        self._reads = read_sessions(engine_of(sessions))
        self._bounds = bounds or Bounds()
        self._on_commit = on_commit or self.look
        self._link = link
        self.groups, self.turns = Groups(self), Turns()
        self.moment = ForAMoment[Any](seconds=self._bounds.moment)
        self.once = Once(self.moment, self.turns)
        self._followers = Followers()
        self._recent = Recent(most=self._bounds.recent)
        self._epoch = UUID(int=0)
        self._head = 0
        self._behind = asyncio.Event()
        self._noticed: Noticed | None = None  # unless somebody said that there is something new
        self._level_at = time.monotonic()
        self._stack = AsyncExitStack()
        self._closed = False
        self._stirred: Counter[str] = Counter()
        self._told: Counter[type[Event | Unreadable]] = Counter()

    async def __aenter__(self) -> Self:
        async with self._sessions.begin() as session:
            await log.ensure_state(session)
            extent = await log.extent(session)
            begin, most = extent.head - self._bounds.recent, self._bounds.recent
            newest = await log.read(session, after=begin, limit=most)
        self._epoch, self._head = extent.epoch, extent.head
        self._recent.add(record for record in newest if record.position <= self._head)
        self._level_at = time.monotonic()
        await self._stack.enter_async_context(running(self._tail, name="hub"))
        return self

    async def __aexit__(self, *failure: object) -> None:
        self._closed = True
        await self._stack.aclose()
        for follower in self._followers:
            follower.end(ShuttingDown())
        await self.groups.ended()

    @property
    def head(self) -> int:
        """The last position handed out."""
        return self._head

    @property
    def following(self) -> int:
        """How many clients follow live."""
        return self._followers.of_clients + self.groups.members

    @property
    def unsure_for(self) -> float:
        """Seconds since everything that the log held had been handed on, as far as this process knows."""
        return time.monotonic() - self._level_at

    def cursor(self, position: int) -> Cursor:
        return Cursor(self._epoch, position)

    def committed(self, about: Iterable[str] = ()) -> None:
        """A transaction of this process has committed events, about these kinds of subjects. Never waits."""
        self._stirred.update(about)
        self._on_commit()

    def stirred(self, kinds: Iterable[str]) -> int:
        """A number that is another one after each event about subjects of these kinds."""
        stirred = self._stirred.get(ANEW, 0)
        for kind in kinds:
            stirred += self._stirred.get(kind, 0)
        return stirred

    def told(self, events: Iterable[type[Event]]) -> int:
        """A number that is another one after each event of these types."""
        return self._stirred.get(ANEW, 0) + sum(self._told.get(one, 0) for one in events)

    def look(self, noticed: Noticed | None = None) -> None:
        """There may be more: read on from the log. `noticed`: how, if it should have been heard."""
        self._noticed = noticed
        self._behind.set()

    def heard(self, lines: Lines) -> None:
        """Lines that somebody published. Those not next in line are read from the log."""
        if lines.epoch == self._epoch:
            self._advance(lines.records)
            if lines.records[-1].position <= self._head:
                return
        self.look(Noticed.LATER_LINE)

    def follow(
        self, *, after: Cursor | None, wants: Wants, subject: UUID | None = None, own: bool = False
    ) -> Following:
        """Everything wanted behind the cursor, then live; without one, from now on. In order, each once.

        A cursor that cannot be replayed gives one SnapshotRequired, then live. Ends only by an Interrupted.
        `subject`: all that is wanted is about it. `own`: for the process itself, not for a client.
        """
        return self._follow(after or self.cursor(self._head), wants, subject, own)

    async def _follow(self, after: Cursor, wants: Wants, subject: UUID | None, own: bool) -> Following:
        if isinstance(begin := await self.begin(after), SnapshotRequired):
            after = begin.cursor
            yield begin
        while after.position < self._head:
            page = await self.read(after=after.position)
            for record in page:
                if wanted(record, wants):
                    yield record
            after = Cursor(after.epoch, page[-1].position)
        with self.listening(wants, after=after, subject=subject, own=own) as follower:  # not a moment later
            while True:
                yield await follower.take()

    async def begin(self, after: Cursor) -> Cursor | SnapshotRequired:
        """Where a follower with this cursor goes on."""
        if not await self._can_replay(after):
            self.tally.snapshots += 1
            return SnapshotRequired(self.cursor(self._head))
        self.tally.replays += after.position < self._head
        return after

    @contextmanager
    def listening(
        self, wants: Wants, *, after: Cursor, subject: UUID | None, own: bool
    ) -> Generator[Follower, None, None]:
        """All that is wanted and handed on from now on, behind the cursor."""
        follower = Follower(
            wants,
            position=after.position,
            size=self._bounds.queue,
            tally=self.tally,
            turns=self.turns,
            subject=subject,
            own=own,
        )
        if after.epoch != self._epoch:
            follower.begin_anew(self.cursor(self._head))
        if self._closed:
            follower.end(ShuttingDown())
        self._followers.add(follower)
        try:
            yield follower
        finally:
            self._followers.discard(follower)

    async def read(self, *, after: int) -> Sequence[Record]:
        """A page of what a follower has missed, and of no more than this hub has handed on to all.

        What lies ahead may take somebody's rights, which this process remembers until it gets there. Raises
        Interrupted if it is gone.
        """
        most = max(0, self._head - after)
        if most and self._recent.hold(after):
            page: Sequence[Record] = self._recent.after(after, most=min(most, self._bounds.page))
        else:
            page = await self._read(after=after, most=most)
        self.tally.replayed += len(page)
        return page

    async def _can_replay(self, after: Cursor) -> bool:
        if after == self.cursor(self._head):
            return True
        extent = await self.once("extent", self._extent)  # thousands may come back at the same moment
        if after.epoch != extent.epoch or extent.epoch != self._epoch:
            return False
        head = max(extent.head, self._head)  # it may have grown since it was asked for
        return extent.first - 1 <= after.position <= head and head - after.position <= self._bounds.replay

    async def _tail(self) -> None:
        while True:
            await self._catch_up()
            await self._until_next_look()

    async def _until_next_look(self) -> None:
        """Until somebody asks for it or it is due. Processes that all hear nothing do not all ask at once."""
        due = time.monotonic() + self._bounds.floor
        while (left := due - time.monotonic()) > 0:
            some = self._bounds.unsure * random.uniform(0.5, 1)
            if await wait_at_most(self._behind, min(left, some)) or not self._hears_all:
                return

    @property
    def _hears_all(self) -> bool:
        return self._link is None or self._link.is_sure

    async def _catch_up(self) -> None:
        noticed, self._noticed = self._noticed, Noticed.REGULAR_LOOK
        known, looked_at = self._head, time.monotonic()  # the head may grow while we ask
        extent = await self._extent()
        if extent.epoch != self._epoch or not extent.first - 1 <= known <= extent.head:
            self._begin_anew(extent)
        if noticed and self._head < extent.head:
            self.tally.repairs[noticed] += 1
        while self._head < extent.head:
            self._advance(await self._read(after=self._head, most=extent.head - self._head))
        self._level_at = looked_at
        self.tally.looks += 1

    def _begin_anew(self, extent: Extent) -> None:
        logger.warning("the log is another one, or shorter than it was: all followers begin anew")
        self._epoch, self._head = extent.epoch, extent.head
        self._recent.clear()
        self.tally.begun_anew += 1
        self._stirred[ANEW] += 1
        for follower in self._followers:
            follower.begin_anew(self.cursor(self._head))

    def _advance(self, records: Iterable[Record]) -> None:
        for record in records:
            if record.position == self._head + 1:
                self._head += 1
                self._recent.add((record,))
                self._stirred[record.subject_kind] += 1
                self._told[type(record.event)] += 1
                for follower in self._followers.about(record.subject_id):
                    follower.offer(record)
                self.tally.handed_on(record)

    async def _extent(self) -> Extent:
        async with self._reads() as session:
            return await log.extent(session)

    async def _read(self, *, after: int, most: int) -> Sequence[Record]:
        async with self._reads() as session:
            page = await log.read(session, after=after, limit=min(most, self._bounds.page))
        if not page or page[0].position != after + 1:
            raise Interrupted(f"position {after + 1} is gone from the log")
        return page

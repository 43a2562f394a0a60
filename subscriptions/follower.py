"""One listener of the hub: what it wants, and what waits for it."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from subscriptions.cursor import Cursor
from subscriptions.entries import Unreadable
from subscriptions.events import Record
from subscriptions.tally import Tally
from subscriptions.turns import Turns


class Interrupted(Exception):
    """The listener gets no more here, and should come back with its last cursor."""


class TooSlow(Interrupted):
    """It took its events more slowly than they happened."""


class ShuttingDown(Interrupted):
    """This process ends."""


@dataclass(frozen=True, slots=True)
class SnapshotRequired:
    """What came before cannot be replayed: read the state afresh. Events go on from `cursor`."""

    cursor: Cursor


Wants = Callable[[Record], bool]


def wanted(record: Record, wants: Wants) -> bool:
    return not isinstance(record.event, Unreadable) and wants(record)


class Follower:
    """A bounded queue of what comes after `position`.

    `subject`: all that is wanted is about it. `own`: the process itself listens, and no client.
    """

    def __init__(
        self,
        wants: Wants,
        *,
        position: int,
        size: int,
        tally: Tally,
        turns: Turns,
        subject: UUID | None = None,
        own: bool = False,
    ) -> None:
        self._wants = wants
        self.subject, self.own = subject, own
        self._position = position
        self._size = size
        self._tally, self._turns = tally, turns
        self._queue: deque[Record | SnapshotRequired] = deque()
        self._end: BaseException | None = None
        self._ready = asyncio.Event()

    def offer(self, record: Record) -> None:
        if record.position <= self._position or self._end:
            return
        try:
            if wanted(record, self._wants):
                self._put(record)
        except Exception as error:  # raised again where it belongs: at this listener, not in the hub
            self.end(error)

    def begin_anew(self, cursor: Cursor) -> None:
        """Another incarnation of the log: what waits is of the old one."""
        self._queue.clear()
        self._position = cursor.position
        self._put(SnapshotRequired(cursor))

    def end(self, error: BaseException) -> None:
        self._end = error
        self._ready.set()

    async def take(self) -> Record | SnapshotRequired:
        """The next one, in order. Raises Interrupted, or what the listener's own filter raised."""
        await self._ready.wait()
        while not (self._queue or self._end):  # woken for what a new log has swept away
            self._ready.clear()
            await self._ready.wait()
        if self._end:
            raise self._end
        item = self._queue.popleft()
        if not self._queue:
            self._ready.clear()
        return item

    def _put(self, item: Record | SnapshotRequired) -> None:
        if len(self._queue) >= self._size:
            self._tally.dropped += 1
            self.end(TooSlow())
            return
        self._tally.deliveries += not self.own
        self._queue.append(item)
        if len(self._queue) == 1:
            self._turns.wake(self._ready)


class Followers:
    """Those of one process, found by what they want to hear of."""

    def __init__(self) -> None:
        self._of_all: set[Follower] = set()
        self._of_one: defaultdict[UUID, set[Follower]] = defaultdict(set)
        self._count = 0
        self.of_clients = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Follower]:
        return chain(self._of_all, *self._of_one.values())

    def about(self, subject: UUID) -> Iterator[Follower]:
        """All who may want an event of this subject."""
        return chain(self._of_all, self._of_one.get(subject, ()))

    def add(self, follower: Follower) -> None:
        (self._of_all if follower.subject is None else self._of_one[follower.subject]).add(follower)
        self._count += 1
        self.of_clients += not follower.own

    def discard(self, follower: Follower) -> None:
        self._count -= 1
        self.of_clients -= not follower.own
        if follower.subject is None:
            self._of_all.discard(follower)
            return
        others = self._of_one[follower.subject]
        others.discard(follower)
        if not others:
            del self._of_one[follower.subject]

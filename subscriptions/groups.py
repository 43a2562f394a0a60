"""Followers who asked the same: an event is worked out once for all of them, and then handed to each.

The hub knows nothing of what is asked: a group's `WorkOut` says what is told of an item, and to whom.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from uuid import UUID

from subscriptions.cursor import Cursor
from subscriptions.events import Record
from subscriptions.follower import Interrupted, SnapshotRequired, Wants
from subscriptions.tasks import OUTAGES, PAUSE

if TYPE_CHECKING:
    from subscriptions.hub import Hub

logger = logging.getLogger(__name__)

MOST_TRIES = 40  # to work out one item while the database is away


class Outlet(Protocol):
    """Where one member is told. None of these waits or raises."""

    def put(self, what: Any, /) -> None: ...
    def end(self, failure: Exception, /) -> None: ...


class Member(Protocol):
    after: int  # the position behind which it is told

    @property
    def outlet(self) -> Outlet: ...


M = TypeVar("M", bound=Member)
Told = Sequence[tuple[Iterable[M], Any]]  # what is told, and to whom
WorkOut = Callable[[Record | SnapshotRequired, Sequence[M]], Awaitable[Told[M]]]


class Group(Generic[M]):
    """`at`: all up to here has been handed to the members, or is just being worked out for them."""

    def __init__(
        self, hub: "Hub", key: Hashable, wants: Wants, subject: UUID | None, work_out: WorkOut[M]
    ) -> None:
        self.key, self.at = key, hub.cursor(hub.head)
        self.held = 0  # by whoever is a member, or about to become one
        self.task: asyncio.Task[None] | None = None
        self._hub, self._work_out = hub, work_out
        self._members: dict[M, None] = {}
        self._stack = ExitStack()
        listening = hub.listening(wants, after=self.at, subject=subject, own=True)
        self._follower = self._stack.enter_context(listening)  # at once: the task begins a moment later
        self._failure: Interrupted | None = None
        self._turns: asyncio.Lock | None = None  # made for those who come back: most groups see none

    def __len__(self) -> int:
        return len(self._members)

    @property
    def failed(self) -> bool:
        """It goes on no more."""
        return self._failure is not None

    def __contains__(self, member: object) -> bool:
        return member in self._members

    def join(self, member: M, after: Cursor) -> bool:
        """Whether it goes on with the group from here. False: there is something in between to be read.

        Raises Interrupted if the group goes on no more.
        """
        if self._failure is not None:
            raise self._failure
        if after.epoch != self.at.epoch or after.position < self.at.position:
            return False
        member.after = after.position
        self._members[member] = None
        return True

    async def tell_one(self, item: Record | SnapshotRequired, member: M) -> Sequence[Any]:
        """What one who has not joined yet is told of an item that it has missed.

        They take turns, and so go side by side: what is worked out for one need not be for the next.
        """
        self._turns = self._turns or asyncio.Lock()
        async with self._turns:
            told = await self._work_out(item, [member])
        return [what for members, what in told if member in members]

    def leave(self, member: M) -> None:
        self._members.pop(member, None)

    async def run(self) -> None:
        """Until it is interrupted, which ends its members, too."""
        with self._stack:
            try:
                await self._hand_on()
            except Interrupted as interruption:
                self._end(interruption)
            except Exception as failure:  # the outermost edge of this task
                logger.exception("a group of followers failed")
                self._end(Interrupted(str(failure)))

    async def _hand_on(self) -> None:
        while True:
            item = await self._follower.take()
            snapshot = isinstance(item, SnapshotRequired)
            self.at = item.cursor if snapshot else Cursor(self.at.epoch, item.position)
            position = self.at.position
            wanting = [one for one in self._members if snapshot or one.after < position]
            if wanting:
                await self._tell(await self._told(item, wanting))

    async def _told(self, item: Record | SnapshotRequired, members: Sequence[M]) -> Told[M]:
        """Raises Interrupted if the database stays away."""
        for _ in range(MOST_TRIES):
            try:
                return await self._work_out(item, members)
            except OUTAGES:
                await asyncio.sleep(PAUSE)
        raise Interrupted("the database is away")

    async def _tell(self, told: Told[M]) -> None:
        for members, what in told:
            for member in members:
                if member in self._members:  # it may have left meanwhile
                    member.outlet.put(what)
                    self._hub.tally.deliveries += 1
                await self._hub.turns.breathe()

    def _end(self, failure: Interrupted) -> None:
        self._failure = failure
        members, self._members = self._members, {}
        for member in members:
            member.outlet.end(failure)


class Groups:
    """Those of one hub, by what is asked. A group ends with the last who holds it."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._groups: dict[Hashable, Group[Any]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._groups)

    @property
    def members(self) -> int:
        return sum(len(group) for group in self._groups.values())

    def hold(self, key: Hashable, wants: Wants, subject: UUID | None, work_out: WorkOut[M]) -> Group[M]:
        """The group of those with this key, until it is let go. It works out as the first one says."""
        group = self._groups.get(key)
        if group is None or group.failed:
            group = self._groups[key] = Group(self._hub, key, wants, subject, work_out)
            self._begin(group)
        group.held += 1
        return group

    def let_go(self, group: Group[Any]) -> None:
        group.held -= 1
        if not group.held:
            self._forget(group)

    async def ended(self) -> None:
        """When all have, by an end of what they listen to."""
        if self._tasks:
            await asyncio.wait(self._tasks)

    def _begin(self, group: Group[Any]) -> None:
        task = group.task = asyncio.create_task(group.run(), name="group")
        self._tasks.add(task)

        def done(task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            self._forget(group)

        task.add_done_callback(done)

    def _forget(self, group: Group[Any]) -> None:
        if self._groups.get(group.key) is group:
            del self._groups[group.key]
        if group.task is not None:
            group.task.cancel()

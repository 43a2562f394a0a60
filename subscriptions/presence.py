"""Who is viewing or writing on a request now: one a process, shared with the others, kept nowhere.

Each process says who is there by its own connections: at once when that changes, and all of it again every
few seconds. What is not said again is forgotten, so nobody outlives a process or a link that has died.
"""

import asyncio
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from madang.errors import Refused
from madang.rules.presence import Crowd, Doing, joined
from subscriptions.attendance import Attendance, Voice
from subscriptions.broker import Broker
from subscriptions.follower import ShuttingDown
from subscriptions.hearsay import Hearsay
from subscriptions.stays import Client, Seat, Stays
from subscriptions.tasks import running, wait_at_most

TURNS = 4  # rounds in which everybody has looked again, even where nothing happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """All in seconds. Whoever is gone is found to be gone after `forget` + `tick` + `rest` at most."""

    tick: float = 0.5  # between two looks at what is over
    rest: float = 0.25  # between two pushes, so that a burst is one
    restate: float = 2.5  # until everything is said again
    forget: float = 7.0  # from when it was said
    grace: float = 1.5  # for a page that is loaded anew
    silence: float = 7.0  # of a client, until its people are hidden


class Watch:
    """Somebody who is shown who is there."""

    def __init__(self) -> None:
        self._stirred = asyncio.Event()
        self._closed = False

    def stir(self, *, closed: bool = False) -> None:
        self._closed |= closed
        self._stirred.set()

    @property
    def is_stirred(self) -> bool:
        return self._stirred.is_set()

    async def stirred(self) -> None:
        """Until there is a reason to look. Raises ShuttingDown when this process ends."""
        await self._stirred.wait()
        self._stirred.clear()
        if self._closed:
            raise ShuttingDown()


class Presence:
    """Use it as a context manager. `clock` gives seconds and only rises, as that of the clients does."""

    def __init__(
        self, broker: Broker, *, pace: Pace | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.pushes = 0  # counted by whoever sends them
        self._broker, self._pace, self._clock = broker, pace or Pace(), clock
        self._voice = Voice()
        self._stays, self._hearsay = Stays(), Hearsay(patience=self._pace.forget)
        self._watches: dict[UUID, set[Watch]] = {}
        self._crowds: dict[UUID, Crowd] = {}  # of those that were asked for since they changed
        self._moved: set[UUID] = set()  # requests of which the others have to hear
        self._stirred: set[UUID] = set()  # requests whose watchers have to look
        self._restate_at, self._turn = 0.0, 0
        self._something = asyncio.Event()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(running(self._run, name="presence"))
        return self

    async def __aexit__(self, *failure: object) -> None:
        """Nobody is said to have left: they come back elsewhere in a moment, or are forgotten."""
        await self._stack.aclose()
        for watches in self._watches.values():
            for watch in watches:
                watch.stir(closed=True)

    @property
    def present(self) -> int:
        """People at requests by the connections of this process, each as often as they are at one."""
        return self._stays.people

    def at(self, request_id: UUID) -> Crowd:
        """Who is there, by the connections of all processes."""
        if request_id not in self._crowds:
            crowds = [self._stays.crowd(request_id), *self._hearsay.crowds(request_id)]
            self._crowds[request_id] = joined(crowds)
        return self._crowds[request_id]

    @contextmanager
    def attending(
        self,
        request_id: UUID,
        employee_id: UUID,
        doing: Doing,
        *,
        now: datetime,
        client: Client | None = None,
    ) -> Generator[None, None, None]:
        """The employee is there as long as inside, and a moment longer; no longer if it ends by a refusal."""
        known = (one.since for one in self.at(request_id).people if one.employee_id == employee_id)
        seat = Seat(request_id, employee_id, doing, client)
        self._stays.take(seat, since=min([now, *known]))
        self._move(request_id)
        grace = self._pace.grace
        try:
            yield
        except Refused:
            grace = 0.0
            raise
        finally:
            self._stays.give_up(seat, until=self._clock() + grace)
            self._move(request_id)

    @contextmanager
    def watching(self, request_id: UUID) -> Generator[Watch, None, None]:
        watch = Watch()
        watches = self._watches.setdefault(request_id, set())
        watches.add(watch)
        try:
            yield watch
        finally:
            watches.discard(watch)
            if not watches:
                self._watches.pop(request_id, None)
                self._crowds.pop(request_id, None)

    def heard(self, said: Attendance) -> None:
        """What a process said, perhaps this one."""
        if said.process != self._voice.process:
            self._stir(self._hearsay.hear(said, self._clock()))

    def linked(self) -> None:
        """The others may have missed anything."""
        self._restate_at = 0.0

    def look(self) -> None:
        """Find what is over, tell the others what moved, and have whoever watches it look."""
        now = self._clock()
        for id in self._stays.sweep(now, silence=self._pace.silence):
            self._move(id)
        self._stir(self._hearsay.forget(now))
        self._tell(now)
        self._turn = (self._turn + 1) % TURNS
        for id in self._stirred | {id for id in self._watches if id.int % TURNS == self._turn}:
            for watch in self._watches.get(id, ()):
                watch.stir()
        self._stirred.clear()
        self._something.clear()

    def _tell(self, now: float) -> None:
        moved, self._moved = self._moved, set()
        if now >= self._restate_at:
            self._restate_at = now + self._pace.restate
            moved |= self._stays.rooms
        if self._broker.link.connected:
            for said in self._voice.say({id: self._stays.crowd(id) for id in moved}, at=now):
                self._broker.publish(said)

    async def _run(self) -> None:
        while True:
            await wait_at_most(self._something, self._pace.tick)
            self.look()
            await asyncio.sleep(self._pace.rest)

    def _move(self, id: UUID) -> None:
        self._moved.add(id)
        self._stir([id])

    def _stir(self, ids: Iterable[UUID]) -> None:
        for id in ids:
            self._crowds.pop(id, None)
            self._stirred.add(id)
            self._something.set()

"""Numbers the log on PostgreSQL: one process at a time does, all others stand by.

It is woken by commits of its own process and, through the broker, of others. Polling every 100 ms is the
floor under wakes that got lost; an idle poll is one index look-up, made by one process. Whoever leads keeps a
connection for it.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from models.base import Sessions
from models.writes import Writer, writers_of
from subscriptions.lease import release, take
from subscriptions.numbering import LeaseLost, anything_to_number, number
from subscriptions.signals import Lines
from subscriptions.tasks import OUTAGES, wait_at_most

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """In seconds, but for the batch. Lease and try together bound how long the log stands still.

    `gathering`: from one batch to the next, so that a busy log is numbered in batches worth their statement.
    A line that comes after a quiet moment does not wait.
    """

    lease: float = 1.2
    renewal: float = 0.3
    takeover_try: float = 0.2
    poll: float = 0.1
    gathering: float = 0.004
    batch: int = 500


class Sequencer:
    """`publish` gets every numbered batch; `call` wakes the sequencer of whichever process leads."""

    def __init__(
        self,
        sessions: Sessions,
        *,
        publish: Callable[[Lines], None],
        call: Callable[[], None],
        pace: Pace | None = None,
    ) -> None:
        self.leads = False
        self.terms = 0  # how often it began to lead
        self._sessions = sessions
        self._writers = writers_of(sessions)
        self._publish = publish
        self._call = call
        self._pace = pace or Pace()
        self._lease = timedelta(seconds=self._pace.lease)
        self._holder = uuid4()
        self._woken = asyncio.Event()

    def committed(self) -> None:
        """This process has written lines."""
        if self.leads:
            self._woken.set()
        else:
            self._call()

    def wake(self) -> None:
        """Another process has written lines."""
        self._woken.set()

    async def run(self) -> None:
        while True:
            token = await self._take_lease()
            try:
                self.leads = True
                self.terms += 1
                async with self._writers.open() as writer:
                    await self._lead(token, writer)
            except LeaseLost:
                logger.warning("another process numbers the log now")
            finally:
                self.leads = False

    async def resign(self) -> None:
        """Let another process begin at once. If the database is away, the lease runs out by itself."""
        with suppress(*OUTAGES):
            async with self._sessions.begin() as session:
                await release(session, holder=self._holder)

    async def _take_lease(self) -> int:
        while True:
            async with self._sessions.begin() as session:
                token = await take(session, holder=self._holder, duration=self._lease)
            if token is not None:
                return token
            await asyncio.sleep(self._pace.takeover_try)

    async def _lead(self, token: int, writer: Writer) -> None:
        clock = asyncio.get_running_loop().time
        renew_at, woken = clock(), True
        while True:
            if woken or clock() >= renew_at or await anything_to_number(writer):
                renew_at = clock() + self._pace.renewal
                numbered = await self._number(token, writer)
                if numbered == self._pace.batch:
                    continue
                if numbered:
                    await asyncio.sleep(self._pace.gathering)
            woken = await wait_at_most(self._woken, self._pace.poll)

    async def _number(self, token: int, writer: Writer) -> int:
        lines = await number(writer, token=token, lease=self._lease, limit=self._pace.batch)
        if lines.records:
            self._publish(lines)
        return len(lines.records)

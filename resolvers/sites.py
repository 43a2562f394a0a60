"""Servers elsewhere, as a process reaches them: asked by one fetcher, read in one worker, counted."""

import asyncio
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from madang.fetching import Address, Failed, Fetched, Fetcher, Known, Outcome, Reach
from madang.intake import Refused, Taken, Watch, Watched, Worker

T = TypeVar("T")
BY_HAND = 4  # visits at once that people wait for


@dataclass(slots=True)
class Tally:
    """Of this process."""

    answered: int = 0
    unchanged: int = 0
    failed: int = 0
    issues: int = 0


@dataclass(slots=True)
class Sites:
    """The worker is started when something is to be read. Close it at the end."""

    fetcher: Fetcher
    worker: Worker = field(default_factory=Worker)
    tally: Tally = field(default_factory=Tally)
    by_hand: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(BY_HAND))
    _turns: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "reading"))

    @property
    def reach(self) -> Reach:
        return self.fetcher.reach

    async def get(self, address: Address, known: Known | None = None) -> Outcome:
        outcome = await self.fetcher.get(address, known)
        match outcome:
            case Fetched():
                self.tally.answered += 1
            case Failed():
                self.tally.failed += 1
            case _:
                self.tally.unchanged += 1
        return outcome

    async def read(self, content: bytes, name: str) -> tuple[Taken | Refused, ...]:
        return await self._in_turn(lambda: self.worker.read(content, name, contents=True))

    async def watch(self, content: bytes, name: str, watch: Watch) -> Watched | Refused:
        return await self._in_turn(lambda: self.worker.watch(content, name, watch))

    async def rest(self) -> None:
        """The worker ends until there is something to read again: it takes memory."""
        await self._in_turn(self.worker.close)

    def close(self) -> None:
        """Also if it is reading: whoever waits for that is told that it has ended."""
        if (pid := self.worker.pid) is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._turns.shutdown(wait=True, cancel_futures=True)
        self.worker.close()

    async def _in_turn(self, work: Callable[[], T]) -> T:
        """One at a time, in a thread of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._turns, work)

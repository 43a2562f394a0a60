"""The seam between this process and the others. It is fast and may lose; the log never does."""

import asyncio
import math
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from subscriptions.signals import Gap, Said, Signal


@dataclass(slots=True)
class Link:
    """How a process is linked to the others. `patience`: how long it is sure of that without a proof."""

    patience: float = math.inf  # seconds
    proven_at: float = -math.inf  # when this process last heard itself, by the monotonic clock
    connected: bool = False
    made: int = 0  # how often, the first time included
    unsent: int = 0  # signals that were given up

    @property
    def is_sure(self) -> bool:
        """Whether what others say is heard here, as far as one can know."""
        return self.connected and time.monotonic() - self.proven_at <= self.patience


class Broker(Protocol):
    @property
    def link(self) -> Link: ...

    def publish(self, signal: Said) -> None:
        """Never waits and never fails: what cannot be sent is lost."""
        ...

    def listen(self) -> AbstractAsyncContextManager[AsyncIterator[Signal]]:
        """The one link of a process, open while inside. A Gap says from where on nothing is missed."""
        ...


class MemoryBroker:
    """For one process, and for tests that play several in one."""

    def __init__(self) -> None:
        self.link = Link()
        self._listeners: set[asyncio.Queue[Signal]] = set()

    def publish(self, signal: Said) -> None:
        for listener in self._listeners:
            listener.put_nowait(signal)

    @asynccontextmanager
    async def listen(self) -> AsyncGenerator[AsyncIterator[Signal], None]:
        queue: asyncio.Queue[Signal] = asyncio.Queue()
        queue.put_nowait(Gap())
        self._listeners.add(queue)
        self.link.made += 1
        self.link.connected = True
        try:
            yield _drain(queue)
        finally:
            self._listeners.discard(queue)
            self.link.connected = bool(self._listeners)


async def _drain(queue: asyncio.Queue[Signal]) -> AsyncIterator[Signal]:
    while True:
        yield await queue.get()

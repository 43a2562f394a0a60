"""Who wakes a thousand others lets them go on a few at a time: sockets are read and written in between."""

import asyncio
import time
from collections import deque

FEW = 16  # that are woken in one round of the loop
SECONDS = 0.002  # that one may work until others have their turn


class Turns:
    """Those of one loop: who comes first is woken first."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Event] = deque()
        self._begun = 0.0

    def wake(self, one: asyncio.Event) -> None:
        """Sets the event soon. Never waits."""
        self._waiting.append(one)
        if len(self._waiting) == 1:
            asyncio.get_running_loop().call_soon(self._wake_some)

    async def turn(self) -> None:
        """Until those who came before have been woken."""
        mine = asyncio.Event()
        self.wake(mine)
        await mine.wait()

    async def breathe(self) -> None:
        """For who works without ever waiting: others have their turn now and then."""
        now = time.perf_counter()
        if now - self._begun > SECONDS:
            await asyncio.sleep(0)
            self._begun = time.perf_counter()

    def _wake_some(self) -> None:
        for _ in range(min(FEW, len(self._waiting))):
            self._waiting.popleft().set()
        if self._waiting:
            asyncio.get_running_loop().call_soon(self._wake_some)

"""One thread for what blocks: servers are started by it, since they die with the thread that started them."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Self, TypeVar

from tests.cities import Process
from tests.servers import Server

T = TypeVar("T")
S = TypeVar("S", bound=Server)


class Hands:
    """Use it as a context manager: it ends what it has started."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._started = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        await self._started.aclose()
        self._thread.shutdown()

    async def do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def start(self, make: Callable[[], S]) -> S:
        server = await self.do(make)
        self._started.push_async_callback(self.do, server.stop)
        await self.do(server.start)
        return server

    async def serve(self, environment: dict[str, str], log: Path) -> Process:
        """Returns at once; the server takes some seconds until it is ready."""
        process = await self.do(lambda: Process(environment, log=log))
        self._started.push_async_callback(self.do, process.kill)
        return process

"""A line between a client and a server that the test cuts at will."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Self


class Relay:
    """Carries what comes to its own port to `target`; refuses everybody while that is None."""

    def __init__(self, target: int | None) -> None:
        self.target = target
        self.carried = 0  # connections that reached a server
        self._lines: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *failure: object) -> None:
        self._server.close()
        self.cut()
        await asyncio.gather(*self._lines, return_exceptions=True)

    @property
    def port(self) -> int:
        return self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """All lines at once, with no farewell."""
        for line in self._lines:
            line.cancel()

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.create_task(self._carry(reader, writer))
        self._lines.add(line)
        line.add_done_callback(self._lines.discard)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError):
                if self.target is not None:
                    far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target)
                    self.carried += 1
                    await _both(_pump(reader, far_writer), _pump(far_reader, writer))
        finally:
            writer.transport.abort()


async def _both(*ways: Coroutine[Any, Any, None]) -> None:
    """Until one of them ends."""
    tasks = [asyncio.create_task(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
    finally:
        writer.transport.abort()

"""A line on loopback that can fall silent without closing, as a pulled cable makes it."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from enum import Enum, auto
from typing import Self

CHUNK = 1 << 16
AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: what is unsent is dropped, and the other end gets a reset

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Way(Enum):
    UP = auto()  # from whoever connected to the server
    DOWN = auto()


class Relay:
    """Use it as a context manager. Links made while it is silent are silent, too."""

    def __init__(self, reach: Callable[[], Awaitable[Ends]]) -> None:
        self._reach = reach
        self._gates = {way: asyncio.Event() for way in Way}
        self._links: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        self._carrying: set[asyncio.Task[None]] = set()
        self.speak()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *failure: object) -> None:
        self._server.close()
        self.cut()
        await asyncio.gather(*self._carrying, return_exceptions=True)
        await asyncio.sleep(0)  # transports are closed one turn of the loop after they are told to

    def silence(self, ways: Iterable[Way]) -> None:
        for way in ways:
            self._gates[way].clear()

    def speak(self) -> None:
        for gate in self._gates.values():
            gate.set()

    def cut(self) -> int:
        """Reset all links, with what was on the way; new ones speak. Returns how many there were."""
        count = len(self._links)
        for link in self._links:
            for end in link:
                reset(end.transport)
        self.speak()
        return count

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carrying.add(task)
        try:
            with suppress(OSError):
                await self._join(reader, writer)
        finally:
            writer.transport.abort()
            self._carrying.discard(task)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await self._reach()
        link = (writer, far_writer)
        self._links.add(link)
        ways = [
            asyncio.create_task(self._forward(reader, far_writer, self._gates[Way.UP])),
            asyncio.create_task(self._forward(far_reader, writer, self._gates[Way.DOWN])),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._links.discard(link)
            far_writer.transport.abort()
            for way in ways:
                way.cancel()

    async def _forward(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, gate: asyncio.Event
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                await gate.wait()
                writer.write(data)
                await writer.drain()


def reset(transport: asyncio.WriteTransport) -> None:
    """Close a line as a crash does it: no farewell, and what is on the way is lost."""
    link: socket.socket | None = transport.get_extra_info("socket")
    if link is not None and not transport.is_closing() and link.family is not socket.AF_UNIX:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    transport.abort()

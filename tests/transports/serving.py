"""A real uvicorn on a free port of the loopback, and clients that speak to it message by message."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson
import pytest
import uvicorn
from starlette.types import ASGIApp
from uvicorn.server import ServerState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from madang.server.transports.dropping import DroppingProtocol
from madang.server.transports.frames import SocketProtocol
from madang.server.transports.quick import QuickProtocol

PROTOCOL = "graphql-transport-ws"


@dataclass
class Served:
    port: int
    state: ServerState
    gone: asyncio.Event  # a socket has been lost

    @property
    def ws(self) -> str:
        return f"ws://127.0.0.1:{self.port}/graphql"

    def stop(self) -> None:
        """What uvicorn does to each connection when it is told to stop."""
        for connection in list(self.state.connections):
            connection.shutdown()


@asynccontextmanager
async def serving(
    application: ASGIApp, *, short_way: dict[str, Any] | None = None
) -> AsyncGenerator[Served, None]:
    """uvicorn's protocols without its main loop, which would take 0.2 s a test.

    `short_way`: the application's state, by which our protocols find what answers without ASGI.
    """
    gone = asyncio.Event()

    config = uvicorn.Config(
        application,
        http=QuickProtocol,
        ws=_watched(SocketProtocol if short_way and "socket" in short_way else DroppingProtocol, gone),
        log_level="warning",
        ws_ping_interval=None,
        ws_max_size=2 * (1 << 16),
    )
    config.load()
    state, loop = ServerState(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: QuickProtocol(config, state, short_way or {}), "127.0.0.1", 0)
    served = Served(server.sockets[0].getsockname()[1], state, gone)
    try:
        yield served
    finally:
        server.close()
        served.stop()
        async with asyncio.timeout(10):
            while state.tasks:
                await asyncio.wait(state.tasks)


def _watched(protocol: type[Any], gone: asyncio.Event) -> type[Any]:
    """The protocol, impatient; it tells when a socket has been lost."""

    class Watched(protocol):
        grace_seconds = 0.1

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            gone.set()

    return Watched


@dataclass
class Client:
    """Says and hears JSON. `closed()` waits for the end and tells its code and reason."""

    connection: ClientConnection

    async def say(self, **message: Any) -> None:
        await self.connection.send(orjson.dumps(message).decode())

    async def hear(self) -> Any:
        return orjson.loads(await self.connection.recv())

    async def greet(self, **payload: Any) -> None:
        await self.say(type="connection_init", payload=payload)
        assert await self.hear() == {"type": "connection_ack"}

    async def subscribe(self, query: str, name: str = "1", **rest: Any) -> None:
        await self.say(type="subscribe", id=name, payload={"query": query, **rest})

    async def closed(self) -> tuple[int, str]:
        with pytest.raises(ConnectionClosed) as raised:
            await self._read_all()
        assert raised.value.rcvd is not None
        return raised.value.rcvd.code, raised.value.rcvd.reason

    async def _read_all(self) -> None:
        while True:
            await self.connection.recv()


@asynccontextmanager
async def client(
    served: Served, protocol: str | None = PROTOCOL, **options: Any
) -> AsyncGenerator[Client, None]:
    offered = [Subprotocol(protocol)] if protocol else None
    async with connect(served.ws, subprotocols=offered, **options) as connection:
        yield Client(connection)

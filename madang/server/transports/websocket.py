"""GraphQL over WebSocket: the handshake. Only graphql-transport-ws, only from pages of our own."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urlsplit

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from madang.server.transports.connection import Connection, SocketLimits
from madang.server.transports.door import Door
from madang.server.transports.messages import BAD_SUBPROTOCOL, FORBIDDEN, PROTOCOL
from madang.server.transports.tally import Sockets


class GraphQLOverWebSocket:
    """An ASGI application for one path. `allowed_origins`: further origins such as https://portal.seoul.go.kr."""

    def __init__(
        self, door: Door[Any], *, limits: SocketLimits | None = None, allowed_origins: Collection[str] = ()
    ) -> None:
        self.tally = Sockets()
        self._open: set[Connection] = set()
        self._door = door
        self._limits = limits or SocketLimits()
        self._allowed = frozenset(origin.rstrip("/").lower() for origin in allowed_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        if not self._may_come_from(socket.headers.get("origin"), socket.headers.get("host", "")):
            await socket.close(FORBIDDEN)  # before it is accepted: the client sees HTTP 403
        elif PROTOCOL not in scope["subprotocols"]:
            await socket.accept()
            await socket.close(BAD_SUBPROTOCOL, "Subprotocol not acceptable")
        else:
            await socket.accept(PROTOCOL)
            await self._run(Connection(socket, self._door, self._limits, self.tally))

    @property
    def open(self) -> int:
        """How many sockets are."""
        return len(self._open)

    @property
    def operating(self) -> int:
        """How many operations are running on all of them: subscriptions, but for moments."""
        return sum(connection.operating for connection in self._open)

    async def _run(self, connection: Connection) -> None:
        self.tally.opened += 1
        self._open.add(connection)
        try:
            await connection.run()
        finally:
            self._open.discard(connection)

    def _may_come_from(self, origin: str | None, host: str) -> bool:
        """Browsers say which page opens the socket and send our cookies along; programs send no origin."""
        if origin is None:
            return True
        try:
            page = urlsplit(origin).netloc.lower()
        except ValueError:  # no address at all
            return False
        return page == host.lower() or origin.lower() in self._allowed

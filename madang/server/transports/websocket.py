"""GraphQL over WebSocket: who may come in, and what speaks with them under any ASGI server."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Collection
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from madang.server.transports.clients import comes_from
from madang.server.transports.conversation import Conversation, SocketLimits, Wire
from madang.server.transports.door import Door
from madang.server.transports.messages import BAD_SUBPROTOCOL, FORBIDDEN, PROTOCOL
from madang.server.transports.tally import Sockets

NOT_ACCEPTABLE = "Subprotocol not acceptable"


class GraphQLOverWebSocket:
    """An ASGI application for one path. `allowed_origins`: further origins such as https://portal.seoul.go.kr."""

    def __init__(
        self, door: Door[Any], *, limits: SocketLimits | None = None, allowed_origins: Collection[str] = ()
    ) -> None:
        self.tally = Sockets()
        self.limits = limits or SocketLimits()
        self._open: set[Conversation] = set()
        self._door = door
        self._allowed = frozenset(origin.rstrip("/").lower() for origin in allowed_origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        comes_from(scope)
        if not self.may_come_from(socket.headers.get("origin"), socket.headers.get("host", "")):
            await socket.close(FORBIDDEN)  # before it is accepted: the client sees HTTP 403
        elif PROTOCOL not in scope["subprotocols"]:
            await socket.accept()
            await socket.close(BAD_SUBPROTOCOL, NOT_ACCEPTABLE)
        else:
            await socket.accept(PROTOCOL)
            await _AsgiWire(socket, self.limits).run(self)

    @property
    def open(self) -> int:
        """How many sockets are."""
        return len(self._open)

    @property
    def operating(self) -> int:
        """How many operations are running on all of them: subscriptions, but for moments."""
        return sum(conversation.operating for conversation in self._open)

    def begin(self, wire: Wire) -> Conversation:
        conversation = Conversation(wire, self._door, self.limits, self.tally)
        self.tally.opened += 1
        self._open.add(conversation)
        return conversation

    def end(self, conversation: Conversation) -> None:
        self._open.discard(conversation)
        conversation.lost()

    def may_come_from(self, origin: str | None, host: str) -> bool:
        """Browsers say which page opens the socket and send our cookies along; programs send no origin."""
        if origin is None:
            return True
        try:
            page = urlsplit(origin).netloc.lower()
        except ValueError:  # no address at all
            return False
        return page == host.lower() or origin.lower() in self._allowed


class _AsgiWire:
    """What is to be said waits in a queue, and one task says it as fast as the client reads."""

    def __init__(self, socket: WebSocket, limits: SocketLimits) -> None:
        self._socket, self._limits = socket, limits
        self._waiting: deque[bytes] = deque()
        self._bytes = 0  # that wait
        self._something, self._little = asyncio.Event(), asyncio.Event()
        self._closing: tuple[int, str] | None = None

    async def run(self, door: GraphQLOverWebSocket) -> None:
        """Until the client leaves or we close."""
        self._conversation = door.begin(self)
        self._little.set()
        tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._write())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            door.end(self._conversation)
            for task in tasks:  # not waited for: who cancels us may do so again and again until we end
                task.cancel()

    @property
    def connection(self) -> HTTPConnection:
        return self._socket

    def say(self, text: bytes) -> None:
        if self._closing is not None:
            return
        self._waiting.append(text)
        self._bytes += len(text)
        self._something.set()
        self._little.clear()
        if self._bytes > self._limits.unread_bytes:
            self._waiting.clear()
            self._conversation.stalled()

    async def room(self) -> None:
        await self._little.wait()

    def close(self, code: int, reason: str) -> None:
        self._closing = code, reason
        self._something.set()

    async def _read(self) -> None:
        while True:
            event = await self._socket.receive()
            if event["type"] == "websocket.disconnect":
                return
            self._conversation.hear(event.get("text"))

    async def _write(self) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):  # it is gone: nobody reads any more
            while self._waiting or self._closing is None:
                await self._something.wait()
                await self._say_what_waits()
            await self._send(self._socket.close(*self._closing))

    async def _say_what_waits(self) -> None:
        while self._waiting:
            text = self._waiting.popleft()
            self._bytes -= len(text)
            if not await self._send(self._socket.send_text(text.decode())):
                self._waiting.clear()
                self._conversation.stalled()
        self._little.set()
        if self._closing is None:
            self._something.clear()

    async def _send(self, sending: Awaitable[None]) -> bool:
        """Whether the client took it in time."""
        try:
            async with asyncio.timeout(self._limits.send_seconds):
                await sending
        except TimeoutError:
            return False
        return True

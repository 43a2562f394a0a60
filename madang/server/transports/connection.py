"""One socket that speaks graphql-transport-ws: its operations, its deadlines and how it ends."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import ExitStack, aclosing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graphql import GraphQLError
from starlette.websockets import WebSocket, WebSocketDisconnect

from madang.errors import NotSignedIn
from madang.server.auth import Identity
from madang.server.transports import messages
from madang.server.transports.door import Door
from madang.server.transports.messages import Close, Message, read_message
from madang.server.transports.reading import BadRequest, from_parameters
from madang.server.transports.sittings import TooMany
from madang.server.transports.tally import Sockets
from schema.documents import Unreadable
from schema.operations import Operation, Result, refused
from subscriptions.follower import Interrupted, ShuttingDown, TooSlow

log = logging.getLogger("madang.incidents")


@dataclass(frozen=True, slots=True)
class SocketLimits:
    init_seconds: float = 10.0
    ping_seconds: float = 12.0
    pong_seconds: float = 10.0
    send_seconds: float = 10.0  # how long a client may leave a message unread
    message_bytes: int = 1 << 16
    operations: int = 50


def utc_now() -> datetime:
    return datetime.now(UTC)


class Connection:
    """All of it runs in one task group: what ends one part ends the others, and they clean up.

    Memory is bounded without a queue: an operation holds the one message it sends, and is paused meanwhile.
    """

    def __init__(
        self,
        socket: WebSocket,
        door: Door[Any],
        limits: SocketLimits,
        tally: Sockets,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._socket, self._door, self._limits, self._tally, self._now = socket, door, limits, tally, now
        self._tasks, self._stack = asyncio.TaskGroup(), ExitStack()
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._identity: Identity | None = None
        self._begun = asyncio.Event()  # a connection_init has come
        self._acknowledged = False
        self._heard = 0.0

    async def run(self) -> None:
        """Until the client leaves or we close."""
        closing: Close | None = None
        before = _cancelling()
        try:
            async with self._tasks:
                for part in (self._read(), self._expect_init(), self._keep_alive()):
                    self._tasks.create_task(part)
        except* Close as closes:
            closing = next(error for error in _leaves(closes) if isinstance(error, Close))
        except* WebSocketDisconnect:
            pass
        except* Exception as errors:  # the outermost edge: the client shall come back, we shall know
            log.exception("a socket failed", exc_info=errors)
            closing = Close(messages.TRY_AGAIN, "Try again later")
        finally:
            self._stack.close()
        _uncancel(to=before)
        if closing is not None:
            self._tally.closed[closing.code] += 1
            await self._say_goodbye(closing)

    @property
    def operating(self) -> int:
        """How many operations are running."""
        return len(self._operations)

    async def _say_goodbye(self, closing: Close) -> None:
        try:
            async with asyncio.timeout(self._limits.send_seconds):
                await self._socket.close(closing.code, closing.reason)
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            return  # it does not read, or is gone: the server drops it

    async def _read(self) -> None:
        while True:
            event = await self._socket.receive()
            if event["type"] == "websocket.disconnect":
                raise WebSocketDisconnect(event.get("code", 1005))
            self._heard = asyncio.get_running_loop().time()
            await self._handle(read_message(event, most=self._limits.message_bytes))

    async def _handle(self, message: Message) -> None:
        match message.kind:
            case "connection_init":
                await self._init(message)
            case "ping":
                await self._send(messages.PONG)
            case "subscribe":
                await self._subscribe(message)
            case "complete":
                self._complete(message.id)
            case _:
                pass  # pong: that it was heard is enough

    async def _init(self, message: Message) -> None:
        if self._begun.is_set():
            raise Close(messages.TOO_MANY_INITS, "Too many initialisation requests")
        self._begun.set()
        try:
            self._identity = await self._door.sign_in(self._socket, message.payload)
        except NotSignedIn:
            raise Close(messages.FORBIDDEN, "Forbidden") from None
        if self._identity is not None and self._identity.expires_at is not None:
            self._tasks.create_task(self._expire(self._identity.expires_at))
        self._sit_down(message.payload)
        self._acknowledged = True
        await self._send(messages.ACK)

    def _sit_down(self, payload: Mapping[str, Any]) -> None:
        """Until the socket is closed."""

        def recheck() -> None:
            self._tasks.create_task(self._recheck(payload))

        try:
            self._stack.enter_context(self._door.sittings.seated(self._identity, recheck))
        except TooMany:
            raise Close(messages.TRY_AGAIN, "Too many connections") from None

    async def _recheck(self, payload: Mapping[str, Any]) -> None:
        if not await self._door.still_admits(self._socket, payload, self._identity):
            raise Close(messages.FORBIDDEN, "Session ended")

    async def _subscribe(self, message: Message) -> None:
        if not self._acknowledged:
            raise Close(messages.UNAUTHORIZED, "Unauthorized")
        if message.id in self._operations:
            raise Close(messages.DUPLICATE, f"Subscriber for {message.id} already exists")
        try:
            operation = from_parameters(message.payload)
        except BadRequest:
            raise Close(messages.BAD_MESSAGE, "The payload of subscribe is no GraphQL request") from None
        most = self._limits.operations
        if len(self._operations) >= most:
            await self._send(messages.error_message(message.id, [_too_many(most)]))
            return
        self._operations[message.id] = self._tasks.create_task(self._operate(message.id, operation))

    def _complete(self, name: str) -> None:
        if task := self._operations.pop(name, None):
            task.cancel()

    async def _operate(self, name: str, operation: Operation) -> None:
        async with aclosing(self._results(operation)) as results:
            async for result in results:
                if not result.executed:
                    self._operations.pop(name, None)  # before the client hears: it may use the id again
                    await self._send(messages.error_message(name, result.errors))
                    return
                await self._send(messages.next_message(name, result))
        self._operations.pop(name, None)
        await self._send(messages.complete_message(name))

    async def _results(self, operation: Operation) -> AsyncGenerator[Result, None]:
        identity = self._identity
        try:
            prepared = self._door.admit(operation, identity)
            self._tally.operations[prepared.kind.value] += 1
            async with aclosing(self._door.stream(prepared, identity)) as results:
                async for result in results:
                    yield result
        except Unreadable as refusal:
            yield refused(*refusal.errors)
        except Interrupted as interruption:  # an error message would end it for good: clients resubscribe
            raise _closing(interruption) from None

    async def _send(self, text: str) -> None:
        try:
            async with asyncio.timeout(self._limits.send_seconds):
                await self._socket.send_text(text)
        except TimeoutError:
            self._tally.stalled += 1
            raise Close(messages.TRY_AGAIN, "Too slow") from None

    async def _expect_init(self) -> None:
        try:
            await asyncio.wait_for(self._begun.wait(), self._limits.init_seconds)
        except TimeoutError:
            raise Close(messages.TIMED_OUT, "Connection initialisation timeout") from None

    async def _keep_alive(self) -> None:
        """Our own ping: the server's would close with 1011, after which clients stay away for good."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._limits.ping_seconds)
            asked = loop.time()
            await self._send(messages.PING)
            await asyncio.sleep(self._limits.pong_seconds)
            if self._heard < asked:
                raise Close(messages.TIMED_OUT, "Pong timeout")

    async def _expire(self, at: datetime) -> None:
        await asyncio.sleep((at - self._now()).total_seconds())
        raise Close(messages.FORBIDDEN, "Session expired")


def _leaves(group: BaseExceptionGroup[Exception]) -> list[Exception]:
    found: list[Exception] = []
    for error in group.exceptions:
        found += _leaves(error) if isinstance(error, BaseExceptionGroup) else [error]
    return found


def _cancelling() -> int:
    task = asyncio.current_task()
    return task.cancelling() if task else 0


def _uncancel(*, to: int) -> None:
    """A group that ends by an error cancels its parent to wake it; Python 3.11 leaves the mark standing."""
    task = asyncio.current_task()
    while task and task.cancelling() > to:
        task.uncancel()


def _closing(interruption: Interrupted) -> Close:
    if isinstance(interruption, ShuttingDown):
        return Close(messages.RESTARTING, "Service restart")
    too_slow = isinstance(interruption, TooSlow)
    return Close(messages.TRY_AGAIN, "Too slow" if too_slow else "Resume after the last cursor")


def _too_many(most: int) -> GraphQLError:
    extensions = {"code": "LIMIT_EXCEEDED", "limit": "operations", "allowed": most}
    return GraphQLError(f"한 연결에서 동시에 {most}개까지 구독할 수 있습니다.", extensions=extensions)

"""What is said over one socket that speaks graphql-transport-ws: its operations, its deadlines, how it ends.

Nothing here waits for the client. What hears and says it over the wire is a Wire: uvicorn's transport itself
(madang.server.transports.frames), or any ASGI server's socket (madang.server.transports.websocket).
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import aclosing
from contextvars import Context
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from graphql import GraphQLError
from starlette.requests import HTTPConnection

from madang.errors import NotSignedIn
from madang.server.auth import Identity
from madang.server.transports import messages
from madang.server.transports.door import Door
from madang.server.transports.messages import Close, Message, read_message
from madang.server.transports.reading import BadRequest, from_parameters
from madang.server.transports.sittings import TooMany
from madang.server.transports.tally import Sockets
from schema.documents import Unreadable
from schema.operations import Operation, Result
from schema.sharing import Sharing
from subscriptions.follower import Interrupted, ShuttingDown, TooSlow
from subscriptions.pulse import Pulse, pulse

log = logging.getLogger("madang.incidents")

MOST_HELD = 100  # messages that wait while somebody is signed in
NO_PAYLOAD: Mapping[str, Any] = {}
NO_CONTEXT = Context()  # timers would copy one each


@dataclass(frozen=True, slots=True)
class SocketLimits:
    init_seconds: float = 10.0
    ping_seconds: float = 12.0
    pong_seconds: float = 10.0
    send_seconds: float = 10.0  # how long a client may leave a message unread
    unread_bytes: int = 1 << 18  # what may wait for one client
    message_bytes: int = 1 << 16
    operations: int = 50


class Wire(Protocol):
    """The socket below. It ends the conversation with `lost` when the client is gone, whoever closed it.

    A client that does not read makes it call `stalled`.
    """

    @property
    def connection(self) -> HTTPConnection:
        """What the ways to sign in look at, as long as the socket stands."""
        ...

    def say(self, text: bytes) -> None:
        """In order. Never waits, never raises."""
        ...

    async def room(self) -> None:
        """Until the client reads on."""
        ...

    def close(self, code: int, reason: str) -> None:
        """Say goodbye, and drop the client if it does not answer."""
        ...


def utc_now() -> datetime:
    return datetime.now(UTC)


class Conversation(Pulse):
    """There are ten thousand of them: what one holds, and for how long, is counted in bytes."""

    __slots__ = (
        "_acknowledged", "_begun", "_door", "_expires_at", "_held", "_identity", "_is_seated", "_limits",
        "_loop", "_now", "_operations", "_over", "_payload", "_tally", "_tasks", "_timer", "_wire",
    )  # fmt: skip

    def __init__(
        self,
        wire: Wire,
        door: Door[Any],
        limits: SocketLimits,
        tally: Sockets,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__()
        self._wire, self._door = wire, door
        self._limits, self._tally, self._now = limits, tally, now
        self._loop = asyncio.get_running_loop()
        self._operations: dict[str, _Operating] = {}
        self._tasks: set[asyncio.Task[None]] | None = None  # most have none most of the time
        self._is_seated = False
        self._payload: Mapping[str, Any] = NO_PAYLOAD  # of its beginning
        self._identity: Identity | None = None
        self._begun = self._acknowledged = self._over = False
        self._held: list[str | None] | None = None
        self._expires_at: float | None = None  # by the loop's clock
        self._timer = self._loop.call_later(limits.init_seconds, self._miss_init, context=NO_CONTEXT)

    @property
    def operating(self) -> int:
        """How many operations are running."""
        return len(self._operations)

    def ask(self) -> None:
        self._wire.say(messages.PING)

    def hear(self, text: str | None) -> None:
        """A message has come. None: one that is no text."""
        self.beat()
        if self._over:
            return
        if self._begun and not self._acknowledged:
            self._hold(text)
            return
        try:
            self._handle(read_message(text, most=self._limits.message_bytes))
        except Close as closing:
            self.close(closing)

    def lost(self) -> None:
        """The client is gone, or the server has closed the socket: nothing of it is left."""
        self._over = True
        self._timer.cancel()
        for task in self._tasks or ():
            task.cancel()
        for operating in self._operations.values():
            operating.leave()
        self._operations.clear()
        if self._is_seated:
            self._door.sittings.stand_up(self._identity, self.recheck)
            self._is_seated = False

    def stalled(self) -> None:
        if not self._over:
            self._tally.stalled += 1
            self.close(Close(messages.TRY_AGAIN, "Too slow"))

    def close(self, closing: Close) -> None:
        if not self._over:
            self._tally.closed[closing.code] += 1
            self.lost()
            self._wire.close(closing.code, closing.reason)

    def _hold(self, text: str | None) -> None:
        self._held = self._held or []
        if len(self._held) >= MOST_HELD:
            self.close(Close(messages.BAD_MESSAGE, "Too many messages before the acknowledgement"))
        else:
            self._held.append(text)

    def _handle(self, message: Message) -> None:
        match message.kind:
            case "connection_init":
                self._init(message)
            case "ping":
                self._wire.say(messages.PONG)
            case "subscribe":
                self._subscribe(message)
            case "complete":
                self._complete(message.id)
            case _:
                pass  # pong: that it was heard is enough

    def _init(self, message: Message) -> None:
        if self._begun:
            raise Close(messages.TOO_MANY_INITS, "Too many initialisation requests")
        self._begun, self._payload = True, message.payload or NO_PAYLOAD
        self._wait(self._limits.ping_seconds, self._ping)
        self._start(self._sign_in())

    async def _sign_in(self) -> None:
        try:
            self._identity = await self._door.sign_in(self._wire.connection, self._payload)
        except NotSignedIn:
            raise Close(messages.FORBIDDEN, "Forbidden") from None
        if self._identity is not None and self._identity.expires_at is not None:
            left = (self._identity.expires_at - self._now()).total_seconds()
            self._expires_at = self._loop.time() + left
            self._wait(self._limits.ping_seconds, self._ping)
        self._sit_down()
        self._acknowledged = True
        self._wire.say(messages.ACK)
        held, self._held = self._held or (), None
        for text in held:
            self.hear(text)

    def _sit_down(self) -> None:
        """Until the socket is closed."""
        try:
            self._door.sittings.sit_down(self._identity, self.recheck)
            self._is_seated = True
        except TooMany:
            raise Close(messages.TRY_AGAIN, "Too many connections") from None

    def recheck(self) -> None:
        """Whether the session still holds: something was said of who has it."""
        self._start(self._recheck())

    async def _recheck(self) -> None:
        if not await self._door.still_admits(self._wire.connection, self._payload, self._identity):
            raise Close(messages.FORBIDDEN, "Session ended")

    def _subscribe(self, message: Message) -> None:
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
            self._wire.say(messages.error_message(message.id, [_too_many(most)]))
            return
        operating = self._operations[message.id] = _Operating(self, self._wire, message.id)
        operating.task = self._start(self._operate(operating, operation))

    def _complete(self, name: str) -> None:
        if operating := self._operations.pop(name, None):
            operating.leave()

    async def _operate(self, operating: "_Operating", operation: Operation) -> None:
        """Until nothing more comes, or the rest comes from a group."""
        pulse.set(self)
        try:
            prepared = self._door.admit(operation, self._identity)
        except Unreadable as refusal:
            self.refuse(operating, refusal.errors)
            return
        self._tally.operations[prepared.kind.value] += 1
        stream = await self._door.open(prepared, self._identity, operating)
        operating.sharing = stream.sharing
        async with aclosing(stream.results) as results:
            async for result in results:
                await self._wire.room()
                operating.put(result)
                if result.last or not result.executed:
                    return  # and the client has been told so
        operating.task = None
        if not stream.goes_on:
            self.finish(operating)

    def finish(self, operating: "_Operating") -> None:
        """Nothing more comes."""
        if self._operations.get(operating.name) is operating:
            del self._operations[operating.name]  # before the client hears: it may use the id again
            operating.leave()
            self._wire.say(messages.complete_message(operating.name))

    def refuse(self, operating: "_Operating", errors: list[GraphQLError]) -> None:
        """Nothing was run."""
        if self._operations.get(operating.name) is operating:
            del self._operations[operating.name]
            self._wire.say(messages.error_message(operating.name, errors))

    def interrupt(self, interruption: Interrupted) -> None:
        """An error message would end an operation for good; after this the client comes back and resumes."""
        if isinstance(interruption, ShuttingDown):
            self.close(Close(messages.RESTARTING, "Service restart"))
        else:
            slow = isinstance(interruption, TooSlow)
            self.close(Close(messages.TRY_AGAIN, "Too slow" if slow else "Resume after the last cursor"))

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._loop.create_task(work)
        self._tasks = self._tasks or set()
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        """The outermost edge of everything that a message has begun."""
        if self._tasks is not None:
            self._tasks.discard(task)
        self._tasks = self._tasks or None
        failure = None if task.cancelled() else task.exception()
        if isinstance(failure, Close):
            self.close(failure)
        elif isinstance(failure, Interrupted):
            self.interrupt(failure)
        elif failure is not None and not self._over:
            log.error("a socket failed", exc_info=failure)
            self.close(Close(messages.TRY_AGAIN, "Try again later"))

    def _miss_init(self) -> None:
        self.close(Close(messages.TIMED_OUT, "Connection initialisation timeout"))

    def _ping(self) -> None:
        """Our own: the server's would close with 1011, after which clients stay away for good."""
        self._wait(self._limits.pong_seconds, self._expect_pong, time.monotonic())
        self.ask()

    def _expect_pong(self, asked: float) -> None:
        if self.heard_at < asked:
            self.close(Close(messages.TIMED_OUT, "Pong timeout"))
        else:
            self._wait(self._limits.ping_seconds, self._ping)

    def _expire(self) -> None:
        self.close(Close(messages.FORBIDDEN, "Session expired"))

    def _wait(self, seconds: float, then: Callable[..., None], *given: Any) -> None:
        """For one thing at a time, and for the end of the session if that comes first."""
        self._timer.cancel()
        if self._expires_at is not None and (left := self._expires_at - self._loop.time()) <= seconds:
            seconds, then, given = max(0.0, left), self._expire, ()
        self._timer = self._loop.call_later(seconds, then, *given, context=NO_CONTEXT)


class _Operating:
    """One operation of a conversation, and the outlet of its results."""

    __slots__ = ("_conversation", "_head", "_wire", "name", "sharing", "task")

    def __init__(self, conversation: Conversation, wire: Wire, name: str) -> None:
        self._conversation, self._wire, self.name = conversation, wire, name
        self._head = messages.next_head(name)
        self.sharing: Sharing | None = None
        self.task: asyncio.Task[None] | None = None

    def put(self, result: Result) -> None:
        if not result.executed:
            self._conversation.refuse(self, result.errors)
            return
        self._wire.say(b"%b%b}" % (self._head, result.encode()))
        if result.last:
            self._conversation.finish(self)

    def end(self, failure: Exception) -> None:
        self._conversation.interrupt(failure if isinstance(failure, Interrupted) else Interrupted())

    def leave(self) -> None:
        if self.task is not None:
            self.task.cancel()
        if self.sharing is not None:
            self.sharing.leave()


def _too_many(most: int) -> GraphQLError:
    extensions = {"code": "LIMIT_EXCEEDED", "limit": "operations", "allowed": most}
    return GraphQLError(f"한 연결에서 동시에 {most}개까지 구독할 수 있습니다.", extensions=extensions)

"""A small graphql-transport-ws client that comes back after every break, at any server, behind its cursor."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count, cycle
from random import Random
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage
from websockets.typing import Subprotocol

from benchmarks.soak.following import Follow
from benchmarks.soak.relay import reset
from subscriptions.cursor import Cursor

PROTOCOL = Subprotocol("graphql-transport-ws")
BROKEN = (OSError, EOFError, TimeoutError, ConnectionClosed, InvalidHandshake, InvalidMessage)
FINAL = frozenset({4400, 4401, 4403, 4406, 4409, 4429})  # docs/live.md: do not come back
PATIENCE = 2.0  # seconds for a server to take a connection, before another one is tried
PAUSE = 0.3  # seconds at most before coming back; half of it is chance
REST = {"NOT_FOUND": 5.0}  # seconds until one asks again for what one may not see
COMPLETED = [{"extensions": {"code": "complete"}}]
NOTHING: dict[str, Any] = {}
PONG = '{"type":"pong"}'

Door = Callable[[], int]  # the port of a server, or of a relay before it
Token = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Heard:
    """One event as a client was told it. `at`: when, by the monotonic clock."""

    position: int
    version: int
    kind: str
    request: str | None  # its global identifier
    at: float


@dataclass(slots=True)
class Stream:
    """One subscription through all its breaks. `start`: what it must be told lies behind this position."""

    follow: Follow
    cursor: str
    start: int
    heard: list[Heard] = field(default_factory=list[Heard])
    snapshots: int = 0
    refusals: Counter[str] = field(default_factory=Counter[str])  # codes of operations that ended in an error
    id: str | None = None  # of the operation that runs now
    not_before: float = 0.0  # by the monotonic clock: when it may be asked for anew
    _more: asyncio.Event = field(default_factory=asyncio.Event)

    async def heard_of(self, version: int) -> float:
        """When it first heard of this version, or of a later one."""
        while not self.heard or self.heard[-1].version < version:
            self._more.clear()
            await self._more.wait()
        return next(heard.at for heard in self.heard if heard.version >= version)

    def refuse(self, errors: Any) -> None:
        codes = [error["extensions"]["code"] for error in errors]
        self.refusals.update(codes)
        self.id, self.not_before = None, time.monotonic() + REST.get(codes[0], PAUSE)

    def take(self, payload: Any) -> bool:
        """False for an event that could not be told: it is asked for once more, behind the last cursor."""
        item: Any = (payload.get("data") or NOTHING).get("live")
        if item is None or payload.get("errors"):
            self.refuse(payload["errors"])
            return False
        self.cursor = item["cursor"]
        if item["__typename"] == "SnapshotRequired":
            self.snapshots += 1
            self.start = Cursor.decode(self.cursor).position
            return True
        self.heard.append(_heard(item))
        self._more.set()
        return True


class Client:
    """One socket with some streams. `doors`: where servers may be found, tried in turns."""

    def __init__(self, token: Token, doors: Sequence[Door], streams: Sequence[Stream], luck: Random) -> None:
        self.streams = streams
        self.sessions = 0  # acknowledged, the first included
        self.resumes = 0  # of streams, behind a cursor, after a break
        self.codes: Counter[int] = Counter()  # with which the server closed, or 1006
        self._token, self._doors, self._luck = token, cycle(doors), luck
        self._line: ClientConnection | None = None
        self.ready = asyncio.Event()  # set while a session is acknowledged
        self._ids = count(1)

    async def run(self) -> None:
        while True:
            with suppress(*BROKEN):
                await self._sit()
            await asyncio.sleep(PAUSE * self._luck.uniform(0.5, 1))

    def cut(self, *, by_reset: bool) -> bool:
        """Without a close frame, whatever is on the way. False where there is nothing to cut."""
        if self._line is None or not self.ready.is_set():
            return False
        self.ready.clear()
        if by_reset:
            reset(self._line.transport)
        else:
            self._line.transport.abort()
        return True

    async def subscribe_anew(self) -> None:
        """Streams that ended while the socket stands."""
        if self._line is not None and self.ready.is_set():
            with suppress(ConnectionClosed):
                await self._subscribe(self._line)

    async def _sit(self) -> None:
        port = next(self._doors)()
        async with connect(
            f"ws://127.0.0.1:{port}/graphql",
            subprotocols=[PROTOCOL],
            compression=None,
            proxy=None,
            open_timeout=PATIENCE,
            close_timeout=0.1,
            ping_interval=None,
        ) as line:
            self._line = line
            try:
                await line.send(
                    _written(type="connection_init", payload={"authorization": f"Bearer {self._token()}"})
                )
                async for text in line:
                    await self._hear(line, orjson.loads(text))
            finally:
                self._leave(line)

    def _leave(self, line: ClientConnection) -> None:
        self._line = None
        self.ready.clear()
        self.codes[line.close_code or 1006] += 1
        for stream in self.streams:
            stream.id = None

    async def _hear(self, line: ClientConnection, message: dict[str, Any]) -> None:
        match message["type"]:
            case "connection_ack":
                self.sessions += 1
                self.ready.set()
                await self._subscribe(line)
            case "ping":
                await line.send(PONG)
            case "next" | "error" | "complete":
                await self._take(line, message)
            case _:
                pass

    async def _subscribe(self, line: ClientConnection) -> None:
        for stream in self.streams:
            if stream.id is None and stream.not_before <= time.monotonic():
                stream.id = str(next(self._ids))
                self.resumes += self.sessions > 1 or bool(stream.refusals)
                asked = stream.follow.asked(stream.cursor)
                await line.send(_written(type="subscribe", id=stream.id, payload=asked))

    async def _take(self, line: ClientConnection, message: dict[str, Any]) -> None:
        stream = next((one for one in self.streams if one.id == message["id"]), None)
        if stream is None:
            return  # of an operation that we have let go
        if message["type"] == "next":
            if not stream.take(message["payload"]):
                await line.send(_written(type="complete", id=message["id"]))
            return
        stream.refuse(message["payload"] if message["type"] == "error" else COMPLETED)


def _heard(item: Any) -> Heard:
    event, request = item["event"], item["request"]
    return Heard(
        position=item["position"],
        version=event["version"],
        kind=event["__typename"],
        request=request and request["id"],
        at=time.monotonic(),
    )


def _written(**message: Any) -> str:
    return orjson.dumps(message).decode()

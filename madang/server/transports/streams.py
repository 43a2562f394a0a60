"""Operations whose results come one by one over HTTP: Server-Sent Events and multipart.

Server-Sent Events as graphql-sse's distinct connections have them, with the cursor of each event as its id:
a browser's EventSource resumes by itself (Last-Event-ID). Multipart as Apollo's clients ask for it.
"""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

import orjson
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send

from madang.server.headers import usual_head
from madang.server.transports.negotiation import OFFERED, quality, ranges_with_parameters
from schema.operations import Result
from subscriptions.follower import Interrupted

LINE = "madang.line"  # where in an ASGI scope a connection of ours says how it can be ended
EVENTS, PARTS = "text/event-stream", "multipart/mixed"
BOUNDARY = "graphql"
SPECIFIED = "subscriptionspec=1.0"

Results = AsyncGenerator[Result, None]


@dataclass(frozen=True, slots=True)
class StreamLimits:
    beat_seconds: float = 12.0  # how long at most until something is sent, so that nobody takes it for dead
    send_seconds: float = 10.0  # how long a client may leave what is sent unread


@dataclass(slots=True)
class Line:
    """The connection below a stream. `ending`: the server is told to stop. `drop` waits for nobody."""

    drop: Callable[[], None] = lambda: None
    ending: asyncio.Event = field(default_factory=asyncio.Event)


class Format(Protocol):
    """How results look on the wire."""

    media: str
    beat: bytes

    def next(self, result: Result) -> bytes: ...
    def complete(self) -> bytes: ...
    def interrupted(self) -> bytes:
        """The stream ends here and could go on elsewhere or later."""
        ...


class Events:
    media = f"{EVENTS}; charset=utf-8"
    beat = b":\n\n"

    def next(self, result: Result) -> bytes:
        id = b"" if result.cursor is None else b"id: %b\n" % result.cursor.encode()
        return b"event: next\n%bdata: %b\n\n" % (id, result.encode())

    def complete(self) -> bytes:
        return b"event: complete\ndata:\n\n"

    def interrupted(self) -> bytes:
        return b""  # clients come back after an end that is not complete


class Parts:
    media = f'{PARTS}; boundary="{BOUNDARY}"; subscriptionSpec="1.0"'
    last = b"\r\n--graphql--\r\n"

    def __init__(self) -> None:
        self.beat = self._part(b"{}")

    def next(self, result: Result) -> bytes:
        return self._part(b'{"payload":%b}' % result.encode())

    def complete(self) -> bytes:
        return self.last

    def interrupted(self) -> bytes:
        said = GraphQLError("다시 이어 주십시오.", extensions={"code": "INTERRUPTED"})
        return self._part(orjson.dumps({"payload": None, "errors": [said.formatted]})) + self.last

    def _part(self, json: bytes) -> bytes:
        return b"\r\n--graphql\r\ncontent-type: application/json; charset=utf-8\r\n\r\n%b" % json


def wanted_format(accept: bytes) -> Format | None:
    """None for a client that would rather have plain JSON: of what it likes equally, it names the best first.

    Clients of GraphQL name JSON, events and parts with every query (urql), or parts before JSON with
    subscriptions only (Apollo).
    """
    if EVENTS.encode() not in accept and PARTS.encode() not in accept:
        return None
    ranges = ranges_with_parameters(accept.decode("latin-1"))
    liked = [(quality(parameters), form) for form, parameters in _forms(ranges)]
    best = max(liked, key=lambda one: one[0], default=(0.0, None))  # the first of equals
    return best[1] if best[0] > 0 else None


def _forms(ranges: Iterable[tuple[str, list[str]]]) -> Iterator[tuple[Format | None, list[str]]]:
    for media, parameters in ranges:
        if media in OFFERED:
            yield None, parameters
        elif media == EVENTS:
            yield Events(), parameters
        elif media == PARTS and SPECIFIED in [one.replace('"', "").replace(" ", "") for one in parameters]:
            yield Parts(), parameters


class Streaming:
    """One stream of results to one client, until they, its session or the server end, or it leaves."""

    def __init__(
        self,
        form: Format,
        scope: Scope,
        limits: StreamLimits,
        *,
        until: datetime | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._form, self._limits, self._until, self._now = form, limits, until, now
        self._line: Line = scope.get(LINE) or Line()

    def end(self) -> None:
        self._line.ending.set()

    async def run(self, results: Results, receive: Receive, send: Send) -> None:
        head = [*usual_head(self._form.media), (b"x-accel-buffering", b"no")]
        try:
            await self._say(send, {"type": "http.response.start", "status": 200, "headers": head})
            await self._say(send, _body(self._form.beat))  # an answer, before anything happens
            async with aclosing(results):
                last = await self._pass_on(results, receive, send)
            if last is not None:
                await self._say(send, _body(last, more=False))
        except TimeoutError:
            self._line.drop()
            await asyncio.sleep(
                0
            )  # the server hears that the line is lost before it wonders where the end is

    async def _pass_on(self, results: Results, receive: Receive, send: Send) -> bytes | None:
        """Returns what ends the stream; None if nobody is there to hear it."""
        gone, ending = (asyncio.create_task(one) for one in (_gone(receive), self._line.ending.wait()))
        coming: asyncio.Task[Result | None] | None = None
        try:
            while True:
                coming = coming or asyncio.create_task(_next(results))
                done, _ = await asyncio.wait(
                    {gone, ending, coming}, timeout=self._patience, return_when=asyncio.FIRST_COMPLETED
                )
                if gone in done:
                    return None
                if coming in done:
                    result, coming = coming.result(), None
                    if result is None:
                        return self._form.complete()
                    await self._say(send, _body(self._form.next(result)))
                elif ending in done or self._is_over:
                    return self._form.interrupted()
                else:
                    await self._say(send, _body(self._form.beat))
        except Interrupted:
            return self._form.interrupted()
        finally:
            await _cancelled(gone, ending, *([coming] if coming else ()))

    @property
    def _left(self) -> float:
        return float("inf") if self._until is None else (self._until - self._now()).total_seconds()

    @property
    def _is_over(self) -> bool:
        return self._left <= 0

    @property
    def _patience(self) -> float:
        return max(0.0, min(self._limits.beat_seconds, self._left))

    async def _say(self, send: Send, message: dict[str, Any]) -> None:
        async with asyncio.timeout(self._limits.send_seconds):
            await send(message)


async def _next(results: Results) -> Result | None:
    return await anext(results, None)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cancelled(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks, return_exceptions=True)


def _body(chunk: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.response.body", "body": chunk, "more_body": more}

"""GraphQL over HTTP, as the draft of the GraphQL Foundation has it: POST with JSON, GET for queries.

`GraphQLOverHTTP.answer` holds the rules, whichever way a request comes in: as ASGI has it, or by the short
way of madang.server.transports.quick.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from time import perf_counter
from typing import Any

from graphql import GraphQLError, OperationType
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from madang.errors import NotSignedIn
from madang.server.auth import Identity
from madang.server.headers import usual_head
from madang.server.transports.clients import comes_from
from madang.server.transports.door import Door
from madang.server.transports.negotiation import GRAPHQL, JSON, choose, wants_page
from madang.server.transports.reading import BadRequest, from_body, from_query_string
from madang.server.transports.sittings import TooMany
from madang.server.transports.streams import Format, Results, Streaming, StreamLimits, wanted_format
from madang.server.transports.tally import NOTHING, Requests
from schema.documents import Unreadable
from schema.operations import Operation, Prepared, Result, refused
from schema.refusals import present

OUR_HEADER = "x-madang-request"  # a foreign page cannot send it without asking first
LONGEST_CONTENT_TYPE = 200

Headers = Mapping[bytes, bytes]
Head = list[tuple[bytes, bytes]]
Body = Callable[[], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class HttpLimits:
    body_bytes: int = 1 << 20
    body_seconds: float = 30.0
    streams: StreamLimits = field(default_factory=StreamLimits)


@dataclass(slots=True)
class Asked:
    """A request. Names of headers are lower case; of repeated ones the first counts.

    `arrived`: when the whole of it was there; `reads`: by now a query is run, which nobody needs to end once
    who asked has left.
    """

    scope: Scope
    headers: Headers
    body: bytes | Body
    arrived: float = field(default_factory=perf_counter)
    reads: bool = False

    @property
    def method(self) -> str:
        return self.scope["method"]


@dataclass(slots=True)
class Answer:
    """`operation`: the name of what was run, for the access log; `kind`: what it was, for the metrics."""

    status: int
    media: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    operation: str | None = None
    kind: str = NOTHING

    def head(self) -> Head:
        said = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        return [
            *usual_head(f"{self.media}; charset=utf-8"),
            *said,
            (b"content-length", str(len(self.body)).encode()),
        ]


def first_of_each(headers: Head) -> dict[bytes, bytes]:
    return dict(reversed(headers))


class GraphQLOverHTTP:
    """An ASGI application for one path. `page`: what a browser gets that looks in (GraphiQL)."""

    def __init__(
        self, door: Door[Any], *, limits: HttpLimits | None = None, page: ASGIApp | None = None
    ) -> None:
        self.tally = Requests()
        self._door = door
        self._limits = limits or HttpLimits()
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if self._page is not None and _looks_in(request):
            await self._page(scope, receive, send)
            return
        comes_from(scope)
        asked = Asked(scope, first_of_each(scope["headers"]), lambda: self._body(request))
        form = wanted_format(asked.headers.get(b"accept", b""))
        try:
            if form is not None:
                await self._stream(form, asked, receive, send)
            else:
                await _send(await self.answer(asked), send)
        except ClientDisconnect:
            return

    async def answer(self, asked: Asked) -> Answer:
        """Raises ClientDisconnect, and what the body raises; everything else is an answer."""
        comes_from(asked.scope)
        media = choose(asked.headers.get(b"accept", b""))
        try:
            if media is None:
                raise BadRequest(f"{JSON} 또는 {GRAPHQL}로만 답합니다.", status=406, code="NOT_ACCEPTABLE")
            answer = await self._run(await self._read(asked), asked, media)
        except ClientDisconnect:
            raise
        except Exception as error:  # the outermost edge: sign-in or context failed
            answer = _failed(error, media or JSON)
        return self._counted(answer, asked)

    def _counted(self, answer: Answer, asked: Asked) -> Answer:
        self.tally.add(answer.kind, answer.status, perf_counter() - asked.arrived)
        return answer

    async def _stream(self, form: Format, asked: Asked, receive: Receive, send: Send) -> None:
        """Raises ClientDisconnect. What is no operation at all is answered as ever."""
        try:
            operation = await self._read(asked)
            identity = await self._door.sign_in(HTTPConnection(asked.scope))
            kind, results = self._results(operation, identity, asked)
        except ClientDisconnect:
            raise
        except Exception as error:
            await self._refuse(error, asked, send)
            return
        until = identity.expires_at if identity else None
        streaming = Streaming(form, asked.scope, self._limits.streams, until=until)
        checks: set[asyncio.Task[None]] = set()

        def recheck() -> None:
            check = asyncio.create_task(self._end_if_over(streaming, asked, identity))
            checks.add(check)
            check.add_done_callback(checks.discard)

        try:
            with self._door.sittings.seated(identity, recheck):
                self.tally.add(kind, HTTPStatus.OK, perf_counter() - asked.arrived)
                await streaming.run(results, receive, send)
        except TooMany:
            many = BadRequest("동시에 연 연결이 너무 많습니다.", status=429, code="LIMIT_EXCEEDED")
            await self._refuse(many, asked, send)

    async def _refuse(self, error: Exception, asked: Asked, send: Send) -> None:
        await _send(self._counted(_failed(error, JSON), asked), send)

    async def _end_if_over(self, streaming: Streaming, asked: Asked, identity: Identity | None) -> None:
        """Also where nobody can say now: the client comes back, and is asked again."""
        with suppress(Exception):
            if await self._door.still_admits(HTTPConnection(asked.scope), None, identity):
                return
        streaming.end()

    def _results(
        self, operation: Operation | Prepared, identity: Identity | None, asked: Asked
    ) -> tuple[str, Results]:
        """The operation's kind, and what comes of it. Raises BadRequest for a change by GET."""
        try:
            prepared = self._door.admit(operation, identity)
        except Unreadable as refusal:
            return NOTHING, _only(refused(*refusal.errors))
        _refuse_change_by_get(prepared, asked.method)
        after = asked.headers.get(b"last-event-id", b"").decode("latin-1") or None
        return prepared.kind.value, self._door.stream(prepared, identity, after=after)

    async def _read(self, asked: Asked) -> Operation | Prepared:
        if asked.method == "GET":
            refuse_forged(asked.headers)
            return from_query_string(asked.scope["query_string"])
        if asked.method != "POST":
            raise BadRequest(
                "GET이나 POST로 보내 주세요.",
                status=405,
                code="METHOD_NOT_ALLOWED",
                headers={"allow": "GET, POST"},
            )
        _check_content(asked.headers.get(b"content-type", b""), asked.headers.get(b"content-encoding", b""))
        body = asked.body if isinstance(asked.body, bytes) else await self._arriving(asked, asked.body)
        if len(body) > self._limits.body_bytes:
            raise self._too_large()
        return self._door.engine.repeated.find(body) or from_body(body)

    async def _arriving(self, asked: Asked, body: Body) -> bytes:
        whole = await body()
        asked.arrived = perf_counter()
        return whole

    async def _body(self, request: Request) -> bytes:
        most = self._limits.body_bytes
        declared = request.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            raise self._too_large()
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > most:
                        break
        except TimeoutError:
            raise BadRequest("본문이 너무 늦게 옵니다.", status=408, code="BODY_TOO_SLOW") from None
        return bytes(body)

    def _too_large(self) -> BadRequest:
        most = f"요청 본문은 {self._limits.body_bytes:,}바이트까지입니다."
        return BadRequest(most, status=413, code="BODY_TOO_LARGE")

    async def _run(self, operation: Operation | Prepared, asked: Asked, media: str) -> Answer:
        try:
            identity = await self._door.sign_in(HTTPConnection(asked.scope))
            prepared = self._door.admit(operation, identity)
            _check_method(prepared, asked.method)
            if prepared is not operation and isinstance(asked.body, bytes):
                self._door.engine.repeated.keep(asked.body, prepared)
            context = await self._door.context_for(identity)
        except Unreadable as refusal:
            return _answer(refused(*refusal.errors), media)
        asked.reads = prepared.kind is OperationType.QUERY
        answer = _answer(await self._door.engine.execute(prepared, context), media)
        answer.operation, answer.kind = prepared.name, prepared.kind.value
        return answer


def _answer(result: Result, media: str) -> Answer:
    refused_as = HTTPStatus.BAD_REQUEST if media == GRAPHQL else HTTPStatus.OK
    status = HTTPStatus.OK if result.executed else refused_as
    return Answer(status, media, result.encode())


def _failed(error: Exception, media: str) -> Answer:
    if isinstance(error, NotSignedIn):
        headers = {"www-authenticate": "Bearer"}
        error = BadRequest(str(error), status=401, code=error.code, headers=headers)
    if isinstance(error, BadRequest):
        shown = GraphQLError(error.message, extensions={"code": error.code})
        return Answer(error.status, media, refused(shown).encode(), error.headers)
    shown = present(GraphQLError(str(error), original_error=error))
    return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, media, refused(shown).encode())


async def _only(result: Result) -> Results:
    yield result


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.head()})
    await send({"type": "http.response.body", "body": answer.body})


def _looks_in(request: Request) -> bool:
    asks = "query" in request.query_params
    return request.method in {"GET", "HEAD"} and not asks and wants_page(request.headers.get("accept"))


def refuse_forged(headers: Headers) -> None:
    """A link on a foreign page makes the browser send our cookies along, but never our header.

    An EventSource can send none at all; of what it does by itself the browser says where it comes from.
    """
    ours = OUR_HEADER.encode() in headers or headers.get(b"sec-fetch-site") == b"same-origin"
    if b"cookie" in headers and not ours:
        message = f"로그인한 브라우저는 {OUR_HEADER} 헤더를 함께 보내야 합니다."
        raise BadRequest(message, status=403, code="CSRF")


@lru_cache(maxsize=256)  # what is refused raises, and is not kept
def _check_content(content_type: bytes, encoding: bytes) -> None:
    """Only JSON in UTF-8. Forms, which foreign pages may send with our cookies, thereby stay outside."""
    media, *parameters = [part.strip().lower() for part in content_type.decode("latin-1").split(";")]
    if media != JSON or len(content_type) > LONGEST_CONTENT_TYPE:
        raise BadRequest(f"content-type은 {JSON}이어야 합니다.", status=415, code="UNSUPPORTED_MEDIA_TYPE")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in {"utf-8", "utf8"}:
            raise BadRequest("문자 집합은 UTF-8이어야 합니다.", status=415, code="UNSUPPORTED_CHARSET")
    if (encoding or b"identity").lower() != b"identity":
        raise BadRequest("압축한 본문은 받지 않습니다.", status=415, code="UNSUPPORTED_ENCODING")


def _check_method(prepared: Prepared, method: str) -> None:
    if prepared.kind is OperationType.SUBSCRIPTION:
        raise BadRequest(
            "구독은 WebSocket(graphql-transport-ws)으로 하거나 accept: text/event-stream으로 받아 주세요.",
            code="SUBSCRIPTION_OVER_HTTP",
        )
    _refuse_change_by_get(prepared, method)


def _refuse_change_by_get(prepared: Prepared, method: str) -> None:
    if prepared.kind is OperationType.MUTATION and method == "GET":
        raise BadRequest(
            "바꾸는 작업은 POST로 보내 주세요.",
            status=405,
            code="METHOD_NOT_ALLOWED",
            headers={"allow": "POST"},
        )

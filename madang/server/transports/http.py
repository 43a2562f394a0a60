"""GraphQL over HTTP, as the draft of the GraphQL Foundation has it: POST with JSON, GET for queries."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from graphql import GraphQLError, OperationType
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from madang.errors import NotSignedIn
from madang.server.transports.door import Door
from madang.server.transports.negotiation import GRAPHQL, JSON, choose, wants_page
from madang.server.transports.reading import BadRequest, from_body, from_query_string
from schema.documents import Unreadable
from schema.execution import Operation, Prepared, Result, refused
from schema.refusals import present

OUR_HEADER = "x-madang-request"  # a foreign page cannot send it without asking first


@dataclass(frozen=True, slots=True)
class HttpLimits:
    body_bytes: int = 1 << 20
    body_seconds: float = 30.0


class GraphQLOverHTTP:
    """An ASGI application for one path. `page`: what a browser gets that looks in (GraphiQL)."""

    def __init__(
        self, door: Door[Any], *, limits: HttpLimits | None = None, page: ASGIApp | None = None
    ) -> None:
        self._door = door
        self._limits = limits or HttpLimits()
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if self._page is not None and _looks_in(request):
            await self._page(scope, receive, send)
            return
        try:
            response = await self._answer(request)
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        media = choose(request.headers.get("accept"))
        try:
            if media is None:
                raise BadRequest(f"{JSON} 또는 {GRAPHQL}로만 답합니다.", status=406, code="NOT_ACCEPTABLE")
            result = await self._run(await self._read(request), request)
        except BadRequest as bad:
            error = GraphQLError(bad.message, extensions={"code": bad.code})
            return _response(refused(error), media or JSON, bad.status, bad.headers)
        except ClientDisconnect:
            raise
        except Exception as error:  # the outermost edge: sign-in or context failed
            shown = present(GraphQLError(str(error), original_error=error))
            return _response(refused(shown), media or JSON, HTTPStatus.INTERNAL_SERVER_ERROR)
        refusal_status = HTTPStatus.BAD_REQUEST if media == GRAPHQL else HTTPStatus.OK
        return _response(result, media, HTTPStatus.OK if result.executed else refusal_status)

    async def _read(self, request: Request) -> Operation:
        if request.method == "GET":
            refuse_forged(request)
            return from_query_string(request.scope["query_string"])
        if request.method != "POST":
            raise BadRequest(
                "GET이나 POST로 보내 주세요.",
                status=405,
                code="METHOD_NOT_ALLOWED",
                headers={"allow": "GET, POST"},
            )
        _check_content(request.headers)
        return from_body(await self._body(request))

    async def _body(self, request: Request) -> bytes:
        most = self._limits.body_bytes
        too_large = BadRequest(f"요청 본문은 {most:,}바이트까지입니다.", status=413, code="BODY_TOO_LARGE")
        declared = request.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > most:
                        raise too_large
        except TimeoutError:
            raise BadRequest("본문이 너무 늦게 옵니다.", status=408, code="BODY_TOO_SLOW") from None
        return bytes(body)

    async def _run(self, operation: Operation, request: Request) -> Result:
        try:
            identity = await self._door.sign_in(request)
            prepared = self._door.admit(operation, identity)
            _check_method(prepared, request.method)
            context = await self._door.context_for(identity)
        except NotSignedIn as refusal:
            headers = {"www-authenticate": "Bearer"}
            raise BadRequest(str(refusal), status=401, code=refusal.code, headers=headers) from None
        except Unreadable as refusal:
            return refused(*refusal.errors)
        return await self._door.engine.execute(prepared, context)


def _looks_in(request: Request) -> bool:
    asks = "query" in request.query_params
    return request.method in {"GET", "HEAD"} and not asks and wants_page(request.headers.get("accept"))


def refuse_forged(request: Request) -> None:
    """A link on a foreign page makes the browser send our cookies along, but never our header."""
    if "cookie" in request.headers and OUR_HEADER not in request.headers:
        message = f"로그인한 브라우저는 {OUR_HEADER} 헤더를 함께 보내야 합니다."
        raise BadRequest(message, status=403, code="CSRF")


def _check_content(headers: Mapping[str, str]) -> None:
    """Only JSON in UTF-8. Forms, which foreign pages may send with our cookies, thereby stay outside."""
    media, *parameters = [part.strip().lower() for part in headers.get("content-type", "").split(";")]
    if media != JSON:
        raise BadRequest(f"content-type은 {JSON}이어야 합니다.", status=415, code="UNSUPPORTED_MEDIA_TYPE")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in {"utf-8", "utf8"}:
            raise BadRequest("문자 집합은 UTF-8이어야 합니다.", status=415, code="UNSUPPORTED_CHARSET")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise BadRequest("압축한 본문은 받지 않습니다.", status=415, code="UNSUPPORTED_ENCODING")


def _check_method(prepared: Prepared, method: str) -> None:
    if prepared.kind is OperationType.SUBSCRIPTION:
        raise BadRequest(
            "구독은 WebSocket(graphql-transport-ws)으로 해 주세요.", code="SUBSCRIPTION_OVER_HTTP"
        )
    if prepared.kind is OperationType.MUTATION and method == "GET":
        raise BadRequest(
            "바꾸는 작업은 POST로 보내 주세요.",
            status=405,
            code="METHOD_NOT_ALLOWED",
            headers={"allow": "POST"},
        )


def _response(result: Result, media: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    told = {"cache-control": "no-store", "vary": "Accept", **(headers or {})}
    return Response(result.encode(), status, told, media_type=f"{media}; charset=utf-8")

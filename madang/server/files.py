"""Files over HTTP: what is posted as a body comes in piece by piece, and goes out as nothing of ours.

A door of files takes `POST …/{id}` with the bytes as the body and the file's name (percent-encoded UTF-8) in
`x-file-name`, and gives them back to `GET …/{id}`.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import unquote
from uuid import UUID

from graphql import GraphQLError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from madang.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn, Reason, Refused
from madang.files import content_disposition
from madang.server.transports.door import Door
from madang.server.transports.http import first_of_each, refuse_forged
from madang.server.transports.reading import BadRequest
from resolvers.context import Context
from schema.refusals import present

NAME = "x-file-name"
IDLE_SECONDS = 30.0  # between two pieces of a body

STATUSES: dict[type[Refused], HTTPStatus] = {
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Invalid: HTTPStatus.BAD_REQUEST,
}
FINER = {
    Reason.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Reason.UNSUPPORTED: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    Reason.DISGUISED: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
# What somebody uploaded is never shown as a page of ours, whatever it contains, and never kept by a proxy.
UNTRUSTED = {
    "cache-control": "private, no-cache",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class File(Protocol):
    @property
    def name(self) -> Any: ...
    @property
    def media_type(self) -> Any: ...
    @property
    def size(self) -> Any: ...
    @property
    def sha256(self) -> Any: ...


class FilesOverHTTP(ABC):
    """An ASGI application for addresses that end with `{id}`."""

    def __init__(self, door: Door[Context], *, idle_seconds: float = IDLE_SECONDS) -> None:
        self._door, self._idle_seconds = door, idle_seconds

    @abstractmethod
    async def take(self, request: Request, ctx: Context, body: AsyncIterator[bytes]) -> Response:
        """Keep what is sent."""

    @abstractmethod
    async def give(self, request: Request, ctx: Context) -> Response:
        """What is asked for, to who may see it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            return await self._act(request)
        except Refused as refusal:
            status = FINER.get(refusal.reason) if refusal.reason else None
            return _failed(present_refusal(refusal), status or STATUSES[type(refusal)])
        except BadRequest as bad:
            error = GraphQLError(bad.message, extensions={"code": bad.code})
            return _failed(error, bad.status, bad.headers)
        except ClientDisconnect:
            raise
        except Exception as error:  # the outermost edge: presented and logged as an incident
            shown = present(GraphQLError(str(error), original_error=error))
            return _failed(shown, HTTPStatus.INTERNAL_SERVER_ERROR)

    async def _act(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD", "POST"}:
            allowed = {"allow": "GET, HEAD, POST"}
            message = "GET이나 POST로 보내 주세요."
            raise BadRequest(message, status=405, code="METHOD_NOT_ALLOWED", headers=allowed)
        if request.method == "POST":
            refuse_forged(first_of_each(request.scope["headers"]))
        ctx = await self._door.context_for(await self._door.sign_in(request))
        return await (self._take(request, ctx) if request.method == "POST" else self.give(request, ctx))

    async def _take(self, request: Request, ctx: Context) -> Response:
        declared = request.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > ctx.policy.attachment_bytes:
            most = f"{ctx.policy.attachment_bytes / 1_048_576:,.3g}MB"
            raise Invalid(f"파일 하나는 {most}까지 올릴 수 있습니다.", reason=Reason.TOO_LARGE)
        return await self.take(request, ctx, self._body(request))

    async def _body(self, request: Request) -> AsyncIterator[bytes]:
        pieces = request.stream()
        while True:
            try:
                async with asyncio.timeout(self._idle_seconds):
                    piece = await anext(pieces, None)
            except TimeoutError:
                raise BadRequest("본문이 너무 늦게 옵니다.", status=408, code="BODY_TOO_SLOW") from None
            if piece is None:
                return
            yield piece


def given(request: Request, file: File, pieces: AsyncIterator[bytes], *, inline: bool = False) -> Response:
    """The bytes, unless whoever asks has them; `inline` is for pictures on pages of ours."""
    if answer := unchanged(request, file):
        return answer
    headers = _tagged(file) | {
        "content-disposition": content_disposition(file.name, inline=inline),
        "content-length": str(file.size),
        "content-type": file.media_type,
    }
    if request.method == "HEAD":
        return Response(headers=headers)
    return StreamingResponse(pieces, headers=headers)


def unchanged(request: Request, file: File) -> Response | None:
    """The answer to whoever has these very bytes: before any work for them."""
    headers = _tagged(file)
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return None


def taken(described: Mapping[str, Any], path: str) -> Response:
    return JSONResponse(dict(described), HTTPStatus.CREATED, {"location": path, "cache-control": "no-store"})


def present_refusal(refusal: Refused) -> GraphQLError:
    return present(GraphQLError(str(refusal), original_error=refusal))


def id_in(request: Request) -> str:
    return request.path_params["id"]


def name_in(request: Request) -> str:
    message = f"파일 이름을 {NAME} 헤더에 UTF-8의 퍼센트 부호로 적어 주세요."
    try:
        name = unquote(request.headers.get(NAME, ""), errors="strict")
    except UnicodeDecodeError:
        raise Invalid(message, field=("name",), reason=Reason.MALFORMED) from None
    if not name.strip():
        raise Invalid(message, field=("name",), reason=Reason.REQUIRED)
    return name


def uuid_in(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Invalid("id는 UUID여야 합니다.", field=("id",), reason=Reason.MALFORMED) from None


def _tagged(file: File) -> dict[str, str]:
    return UNTRUSTED | {"etag": f'"{file.sha256}"'}


def _failed(error: GraphQLError, status: int, headers: Mapping[str, str] | None = None) -> Response:
    told = {"cache-control": "no-store", **(headers or {})}
    if status == HTTPStatus.UNAUTHORIZED:
        told["www-authenticate"] = "Bearer"
    return JSONResponse({"errors": [error.formatted]}, status, told)

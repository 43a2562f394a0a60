"""Forms that come to the site: small, read once, from our own pages."""

import asyncio
from urllib.parse import parse_qs, urlsplit

from starlette.requests import ClientDisconnect, Request

from madang.errors import Forbidden, Invalid, Reason
from madang.server.transports.clients import comes_from

MOST_BYTES, MOST_FIELDS = 1 << 16, 500
PATIENCE = 15.0  # seconds for all of it

Form = dict[str, list[str]]


async def form_of(request: Request) -> Form:
    """The fields of a form. Raises Invalid for what is too large, too slow or no text."""
    comes_from(request.scope)
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BYTES:
                    raise Invalid("보낸 것이 너무 많습니다.", reason=Reason.TOO_LARGE)
        return parse_qs(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except (ValueError, TimeoutError, ClientDisconnect):
        raise Invalid("양식을 읽을 수 없습니다. 다시 보내 주십시오.", reason=Reason.MALFORMED) from None


def refuse_strangers(request: Request, base: str | None) -> None:
    """A page elsewhere could send a form of ours with a visitor's network. Raises Forbidden.

    There is no cookie that it could use; but whom we mail is asked for on our own pages only. A program that
    is no browser names no origin.
    """
    origin = request.headers.get("origin")
    ours = {urlsplit(base or "").netloc, request.headers.get("host", "")}
    if origin is not None and urlsplit(origin).netloc not in ours:
        raise Forbidden("이 누리집의 쪽에서 보낸 것이 아닙니다.")


def first(form: Form, name: str) -> str:
    return form.get(name, [""])[0]

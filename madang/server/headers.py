"""What every answer tells the browser: trust nothing but this server, and show it in nobody's frame."""

from functools import lru_cache

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


@lru_cache(maxsize=8)
def usual_head(content_type: str) -> list[tuple[bytes, bytes]]:
    """Of an answer to an operation, which is for who has asked and nobody else."""
    told = {"content-type": content_type, "cache-control": "no-store", "vary": "Accept", **SECURITY}
    return [(name.encode(), value.encode()) for name, value in told.items()]


class SecurityHeaders:
    """Adds what an answer has not set itself. Plain ASGI: Starlette's base class would break cancellation."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers)

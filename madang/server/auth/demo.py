"""Signing in as somebody of the sample city: on this machine only, and never beside a real sign-in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, cast

import orjson
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route

from madang.errors import Invalid
from madang.server.auth.identity import Identity, Via
from madang.server.auth.sessions import COOKIE, BrowserSessions
from madang.server.settings import Settings
from resolvers.people import Persona

Personas = Callable[[HTTPConnection], Awaitable[Sequence[Persona]]]
OURSELVES = {"localhost", "127.0.0.1", "[::1]"}
LARGEST_BODY = 1_024


def check_allowed(settings: Settings) -> None:
    """Raises Invalid where strangers could come in, or real people sign in."""
    if settings.has_portal:
        raise Invalid(
            "포털 로그인을 쓰는 곳에서는 체험용 인물로 들어올 수 없습니다.", field=("MADANG_PORTAL_JWKS",)
        )
    if not settings.on_loopback:
        message = (
            f"체험용 인물은 이 컴퓨터에서만 쓸 수 있습니다. MADANG_HOST={settings.host}을(를) 지워 주십시오."
        )
        raise Invalid(message, field=("MADANG_HOST",))


class Demo:
    """The cookie as a way to sign in, and the routes that set and clear it."""

    def __init__(self, sessions: BrowserSessions, personas: Personas) -> None:
        self._sessions, self._personas = sessions, personas

    async def __call__(
        self, connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        identity = self._sessions.read(connection.cookies.get(COOKIE, ""))
        return identity if identity and identity.via is Via.DEMO and is_ourselves(connection) else None

    def routes(self) -> list[Route]:
        return [
            Route("/demo/personas", self.list, methods=["GET"]),
            Route("/demo/sign-in", self.sign_in, methods=["POST"]),
            Route("/demo/sign-out", self.sign_out, methods=["POST"]),
        ]

    async def list(self, request: Request) -> Response:
        if not is_ourselves(request):
            return _refusal(403, "이 컴퓨터에서만 쓸 수 있습니다.")
        return _json([_shown(persona) for persona in await self._personas(request)])

    async def sign_in(self, request: Request) -> Response:
        """Takes JSON only: a form on a foreign page cannot send it."""
        if not is_ourselves(request) or not _is_json(request):
            return _refusal(403, "이 컴퓨터에서 JSON으로만 로그인할 수 있습니다.")
        wanted = await _persona_in(request)
        found = [one for one in await self._personas(request) if one.number == wanted]
        if not found:
            return _refusal(404, "그런 체험용 인물이 없습니다. /demo/personas에서 고르십시오.")
        response = _json(_shown(found[0]))
        seconds = int(self._sessions.lasting.total_seconds())
        ticket = self._sessions.issue(found[0].number, Via.DEMO)
        response.set_cookie(COOKIE, ticket, max_age=seconds, httponly=True, samesite="lax", path="/")
        return response

    async def sign_out(self, request: Request) -> Response:
        if not _is_json(request):
            return _refusal(403, "JSON으로만 로그아웃할 수 있습니다.")
        response = Response(status_code=204)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax", path="/")
        return response


def is_ourselves(connection: HTTPConnection) -> bool:
    """Whether the browser was sent to this machine by name: a foreign name that leads here is an attack."""
    host = connection.headers.get("host", "")
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return name.lower() in OURSELVES


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


async def _persona_in(request: Request) -> str | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    try:
        said = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    wanted = cast(dict[str, Any], said).get("persona") if isinstance(said, dict) else None
    return wanted if isinstance(wanted, str) else None


def _shown(persona: Persona) -> dict[str, object]:
    return {
        "number": persona.number,
        "name": persona.name,
        "department": persona.department,
        "position": persona.position.label,
        "roles": [role.label for role in persona.roles],
    }


def _json(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, {"cache-control": "no-store"}, "application/json")


def _refusal(status: int, message: str) -> Response:
    return _json({"message": message}, status)

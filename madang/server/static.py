"""The web pages, from our own files: nothing is fetched from elsewhere, so they work on a closed network."""

from collections.abc import Mapping
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Match, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from madang.server.transports.negotiation import quality, ranges_with_parameters

BUILT = Path(__file__).parents[1] / "static"
APP = Path("index.html")
GRAPHIQL = Path("graphiql", "index.html")

PACKED = ".gz"
FOREVER = "public, max-age=31536000, immutable"  # the names of assets carry a digest of their content

OURSELVES_ONLY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
# The editor runs workers, writes style elements of its own and keeps its fonts in its style sheet.
EDITOR = OURSELVES_ONLY | {
    "worker-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "font-src": "'self' data:",
}
PAGE_HEADERS = {
    "cache-control": "no-cache",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "vary": "Accept",
}

INTERFACES = {
    "attachments",
    "demo",
    "feeds",
    "graphql",
    "news",
    "newsletter-files",
    "static",
}  # what is not found there is no page

NOT_BUILT = """<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<title>마당</title>
<h1>웹 화면이 없습니다</h1>
<p>설치할 때 웹 화면을 만들지 못했습니다.
인터넷에 연결된 곳에서 <code>python web/build.py</code>를 실행한 뒤 새로 고치십시오.</p>
<p>GraphQL API는 <code>/graphql</code>에서 그대로 쓸 수 있습니다.</p>
</html>
"""


class Assets(StaticFiles):
    """Files whose names change with their content: a browser needs to ask for each but once."""

    async def check_config(self) -> None:
        """There may be no files at all: the product runs without its pages."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await self._packed(path, scope) or await super().get_response(path, scope)
        response.headers["vary"] = "Accept-Encoding"
        response.headers["x-content-type-options"] = "nosniff"
        if response.status_code < 400:
            response.headers["cache-control"] = FOREVER
        return response

    async def _packed(self, path: str, scope: Scope) -> Response | None:
        """What the build has packed beside the file, for who can unpack it."""
        if not takes_gzip(Headers(scope=scope).get("accept-encoding", "")):
            return None
        try:
            response = await super().get_response(path + PACKED, scope)
        except HTTPException:
            return None
        response.headers["content-encoding"] = "gzip"
        return response


def takes_gzip(accepted: str) -> bool:
    """Of an Accept-Encoding header."""
    return any(name == "gzip" and quality(given) > 0 for name, given in ranges_with_parameters(accepted))


def assets(built: Path = BUILT) -> Mount:
    """The route of everything the pages load."""
    return Mount("/static/assets", Assets(directory=built / "assets", check_dir=False), name="assets")


def are_built(built: Path = BUILT) -> bool:
    return (built / APP).is_file()


class Page:
    """A built page as an ASGI application, read anew each time: it may be built while the server runs."""

    def __init__(self, name: Path, policy: Mapping[str, str], *, built: Path = BUILT) -> None:
        self._file = built / name
        directives = "; ".join(f"{name} {sources}" for name, sources in policy.items())
        self._headers = PAGE_HEADERS | {"content-security-policy": directives}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The page, or one that says why it is missing."""
        if self._file.is_file():
            response: Response = FileResponse(self._file, headers=self._headers)
        else:
            response = HTMLResponse(NOT_BUILT, status_code=503, headers=self._headers)
        await response(scope, receive, send)


graphiql = Page(GRAPHIQL, EDITOR)


class App(Route):
    """The single-page app, at every address that is no file and no interface of the server."""

    def __init__(self, built: Path = BUILT) -> None:
        super().__init__("/{path:path}", Page(APP, OURSELVES_ONLY, built=built), methods=["GET"])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(scope) if is_page(scope) else (Match.NONE, {})


def is_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return False
    path = scope["path"].strip("/").split("/")
    return path[0] not in INTERFACES and "." not in path[-1]

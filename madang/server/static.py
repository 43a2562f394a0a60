"""The web pages, from our own files: nothing is fetched from elsewhere, so they work on a closed network."""

from pathlib import Path

from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

BUILT = Path(__file__).parents[1] / "static"
GRAPHIQL = Path("graphiql", "index.html")

FOREVER = "public, max-age=31536000, immutable"  # the names of assets carry a digest of their content

# The editor writes style elements of its own and keeps its fonts in its style sheet.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
PAGE_HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "vary": "Accept",
}

NOT_BUILT = """<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<title>마당 GraphiQL</title>
<h1>GraphiQL 화면이 없습니다</h1>
<p>설치할 때 웹 화면을 만들지 못했습니다.
인터넷에 연결된 곳에서 <code>python web/build.py</code>를 실행한 뒤 새로 고치십시오.</p>
<p>GraphQL API는 이 주소에서 그대로 쓸 수 있습니다.</p>
</html>
"""


class Assets(StaticFiles):
    """Files whose names change with their content: a browser needs to ask for each but once."""

    async def check_config(self) -> None:
        """There may be no files at all: the product runs without its pages."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["x-content-type-options"] = "nosniff"
        if response.status_code < 400:
            response.headers["cache-control"] = FOREVER
        return response


def assets(built: Path = BUILT) -> Mount:
    """The route of everything the pages load."""
    return Mount("/static/assets", Assets(directory=built / "assets", check_dir=False), name="assets")


def are_built(built: Path = BUILT) -> bool:
    return (built / GRAPHIQL).is_file()


def graphiql_page(built: Path = BUILT) -> Response:
    """GraphiQL, or a page that says why it is missing."""
    if not are_built(built):
        return HTMLResponse(NOT_BUILT, status_code=503, headers=PAGE_HEADERS)
    return FileResponse(built / GRAPHIQL, headers=PAGE_HEADERS)


async def graphiql(scope: Scope, receive: Receive, send: Send) -> None:
    """The page as an ASGI application, read anew each time: the files may be built while the server runs."""
    await graphiql_page()(scope, receive, send)

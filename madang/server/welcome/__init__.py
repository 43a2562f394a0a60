"""The first page of the sample city: whom to be."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

FOLDER = Path(__file__).parent
HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}


def routes() -> list[Route]:
    return [
        Route("/", page, methods=["GET"]),
        Route("/demo/page.css", styles, methods=["GET"]),
        Route("/demo/page.js", script, methods=["GET"]),
    ]


async def page(request: Request) -> Response:
    return FileResponse(FOLDER / "page.html", media_type="text/html; charset=utf-8", headers=HEADERS)


async def styles(request: Request) -> Response:
    return FileResponse(FOLDER / "page.css", headers=HEADERS)


async def script(request: Request) -> Response:
    return FileResponse(FOLDER / "page.js", headers=HEADERS)

"""Pages and what they load come from our own files, and the browser is told to take nothing else."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.routing import Route

from madang.server.static import EDITOR, GRAPHIQL, App, Page, are_built, assets

OUR_OWN = {"'none'", "'self'", "data:"}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "graphiql").mkdir()
    (tmp_path / "assets" / "graphiql-CxS_a_q8.js").write_text("export {};")
    (tmp_path / "graphiql" / "index.html").write_text("<!doctype html><title>마당 GraphiQL</title>")
    (tmp_path / "index.html").write_text("<!doctype html><title>마당</title>")
    return tmp_path


@pytest.fixture
async def browser(built: Path) -> AsyncIterator[AsyncClient]:
    routes = [Route("/graphql", Page(GRAPHIQL, EDITOR, built=built)), assets(built), App(built)]
    transport = ASGITransport(Starlette(routes=routes))
    async with AsyncClient(transport=transport, base_url="http://board") as client:
        yield client


PAGES = pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/graphql", "마당 GraphiQL"),
        ("/", "마당"),
        ("/requests/협업-2014-0001", "마당"),
        ("/no/such/page", "마당"),
    ],
)


@PAGES
async def test_a_page_is_served_and_asked_for_anew_each_time(
    browser: AsyncClient, path: str, title: str
) -> None:
    response = await browser.get(path)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert response.text == f"<!doctype html><title>{title}</title>"
    assert response.headers["cache-control"] == "no-cache"


@PAGES
async def test_a_page_may_load_nothing_from_elsewhere_and_be_framed_by_nobody(
    browser: AsyncClient, path: str, title: str
) -> None:
    response = await browser.get(path)
    policy = dict(
        directive.split(" ", 1) for directive in response.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    inline = {"'unsafe-inline'"} if path == "/graphql" else set[str]()  # the editor's own styles
    assert {source for sources in policy.values() for source in sources.split()} == OUR_OWN | inline


@pytest.mark.parametrize("path", ["/favicon.ico", "/robots.txt", "/requests/app.js"])
async def test_a_file_that_is_not_there_is_no_page(browser: AsyncClient, path: str) -> None:
    assert (await browser.get(path)).status_code == 404


async def test_the_app_is_only_read(browser: AsyncClient) -> None:
    assert (await browser.post("/requests", json={})).status_code == 404


async def test_an_asset_is_asked_for_once(browser: AsyncClient) -> None:
    response = await browser.get("/static/assets/graphiql-CxS_a_q8.js")
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] in {"text/javascript", "application/javascript"}
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.8", "deflate, GZIP"])
async def test_an_asset_comes_packed_to_who_can_unpack_it(
    browser: AsyncClient, built: Path, accepted: str
) -> None:
    packed = built / "assets" / "graphiql-CxS_a_q8.js.gz"
    packed.write_bytes(gzip.compress(b"export {};"))
    response = await browser.get("/static/assets/graphiql-CxS_a_q8.js", headers={"accept-encoding": accepted})
    assert response.headers["content-encoding"] == "gzip"
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["content-type"].partition(";")[0] == "text/javascript"
    assert response.headers["content-length"] == str(packed.stat().st_size)
    assert response.text == "export {};"


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0, identity", ""])
async def test_an_asset_comes_as_it_is_to_who_cannot(
    browser: AsyncClient, built: Path, accepted: str
) -> None:
    (built / "assets" / "graphiql-CxS_a_q8.js.gz").write_bytes(gzip.compress(b"export {};"))
    response = await browser.get("/static/assets/graphiql-CxS_a_q8.js", headers={"accept-encoding": accepted})
    assert "content-encoding" not in response.headers
    assert (response.headers["vary"], response.text) == ("Accept-Encoding", "export {};")


async def test_an_asset_that_is_asked_for_again_is_not_sent_again(browser: AsyncClient) -> None:
    tag = (await browser.get("/static/assets/graphiql-CxS_a_q8.js")).headers["etag"]
    again = await browser.get("/static/assets/graphiql-CxS_a_q8.js", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["missing.js", "../graphiql/index.html", "%2e%2e/graphiql/index.html", "..%2fgraphiql%2findex.html", ""],
)
async def test_nothing_else_is_served_and_its_absence_is_not_remembered(
    browser: AsyncClient, path: str
) -> None:
    response = await browser.get("/static/assets/" + path)
    assert response.status_code == 404
    assert "cache-control" not in response.headers


async def test_where_no_pages_were_built_the_server_says_so(tmp_path: Path) -> None:
    assert not are_built(tmp_path)
    transport = ASGITransport(Starlette(routes=[App(tmp_path)]))
    async with AsyncClient(transport=transport, base_url="http://board") as client:
        response = await client.get("/")
    assert response.status_code == 503
    assert "python web/build.py" in response.text


async def test_without_built_assets_there_are_none(tmp_path: Path) -> None:
    application = Starlette(routes=[assets(tmp_path)])
    async with AsyncClient(transport=ASGITransport(application), base_url="http://board") as client:
        assert (await client.get("/static/assets/graphiql.js")).status_code == 404

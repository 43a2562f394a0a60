"""Files over HTTP: streamed in and out, for who may, and never as a page of ours."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import Route
from starlette.testclient import TestClient
from strawberry import Schema

from madang.files import FolderStorage, Stored
from madang.server.asgi import create_app
from madang.server.attachments import AttachmentsOverHTTP
from madang.server.auth import Identity, Via
from madang.server.settings import Settings
from madang.server.transports import Door
from models import Request
from resolvers.context import Context
from schema.execution import Engine
from schema.identifiers import global_id
from schema.people_queries import PeopleQuery
from tests.material.conftest import Scene
from tests.transports.serving import serving

TEXT = "휴대전화 통화량으로 심야의 발길을 봅니다.\n".encode()
SCHEMA = Schema(PeopleQuery)
NOWHERE = UUID(int=1)


def application(scene: Scene, **options: Any) -> Starlette:
    """Lets in whoever names themselves: a scene of people, not of passwords."""

    async def sign_in(
        connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        who = connection.headers.get("x-who")
        return Identity(who, Via.TOKEN) if who else None

    async def context_for(identity: Identity | None) -> Context:
        return await scene.as_(identity.employee_number if identity else "citizen")

    door: Door[Context] = Door(Engine(SCHEMA), sign_in, context_for)
    return Starlette(routes=[Route("/attachments/{id}", AttachmentsOverHTTP(door, **options))])


@pytest.fixture
async def http(scene: Scene) -> AsyncIterator[AsyncClient]:
    transport = ASGITransport(application(scene))
    async with AsyncClient(transport=transport, base_url="http://board") as client:
        yield client


def address(scene: Scene) -> str:
    return f"/attachments/{global_id('Request', scene.request.id)}"


async def post(
    http: AsyncClient, path: str, *, who: str = "requester", name: str = "심야 통화량.txt", **options: Any
) -> Response:
    headers = {"x-who": who, "x-file-name": quote(name)} | options.pop("headers", {})
    return await http.post(path, headers=headers, content=options.pop("content", TEXT), **options)


def failure(response: Response) -> tuple[int, str, str | None]:
    (error,) = response.json()["errors"]
    return response.status_code, error["extensions"]["code"], error["extensions"].get("reason")


async def test_a_file_that_is_sent_can_be_fetched_as_a_download(http: AsyncClient, scene: Scene) -> None:
    sent = await post(http, address(scene))
    told = sent.json()
    assert (sent.status_code, sent.headers["location"]) == (201, told["downloadPath"])
    assert (told["name"], told["mediaType"]) == ("심야 통화량.txt", "text/plain; charset=utf-8")
    assert (told["size"], told["version"]) == (len(TEXT), 1)
    fetched = await http.get(told["downloadPath"], headers={"x-who": "stranger"})
    assert (fetched.status_code, fetched.content) == (200, TEXT)
    expected = {
        "cache-control": "private, no-cache",
        "content-disposition": 'attachment; filename="__ ___.txt"; '
        "filename*=UTF-8''%EC%8B%AC%EC%95%BC%20%ED%86%B5%ED%99%94%EB%9F%89.txt",
        "content-length": str(len(TEXT)),
        "content-security-policy": "default-src 'none'; sandbox",
        "content-type": "text/plain; charset=utf-8",
        "x-content-type-options": "nosniff",
    }
    assert {name: fetched.headers[name] for name in expected} == expected


async def test_a_browser_that_has_the_file_is_told_so_only_while_it_may_see_it(
    http: AsyncClient, scene: Scene
) -> None:
    path = (await post(http, address(scene))).json()["downloadPath"]
    tag = (await http.head(path, headers={"x-who": "stranger"})).headers["etag"]
    asked = {"x-who": "stranger", "if-none-match": tag}
    assert (await http.get(path, headers=asked)).status_code == 304
    async with scene.city.sessions.begin() as session:
        await session.execute(update(Request).values(restriction="개인정보"))
    assert failure(await http.get(path, headers=asked)) == (404, "NOT_FOUND", None)
    assert (await http.get(path, headers=asked | {"x-who": "asked"})).status_code == 304


@pytest.mark.parametrize(
    ("who", "name", "content", "expected"),
    [
        ("", "가.txt", TEXT, (401, "NOT_SIGNED_IN", None)),
        ("stranger", "가.txt", TEXT, (403, "FORBIDDEN", None)),
        ("requester", "", TEXT, (400, "INVALID", "required")),
        ("requester", " ", TEXT, (400, "INVALID", "required")),
        ("requester", "가.exe", TEXT, (415, "INVALID", "unsupported")),
        ("requester", "가.pdf", TEXT, (415, "INVALID", "disguised")),
        ("requester", "가.txt", b"", (400, "INVALID", "required")),
    ],
)
async def test_what_is_refused_is_told_as_json_and_leaves_nothing(
    http: AsyncClient, scene: Scene, who: str, name: str, content: bytes, expected: tuple[int, str, str]
) -> None:
    before = await scene.counts()
    assert failure(await post(http, address(scene), who=who, name=name, content=content)) == expected
    assert (await scene.counts(), list(scene.folder.rglob("*-*"))) == (before, [])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/attachments/x", (400, "INVALID", "malformed")),
        (f"/attachments/{global_id('Delivery', NOWHERE)}", (400, "INVALID", "wrong_kind")),
        (f"/attachments/{global_id('Request', NOWHERE)}", (404, "NOT_FOUND", None)),
        (f"/attachments/{global_id('Request', NOWHERE)}?delivery=x", (400, "INVALID", "malformed")),
        (f"/attachments/{global_id('Request', NOWHERE)}?id=x", (400, "INVALID", "malformed")),
    ],
)
async def test_an_address_that_is_none_is_refused(
    http: AsyncClient, path: str, expected: tuple[int, str, str]
) -> None:
    assert failure(await post(http, path)) == expected


async def test_a_name_in_no_known_encoding_is_refused(http: AsyncClient, scene: Scene) -> None:
    response = await post(http, address(scene), headers={"x-file-name": "%B0%A1.txt"})  # cp949
    assert failure(response) == (400, "INVALID", "malformed")


async def test_a_foreign_page_cannot_send_files_with_our_cookies(http: AsyncClient, scene: Scene) -> None:
    cookie = {"cookie": "session=1"}
    assert failure(await post(http, address(scene), headers=cookie)) == (403, "CSRF", None)
    ours = cookie | {"x-madang-request": "1"}
    assert (await post(http, address(scene), headers=ours)).status_code == 201


async def test_other_methods_are_refused(http: AsyncClient, scene: Scene) -> None:
    response = await http.delete(address(scene), headers={"x-who": "requester"})
    assert failure(response) == (405, "METHOD_NOT_ALLOWED", None)
    assert response.headers["allow"] == "GET, HEAD, POST"


async def test_too_large_a_file_is_refused_by_its_announced_size_and_by_what_comes(
    http: AsyncClient, scene: Scene
) -> None:
    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(51):
            yield b"a" * (1 << 20)

    announced = await post(http, address(scene), headers={"content-length": str(51 << 20)})
    streamed = await post(http, address(scene), content=unannounced())
    assert [failure(one) for one in (announced, streamed)] == [(413, "INVALID", "too_large")] * 2
    assert list(scene.folder.rglob("*-*")) == []


async def test_a_body_that_stands_still_is_given_up(scene: Scene) -> None:
    async with serving(application(scene, idle_seconds=0.05)) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        head = f"POST {address(scene)} HTTP/1.1\r\nhost: board\r\nx-who: requester\r\n"
        writer.write(f"{head}x-file-name: a.txt\r\ncontent-length: 100\r\n\r\nabc".encode())
        assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
        writer.close()
        await writer.wait_closed()
    assert await scene.counts() == [0, 0, 0, 0, 0]


class Watched(FolderStorage):
    """Tells that a file is on its way."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.entered = asyncio.Event()

    async def save(self, stream: AsyncIterable[bytes], **options: Any) -> Stored:
        self.entered.set()
        return await super().save(stream, **options)


async def test_a_client_that_goes_away_leaves_nothing(scene: Scene) -> None:
    scene.storage = storage = Watched(scene.folder)
    async with serving(application(scene)) as served:
        _, writer = await asyncio.open_connection("127.0.0.1", served.port)
        head = f"POST {address(scene)} HTTP/1.1\r\nhost: board\r\nx-who: requester\r\n"
        writer.write(f"{head}x-file-name: a.txt\r\ncontent-length: 100\r\n\r\nabc".encode())
        async with asyncio.timeout(10):
            await storage.entered.wait()
            writer.close()
            await writer.wait_closed()
            while served.state.tasks:
                await asyncio.wait(served.state.tasks)
    assert await scene.counts() == [0, 0, 0, 0, 0]
    assert [path for path in scene.folder.rglob("*") if path.is_file()] == []


def test_the_application_has_the_door_and_its_limit(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, attachment_megabytes=1), SCHEMA)
    path = f"/attachments/{global_id('Request', NOWHERE)}"
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        small = client.post(path, content=TEXT, headers={"x-file-name": "a.txt"})
        large = client.post(path, content=b"a" * (1 << 20) + b"a", headers={"x-file-name": "a.txt"})
    assert (small.status_code, large.status_code) == (401, 413)
    assert small.headers["www-authenticate"] == "Bearer"

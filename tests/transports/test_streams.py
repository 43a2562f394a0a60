"""Operations over Server-Sent Events and multipart, on real connections."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import orjson
import pytest
from starlette.requests import HTTPConnection

from madang.errors import NotSignedIn
from madang.server.auth import Identity, SignIn, nobody
from madang.server.auth.identity import Via
from madang.server.transports.http import GraphQLOverHTTP, HttpLimits
from madang.server.transports.streams import StreamLimits
from subscriptions.follower import TooSlow
from tests.transports.board import Feed, board_door
from tests.transports.serving import Served, serving

SSE = "text/event-stream"
APOLLO = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json'


@asynccontextmanager
async def streaming(
    feed: Feed | None = None, sign_in: SignIn = nobody, **limits: Any
) -> AsyncGenerator[Served, None]:
    """The board as the product serves it: small requests by the short way, streams by the other."""
    http = GraphQLOverHTTP(board_door(sign_in, feed=feed), limits=HttpLimits(streams=StreamLimits(**limits)))
    async with serving(http, short_way={"http": http}) as served:
        yield served


@dataclass
class Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def head(self) -> tuple[int, dict[str, str]]:
        first, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        named = (line.split(": ", 1) for line in lines)
        return int(first.split()[1]), {name.lower(): value for name, value in named}

    async def chunk(self) -> bytes:
        """The next piece of the body; empty at its end."""
        size = int(await self.reader.readline(), 16)
        return (await self.reader.readexactly(size + 2))[:-2]

    async def rest(self) -> bytes:
        pieces: list[bytes] = []
        while piece := await self.chunk():
            pieces.append(piece)
        return b"".join(pieces)

    async def whole(self) -> bytes:
        await self.head()
        return await self.rest()


@asynccontextmanager
async def asking(
    served: Served, query: str, *, accept: str = SSE, headers: str = "", method: str = "POST", **options: Any
) -> AsyncGenerator[Line, None]:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port, **options)
    path = "/graphql" if method == "POST" else f"/graphql?query={quote(query)}"
    body = orjson.dumps({"query": query}) if method == "POST" else b""
    head = f"{method} {path} HTTP/1.1\r\nhost: board\r\naccept: {accept}\r\n{headers}"
    if body:
        head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
    writer.write(head.encode() + b"\r\n" + body)
    try:
        async with asyncio.timeout(10):
            yield Line(reader, writer)
    finally:
        writer.close()


def events(body: bytes) -> list[dict[str, str]]:
    """Of a stream of Server-Sent Events, without comments."""
    blocks = [block.splitlines() for block in body.decode().split("\n\n")]
    told = [[line.partition(":") for line in block if not line.startswith(":")] for block in blocks]
    return [{name: value.removeprefix(" ") for name, _, value in block} for block in told if block]


async def test_a_subscription_is_a_stream_of_events_that_completes() -> None:
    async with streaming() as served, asking(served, "subscription { count(to: 2) }") as line:
        status, headers = await line.head()
        assert (status, headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")
        assert events(await line.rest()) == [
            {"event": "next", "data": '{"data":{"count":0}}'},
            {"event": "next", "data": '{"data":{"count":1}}'},
            {"event": "complete", "data": ""},
        ]


async def test_each_event_is_called_by_its_cursor_and_a_stream_resumes_behind_the_last_one() -> None:
    query = 'subscription { marked(marks: ["a", "b", "c"]) { cursor } }'
    async with streaming() as served:
        async with asking(served, query) as line:
            await line.head()
            assert [event.get("id") for event in events(await line.rest())] == ["a", "b", "c", None]
        async with asking(served, query, headers="last-event-id: b\r\n") as line:
            await line.head()
            first, *_ = events(await line.rest())
            assert first == {"event": "next", "id": "c", "data": '{"data":{"marked":{"cursor":"c"}}}'}


@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_a_query_is_a_stream_of_one(method: str) -> None:
    async with streaming() as served, asking(served, "{ who }", method=method) as line:
        await line.head()
        data = '{"data":{"who":null}}'
        assert events(await line.rest()) == [
            {"event": "next", "data": data},
            {"event": "complete", "data": ""},
        ]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { refused }", "NOT_SIGNED_IN"),
    ],
)
async def test_what_cannot_run_is_one_event_of_errors(query: str, code: str) -> None:
    async with streaming() as served, asking(served, query) as line:
        assert (await line.head())[0] == 200
        told, complete = events(await line.rest())
        assert [error["extensions"]["code"] for error in orjson.loads(told["data"])["errors"]] == [code]
        assert complete["event"] == "complete"


async def test_what_is_no_operation_is_answered_as_ever() -> None:
    async with streaming() as served:
        async with asking(served, "") as line:
            status, headers = await line.head()
            assert (status, headers["content-type"]) == (400, "application/json; charset=utf-8")
        async with asking(served, "mutation { fail }", method="GET") as line:
            assert (await line.head())[0] == 405
        async with asking(served, "{ who }", method="GET", headers="cookie: a=b\r\n") as line:
            assert (await line.head())[0] == 403
        own = "cookie: a=b\r\nsec-fetch-site: same-origin\r\n"
        async with asking(served, "{ who }", method="GET", headers=own) as line:
            assert (await line.head())[0] == 200


async def test_nobody_signs_in_with_a_wrong_token() -> None:
    async def refuse(connection: HTTPConnection, payload: Mapping[str, Any] | None = None) -> Identity | None:
        raise NotSignedIn("모르는 토큰입니다.")

    async with streaming(sign_in=refuse) as served, asking(served, "{ who }") as line:
        assert (await line.head())[0] == 401


async def test_a_silent_stream_beats(feed: Feed) -> None:
    async with streaming(feed, beat_seconds=0.02) as served, asking(served, "subscription { news }") as line:
        await line.head()
        assert [await line.chunk() for _ in range(4)] == [b":\n\n"] * 4
        feed.queue.put_nowait("새 소식")
        while (told := await line.chunk()) == b":\n\n":
            pass
        assert events(told) == [{"event": "next", "data": '{"data":{"news":"새 소식"}}'}]


async def test_whoever_leaves_is_no_longer_followed_for(feed: Feed) -> None:
    async with streaming(feed) as served:
        async with asking(served, "subscription { news }") as line:
            await line.head()
            await feed.entered.wait()
        await asyncio.wait_for(feed.released.wait(), 5)
    assert feed.watching == 0


@pytest.mark.parametrize(
    ("accept", "end"), [(SSE, b""), (APOLLO, b'"extensions":{"code":"INTERRUPTED"}}]}\r\n--graphql--\r\n')]
)
async def test_an_interrupted_stream_ends_without_being_complete(feed: Feed, accept: str, end: bytes) -> None:
    async with streaming(feed) as served, asking(served, "subscription { news }", accept=accept) as line:
        await line.head()
        await line.chunk()
        feed.queue.put_nowait(TooSlow())
        rest = await line.rest()
        assert rest.endswith(end)
        assert (rest == b"") is (end == b"")


async def test_a_stream_ends_with_its_session(feed: Feed) -> None:
    async def briefly(
        connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        return Identity("0001", Via.PORTAL, expires_at=datetime.now(UTC) + timedelta(seconds=0.2))

    async with streaming(feed, briefly) as served, asking(served, "subscription { news }") as line:
        await line.head()
        assert await line.rest() == b":\n\n"
    assert feed.watching == 0


async def test_a_server_that_stops_ends_its_streams(feed: Feed) -> None:
    async with streaming(feed) as served, asking(served, "subscription { news }") as line:
        await line.head()
        await feed.entered.wait()
        served.stop()
        assert await line.rest() == b":\n\n"


async def test_a_reader_that_stalls_is_dropped(feed: Feed, caplog: pytest.LogCaptureFixture) -> None:
    async with (
        streaming(feed, send_seconds=0.2) as served,
        asking(served, "subscription { flood }", limit=1 << 12) as line,
    ):
        transport: Any = line.writer.transport
        transport.pause_reading()
        await asyncio.wait_for(feed.released.wait(), 10)
        await asyncio.sleep(0.1)
        transport.resume_reading()
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await line.whole()
    assert caplog.records == []


async def test_apollo_gets_parts() -> None:
    async with (
        streaming() as served,
        asking(served, "subscription { count(to: 2) }", accept=APOLLO) as line,
    ):
        status, headers = await line.head()
        kind = 'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"'
        assert (status, headers["content-type"]) == (200, kind)
        parts = (await line.rest()).split(b"\r\n--graphql")
        assert parts[0] == b""
        assert parts[-1] == b"--\r\n"
        told = [part.split(b"\r\n\r\n", 1) for part in parts[1:-1]]
        assert {head for head, _ in told} == {b"\r\ncontent-type: application/json; charset=utf-8"}
        assert [orjson.loads(body) for _, body in told] == [
            {},
            {"payload": {"data": {"count": 0}}},
            {"payload": {"data": {"count": 1}}},
        ]


@pytest.mark.parametrize(
    "accept", ["multipart/mixed", "multipart/mixed;deferSpec=20220824, application/json"]
)
async def test_parts_of_another_kind_are_not_sent(accept: str) -> None:
    async with streaming() as served, asking(served, "{ who }", accept=accept) as line:
        status, headers = await line.head()
        assert headers["content-type"].startswith("application/json")
        assert status == (200 if "json" in accept else 406)


GRAPHQL_JSON = "application/graphql-response+json, application/graphql+json, application/json"
URQL = f"{GRAPHQL_JSON}, text/event-stream, multipart/mixed"


@pytest.mark.parametrize(
    ("accept", "told"),
    [
        (URQL, "application/graphql-response+json"),
        ("application/json, text/event-stream", "application/json"),
        ("text/event-stream, application/json", "text/event-stream"),
        ("text/event-stream;q=0.5, application/json", "application/json"),
        ("application/json;q=0.5, text/event-stream", "text/event-stream"),
        ("text/event-stream;q=0, application/json;q=0.1", "application/json"),
        (f"{APOLLO}, application/json", "multipart/mixed"),
    ],
)
async def test_a_query_is_answered_in_the_form_that_is_liked_best(accept: str, told: str) -> None:
    async with streaming() as served, asking(served, "{ who }", accept=accept) as line:
        status, headers = await line.head()
        assert (status, headers["content-type"].partition(";")[0]) == (200, told)

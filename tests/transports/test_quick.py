"""The short way in gives what the long way gives, in the same order, and takes nothing else."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from starlette.requests import HTTPConnection
from starlette.types import Receive, Scope, Send

from madang.server.auth import Identity
from madang.server.auth.identity import Via
from madang.server.transports.access_log import LOGGER, AccessLog
from madang.server.transports.http import Asked, GraphQLOverHTTP, HttpLimits
from tests.transports.board import Feed, board_door
from tests.transports.serving import serving

BODY = b'{"query": "query Who { who }"}'


def post(body: bytes = BODY, *headers: str, path: str = "/graphql", version: str = "1.1") -> bytes:
    lines = [f"POST {path} HTTP/{version}", "host: board", "content-type: application/json", *headers]
    if not any(line.startswith("transfer-encoding") for line in headers):
        lines.append(f"content-length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Counting(GraphQLOverHTTP):
    """Knows which way each request has come."""

    def __init__(self, limits: HttpLimits | None = None) -> None:
        self.feed = Feed()
        super().__init__(board_door(feed=self.feed), limits=limits)
        self.ways: list[str] = []
        self.held = asyncio.Event()
        self.held.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.ways.append("long")
        await super().__call__(scope, receive, send)

    async def answer(self, asked: Asked) -> Any:
        if isinstance(asked.body, bytes):
            self.ways.append("short")
        await self.held.wait()
        return await super().answer(asked)


@dataclass
class Answered:
    status: int
    headers: dict[str, str]
    body: Any


@dataclass
class Line:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def say(self, *pieces: bytes) -> None:
        """Each piece arrives by itself."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            await asyncio.sleep(0.02)

    async def hear(self) -> Answered:
        async with asyncio.timeout(5):
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.split(": ", 1) for line in head[1:] if line)
            body = await self.reader.readexactly(int(headers["content-length"]))
        content = orjson.loads(body) if "json" in headers["content-type"] else body
        return Answered(int(head[0].split()[1]), headers, content)

    async def ended(self) -> bool:
        async with asyncio.timeout(5):
            return await self.reader.read() == b""


@dataclass
class Board:
    application: Counting
    port: int
    access: AccessLog
    lines: list[Line] = field(default_factory=list[Line])

    async def line(self) -> Line:
        self.lines.append(Line(*await asyncio.open_connection("127.0.0.1", self.port)))
        return self.lines[-1]


@pytest.fixture
def limits() -> HttpLimits:
    return HttpLimits()


@pytest.fixture
async def board(limits: HttpLimits) -> AsyncIterator[Board]:
    application, access = Counting(limits), AccessLog()
    async with serving(application, short_way={"http": application, "access": access}) as served:
        board = Board(application, served.port, access)
        yield board
        for line in board.lines:
            line.writer.close()
            with suppress(ConnectionError):
                await line.writer.wait_closed()


async def test_both_ways_give_the_same_status_headers_and_body(board: Board) -> None:
    line = await board.line()
    await line.say(post())
    short = await line.hear()
    await line.say(post()[:-10], post()[-10:])
    long = await line.hear()
    assert board.application.ways == ["short", "long"]
    assert (short.status, short.body) == (200, {"data": {"who": None}})
    assert short == long


async def test_an_error_is_the_same_on_both_ways(board: Board) -> None:
    line = await board.line()
    await line.say(post(b"{"))
    short = await line.hear()
    await line.say(post(b"{")[:-1], b"{")
    assert await line.hear() == short
    assert (short.status, short.body["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


async def test_who_asks_in_the_same_bytes_as_somebody_else_gets_an_answer_of_their_own() -> None:
    async def by_header(connection: HTTPConnection, payload: object = None) -> Identity | None:
        number = connection.headers.get("authorization")
        return Identity(number, Via.PORTAL) if number else None

    http = GraphQLOverHTTP(board_door(by_header))
    said: list[Any] = []
    for number in (b"0001", b"", b"0002", b"0001"):
        head = [(b"content-type", b"application/json"), (b"authorization", number)]
        scope: Scope = {"type": "http", "method": "POST", "headers": head, "client": None}
        answer = await http.answer(Asked(scope, dict(head), BODY))
        said.append(orjson.loads(answer.body)["data"]["who"])
    assert said == ["0001", None, "0002", "0001"]
    repeated = http._door.engine.repeated  # pyright: ignore[reportPrivateUsage]
    assert (repeated.hits, repeated.misses) == (3, 1)


async def test_requests_sent_together_are_answered_in_order(board: Board) -> None:
    asked = [b'{"query": "{ a%d: who }"}' % number for number in range(6)]
    line = await board.line()
    await line.say(b"".join(map(post, asked)))
    names = [list((await line.hear()).body["data"]) for _ in asked]
    assert names == [[f"a{number}"] for number in range(6)]


async def test_a_request_behind_one_that_takes_its_time_waits(board: Board) -> None:
    board.application.held.clear()
    line = await board.line()
    await line.say(post(b'{"query": "{ first: who }"}'), post(b'{"query": "{ second: who }"}'))
    board.application.held.set()
    answers = [(await line.hear()).body for _ in range(2)]
    assert answers == [{"data": {"first": None}}, {"data": {"second": None}}]


@pytest.mark.parametrize(
    "asked",
    [post(BODY, "connection: close"), post(BODY, version="1.0")],
    ids=["connection: close", "HTTP/1.0"],
)
async def test_a_connection_that_shall_not_stay_is_closed(board: Board, asked: bytes) -> None:
    line = await board.line()
    await line.say(asked)
    answer = await line.hear()
    assert (answer.status, answer.headers["connection"]) == (200, "close")
    assert await line.ended()


async def test_a_body_in_chunks_is_put_together(board: Board) -> None:
    chunks = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (10, BODY[:10], len(BODY) - 10, BODY[10:])
    line = await board.line()
    await line.say(post(chunks, "transfer-encoding: chunked"))
    assert (await line.hear()).body == {"data": {"who": None}}


async def test_who_waits_for_a_word_before_sending_the_body_gets_it(board: Board) -> None:
    line = await board.line()
    asked = post(BODY, "expect: 100-continue")
    await line.say(asked[: -len(BODY)])
    assert await line.reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    await line.say(BODY)
    assert (await line.hear()).status == 200


@pytest.mark.parametrize("limits", [HttpLimits(body_bytes=20)])
async def test_a_body_past_the_limit_is_refused(board: Board) -> None:
    line = await board.line()
    await line.say(post())
    assert (await line.hear()).status == 413
    assert board.application.ways == ["short"]


@pytest.mark.parametrize("limits", [HttpLimits(body_seconds=0.05)])
async def test_a_body_that_never_ends_is_not_waited_for(board: Board) -> None:
    line = await board.line()
    await line.say(post()[:-1])
    assert (await line.hear()).status == 408


@pytest.mark.parametrize("path", ["/graphql?query={who}", "/graphql/", "/other"])
async def test_other_addresses_go_the_long_way(board: Board, path: str) -> None:
    line = await board.line()
    await line.say(post(path=path))
    await line.hear()
    assert board.application.ways[0] == "long"


async def test_who_goes_away_before_the_answer_harms_nobody(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    board.application.held.clear()
    gone, patient = await board.line(), await board.line()
    await gone.say(post())
    gone.writer.close()
    await patient.say(post())
    board.application.held.set()
    assert (await patient.hear()).status == 200
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_what_breaks_out_of_the_application_ends_the_connection_and_is_logged(
    board: Board, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(asked: Asked) -> Any:
        raise MemoryError

    monkeypatch.setattr(board.application, "answer", broken)
    line = await board.line()
    await line.say(post())
    assert await line.ended()
    assert "a request was not answered" in caplog.text


async def test_each_answer_leaves_a_line_with_the_operation_and_how_long_it_took(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, LOGGER):
        line = await board.line()
        await line.say(post())
        await line.hear()
        await line.say(post(b"{"))
        await line.hear()
        await asyncio.sleep(0)
        board.access.flush()
    first, second = caplog.messages[-1].splitlines()
    assert '"POST /graphql HTTP/1.1" 200 OK Who ' in first
    assert first.endswith("ms")
    assert "400 Bad Request - " in second


@pytest.mark.parametrize(("said", "logged"), [("203.0.113.7", "203.0.113.7:0"), ("", "127.0.0.1:")])
async def test_the_line_names_the_client_that_a_trusted_proxy_names(
    board: Board, caplog: pytest.LogCaptureFixture, said: str, logged: str
) -> None:
    with caplog.at_level(logging.INFO, LOGGER):
        line = await board.line()
        await line.say(post(BODY, *([f"x-forwarded-for: {said}"] if said else [])))
        await line.hear()
        await asyncio.sleep(0)
        board.access.flush()
    assert logged in caplog.messages[-1]


@pytest.mark.parametrize(("operation", "ends"), [("{ waiting }", True), ("mutation { change }", False)])
async def test_a_query_ends_with_who_asked_and_a_change_is_made(
    board: Board, operation: str, ends: bool, caplog: pytest.LogCaptureFixture
) -> None:
    feed, line = board.application.feed, await board.line()
    await line.say(post(orjson.dumps({"query": operation})))
    async with asyncio.timeout(5):
        await feed.entered.wait()
        line.writer.close()
        await line.writer.wait_closed()
        if ends:
            await feed.left.wait()
        feed.released.set()
        if not ends:
            assert await feed.queue.get() == "done"
    assert (feed.watching, feed.queue.empty()) == (0, True)
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []

"""How a socket of graphql-transport-ws ends: by no message at all, by who it is, by us, by not reading."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from madang.errors import NotSignedIn
from madang.server.auth import Identity, SignIn, Via
from subscriptions.follower import Interrupted, ShuttingDown, TooSlow
from tests.transports.board import Feed
from tests.transports.serving import Client, client
from tests.transports.sockets import board

NO_MESSAGES: dict[str, str | bytes] = {
    "bytes": b'{"type":"ping"}',
    "nothing": "",
    "no json": "{",
    "NaN": '{"type":"ping","payload":{"a":NaN}}',
    "half a surrogate pair": '{"type":"subscribe","id":"\\ud800","payload":{"query":"{ who }"}}',
    "a list": "[]",
    "a number": "5",
    "null": "null",
    "brackets": "[" * 60_000,
    "no type": "{}",
    "a type that is no text": '{"type":5}',
    "an unknown type": '{"type":"start"}',
    "a message of the server": '{"type":"next","id":"1","payload":{}}',
    "no id": '{"type":"subscribe","payload":{"query":"{ who }"}}',
    "an empty id": '{"type":"subscribe","id":"","payload":{"query":"{ who }"}}',
    "a number as id": '{"type":"complete","id":1}',
    "a long id": '{"type":"complete","id":"' + "x" * 129 + '"}',
    "no payload": '{"type":"subscribe","id":"1"}',
    "a list as payload": '{"type":"ping","payload":[]}',
    "no query": '{"type":"subscribe","id":"1","payload":{}}',
    "a number as query": '{"type":"subscribe","id":"1","payload":{"query":5}}',
    "a list of variables": '{"type":"subscribe","id":"1","payload":{"query":"{ who }","variables":[]}}',
    "65 KiB": '{"type":"ping","payload":{"a":"' + "x" * (1 << 16) + '"}}',
}


@pytest.mark.parametrize("message", NO_MESSAGES.values(), ids=NO_MESSAGES.keys())
async def test_what_is_no_message_closes_with_4400(
    socket: Client, message: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    await socket.greet()
    await socket.connection.send(message)
    code, reason = await socket.closed()
    assert code == 4400
    assert 0 < len(reason.encode()) <= 123
    assert caplog.records == []


async def test_an_init_with_a_payload_that_is_no_object_closes_with_4400(socket: Client) -> None:
    await socket.say(type="connection_init", payload="token")
    assert (await socket.closed())[0] == 4400


def signing(until: datetime | None = None) -> SignIn:
    async def by_token(
        connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        token = (payload or {}).get("token")
        if token == "bug":
            raise LookupError("no such table")
        if token == "old":
            raise NotSignedIn("끝난 토큰입니다.")
        return Identity(token, Via.TOKEN, until, read_only=token == "reader") if token else None

    return by_token


async def test_the_token_of_the_init_becomes_the_identity() -> None:
    async with board(signing()) as served, client(served) as socket:
        await socket.greet(token="서울1")
        await socket.subscribe("{ who }")
        assert (await socket.hear())["payload"] == {"data": {"who": "서울1"}}


async def test_a_token_that_does_not_hold_is_forbidden() -> None:
    async with board(signing()) as served, client(served) as socket:
        await socket.say(type="connection_init", payload={"token": "old"})
        assert await socket.closed() == (4403, "Forbidden")


async def test_a_session_that_ends_closes_the_socket_with_a_code_clients_retry() -> None:
    soon = datetime.now(UTC) + timedelta(milliseconds=50)
    async with board(signing(soon)) as served, client(served) as socket:
        await socket.greet(token="서울1")
        assert await socket.closed() == (4403, "Session expired")


async def test_a_read_only_token_changes_nothing() -> None:
    async with board(signing()) as served, client(served) as socket:
        await socket.greet(token="reader")
        await socket.subscribe("mutation { fail }")
        told = await socket.hear()
        assert (told["type"], told["payload"][0]["extensions"]) == ("error", {"code": "FORBIDDEN"})


async def test_a_mistake_of_ours_asks_the_client_to_come_back(caplog: pytest.LogCaptureFixture) -> None:
    async with board(signing()) as served, client(served) as socket:
        await socket.say(type="connection_init", payload={"token": "bug"})
        assert await socket.closed() == (1013, "Try again later")
    assert [record.name for record in caplog.records] == ["madang.incidents"]


async def test_a_server_that_stops_says_1012(feed: Feed) -> None:
    async with board(feed=feed) as served, client(served) as socket:
        await socket.greet()
        await socket.subscribe("subscription { news }")
        await feed.entered.wait()
        served.stop()
        assert (await socket.closed())[0] == 1012
    await feed.released.wait()
    assert feed.watching == 0


@pytest.mark.parametrize(
    ("interruption", "code", "reason"),
    [
        (TooSlow(), 1013, "Too slow"),
        (ShuttingDown(), 1012, "Service restart"),
        (Interrupted("position 5 is gone"), 1013, "Resume after the last cursor"),
    ],
)
async def test_an_interrupted_subscription_asks_the_client_to_come_back(
    socket: Client, feed: Feed, interruption: Interrupted, code: int, reason: str
) -> None:
    await socket.greet()
    await socket.subscribe("subscription { news }")
    feed.queue.put_nowait(interruption)
    assert await socket.closed() == (code, reason)


async def test_a_reader_that_stalls_is_dropped(feed: Feed) -> None:
    """A bare socket that never reads: no close frame can reach it, so the connection itself must go."""
    async with board(feed=feed, send_seconds=0.1) as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port, limit=1 << 10)
        writer.write(BARE_HANDSHAKE)
        await reader.readuntil(b"\r\n\r\n")
        for message in ('{"type":"connection_init"}', FLOOD):
            writer.write(masked(message))
        async with asyncio.timeout(10):
            await feed.released.wait()
            await served.gone.wait()
        writer.close()


BARE_HANDSHAKE = (
    b"GET /graphql HTTP/1.1\r\nhost: board\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"sec-websocket-protocol: graphql-transport-ws\r\n\r\n"
)
FLOOD = '{"type":"subscribe","id":"1","payload":{"query":"subscription { flood }"}}'


def masked(text: str) -> bytes:
    """A client's text frame of fewer than 126 bytes under a mask of zeros."""
    return bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text.encode()

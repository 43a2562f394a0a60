"""A handshake that HTTP has read is answered as websockets would, and left to websockets if it is unusual."""

import asyncio
import base64
import os
from email.message import Message

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from madang.server.transports.handshake import LONGEST_LINE, MOST_LINES, accepting, usual
from tests.transports.serving import PROTOCOL
from tests.transports.sockets import board

KEY = base64.b64encode(os.urandom(16))
HEAD = {
    b"host": b"board",
    b"upgrade": b"websocket",
    b"connection": b"Upgrade",
    b"sec-websocket-key": KEY,
    b"sec-websocket-version": b"13",
    b"sec-websocket-protocol": PROTOCOL.encode(),
}
SPOILT = {
    "another upgrade": {b"upgrade": b"h2c"},
    "no upgrade of the connection": {b"connection": b"keep-alive"},
    "another version": {b"sec-websocket-version": b"8"},
    "a short key": {b"sec-websocket-key": base64.b64encode(b"short")},
    "a key that is none": {b"sec-websocket-key": b"!" * 24},
    "no key": {b"sec-websocket-key": b""},
    "a protocol more": {b"sec-websocket-protocol": b"soap, graphql-transport-ws"},
    "another protocol": {b"sec-websocket-protocol": b"graphql-ws"},
    "an origin in no known letters": {b"origin": "http://마당".encode()},
    "a line that never ends": {b"cookie": b"a" * (LONGEST_LINE + 1)},
}


def by_websockets(head: dict[bytes, bytes]) -> Message:
    """The headers of its answer."""
    lines = [(name.decode(), value.decode()) for name, value in head.items()]
    server = ServerProtocol(select_subprotocol=lambda _, offered: Subprotocol(PROTOCOL))
    response = server.accept(Request("/graphql", Headers(lines)))
    assert response.status_code == 101
    said = Message()
    for name, value in response.headers.raw_items():
        said[name] = value
    return said


@pytest.mark.parametrize(
    "given",
    [
        {},
        {b"connection": b"keep-alive, Upgrade", b"upgrade": b"WebSocket"},
        {b"origin": b"http://board", b"sec-websocket-extensions": b"permessage-deflate"},
    ],
)
def test_a_usual_one_is_accepted_as_websockets_would(given: dict[bytes, bytes]) -> None:
    headers = usual(list((HEAD | given).items()))
    assert headers is not None
    status, *lines = accepting(headers).decode().removesuffix("\r\n\r\n").split("\r\n")
    assert status == "HTTP/1.1 101 Switching Protocols"
    expected = by_websockets(HEAD | given)
    assert dict(line.split(": ") for line in lines) == {
        name: expected[name]
        for name in ("Upgrade", "Connection", "Sec-WebSocket-Accept", "Sec-WebSocket-Protocol")
    }


@pytest.mark.parametrize("given", SPOILT.values(), ids=SPOILT)
def test_an_unusual_one_is_left_to_websockets(given: dict[bytes, bytes]) -> None:
    assert usual(list((HEAD | given).items())) is None


@pytest.mark.parametrize("name", sorted(HEAD))
def test_one_that_says_something_twice_is_left_to_websockets(name: bytes) -> None:
    assert usual([*HEAD.items(), (name, HEAD[name])]) is None


def test_one_with_too_many_lines_is_left_to_websockets() -> None:
    more = [(b"x", b"")] * (MOST_LINES - len(HEAD))
    assert usual([*HEAD.items(), *more]) is not None
    assert usual([*HEAD.items(), *more, (b"x", b"")]) is None


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, b"101 Switching Protocols"),
        ({b"sec-websocket-protocol": b"soap, graphql-transport-ws"}, b"101 Switching Protocols"),
        ({b"sec-websocket-version": b"8"}, b"400 Bad Request"),
        ({b"origin": b"https://evil.example"}, b"403 Forbidden"),
    ],
)
async def test_whichever_way_it_goes_the_answer_comes(given: dict[bytes, bytes], status: bytes) -> None:
    lines = [name + b": " + value for name, value in (HEAD | given).items()]
    async with board() as served:
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(b"\r\n".join([b"GET /graphql?tab=1 HTTP/1.1", *lines, b"", b""]))
        async with asyncio.timeout(10):
            assert await reader.readline() == b"HTTP/1.1 " + status + b"\r\n"
        writer.close()

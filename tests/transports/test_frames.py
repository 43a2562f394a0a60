"""Frames on uvicorn's own transport: what RFC 6455 lets clients send, and what it does not."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.client import connect
from websockets.frames import Frame, Opcode
from websockets.typing import Subprotocol

from madang.server.transports.dropping import DroppingProtocol
from madang.server.transports.frames import framed
from tests.transports.serving import PROTOCOL, Client, Served
from tests.transports.test_websocket_endings import BARE_HANDSHAKE, masked


@pytest.fixture
async def bare(served: Served) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A socket after its handshake, byte by byte."""
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(BARE_HANDSHAKE)
    await reader.readuntil(b"\r\n\r\n")
    yield reader, writer
    writer.close()


Bare = tuple[asyncio.StreamReader, asyncio.StreamWriter]
ACKNOWLEDGED = framed(b'{"type":"connection_ack"}')


def frame(first: int, payload: bytes) -> bytes:
    """A client's short frame under a mask of zeros. `first`: FIN and opcode."""
    return bytes([first, 0x80 | len(payload), 0, 0, 0, 0]) + payload


@pytest.mark.parametrize("length", [0, 125, 126, 65_535, 65_536])
def test_texts_of_every_length_are_framed_as_the_library_would(length: int) -> None:
    text = b"a" * length
    assert framed(text) == Frame(Opcode.TEXT, text).serialize(mask=False)


async def test_a_message_in_pieces_with_a_ping_in_between_is_one_message(bare: Bare) -> None:
    reader, writer = bare
    writer.write(frame(0x01, b'{"type":"conn'))
    writer.write(frame(0x89, b"there?"))
    writer.write(frame(0x00, b"") + frame(0x80, b'ection_init"}'))
    assert await reader.readexactly(8) == b"\x8a\x06there?"
    assert await reader.readexactly(len(ACKNOWLEDGED)) == ACKNOWLEDGED


async def test_bytes_that_arrive_one_by_one_are_put_together(bare: Bare) -> None:
    reader, writer = bare
    for byte in masked('{"type":"connection_init"}'):
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(0)
    assert await reader.readexactly(len(ACKNOWLEDGED)) == ACKNOWLEDGED


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frame(0x81, b"\xff\xfe"), 1007),  # no UTF-8
        (frame(0xC1, b"{}"), 1002),  # a reserved bit
        (frame(0x80, b"{}"), 1002),  # goes on with nothing
        (bytes([0x81, 0x02]) + b"{}", 1002),  # without a mask
        (bytes([0x81, 0xFF]) + (1 << 40).to_bytes(8, "big") + bytes(4), 1009),  # a terabyte is announced
    ],
)
async def test_what_no_client_may_send_closes_the_socket(bare: Bare, sent: bytes, code: int) -> None:
    reader, writer = bare
    writer.write(sent)
    async with asyncio.timeout(10):
        said = await reader.read()  # to the end: the connection is closed, too
    assert (said[0], int.from_bytes(said[2:4], "big")) == (0x88, code)


async def test_a_close_is_answered_with_a_close_and_the_connection_ends(bare: Bare) -> None:
    reader, writer = bare
    writer.write(frame(0x88, (1000).to_bytes(2, "big")))
    assert await reader.read() == b"\x88\x02\x03\xe8"


async def test_who_does_not_answer_a_close_is_dropped(served: Served, bare: Bare) -> None:
    reader, writer = bare
    writer.write(masked('{"type":"start"}'))
    said = await reader.read()
    assert int.from_bytes(said[2:4], "big") == 4400
    await served.gone.wait()


async def test_a_socket_for_another_path_is_left_to_the_application(served: Served) -> None:
    offered = [Subprotocol(PROTOCOL)]
    async with connect(f"{served.ws}/elsewhere", subprotocols=offered) as connection:
        (protocol,) = served.state.connections
        assert type(protocol).__mro__[0] is DroppingProtocol
        await Client(connection).greet()


async def test_a_client_that_vanishes_leaves_nothing(served: Served, socket: Client) -> None:
    await socket.greet()
    socket.connection.transport.abort()
    await served.gone.wait()
    assert not served.state.connections

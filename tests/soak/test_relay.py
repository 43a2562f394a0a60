"""The line that can fall silent: both ends think it stands."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from benchmarks.soak.relay import Ends, Relay, Way

A_MOMENT = 0.1  # seconds in which nothing must come; what has come before is faster


@asynccontextmanager
async def echo() -> AsyncGenerator[tuple[Relay, Ends]]:
    """A server that says everything again, and somebody who is linked to it over a relay."""

    async def repeat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(line)
        except ConnectionResetError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(repeat, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, Relay(lambda: asyncio.open_connection("127.0.0.1", port)) as relay:
        reader, writer = await asyncio.open_connection("127.0.0.1", relay.port)
        try:
            yield relay, (reader, writer)
        finally:
            writer.close()
            await asyncio.sleep(0)


async def test_it_carries_what_both_ends_say() -> None:
    async with echo() as (_, (reader, writer)):
        writer.write(b"one\n")
        assert await reader.readline() == b"one\n"


@pytest.mark.parametrize("way", Way)
async def test_in_silence_nothing_comes_and_nobody_is_told(way: Way) -> None:
    async with echo() as (relay, (reader, writer)):
        relay.silence([way])
        writer.write(b"two\n")
        answer = asyncio.create_task(reader.readline())
        done, _ = await asyncio.wait([answer], timeout=A_MOMENT)
        assert not done
        relay.speak()
        assert await answer == b"two\n"


async def test_a_cut_resets_what_stands_with_what_was_on_the_way() -> None:
    async with echo() as (relay, (reader, writer)):
        relay.silence([Way.DOWN])
        writer.write(b"three\n")
        await asyncio.sleep(A_MOMENT)
        assert relay.cut() == 1
        with pytest.raises(ConnectionResetError):
            await reader.readline()
        again, fresh = await asyncio.open_connection("127.0.0.1", relay.port)
        fresh.write(b"four\n")
        assert await again.readline() == b"four\n"
        fresh.close()

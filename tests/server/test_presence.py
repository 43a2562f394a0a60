"""Who is at a request, at two real server processes: shared, and gone soon after something died."""

import asyncio
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.cities import PATIENCE, Process, served
from tests.server.happening import BYSTANDER, REQUESTER, publish, subscribed
from tests.servers import ValkeyServer

GONE_WITHIN = 10  # seconds, as promised
PRESENCE = """
subscription ($id: ID!, $doing: PresenceDoing = VIEWING) {
  requestPresence(id: $id, doing: $doing) { totalCount people { doing employee { number } } }
}
"""
VIEWING, WRITING = (BYSTANDER, "VIEWING"), (REQUESTER, "WRITING")


@pytest.fixture
def servers(environment: dict[str, str]) -> Iterator[tuple[Process, Process]]:
    with served(environment) as one, served(environment) as other:
        one.wait_until_ready()
        other.wait_until_ready()
        yield one, other


def request_id(server: Process) -> str:
    key = publish(server)
    found = server.ask(BYSTANDER, "query ($key: String) { request(key: $key) { id } }", key=key)
    return found["request"]["id"]


class Screen:
    """A page that is open. As long as it lives it answers pings and takes what is pushed."""

    def __init__(self, client: ClientConnection) -> None:
        self.client = client
        self._shown: asyncio.Queue[list[tuple[str, str]]] = asyncio.Queue()
        self.life = asyncio.create_task(self._live())

    async def seconds_until(self, *people: tuple[str, str]) -> float:
        """Until these are there."""
        began = time.monotonic()
        async with asyncio.timeout(PATIENCE):
            while sorted(await self._shown.get()) != sorted(people):
                pass
        return time.monotonic() - began

    async def answer(self) -> None:
        await self.client.send('{"type":"pong"}')

    async def _live(self) -> None:
        async for text in self.client:
            message: Any = orjson.loads(text)
            if message["type"] == "ping":
                await self.answer()
                continue
            people = message["payload"]["data"]["requestPresence"]["people"]
            self._shown.put_nowait([(one["employee"]["number"], one["doing"]) for one in people])


@asynccontextmanager
async def opened(server: Process, number: str, id: str, doing: str | None) -> AsyncGenerator[Screen, None]:
    async with subscribed(server, number, PRESENCE, id=id, doing=doing) as client:
        screen = Screen(client)
        try:
            yield screen
        finally:
            screen.life.cancel()
            ended = await asyncio.gather(screen.life, return_exceptions=True)
            assert isinstance(ended[0], asyncio.CancelledError | ConnectionClosed | None)


async def test_the_people_of_a_killed_process_are_gone_from_the_other(
    servers: tuple[Process, Process],
) -> None:
    one, other = servers
    id = request_id(one)
    async with (
        opened(other, BYSTANDER, id, "VIEWING") as screen,
        opened(one, REQUESTER, id, "WRITING") as editor,
    ):
        await screen.seconds_until(VIEWING, WRITING)
        await editor.seconds_until(VIEWING, WRITING)
        one.process.kill()
        assert 4 < await screen.seconds_until(VIEWING) < GONE_WITHIN


async def test_a_client_that_dies_is_gone_everywhere(servers: tuple[Process, Process]) -> None:
    one, other = servers
    id = request_id(one)
    async with (
        opened(other, BYSTANDER, id, None) as screen,
        opened(one, REQUESTER, id, "WRITING") as editor,
    ):
        await screen.seconds_until(WRITING)
        editor.client.transport.abort()
        assert await screen.seconds_until() < GONE_WITHIN


async def test_a_client_whose_line_dies_in_silence_is_gone_until_it_is_heard_again(
    servers: tuple[Process, Process],
) -> None:
    one, other = servers
    id = request_id(one)
    async with (
        opened(other, BYSTANDER, id, "VIEWING") as screen,
        opened(one, REQUESTER, id, "WRITING") as editor,
    ):
        await screen.seconds_until(VIEWING, WRITING)
        editor.life.cancel()
        assert 4 < await screen.seconds_until(VIEWING) < GONE_WITHIN
        await editor.answer()
        await screen.seconds_until(VIEWING, WRITING)


async def test_a_frozen_redis_leaves_no_ghosts_and_people_are_back_with_it(
    servers: tuple[Process, Process], valkey: ValkeyServer
) -> None:
    one, other = servers
    id = request_id(one)
    async with (
        opened(other, BYSTANDER, id, "VIEWING") as screen,
        opened(one, REQUESTER, id, "WRITING") as editor,
    ):
        await screen.seconds_until(VIEWING, WRITING)
        await editor.seconds_until(VIEWING, WRITING)
        valkey.freeze()
        assert await screen.seconds_until(VIEWING) < GONE_WITHIN
        await editor.seconds_until(WRITING)
        valkey.thaw()
        await screen.seconds_until(VIEWING, WRITING)
        await editor.seconds_until(VIEWING, WRITING)

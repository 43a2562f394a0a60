"""Who is at a request, at two real server processes: shared, and gone soon after something died."""

import time
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from websockets.asyncio.client import ClientConnection

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
    return server.ask(BYSTANDER, "query ($key: String) { request(key: $key) { id } }", key=key)["request"][
        "id"
    ]


async def shown(client: ClientConnection) -> list[tuple[str, str]]:
    """Who is there, as it is pushed next."""
    while (message := orjson.loads(await client.recv()))["type"] != "next":
        assert message["type"] == "ping"
        await client.send('{"type":"pong"}')
    crowd: Any = message["payload"]["data"]["requestPresence"]
    return [(one["employee"]["number"], one["doing"]) for one in crowd["people"]]


async def seconds_until(client: ClientConnection, *people: tuple[str, str]) -> float:
    began = time.monotonic()
    while sorted(await shown(client)) != sorted(people):
        assert time.monotonic() < began + PATIENCE
    return time.monotonic() - began


async def test_the_people_of_a_killed_process_are_gone_from_the_other(
    servers: tuple[Process, Process],
) -> None:
    one, other = servers
    id = request_id(one)
    async with subscribed(other, BYSTANDER, PRESENCE, id=id) as screen:
        await seconds_until(screen, VIEWING)
        async with subscribed(one, REQUESTER, PRESENCE, id=id, doing="WRITING") as editor:
            await seconds_until(editor, VIEWING, WRITING)
            await seconds_until(screen, VIEWING, WRITING)
            one.process.kill()
            assert 5 < await seconds_until(screen, VIEWING) < GONE_WITHIN


async def test_a_client_that_dies_is_gone_everywhere(servers: tuple[Process, Process]) -> None:
    one, other = servers
    id = request_id(one)
    async with subscribed(other, BYSTANDER, PRESENCE, id=id, doing=None) as screen:
        await seconds_until(screen)
        async with subscribed(one, REQUESTER, PRESENCE, id=id, doing="WRITING") as editor:
            await seconds_until(screen, WRITING)
            editor.transport.abort()
            assert await seconds_until(screen) < GONE_WITHIN


async def test_a_frozen_redis_leaves_no_ghosts_and_people_are_back_with_it(
    servers: tuple[Process, Process], valkey: ValkeyServer
) -> None:
    one, other = servers
    id = request_id(one)
    async with (
        subscribed(other, BYSTANDER, PRESENCE, id=id) as screen,
        subscribed(one, REQUESTER, PRESENCE, id=id, doing="WRITING") as editor,
    ):
        await seconds_until(screen, VIEWING, WRITING)
        await seconds_until(editor, VIEWING, WRITING)
        valkey.freeze()
        assert await seconds_until(screen, VIEWING) < GONE_WITHIN
        await seconds_until(editor, WRITING)
        valkey.thaw()
        await seconds_until(screen, VIEWING, WRITING)
        await seconds_until(editor, VIEWING, WRITING)

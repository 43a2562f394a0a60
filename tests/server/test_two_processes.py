"""Two server processes, one PostgreSQL, one Redis: what happens at one door is seen at the other."""

import asyncio
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import URL
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.cities import Process, served, settings, settle_people, token

REQUESTER, BYSTANDER, ASKED = "demo-requester", "demo-transport", "HQ-05-02"
PUBLISHED = ["RequestPublishedEvent", "DeliverySentEvent", "RequestStateChangedEvent"]
ASK = """
mutation ($department: ID!) {
  requestCreate(input: {title: "심야버스 노선", project: "올빼미버스", body: "통화량 분석",
                        deliveries: [{departmentId: $department}]}) { errors { message } request { id } }
}
"""
PUBLISH = "mutation ($id: ID!) { requestPublish(id: $id) { errors { message } request { key } } }"
EVENTS = """
subscription ($after: String) {
  boardEvents(after: $after) {
    ... on RequestChange { cursor position event { __typename } request { key } }
  }
}
"""


@pytest.fixture
def environment(empty_postgres: URL, redis_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of a city, with the sample's chart and people in its database."""
    database_url = empty_postgres.render_as_string(hide_password=False)
    asyncio.run(settle_people(database_url))
    return settings(database_url, tmp_path, redis_url)


@pytest.fixture
def servers(environment: dict[str, str]) -> Iterator[tuple[Process, Process]]:
    with served(environment) as one, served(environment) as other:
        one.wait_until_ready()
        other.wait_until_ready()
        yield one, other


async def test_a_change_at_one_process_is_pushed_by_the_other(servers: tuple[Process, Process]) -> None:
    one, other = servers
    after = other.ask(BYSTANDER, "{ liveCursor }")["liveCursor"]
    async with following(other, BYSTANDER, after) as follower:
        key = publish(one)
        seen = await changes(follower, 3)
    assert [change["event"]["__typename"] for change in seen] == PUBLISHED
    assert {change["request"]["key"] for change in seen} == {key}


async def test_a_follower_of_a_killed_process_goes_on_at_the_other(
    servers: tuple[Process, Process],
) -> None:
    one, other = servers
    after = one.ask(BYSTANDER, "{ liveCursor }")["liveCursor"]
    async with following(one, BYSTANDER, after) as follower:
        first = publish(other)
        seen = await changes(follower, 2)
        one.process.kill()
    second = publish(other)
    async with following(other, BYSTANDER, seen[-1]["cursor"]) as follower:
        rest = await changes(follower, 4)
    assert [change["request"]["key"] for change in rest] == [first, second, second, second]
    assert [change["event"]["__typename"] for change in seen + rest] == PUBLISHED * 2


def publish(server: Process) -> str:
    """Somebody asks a department at this server; gives the request's number."""
    department = server.ask(REQUESTER, f'{{ department(code: "{ASKED}") {{ id }} }}')["department"]["id"]
    made = server.ask(REQUESTER, ASK, department=department)["requestCreate"]
    sent = server.ask(REQUESTER, PUBLISH, id=made["request"]["id"])["requestPublish"]
    assert made["errors"] == sent["errors"] == []
    return sent["request"]["key"]


@asynccontextmanager
async def following(server: Process, number: str, after: str) -> AsyncGenerator[ClientConnection, None]:
    protocol = Subprotocol("graphql-transport-ws")
    async with connect(f"ws://127.0.0.1:{server.port}/graphql", subprotocols=[protocol]) as client:
        payload = {"authorization": f"Bearer {token(number)}"}
        await client.send(orjson.dumps({"type": "connection_init", "payload": payload}).decode())
        assert orjson.loads(await client.recv())["type"] == "connection_ack"
        operation = {"query": EVENTS, "variables": {"after": after}}
        message = {"type": "subscribe", "id": "1", "payload": operation}
        await client.send(orjson.dumps(message).decode())
        yield client


async def changes(follower: ClientConnection, count: int) -> list[dict[str, Any]]:
    """The next changes of published requests. Pings are answered; drafts of others are not shown at all."""
    seen: list[dict[str, Any]] = []
    while len(seen) < count:
        message = orjson.loads(await follower.recv())
        if message["type"] == "ping":
            await follower.send('{"type":"pong"}')
            continue
        change = message["payload"]["data"]["boardEvents"]
        if change["event"]["__typename"] != "RequestDraftedEvent":
            seen.append(change)
    return seen

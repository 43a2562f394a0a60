"""Two server processes, one PostgreSQL, one Redis: what happens at one door is seen at the other."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import URL
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from madang.server.opening import Tables, opened
from madang.server.sample import found
from tests.conftest import administer

REQUESTER, BYSTANDER, ASKED = "demo-requester", "demo-transport", "HQ-05-02"
PUBLISHED = ["RequestPublishedEvent", "DeliverySentEvent", "RequestStateChangedEvent"]
SECRET = "a secret shared with the portal, long enough"
PATIENCE = 120  # seconds; a loaded machine is slow to start two servers
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


@dataclass(slots=True)
class Server:
    """One process of `madang serve`."""

    process: subprocess.Popen[bytes]
    port: int

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx2.get(f"http://127.0.0.1:{self.port}/readyz", timeout=PATIENCE).status_code == 200:
                    return
            except httpx2.ConnectError:
                time.sleep(0.05)
        raise AssertionError(f"the server did not come up (exit code {self.process.poll()})")

    def ask(self, number: str, query: str, **variables: Any) -> dict[str, Any]:
        answer = httpx2.post(
            f"http://127.0.0.1:{self.port}/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {token(number)}"},
            timeout=PATIENCE,
        ).json()
        assert "errors" not in answer, answer
        return answer["data"]

    @asynccontextmanager
    async def follow(self, number: str, after: str) -> AsyncGenerator[ClientConnection, None]:
        protocol = Subprotocol("graphql-transport-ws")
        async with connect(f"ws://127.0.0.1:{self.port}/graphql", subprotocols=[protocol]) as client:
            payload = {"authorization": f"Bearer {token(number)}"}
            await client.send(orjson.dumps({"type": "connection_init", "payload": payload}).decode())
            assert orjson.loads(await client.recv())["type"] == "connection_ack"
            operation = {"query": EVENTS, "variables": {"after": after}}
            message = {"type": "subscribe", "id": "1", "payload": operation}
            await client.send(orjson.dumps(message).decode())
            yield client


@pytest.fixture
def empty_postgres(postgres_template: URL) -> Iterator[URL]:
    url = postgres_template.set(database=f"madang_{uuid4().hex}")
    asyncio.run(administer(url, f"create database {url.database}"))
    yield url
    asyncio.run(administer(url, f"drop database {url.database} with (force)"))


@pytest.fixture
def environment(empty_postgres: URL, redis_url: str, tmp_path: Path) -> dict[str, str]:
    """The settings of a city, with the sample's chart and people in its database."""
    settings = {
        "DATABASE_URL": empty_postgres.render_as_string(hide_password=False),
        "REDIS_URL": redis_url,
        "MADANG_DATA": str(tmp_path),
        "MADANG_PORTAL_SECRET": SECRET,
        "MADANG_PORTAL_ISSUER": "https://portal",
        "MADANG_PORTAL_AUDIENCE": "madang",
    }
    asyncio.run(settle_people(settings["DATABASE_URL"]))
    return {**os.environ, **settings}


async def settle_people(database_url: str) -> None:
    async with opened(database_url, tables=Tables.UPGRADE) as city:
        await found(city.context())


@pytest.fixture
def servers(environment: dict[str, str]) -> Iterator[tuple[Server, Server]]:
    with served(environment) as one, served(environment) as other:
        one.wait_until_ready()
        other.wait_until_ready()
        yield one, other


async def test_a_change_at_one_process_is_pushed_by_the_other(servers: tuple[Server, Server]) -> None:
    one, other = servers
    after = other.ask(BYSTANDER, "{ liveCursor }")["liveCursor"]
    async with other.follow(BYSTANDER, after) as follower:
        key = publish(one)
        seen = await changes(follower, 3)
    assert [change["event"]["__typename"] for change in seen] == PUBLISHED
    assert {change["request"]["key"] for change in seen} == {key}


async def test_a_follower_of_a_killed_process_goes_on_at_the_other(
    servers: tuple[Server, Server],
) -> None:
    one, other = servers
    after = one.ask(BYSTANDER, "{ liveCursor }")["liveCursor"]
    async with one.follow(BYSTANDER, after) as follower:
        first = publish(other)
        seen = await changes(follower, 2)
        one.process.kill()
    second = publish(other)
    async with other.follow(BYSTANDER, seen[-1]["cursor"]) as follower:
        rest = await changes(follower, 4)
    assert [change["request"]["key"] for change in rest] == [first, second, second, second]
    assert [change["event"]["__typename"] for change in seen + rest] == PUBLISHED * 2


def publish(server: Server) -> str:
    """Somebody asks a department at this server; gives the request's number."""
    department = server.ask(REQUESTER, f'{{ department(code: "{ASKED}") {{ id }} }}')["department"]["id"]
    made = server.ask(REQUESTER, ASK, department=department)["requestCreate"]
    sent = server.ask(REQUESTER, PUBLISH, id=made["request"]["id"])["requestPublish"]
    assert made["errors"] == sent["errors"] == []
    return sent["request"]["key"]


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


def madang(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from madang.server.cli import main; main()", *arguments]


@contextmanager
def served(environment: dict[str, str]) -> Generator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(madang("serve", "--port", str(port)), env=environment)
    try:
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def token(number: str) -> str:
    claims = {"sub": number, "iss": "https://portal", "aud": "madang", "exp": int(time.time()) + 600}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))

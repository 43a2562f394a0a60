"""Something happens on the board of a real server, and somebody follows it there."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import orjson
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.cities import Process, token

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


def publish(server: Process) -> str:
    """Somebody asks a department at this server; gives the request's number."""
    department = server.ask(REQUESTER, f'{{ department(code: "{ASKED}") {{ id }} }}')["department"]["id"]
    made = server.ask(REQUESTER, ASK, department=department)["requestCreate"]
    sent = server.ask(REQUESTER, PUBLISH, id=made["request"]["id"])["requestPublish"]
    assert made["errors"] == sent["errors"] == []
    return sent["request"]["key"]


@asynccontextmanager
async def following(server: Process, number: str, after: str) -> AsyncGenerator[ClientConnection, None]:
    async with subscribed(server, number, EVENTS, after=after) as client:
        yield client


@asynccontextmanager
async def subscribed(
    server: Process, number: str, query: str, **variables: Any
) -> AsyncGenerator[ClientConnection, None]:
    protocol = Subprotocol("graphql-transport-ws")
    async with connect(f"ws://127.0.0.1:{server.port}/graphql", subprotocols=[protocol]) as client:
        payload = {"authorization": f"Bearer {token(number)}"}
        await client.send(orjson.dumps({"type": "connection_init", "payload": payload}).decode())
        assert orjson.loads(await client.recv())["type"] == "connection_ack"
        operation = {"query": query, "variables": variables}
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

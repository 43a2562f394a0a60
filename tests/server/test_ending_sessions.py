"""A token that an operator revokes closes the sockets that were opened with it, at every process."""

import asyncio
from collections.abc import Iterator

import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from madang.server.opening import Tables, opened
from resolvers.tokens import create_token, revoke_token
from tests.cities import Process, served
from tests.server.happening import BYSTANDER, EVENTS, REQUESTER

WITHIN = 10  # seconds


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Process]:
    with served(environment) as server:
        server.wait_until_ready()
        yield server


async def following(server: Process, token: str) -> ClientConnection:
    protocol = Subprotocol("graphql-transport-ws")
    socket = await connect(f"ws://127.0.0.1:{server.port}/graphql", subprotocols=[protocol])
    payload = {"authorization": f"Bearer {token}"}
    await socket.send(orjson.dumps({"type": "connection_init", "payload": payload}).decode())
    assert orjson.loads(await socket.recv()) == {"type": "connection_ack"}
    message = {"type": "subscribe", "id": "1", "payload": {"query": EVENTS}}
    await socket.send(orjson.dumps(message).decode())
    return socket


async def end_of(socket: ClientConnection) -> int:
    """The code it is closed with."""
    with pytest.raises(ConnectionClosed) as closed:
        await read_all(socket)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code


async def read_all(socket: ClientConnection) -> None:
    while True:
        await socket.recv()


async def test_a_revoked_token_closes_its_sockets_and_no_others(
    server: Process, environment: dict[str, str]
) -> None:
    async with opened(environment["DATABASE_URL"], tables=Tables.READY) as city:
        context = city.context()
        doomed, text = await create_token(context, BYSTANDER, name="자료 수집", days=1)
        _, kept = await create_token(context, BYSTANDER, name="다른 일", days=1)
        _, other = await create_token(context, REQUESTER, name="다른 사람", days=1)
        mine, same, others = [await following(server, one) for one in (text, kept, other)]
        await revoke_token(context, doomed.id)
    async with asyncio.timeout(WITHIN):
        assert await end_of(mine) == 4403
    for socket in (same, others):
        await socket.send('{"type":"ping"}')
        async with asyncio.timeout(WITHIN):
            while orjson.loads(await socket.recv())["type"] != "pong":
                pass
        await socket.close()

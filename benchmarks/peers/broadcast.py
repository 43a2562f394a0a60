"""The least that a server can do: the same text to every socket, as fast as `await send` goes.

No GraphQL, no database: what is left is uvicorn with its own protocol for WebSockets, the ceiling of ASGI.
It answers as the others do, but a subscription is noted unread, and the mutation is announced and no more.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from redis.asyncio import Redis
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

CHANNEL = "broadcast"
ACKNOWLEDGED = {"type": "websocket.send", "text": '{"type":"connection_ack"}'}
redis = Redis(unix_socket_path=os.environ["REDIS_SOCKET"])
sockets: dict[object, Callable[[Any], Awaitable[None]]] = {}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "websocket":
        await _follow(receive, send)
    else:
        await Response(await _answer(await Request(scope, receive).body()))(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    await receive()
    broadcasting = asyncio.create_task(_broadcast())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    broadcasting.cancel()
    await send({"type": "lifespan.shutdown.complete"})


async def _follow(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.accept", "subprotocol": "graphql-transport-ws"})
    me = object()
    while (message := await receive())["type"] == "websocket.receive":
        if orjson.loads(message["text"])["type"] == "connection_init":
            await send(ACKNOWLEDGED)
        else:
            sockets[me] = send
    sockets.pop(me, None)


async def _broadcast() -> None:
    listening: Any = redis.pubsub()
    async with listening as channel:
        await channel.subscribe(CHANNEL)
        async for heard in channel.listen():
            if heard["type"] == "message":
                message = {"type": "websocket.send", "text": heard["data"].decode()}
                for send in list(sockets.values()):
                    await send(message)


async def _answer(body: bytes) -> bytes:
    asked = orjson.loads(body).get("variables")
    if asked is None:
        return b'{"data":{"__typename":"Query"}}'
    delivery = {"id": asked["id"], "state": "IN_PROGRESS", "progress": asked["percent"], "version": 1}
    data = {"requestEvents": {"event": {"delivery": delivery}}}
    await redis.publish(CHANNEL, orjson.dumps({"type": "next", "id": "1", "payload": {"data": data}}))
    return orjson.dumps({"data": {"deliveryProgress": {"delivery": delivery, "errors": []}}})

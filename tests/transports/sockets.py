"""The board behind a real socket."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from madang.server.auth import SignIn, nobody
from madang.server.transports import GraphQLOverWebSocket, SocketLimits
from tests.transports.board import Feed, board_door
from tests.transports.serving import Served, serving


class Wires:
    """Over what the tests of sockets go: uvicorn's transport, or ASGI as any server has it."""

    ours: ClassVar[bool] = True


@asynccontextmanager
async def board(
    sign_in: SignIn = nobody, *, feed: Feed | None = None, origins: tuple[str, ...] = (), **limits: Any
) -> AsyncGenerator[Served, None]:
    door = board_door(sign_in, feed=feed)
    application = GraphQLOverWebSocket(door, limits=SocketLimits(**limits), allowed_origins=origins)
    short_way = {"socket": application} if Wires.ours else None
    async with serving(application, short_way=short_way) as served:
        yield served

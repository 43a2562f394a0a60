"""The board behind a real socket."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from madang.server.auth import SignIn, nobody
from madang.server.transports import GraphQLOverWebSocket, SocketLimits
from tests.transports.board import Feed, board_door
from tests.transports.serving import Served, serving


@asynccontextmanager
async def board(
    sign_in: SignIn = nobody, *, feed: Feed | None = None, origins: tuple[str, ...] = (), **limits: Any
) -> AsyncGenerator[Served, None]:
    door = board_door(sign_in, feed=feed)
    async with serving(
        GraphQLOverWebSocket(door, limits=SocketLimits(**limits), allowed_origins=origins)
    ) as served:
        yield served

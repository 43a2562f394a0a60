"""A session that ends takes its long connections along."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from madang.errors import NotSignedIn
from madang.server.auth import Identity, Via
from madang.server.transports import GraphQLOverWebSocket
from madang.server.transports.http import GraphQLOverHTTP
from madang.server.transports.sittings import Sittings, TooMany
from tests.transports.board import Feed, board_door
from tests.transports.serving import client, serving
from tests.transports.test_streams import asking


@dataclass
class Tokens:
    """Lets everybody in as this employee until it is revoked."""

    identity: Identity | None

    async def __call__(
        self, connection: HTTPConnection, payload: Mapping[str, Any] | None = None
    ) -> Identity | None:
        if self.identity is None:
            raise NotSignedIn("거둔 토큰입니다.")
        return self.identity


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(Identity("0001", Via.TOKEN))


async def test_a_socket_stays_while_its_session_holds_and_closes_when_it_does_not(tokens: Tokens) -> None:
    door = board_door(tokens)
    async with serving(GraphQLOverWebSocket(door)) as served, client(served) as socket:
        await socket.greet()
        door.sittings.recheck(["0001"])
        await socket.subscribe("{ who }")
        assert (await socket.hear())["payload"] == {"data": {"who": "0001"}}
        tokens.identity = None
        door.sittings.recheck(["0002"])
        await socket.subscribe("{ hello }", "2")
        assert (await socket.hear())["type"] == "complete"
        assert (await socket.hear())["type"] == "next"
        assert (await socket.hear())["type"] == "complete"
        door.sittings.recheck(["0001"])
        assert await socket.closed() == (4403, "Session ended")
    assert len(door.sittings) == 0


async def test_a_token_that_became_another_ones_ends_the_session(tokens: Tokens) -> None:
    door = board_door(tokens)
    async with serving(GraphQLOverWebSocket(door)) as served, client(served) as socket:
        await socket.greet()
        assert tokens.identity is not None
        tokens.identity = replace(tokens.identity, read_only=True)
        door.sittings.recheck_all()
        assert await socket.closed() == (4403, "Session ended")


async def test_a_stream_over_http_ends_with_its_session(tokens: Tokens, feed: Feed) -> None:
    door = board_door(tokens, feed=feed)
    http = GraphQLOverHTTP(door)
    async with (
        serving(http, short_way={"http": http}) as served,
        asking(served, "subscription { news }") as line,
    ):
        await line.head()
        await feed.entered.wait()
        door.sittings.recheck_all()
        feed.queue.put_nowait("새 소식")
        while "소식" not in (await line.chunk()).decode():
            pass
        tokens.identity = None
        door.sittings.recheck_all()
        assert await line.rest() == b""
    assert (feed.watching, len(door.sittings)) == (0, 0)


async def test_one_employee_has_so_many_connections_and_others_are_not_kept_out(tokens: Tokens) -> None:
    door = replace(board_door(tokens), sittings=Sittings(most=1))
    http = GraphQLOverHTTP(door)
    async with (
        serving(GraphQLOverWebSocket(door)) as sockets,
        serving(http, short_way={"http": http}) as streams,
        client(sockets) as first,
    ):
        await first.greet()
        async with client(sockets) as second:
            await second.say(type="connection_init")
            assert await second.closed() == (1013, "Too many connections")
        async with asking(streams, "subscription { count }") as line:
            assert (await line.head())[0] == 429
        tokens.identity = Identity("0002", Via.TOKEN)
        async with client(sockets) as other:
            await other.greet()


def test_strangers_are_not_counted() -> None:
    sittings = Sittings(most=0)
    with sittings.seated(None, lambda: None):
        assert len(sittings) == 0
    with pytest.raises(TooMany), sittings.seated(Identity("0001", Via.TOKEN), lambda: None):
        pass

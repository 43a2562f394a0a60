"""The beginning of graphql-transport-ws by its protocol text: handshake, connection_init, ping and pong."""

import pytest
from websockets.exceptions import InvalidStatus

from tests.transports.serving import Client, Served, client
from tests.transports.sockets import board


async def test_the_subprotocol_is_agreed_on(socket: Client) -> None:
    assert socket.connection.subprotocol == "graphql-transport-ws"


@pytest.mark.parametrize("protocol", ["graphql-ws", "soap", None])
async def test_another_subprotocol_is_not_acceptable(served: Served, protocol: str | None) -> None:
    async with client(served, protocol) as socket:
        assert await socket.closed() == (4406, "Subprotocol not acceptable")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://[", ""])
async def test_a_foreign_page_gets_a_403(served: Served, origin: str) -> None:
    with pytest.raises(InvalidStatus) as raised:
        await client(served, origin=origin).__aenter__()
    assert raised.value.response.status_code == 403


async def test_pages_of_our_own_and_allowed_ones_come_in() -> None:
    async with board(origins=("https://portal.seoul.go.kr/",)) as served:
        for origin in (f"http://127.0.0.1:{served.port}", "https://portal.seoul.go.kr"):
            async with client(served, origin=origin) as socket:
                await socket.greet()


async def test_init_is_acknowledged(socket: Client) -> None:
    await socket.say(type="connection_init")
    assert await socket.hear() == {"type": "connection_ack"}


async def test_a_second_init_is_too_many(socket: Client) -> None:
    await socket.greet()
    await socket.say(type="connection_init")
    assert await socket.closed() == (4429, "Too many initialisation requests")


async def test_who_never_says_init_is_timed_out() -> None:
    async with board(init_seconds=0.02) as served, client(served) as socket:
        assert await socket.closed() == (4408, "Connection initialisation timeout")


async def test_a_ping_is_answered_before_and_after_init(socket: Client) -> None:
    await socket.say(type="ping")
    assert await socket.hear() == {"type": "pong"}
    await socket.greet()
    await socket.say(type="ping", payload={"about": "time"})
    assert await socket.hear() == {"type": "pong"}


async def test_a_pong_nobody_asked_for_is_ignored(socket: Client) -> None:
    await socket.say(type="pong")
    await socket.greet()


async def test_the_server_pings_and_closes_if_nothing_comes_back() -> None:
    async with board(ping_seconds=0.02, pong_seconds=0.02) as served, client(served) as socket:
        await socket.greet()
        assert await socket.hear() == {"type": "ping"}
        assert await socket.closed() == (4408, "Pong timeout")


async def test_who_answers_pings_stays() -> None:
    async with board(ping_seconds=0.01, pong_seconds=0.2) as served, client(served) as socket:
        await socket.greet()
        for _ in range(2):
            assert await socket.hear() == {"type": "ping"}
            await socket.say(type="pong")

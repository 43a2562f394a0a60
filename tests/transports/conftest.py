"""The board behind our doors."""

from collections.abc import AsyncIterator

import pytest
from httpx2 import ASGITransport, AsyncClient

from madang.server.transports.http import GraphQLOverHTTP
from tests.transports.board import Feed, board_door
from tests.transports.serving import Client, Served, client
from tests.transports.sockets import Wires, board


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test of sockets is held under both ways in."""
    if "test_websocket" in metafunc.definition.nodeid:
        metafunc.parametrize("wire", ["transport", "asgi"], indirect=True)


@pytest.fixture(autouse=True)
def wire(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wires, "ours", getattr(request, "param", "transport") == "transport")


@pytest.fixture
async def http() -> AsyncIterator[AsyncClient]:
    """A client of the board; an exception that leaves the application fails the test."""
    application = GraphQLOverHTTP(board_door())
    async with AsyncClient(transport=ASGITransport(application), base_url="http://board") as client:
        yield client


@pytest.fixture
async def feed() -> Feed:
    return Feed()


@pytest.fixture
async def served(feed: Feed) -> AsyncIterator[Served]:
    async with board(feed=feed, operations=2) as served:
        yield served


@pytest.fixture
async def socket(served: Served) -> AsyncIterator[Client]:
    async with client(served) as socket:
        yield socket

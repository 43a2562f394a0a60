"""The board behind our doors."""

from collections.abc import AsyncIterator

import pytest
from httpx2 import ASGITransport, AsyncClient

from madang.server.transports.http import GraphQLOverHTTP
from tests.transports.board import board_door


@pytest.fixture
async def http() -> AsyncIterator[AsyncClient]:
    """A client of the board; an exception that leaves the application fails the test."""
    application = GraphQLOverHTTP(board_door())
    async with AsyncClient(transport=ASGITransport(application), base_url="http://board") as client:
        yield client

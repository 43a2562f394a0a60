"""A hall whose people look at boards."""

from collections.abc import AsyncIterator

import pytest

from models.base import Sessions
from subscriptions.hub import Hub
from subscriptions.ledger import Ledger
from tests.mileage.hall import Hall, opened


@pytest.fixture
async def hall(sessions: Sessions) -> AsyncIterator[Hall]:
    async with opened(sessions, Hub(sessions), Ledger()) as hall:
        yield hall

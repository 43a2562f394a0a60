"""Several processes of one installation, played in one: each with its own hub, link and sequencer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from uuid import uuid4

import pytest
from sqlalchemy import URL

from models.base import Sessions
from subscriptions.broker import Broker, MemoryBroker
from subscriptions.hub import Bounds, Hub
from subscriptions.live import Live
from subscriptions.redis_broker import RedisBroker
from tests.subscriptions.hearing import until

StartProcess = Callable[..., Awaitable[Live]]
QUICK = Bounds(floor=0.1)


@pytest.fixture
def postgres_url(postgres_database: URL) -> str:
    return postgres_database.render_as_string(hide_password=False)


@pytest.fixture(params=["memory", "redis"])
def new_link(request: pytest.FixtureRequest) -> Callable[[], Broker]:
    """A process's link to the others, of each kind."""
    if request.param == "memory":
        shared = MemoryBroker()
        return lambda: shared
    url: str = request.getfixturevalue("redis_url")
    channel = f"madang-{uuid4()}"
    return lambda: RedisBroker(url, channel=channel, beat=0.1, deadline=1)


@pytest.fixture
async def start(sessions: Sessions, new_link: Callable[[], Broker]) -> AsyncIterator[StartProcess]:
    async with AsyncExitStack() as stack:

        async def start(bounds: Bounds = QUICK) -> Live:
            return await stack.enter_async_context(Live(sessions, new_link(), bounds=bounds))

        yield start


@pytest.fixture
async def hub(sessions: Sessions) -> AsyncIterator[Hub]:
    """It looks at the log only when it hears of something."""
    async with Hub(sessions, bounds=Bounds(floor=1000, page=1, recent=0)) as hub:
        await until(lambda: hub.tally.looks == 1)
        yield hub

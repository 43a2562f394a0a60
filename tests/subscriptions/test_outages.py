"""With Redis dead, frozen or losing messages, delivery between processes is slower and never wrong."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import pytest

from models.base import Sessions
from subscriptions.broker import Broker, MemoryBroker
from subscriptions.hub import Bounds
from subscriptions.live import Live
from subscriptions.redis_broker import RedisBroker
from subscriptions.signals import Lines, Said
from tests.servers import ValkeyServer
from tests.subscriptions.conftest import QUICK
from tests.subscriptions.following import following, take
from tests.subscriptions.writing import key, write_keys

NEVER = Bounds(floor=1000)


class UnreliableBroker(MemoryBroker):
    """Delivers each message with lines as often as it is told, and says when it has done so."""

    def __init__(self, deliveries: Callable[[Lines], int]) -> None:
        super().__init__()
        self._deliveries = deliveries
        self.treated: asyncio.Queue[Lines] = asyncio.Queue()

    def publish(self, signal: Said) -> None:
        if not isinstance(signal, Lines):
            super().publish(signal)
            return
        for _ in range(self._deliveries(signal)):
            super().publish(signal)
        self.treated.put_nowait(signal)


def never(lines: Lines) -> int:
    return 0


def all_but_the_second(lines: Lines) -> int:
    return int(2 not in [record.position for record in lines.records])


def twice(lines: Lines) -> int:
    return 2


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@asynccontextmanager
async def two_processes(
    sessions: Sessions, new_link: Callable[[], Broker], bounds: Bounds
) -> AsyncGenerator[tuple[Live, Live], None]:
    async with (
        Live(sessions, new_link(), bounds=bounds) as one,
        Live(sessions, new_link(), bounds=bounds) as two,
    ):
        yield one, two


async def commit(sessions: Sessions, live: Live, *keys: str) -> None:
    for name in keys:
        await write_keys(sessions, name)
        live.committed()


@pytest.mark.parametrize("disturb", [ValkeyServer.kill, ValkeyServer.freeze])
async def test_without_redis_every_event_still_arrives_everywhere(
    sessions: Sessions, valkey: ValkeyServer, disturb: Callable[[ValkeyServer], None]
) -> None:
    def new_link() -> Broker:
        return RedisBroker(valkey.url, beat=0.05, deadline=0.5)

    async with (
        two_processes(sessions, new_link, QUICK) as (one, two),
        following(one.hub) as near,
        following(two.hub) as far,
    ):
        await commit(sessions, one, "before")
        assert await take(near, 1) == await take(far, 1)
        disturb(valkey)
        await commit(sessions, two, "during", "still")
        heard = await take(near, 2)
        assert [(record.position, key(record)) for record in heard] == [(2, "during"), (3, "still")]
        assert await take(far, 2) == heard


@pytest.mark.parametrize("deliveries", [all_but_the_second, twice])
async def test_a_lost_message_is_read_from_the_log_and_a_double_one_is_ignored(
    sessions: Sessions, deliveries: Callable[[Lines], int]
) -> None:
    broker = UnreliableBroker(deliveries)
    async with (
        two_processes(sessions, lambda: broker, NEVER) as (one, two),
        following(one.hub) as near,
        following(two.hub) as far,
    ):
        await commit(sessions, one, "a")
        assert await take(near, 1) == await take(far, 1)  # both are live from here
        for name in ("b", "c"):
            await commit(sessions, one, name)
            while key((await broker.treated.get()).records[-1]) != name:
                pass
        heard = await take(far, 2)
        assert await take(near, 2) == heard
    assert [(record.position, key(record)) for record in heard] == [(2, "b"), (3, "c")]


async def test_when_every_message_is_lost_the_log_is_looked_at_all_the_same(sessions: Sessions) -> None:
    broker = UnreliableBroker(never)
    async with two_processes(sessions, lambda: broker, QUICK) as (one, two), following(two.hub) as far:
        await commit(sessions, one, "a", "b")
        assert [key(record) for record in await take(far, 2)] == ["a", "b"]

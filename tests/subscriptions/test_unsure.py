"""A process that cannot be sure of its link to the others looks at the log often, whatever the link says."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from benchmarks.soak.relay import Ends, Relay, Way
from models.base import Sessions
from subscriptions.broker import Broker, Link, MemoryBroker
from subscriptions.hub import Bounds
from subscriptions.live import Live
from subscriptions.redis_broker import RedisBroker
from tests.servers import ValkeyServer
from tests.subscriptions.following import following, take
from tests.subscriptions.hearing import until
from tests.subscriptions.writing import key, write_keys

ONLY_IF_UNSURE = Bounds(floor=1000, unsure=0.05)  # a look without a signal comes in time only if unsure
LONG = 1000.0  # seconds: the link is not made anew by itself
BEAT = 0.05


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@dataclass
class Two:
    """Two processes: `near` numbers the log. The line between one of them and Redis can fall silent."""

    sessions: Sessions
    near: Live
    far: Live
    relay: Relay

    async def commit(self, name: str) -> None:
        await write_keys(self.sessions, name)
        self.near.committed()

    @property
    def links(self) -> list[Link]:
        return [self.near.broker.link, self.far.broker.link]


@asynccontextmanager
async def two(
    sessions: Sessions,
    valkey: ValkeyServer,
    *,
    bounds: Bounds = ONLY_IF_UNSURE,
    deadline: float = LONG,
    relayed: str = "far",
    steady: float = 1.0,
) -> AsyncGenerator[Two]:
    """`steady`: the beat of the other one, which a busy machine must not make unsure."""

    async def reach() -> Ends:
        return await asyncio.open_unix_connection(valkey.url.removeprefix("unix://"))

    async with Relay(reach) as relay:
        over_relay = f"redis://127.0.0.1:{relay.port}/0"

        def live(name: str) -> Live:
            address, beat = (over_relay, BEAT) if name == relayed else (valkey.url, steady)
            return Live(sessions, RedisBroker(address, beat=beat, deadline=deadline), bounds=bounds)

        async with live("near") as near:
            await until(lambda: near.sequencer is not None and near.sequencer.leads)
            async with live("far") as far:
                both = Two(sessions, near, far, relay)
                await until(lambda: all(link.is_sure for link in both.links))
                yield both
                relay.speak()


@pytest.mark.parametrize("ways", [[Way.UP], [Way.DOWN], list(Way)])
async def test_with_a_link_that_falls_silent_events_still_come(
    sessions: Sessions, valkey: ValkeyServer, ways: Sequence[Way]
) -> None:
    async with two(sessions, valkey) as processes, following(processes.far.hub) as far:
        await processes.commit("before")
        await take(far, 1)
        processes.relay.silence(ways)
        await until(lambda: not processes.far.broker.link.is_sure)
        assert processes.far.broker.link.connected  # nothing has told it that anything is wrong
        await processes.commit("during")
        assert [key(record) for record in await take(far, 1)] == ["during"]
        processes.relay.speak()
        await until(lambda: processes.far.broker.link.is_sure)


@pytest.mark.parametrize("disturb", [ValkeyServer.kill, ValkeyServer.freeze])
async def test_without_redis_both_are_unsure_and_sure_again_when_it_is_back(
    sessions: Sessions, valkey: ValkeyServer, disturb: Callable[[ValkeyServer], None]
) -> None:
    async with (
        two(sessions, valkey, deadline=0.5, steady=BEAT) as processes,
        following(processes.far.hub) as far,
    ):
        disturb(valkey)
        await until(lambda: not any(link.is_sure for link in processes.links))
        await processes.commit("during")
        assert [key(record) for record in await take(far, 1)] == ["during"]
        valkey.revive()
        await until(lambda: all(link.is_sure for link in processes.links))
        await processes.commit("after")
        assert [key(record) for record in await take(far, 1)] == ["after"]


async def test_only_who_is_not_sure_looks_often(sessions: Sessions, valkey: ValkeyServer) -> None:
    async with two(sessions, valkey) as processes:
        near, far = processes.near.hub.tally, processes.far.hub.tally
        processes.relay.silence([Way.DOWN])
        await until(lambda: not processes.far.broker.link.is_sure)
        before = near.looks, far.looks
        await until(lambda: far.looks >= before[1] + 10)
        assert near.looks == before[0]


async def test_who_cannot_be_heard_is_read_all_the_same_by_those_who_are_sure(
    sessions: Sessions, valkey: ValkeyServer
) -> None:
    bounds = Bounds(floor=0.2, unsure=0.05)
    async with (
        two(sessions, valkey, bounds=bounds, relayed="near") as processes,
        following(processes.far.hub) as far,
    ):
        processes.relay.silence([Way.UP])
        await processes.commit("unheard")
        assert [key(record) for record in await take(far, 1)] == ["unheard"]
        assert processes.far.broker.link.is_sure


def test_one_process_alone_is_sure_of_itself() -> None:
    broker: Broker = MemoryBroker()
    assert not broker.link.is_sure  # nobody listens yet
    assert Link(connected=True, proven_at=0.0).is_sure
    assert not Link(connected=True, proven_at=0.0, patience=1.0).is_sure

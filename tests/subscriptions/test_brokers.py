"""Both brokers keep the same promise: what is published after a Gap is heard by all, unless a Gap follows."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis

from madang.rules.presence import NOBODY
from subscriptions.attendance import Attendance
from subscriptions.broker import Broker
from subscriptions.redis_broker import RedisBroker
from subscriptions.signals import Gap, Lines, Signal, Wake, encode
from tests.servers import ValkeyServer
from tests.subscriptions.following import PATIENCE
from tests.subscriptions.writing import entry

LINES = Lines(epoch=UUID(int=3), records=[entry("심야버스").at(1), entry("안심마을", version=2).at(2)])


@asynccontextmanager
async def listening(broker: Broker) -> AsyncGenerator[AsyncIterator[Signal], None]:
    """From where on nothing is missed."""
    async with broker.listen() as signals:
        assert await hear(signals) == Gap()
        yield signals


async def hear(signals: AsyncIterator[Signal]) -> Signal:
    async with asyncio.timeout(PATIENCE):
        return await anext(signals)


@pytest.fixture
async def noticed() -> AsyncIterator[asyncio.Event]:
    """Set when a link to Redis is found to be broken."""
    event = asyncio.Event()
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: event.set()
    logger = logging.getLogger("subscriptions.redis_broker")
    logger.addHandler(handler)
    yield event
    logger.removeHandler(handler)


async def test_what_one_publishes_all_hear_in_order(new_link: Callable[[], Broker]) -> None:
    here, there = new_link(), new_link()
    async with listening(here) as near, listening(there) as far:
        here.publish(LINES)
        here.publish(Wake())
        assert [await hear(near), await hear(near)] == [LINES, Wake()]
        assert [await hear(far), await hear(far)] == [LINES, Wake()]


async def test_who_is_present_is_heard_by_all_and_not_where_events_are(
    new_link: Callable[[], Broker],
) -> None:
    here, there = new_link(), new_link()
    said = Attendance(process=UUID(int=1), at=1.5, crowds={UUID(int=2): NOBODY})
    async with listening(here) as near, listening(there) as far:
        here.publish(said)
        assert await hear(near) == await hear(far) == said


async def test_programs_that_know_no_presence_are_not_told_of_it(redis_url: str) -> None:
    said = Attendance(process=UUID(int=1), at=1.5, crowds={})
    channel = f"madang-{uuid4()}"
    broker = RedisBroker(redis_url, channel=channel)
    async with Redis.from_url(redis_url) as redis, redis.pubsub() as old, listening(broker) as signals:
        await old.subscribe(channel)
        broker.publish(said)
        broker.publish(Wake())
        assert [await hear(signals), await hear(signals)] == [said, Wake()]
        heard: list[Any] = [await old.get_message(timeout=PATIENCE) for _ in range(2)]
        assert [message["type"] for message in heard] == ["subscribe", "message"]
        assert heard[1]["data"] == encode(Wake())


async def test_what_is_said_of_presence_and_cannot_be_read_is_passed_over(redis_url: str) -> None:
    broker = RedisBroker(redis_url, channel="madang")
    async with listening(broker) as signals, Redis.from_url(redis_url) as redis:
        await redis.publish("madang:presence", b"not JSON")
        broker.publish(Wake())
        assert await hear(signals) == Wake()


async def test_nobody_hears_what_another_installation_says(redis_url: str) -> None:
    ours, theirs = RedisBroker(redis_url, channel="ours"), RedisBroker(redis_url, channel="theirs")
    async with listening(ours) as heard, listening(theirs) as heard_there:
        theirs.publish(LINES)
        assert await hear(heard_there) == LINES
        ours.publish(Wake())
        assert await hear(heard) == Wake()


async def test_a_message_nobody_understands_is_a_gap(redis_url: str) -> None:
    async with (
        listening(RedisBroker(redis_url, channel="madang")) as signals,
        Redis.from_url(redis_url) as redis,
    ):
        for message in (b"not JSON", b"[]", b'{"lines": [1]}'):
            await redis.publish("madang", message)
            assert await hear(signals) == Gap()


async def test_a_redis_that_died_is_heard_again_after_a_gap(valkey: ValkeyServer) -> None:
    broker = RedisBroker(valkey.url, beat=0.05, deadline=0.5)
    async with listening(broker) as signals:
        valkey.kill()
        valkey.start()
        assert await hear(signals) == Gap()
        broker.publish(Wake())
        assert await hear(signals) == Wake()


async def test_a_frozen_redis_is_noticed_and_heard_again_after_a_gap(
    valkey: ValkeyServer, noticed: asyncio.Event
) -> None:
    """A frozen server closes nothing and raises nothing: only the beat that stays away tells."""
    broker = RedisBroker(valkey.url, beat=0.05, deadline=0.5)
    async with listening(broker) as signals:
        again = asyncio.create_task(hear(signals))
        valkey.freeze()
        await noticed.wait()
        valkey.thaw()
        assert await again == Gap()


async def test_a_link_that_stays_silent_is_kept_while_its_own_beat_comes_back(
    redis_url: str, noticed: asyncio.Event
) -> None:
    broker = RedisBroker(redis_url, channel=f"madang-{uuid4()}", beat=0.05, deadline=1)
    async with listening(broker) as signals:
        nothing = asyncio.create_task(hear(signals))
        done, _ = await asyncio.wait([nothing], timeout=1.5)  # longer than the deadline
        assert (done, noticed.is_set()) == (set(), False)
        broker.publish(Wake())
        assert await nothing == Wake()


async def test_wakes_that_wait_to_be_sent_are_one(redis_url: str) -> None:
    broker = RedisBroker(redis_url, channel=f"madang-{uuid4()}")
    async with listening(broker) as signals:
        for _ in range(3):
            broker.publish(Wake())
        broker.publish(LINES)
        assert [await hear(signals), await hear(signals)] == [Wake(), LINES]

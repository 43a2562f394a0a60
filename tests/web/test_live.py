"""The kit against the real server, over cut lines and killed processes: every event once, and in order."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from uuid import uuid4

from sqlalchemy import update

from models.events import LogState
from subscriptions.cursor import Cursor
from tests.web.kit import Kit
from tests.web.pages import City, page
from tests.web.relay import Relay

Outage = Callable[[City, Relay], Awaitable[None]]


async def cut(city: City, relay: Relay) -> None:
    await city.write(2)
    relay.cut()


async def stay_away(city: City, relay: Relay) -> None:
    relay.target = None
    relay.cut()
    await city.write(2)
    relay.target = city.processes[0].port


async def kill(city: City, relay: Relay) -> None:
    """While its last events are on their way; where there is another process, it goes on there."""
    await city.write(2)
    killed, *rest = city.processes
    killed.kill()
    if rest:
        relay.target = rest[0].port
        await city.write(2, at=rest[0])
    await city.start(killed)
    city.processes = [*rest, killed]


OUTAGES: list[Outage] = [cut, stay_away, kill, cut, kill, stay_away]


async def test_a_page_applies_each_event_once_and_in_order(city: City, kit: Kit) -> None:
    with city.another_process() if "REDIS_URL" in city.environment else nullcontext():
        async with Relay(city.processes[0].port) as relay, page(kit, relay, city) as followed:
            await followed.until("state", "live")
            for outage in OUTAGES:
                await city.write(1)
                await outage(city, relay)
                await city.write(1)
            await followed.until("applied", city.version)
            assert relay.carried > len(OUTAGES)
    (begun,) = followed.loaded
    assert followed.applied == list(range(begun + 1, city.version + 1))
    assert followed.positions == sorted(set(followed.positions))


async def another_log(city: City) -> None:
    """As after a backup was put back, see README."""
    (process,) = city.processes
    await asyncio.to_thread(process.stop)
    await city.change(update(LogState).values(epoch=uuid4()))
    await city.start(process)


async def test_where_nothing_can_be_replayed_the_state_is_loaded_and_events_go_on(
    city: City, kit: Kit
) -> None:
    elsewhere = Cursor(uuid4(), 3).encode()
    async with (
        Relay(city.processes[0].port) as relay,
        page(kit, relay, city, after=elsewhere) as followed,
    ):
        await followed.until("loaded", city.version)
        loaded, applied = [city.version], list[int]()
        for happens in (City.forget, another_log):
            relay.target = None
            relay.cut()
            await city.write(3)
            loaded.append(city.version)
            await happens(city)
            relay.target = city.processes[0].port
            await followed.until("loaded", city.version)
            await city.write(2)
            applied += [city.version - 1, city.version]
            await followed.until("applied", city.version)
        assert (followed.loaded, followed.applied) == (loaded, applied)

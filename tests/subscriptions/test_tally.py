"""What live delivery does is counted, so that it can be watched from outside."""

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from madang.counting import Spread
from models.base import Sessions
from subscriptions.broker import Broker, MemoryBroker
from subscriptions.follower import TooSlow
from subscriptions.hub import Bounds, Hub
from subscriptions.live import Live
from subscriptions.redis_broker import OUTBOX, RedisBroker
from subscriptions.signals import Lines, Said, Wake
from subscriptions.tally import LAGS, Noticed
from tests.servers import ValkeyServer
from tests.subscriptions.conftest import QUICK, StartProcess
from tests.subscriptions.following import following, take, take_snapshot_required
from tests.subscriptions.hearing import ANOTHER, ONE, THREE, TWO, hear, replace_log, until, write_three
from tests.subscriptions.writing import NOON, write_keys


def test_a_spread_counts_each_length_once_and_adds_all_up() -> None:
    spread = Spread([0.1, 1])
    for seconds in (0, 0.1, 0.25, 1, 4):
        spread.add(seconds)
    assert (spread.counts, spread.seconds) == ([2, 2, 1], 5.35)


async def test_events_and_their_deliveries_are_counted_apart(hub: Hub) -> None:
    async with following(hub) as one, following(hub) as other, following(hub, wants=lambda _: False) as none:
        heard = [asyncio.create_task(take(events, 1)) for events in (one, other, none)]
        await until(lambda: hub.following == 3)
        hear(hub, ONE, TWO)
        await asyncio.gather(*heard[:2])
        heard[2].cancel()
        await asyncio.wait(heard)
    assert (hub.tally.events, hub.tally.deliveries, hub.tally.repairs) == (2, 4, {})


async def test_the_lag_of_an_event_begins_when_it_happened(hub: Hub) -> None:
    hear(hub, ONE)  # of 2014
    hear(hub, replace(TWO, occurred_at=datetime.now(UTC)))
    assert hub.tally.lag.counts[-1] == 1
    assert sum(hub.tally.lag.counts[: LAGS.index(10.0) + 1]) == 1
    years = time.time() - NOON.timestamp()
    assert years - 60 < hub.tally.lag.seconds < years + 60


async def test_a_gap_that_a_later_line_shows_is_one_repair_however_many_pages(
    sessions: Sessions, hub: Hub
) -> None:
    await write_three(sessions)
    hear(hub, THREE)
    await until(lambda: hub.head == 3)
    assert (hub.tally.repairs, hub.tally.events) == ({Noticed.LATER_LINE: 1}, 3)


async def test_reading_what_this_process_has_committed_itself_is_no_repair(
    sessions: Sessions, hub: Hub
) -> None:
    await write_three(sessions)
    hub.committed()
    await until(lambda: hub.head == 3)
    assert (hub.tally.repairs, hub.tally.events) == ({}, 3)


async def test_a_link_made_anew_repairs_only_if_something_was_missed(sessions: Sessions, hub: Hub) -> None:
    hub.look(Noticed.NEW_LINK)
    await until(lambda: hub.tally.looks == 2)
    assert hub.tally.repairs == {}
    await write_three(sessions)
    hub.look(Noticed.NEW_LINK)
    await until(lambda: hub.head == 3)
    assert hub.tally.repairs == {Noticed.NEW_LINK: 1}


class Silent(MemoryBroker):
    """Loses everything."""

    def publish(self, signal: Said) -> None:
        pass


async def test_what_only_the_regular_look_finds_is_a_repair(sessions: Sessions) -> None:
    broker: Broker = Silent()
    async with Live(sessions, broker, bounds=QUICK) as one, Live(sessions, broker, bounds=QUICK) as other:
        if one.sequencer and other.sequencer:
            sequencers = (one.sequencer, other.sequencer)
            await until(lambda: any(sequencer.leads for sequencer in sequencers))
        leads, hears = (other, one) if other.sequencer and other.sequencer.leads else (one, other)
        await until(lambda: hears.hub.tally.looks > 0)
        await write_keys(sessions, "a")
        leads.committed()
        await until(lambda: hears.hub.head == 1)
        assert hears.hub.tally.repairs == {Noticed.REGULAR_LOOK: 1}


async def test_what_a_follower_missed_is_a_replay_and_no_repair(sessions: Sessions, hub: Hub) -> None:
    await write_three(sessions)
    hub.committed()
    await until(lambda: hub.head == 3)
    async with following(hub, after=hub.cursor(1)) as events:
        assert await take(events, 2) == [TWO, THREE]
    assert (hub.tally.replays, hub.tally.replayed, hub.tally.deliveries) == (1, 2, 0)
    assert (hub.tally.repairs, hub.tally.snapshots) == ({}, 0)


async def test_another_log_and_cursors_of_none_are_counted(sessions: Sessions, hub: Hub) -> None:
    await replace_log(sessions, hub)
    async with following(hub, after=hub.cursor(9)) as events:
        await take_snapshot_required(events)
    assert (hub.cursor(0).epoch, hub.tally.begun_anew, hub.tally.snapshots) == (ANOTHER, 1, 1)


async def test_a_follower_that_is_too_slow_is_counted_as_dropped(
    sessions: Sessions, start: StartProcess
) -> None:
    live = await start(Bounds(floor=0.1, queue=1))
    async with following(live.hub) as slow:
        first = asyncio.create_task(take(slow, 1))
        await write_keys(sessions, "a")
        live.committed()
        await first
        await write_keys(sessions, "b", "c", "d")
        live.committed()
        await until(lambda: live.hub.head == 4)
        with pytest.raises(TooSlow):
            await take(slow, 2)
    assert (live.hub.tally.dropped, live.hub.tally.deliveries) == (1, 2)


async def test_a_hub_says_for_how_long_it_may_be_behind(sessions: Sessions, hub: Hub) -> None:
    before = hub.unsure_for
    hub.look()
    await until(lambda: hub.tally.looks == 2)
    assert 0 <= hub.unsure_for < before + 10
    began = time.monotonic()
    await until(lambda: time.monotonic() - began > 0.05)
    assert hub.unsure_for >= 0.05


async def test_one_process_of_all_leads_and_says_so(sessions: Sessions, start: StartProcess) -> None:
    one, other = await start(), await start()
    if one.sequencer is None or other.sequencer is None:
        assert (one.sequencer, other.sequencer) == (None, None)  # SQLite numbers at commit
        return
    sequencers = [one.sequencer, other.sequencer]
    await until(lambda: any(sequencer.leads for sequencer in sequencers))
    assert sorted((sequencer.leads, sequencer.terms) for sequencer in sequencers) == [(False, 0), (True, 1)]


async def test_a_link_says_whether_it_stands_and_how_often_it_was_made(valkey: ValkeyServer) -> None:
    broker = RedisBroker(valkey.url, beat=0.05, deadline=0.5)
    assert (broker.link.connected, broker.link.made) == (False, 0)
    async with broker.listen() as signals:
        await anext(signals)
        assert (broker.link.connected, broker.link.made) == (True, 1)
        again = asyncio.ensure_future(anext(signals))
        valkey.freeze()
        await until(lambda: not broker.link.connected)
        valkey.thaw()
        await again
        assert (broker.link.connected, broker.link.made) == (True, 2)
    assert not broker.link.connected


async def test_signals_that_nobody_takes_are_counted_when_they_are_given_up() -> None:
    broker = RedisBroker("unix:///nowhere")
    for _ in range(OUTBOX):
        broker.publish(Lines(epoch=ANOTHER, records=[ONE]))
    assert broker.link.unsent == 0
    broker.publish(Wake())
    assert broker.link.unsent == 1


async def test_a_broker_within_the_process_is_connected_while_somebody_listens() -> None:
    broker = MemoryBroker()
    async with broker.listen():
        assert (broker.link.connected, broker.link.made) == (True, 1)
    assert not broker.link.connected

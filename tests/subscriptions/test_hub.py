"""The hub believes what it hears only where it continues what it has; the log decides all else."""

import asyncio

import pytest
from sqlalchemy import delete

from models.base import Sessions
from models.events import EventPosition
from subscriptions import log
from subscriptions.cursor import Cursor
from subscriptions.follower import Interrupted
from subscriptions.hub import Bounds, Hub
from tests.subscriptions.following import following, take, take_snapshot_required
from tests.subscriptions.hearing import ANOTHER, ONE, THREE, TWO, hear, replace_log, until, write_three
from tests.subscriptions.writing import entry


async def forget(sessions: Sessions, *positions: int) -> None:
    async with sessions.begin() as session:
        await session.execute(delete(EventPosition).where(EventPosition.position.in_(positions)))


async def test_what_continues_the_log_is_handed_on_without_reading_it(hub: Hub) -> None:
    async with following(hub) as events:
        first = asyncio.create_task(take(events, 1))
        await until(lambda: hub.following == 1)
        hear(hub, ONE)  # never written: only heard
        assert await first == [ONE]
        hear(hub, TWO, THREE)
        assert await take(events, 2) == [TWO, THREE]
    assert hub.following == 0


async def test_what_is_heard_too_early_is_handed_on_after_what_was_missed(
    sessions: Sessions, hub: Hub
) -> None:
    async with following(hub) as events:
        heard = asyncio.create_task(take(events, 3))
        await until(lambda: hub.following == 1)
        await write_three(sessions)
        hear(hub, THREE)
        assert hub.head == 0
        assert await heard == [ONE, TWO, THREE]


async def test_what_is_heard_again_is_not_handed_on_again(hub: Hub) -> None:
    async with following(hub) as events:
        heard = asyncio.create_task(take(events, 3))
        await until(lambda: hub.following == 1)
        for records in ([ONE], [ONE], [ONE, TWO], [TWO, THREE]):
            hear(hub, *records)
        assert await heard == [ONE, TWO, THREE]
    assert hub.head == 3


async def test_lines_of_another_log_are_not_handed_on(hub: Hub) -> None:
    async with following(hub) as events:
        heard = asyncio.create_task(take(events, 1))
        await until(lambda: hub.following == 1)
        hear(hub, entry("another").at(1), epoch=ANOTHER)
        assert hub.head == 0
        hear(hub, ONE)
        assert await heard == [ONE]


async def test_a_follower_ahead_of_this_hub_gets_nothing_a_second_time(sessions: Sessions, hub: Hub) -> None:
    """It comes from another process, which was quicker."""
    await write_three(sessions)
    async with following(hub, after=hub.cursor(2)) as events:
        heard = asyncio.create_task(take(events, 1))
        await until(lambda: hub.following == 1)
        hear(hub, ONE, TWO, THREE)
        assert await heard == [THREE]


async def test_a_replay_ends_where_this_hub_has_come_to(sessions: Sessions) -> None:
    """What it has not handed on may tell who is still allowed to see what follows."""
    async with Hub(sessions, bounds=Bounds(floor=1000)) as hub:
        await until(lambda: hub.tally.looks == 1)
        await write_three(sessions)
        hear(hub, ONE)
        async with following(hub, after=hub.cursor(0)) as events:
            assert await take(events, 1) == [ONE]
            ahead = asyncio.create_task(take(events, 2))
            await until(lambda: hub.following == 1 or ahead.done())
            assert not ahead.done()
            hear(hub, TWO, THREE)
            assert await ahead == [TWO, THREE]


async def test_what_waits_from_a_replaced_log_is_not_handed_on(sessions: Sessions, hub: Hub) -> None:
    async with following(hub) as events:
        heard = asyncio.create_task(take(events, 1))
        await until(lambda: hub.following == 1)
        hear(hub, ONE, TWO)
        assert await heard == [ONE]
        await replace_log(sessions, hub)
        assert await take_snapshot_required(events) == Cursor(ANOTHER, 0)


async def test_a_log_that_is_replaced_during_a_replay_asks_for_a_snapshot(
    sessions: Sessions, hub: Hub
) -> None:
    await write_three(sessions)
    hub.look()
    await until(lambda: hub.head == 3)
    async with following(hub, after=hub.cursor(0)) as events:
        assert await take(events, 1) == [ONE]
        await replace_log(sessions, hub)
        assert await take(events, 2) == [TWO, THREE]
        assert await take_snapshot_required(events) == Cursor(ANOTHER, 3)


async def test_a_cursor_behind_what_is_kept_asks_for_a_snapshot(sessions: Sessions, hub: Hub) -> None:
    await write_three(sessions)
    hub.look()
    await until(lambda: hub.head == 3)
    await forget(sessions, 1, 2)
    async with following(hub, after=hub.cursor(1)) as events:
        assert await take_snapshot_required(events) == hub.cursor(3)
    async with following(hub, after=hub.cursor(2)) as events:
        assert await take(events, 1) == [THREE]


async def test_a_replay_that_finds_a_hole_sends_its_follower_back(sessions: Sessions, hub: Hub) -> None:
    await write_three(sessions)
    hub.look()
    await until(lambda: hub.head == 3)
    async with following(hub, after=hub.cursor(0)) as events:
        assert await take(events, 1) == [ONE]
        await forget(sessions, 1, 2)
        with pytest.raises(Interrupted):
            await take(events, 1)


async def test_a_hub_that_missed_what_is_gone_sends_its_followers_for_a_snapshot(
    sessions: Sessions, hub: Hub
) -> None:
    async with following(hub) as events:
        asked = asyncio.create_task(take_snapshot_required(events))
        await until(lambda: hub.following == 1)
        await write_three(sessions)
        await forget(sessions, 1, 2)
        hub.look()
        assert await asked == hub.cursor(3)


async def test_a_log_that_is_shorter_than_it_was_sends_followers_for_a_snapshot(
    sessions: Sessions, hub: Hub
) -> None:
    async with following(hub) as events:
        heard = asyncio.create_task(take(events, 3))
        await until(lambda: hub.following == 1)
        hear(hub, ONE, TWO, THREE)
        await heard
        hub.look()  # the log itself is empty: as after an old copy was put back
        assert await take_snapshot_required(events) == hub.cursor(0)


async def test_the_newest_lines_are_replayed_from_memory(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write_three(sessions)
    async with Hub(sessions, bounds=Bounds(floor=1000, recent=2)) as hub:
        await until(lambda: hub.tally.looks == 1)
        with monkeypatch.context() as patch:
            patch.setattr(log, "read", None)  # nobody reads a page of the log
            async with following(hub, after=hub.cursor(1)) as events:
                assert [record.position for record in await take(events, 2)] == [2, 3]
        async with following(hub, after=hub.cursor(0)) as events:  # further back than is kept
            assert [record.position for record in await take(events, 3)] == [1, 2, 3]

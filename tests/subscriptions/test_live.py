"""What a follower is promised, on both databases and over both brokers: all of it, once, in order."""

import asyncio
import random
from itertools import chain
from uuid import UUID

import pytest
from sqlalchemy import update

from models.base import Sessions
from models.events import EventLine, LogState
from subscriptions.cursor import Cursor
from subscriptions.events import Record
from subscriptions.follower import Interrupted, ShuttingDown, TooSlow
from subscriptions.hub import Bounds
from subscriptions.live import Live
from subscriptions.log import append
from tests.subscriptions.conftest import StartProcess
from tests.subscriptions.following import following, take, take_snapshot_required
from tests.subscriptions.hearing import until
from tests.subscriptions.writing import change_department, entry, found_department, key, write, write_keys


async def wait_until_numbered(live: Live, position: int) -> None:
    async with following(live.hub, after=live.hub.cursor(0)) as events:
        await take(events, position)


async def test_a_change_in_one_process_reaches_the_followers_of_all(
    sessions: Sessions, start: StartProcess
) -> None:
    here, there = await start(), await start()
    async with following(here.hub) as near, following(there.hub) as far:
        await write_keys(sessions, "a", "b")
        here.committed()
        assert [key(record) for record in await take(near, 2)] == ["a", "b"]
        assert [key(record) for record in await take(far, 2)] == ["a", "b"]
        await write_keys(sessions, "c")
        there.committed()
        assert [record.position for record in await take(near, 1) + await take(far, 1)] == [3, 3]


async def test_many_writers_at_once_lose_nothing_double_nothing_and_keep_each_subjects_order(
    sessions: Sessions, start: StartProcess
) -> None:
    processes = [await start(), await start()]
    subjects = [await found_department(sessions, code) for code in ("001", "002", "003")]
    chance = random.Random(2014)

    async def change_often(live: Live) -> list[tuple[UUID, int]]:
        announced: list[tuple[UUID, int]] = []
        for _ in range(8):
            announced.append(await change_department(sessions, chance.choice(subjects)))
            live.committed()
        return announced

    async with following(processes[0].hub) as near, following(processes[1].hub) as far:
        changes = await asyncio.gather(*(change_often(live) for live in processes * 3))
        heard, heard_far = await take(near, 48), await take(far, 48)
    assert heard == heard_far
    assert [record.position for record in heard] == list(range(1, 49))
    assert sorted((record.subject_id, record.version) for record in heard) == sorted(chain(*changes))
    for subject in subjects:
        versions = [record.version for record in heard if record.subject_id == subject]
        assert versions == list(range(1, len(versions) + 1))


async def test_a_follower_resumes_where_it_was_after_its_process_is_gone(
    sessions: Sessions, start: StartProcess
) -> None:
    first = await start()
    async with following(first.hub) as events:
        await write_keys(sessions, "a", "b")
        first.committed()
        (seen, _) = await take(events, 2)
    cursor = Cursor.decode(first.hub.cursor(seen.position).encode())
    await first.__aexit__()
    await write_keys(sessions, "c")
    second = await start()
    async with following(second.hub, after=cursor) as events:
        assert [key(record) for record in await take(events, 2)] == ["b", "c"]
        await write_keys(sessions, "d")
        second.committed()
        assert [key(record) for record in await take(events, 1)] == ["d"]


async def test_what_happens_during_a_long_replay_comes_after_it_once(
    sessions: Sessions, start: StartProcess
) -> None:
    live = await start(Bounds(floor=0.1, page=3))
    await write(sessions, *(entry(str(version), version=version) for version in range(1, 11)))
    live.committed()
    await wait_until_numbered(live, 10)
    async with following(live.hub, after=live.hub.cursor(0)) as events:
        replayed = await take(events, 4)
        await write(sessions, *(entry(str(version), version=version) for version in range(11, 16)))
        live.committed()
        await wait_until_numbered(live, 15)
        rest = await take(events, 11)
    assert [key(record) for record in replayed + rest] == [str(version) for version in range(1, 16)]


async def test_following_begins_when_it_is_asked_for_not_when_the_first_event_is_awaited(
    sessions: Sessions, start: StartProcess
) -> None:
    live = await start()
    await write_keys(sessions, "before")
    live.committed()
    await wait_until_numbered(live, 1)
    async with following(live.hub) as events:
        await write_keys(sessions, "after")
        live.committed()
        await wait_until_numbered(live, 2)
        assert [key(record) for record in await take(events, 1)] == ["after"]


@pytest.mark.parametrize("stranger", ["another epoch", "beyond the head", "too far behind"])
async def test_a_cursor_that_cannot_be_replayed_asks_for_one_snapshot_and_goes_on_live(
    sessions: Sessions, start: StartProcess, stranger: str
) -> None:
    live = await start(Bounds(floor=0.1, replay=2))
    await write_keys(sessions, "a", "b")
    live.committed()
    await wait_until_numbered(live, 2)
    await write_keys(sessions, "c")
    live.committed()
    async with following(live.hub, after=live.hub.cursor(2)) as events:
        await take(events, 1)
    here = live.hub.cursor(3)
    after = {
        "another epoch": Cursor(UUID(int=1), 3),
        "beyond the head": Cursor(here.epoch, 4),
        "too far behind": Cursor(here.epoch, 0),
    }
    async with following(live.hub, after=after[stranger]) as events:
        assert await take_snapshot_required(events) == here
        await write_keys(sessions, "d")
        live.committed()
        assert [key(record) for record in await take(events, 1)] == ["d"]


async def test_a_log_that_was_replaced_sends_all_followers_for_a_snapshot(
    sessions: Sessions, start: StartProcess
) -> None:
    live = await start()
    async with following(live.hub) as events:
        await write_keys(sessions, "a")
        live.committed()
        await take(events, 1)
        async with sessions.begin() as session:
            await session.execute(update(LogState).values(epoch=UUID(int=5)))
        assert await take_snapshot_required(events) == Cursor(UUID(int=5), 1)
        await write_keys(sessions, "b")
        live.committed()
        assert [key(record) for record in await take(events, 1)] == ["b"]


async def test_a_follower_gets_what_it_wants_and_nothing_else(
    sessions: Sessions, start: StartProcess
) -> None:
    live = await start()
    await write_keys(sessions, "a", "b")
    async with following(
        live.hub, after=live.hub.cursor(0), wants=lambda record: key(record) == "b"
    ) as events:
        assert [key(record) for record in await take(events, 1)] == ["b"]
        await write_keys(sessions, "c", "b")
        live.committed()
        assert [(record.position, key(record)) for record in await take(events, 1)] == [(4, "b")]


async def test_a_slow_follower_is_sent_away_and_the_others_notice_nothing(
    sessions: Sessions, start: StartProcess
) -> None:
    live = await start(Bounds(floor=0.1, queue=2))
    async with following(live.hub) as slow, following(live.hub) as quick:
        first = asyncio.gather(take(slow, 1), take(quick, 1))
        await until(lambda: live.hub.following == 2)  # else what is written may be replayed, not pushed
        await write_keys(sessions, "a")
        live.committed()
        await first
        for name in ("b", "c", "d"):
            await write_keys(sessions, name)
            live.committed()
            assert [key(record) for record in await take(quick, 1)] == [name]
        with pytest.raises(TooSlow):
            await take(slow, 1)
        assert issubclass(TooSlow, Interrupted)
        assert live.hub.following == 1


async def test_a_follower_whose_filter_fails_fails_alone(sessions: Sessions, start: StartProcess) -> None:
    def stumble(record: Record) -> bool:
        raise ZeroDivisionError(record.position)

    live = await start()
    async with following(live.hub) as good, following(live.hub, wants=stumble) as bad:
        failure = asyncio.create_task(take(bad, 1))
        await write_keys(sessions, "a")
        live.committed()
        assert [key(record) for record in await take(good, 1)] == ["a"]
        with pytest.raises(ZeroDivisionError):
            await failure


async def test_an_event_nobody_understands_is_passed_over(sessions: Sessions, start: StartProcess) -> None:
    live = await start()
    async with following(live.hub) as events:
        async with sessions.begin() as session:
            await append(session, [entry("a"), entry("strange", version=2), entry("c", version=3)])
            strange = update(EventLine).where(EventLine.version == 2).values(kind="Forgotten")
            await session.execute(strange)
        live.committed()
        assert [(record.position, key(record)) for record in await take(events, 2)] == [(1, "a"), (3, "c")]
    async with following(live.hub, after=live.hub.cursor(1)) as events:
        assert [(record.position, key(record)) for record in await take(events, 1)] == [(3, "c")]


async def test_followers_of_a_process_that_ends_are_told_to_come_back(
    sessions: Sessions, start: StartProcess
) -> None:
    live = await start()
    async with following(live.hub) as events:
        waiting = asyncio.create_task(take(events, 1))
        await write_keys(sessions, "a")
        live.committed()
        await waiting
        waiting = asyncio.create_task(take(events, 1))
        await live.__aexit__()
        with pytest.raises(ShuttingDown):
            await waiting
    async with following(live.hub) as late:
        with pytest.raises(ShuttingDown):
            await take(late, 1)
    assert live.hub.following == 0


async def test_a_commit_nobody_told_of_arrives_all_the_same(sessions: Sessions, start: StartProcess) -> None:
    live = await start()
    async with following(live.hub) as events:
        await write_keys(sessions, "untold")
        assert [key(record) for record in await take(events, 1)] == ["untold"]

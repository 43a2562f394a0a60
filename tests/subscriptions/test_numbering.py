"""PostgreSQL: positions are given after the commit, by whoever holds the newest token."""

import asyncio
import random
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, func, insert, select

from models.base import Sessions
from models.events import EventPosition, UnnumberedEvent
from models.writes import writers_of
from subscriptions.lease import release, take
from subscriptions.log import append, ensure_state, read
from subscriptions.numbering import LeaseLost, number
from tests.subscriptions.writing import change_department, entry, found_department, key, write, write_keys
from tests.waiting import until_somebody_waits_for_a_lock

MINUTE = timedelta(minutes=1)
OVER_AT_ONCE = timedelta(0)
FIRST, SECOND = UUID(int=1), UUID(int=2)


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


async def taken(sessions: Sessions, holder: UUID, duration: timedelta = MINUTE) -> int | None:
    async with sessions.begin() as session:
        await ensure_state(session)
        return await take(session, holder=holder, duration=duration)


async def token_of(sessions: Sessions, holder: UUID, duration: timedelta = MINUTE) -> int:
    token = await taken(sessions, holder, duration)
    assert token is not None
    return token


async def numbered(sessions: Sessions, token: int, *, limit: int = 1000) -> list[tuple[int, str]]:
    """The batch that was published."""
    async with writers_of(sessions).open() as writer:
        lines = await number(writer, token=token, lease=MINUTE, limit=limit)
    return [(record.position, key(record)) for record in lines.records]


async def counts(sessions: Sessions) -> tuple[int, int]:
    """How many lines wait, and how many have a position."""
    async with sessions() as session:
        waiting = await session.scalar(select(func.count()).select_from(UnnumberedEvent))
        placed = await session.scalar(select(func.count()).select_from(EventPosition))
    assert waiting is not None
    assert placed is not None
    return waiting, placed


async def test_a_slow_change_is_neither_lost_nor_waited_for(sessions: Sessions) -> None:
    token = await token_of(sessions, FIRST)
    async with sessions() as slow:
        await append(slow, [entry("slow")])
        await write_keys(sessions, "quick")
        assert await numbered(sessions, token) == [(1, "quick")]
        await slow.commit()
    assert await numbered(sessions, token) == [(2, "slow")]


async def test_lines_are_numbered_by_their_ids_in_whatever_order_they_lie(sessions: Sessions) -> None:
    token = await token_of(sessions, FIRST)
    async with sessions.begin() as session:
        await append(session, [entry(str(version), version=version) for version in (1, 2, 3)])
        waiting = await session.scalars(delete(UnnumberedEvent).returning(UnnumberedEvent.event_id))
        backwards = sorted(waiting, reverse=True)
        await session.execute(insert(UnnumberedEvent), [{"event_id": id} for id in backwards])
    assert await numbered(sessions, token) == [(1, "1"), (2, "2"), (3, "3")]


async def test_a_batch_ends_at_its_limit_and_the_next_goes_on(sessions: Sessions) -> None:
    token = await token_of(sessions, FIRST)
    await write_keys(sessions, "a", "b", "c")
    assert await numbered(sessions, token, limit=2) == [(1, "a"), (2, "b")]
    assert await numbered(sessions, token, limit=2) == [(3, "c")]
    assert await numbered(sessions, token, limit=2) == []
    assert await counts(sessions) == (0, 3)


async def test_a_stale_token_numbers_nothing(sessions: Sessions) -> None:
    stale = await token_of(sessions, FIRST, OVER_AT_ONCE)
    token = await token_of(sessions, SECOND)
    await write_keys(sessions, "a")
    with pytest.raises(LeaseLost):
        await numbered(sessions, stale)
    assert await counts(sessions) == (1, 0)
    assert await numbered(sessions, token) == [(1, "a")]


async def test_a_lease_is_held_until_it_runs_out_or_is_released(sessions: Sessions) -> None:
    first = await token_of(sessions, FIRST)
    assert await taken(sessions, SECOND) is None
    assert await token_of(sessions, FIRST, OVER_AT_ONCE) == first + 1
    assert await token_of(sessions, SECOND) == first + 2
    async with sessions.begin() as session:
        await release(session, holder=FIRST)
    assert await taken(sessions, FIRST) is None
    async with sessions.begin() as session:
        await release(session, holder=SECOND)
    assert await token_of(sessions, FIRST) == first + 3


async def test_two_who_number_at_once_leave_no_gap_and_no_double(sessions: Sessions) -> None:
    """Under one token. Who waits for the other has looked before: it may find less than there is."""
    token = await token_of(sessions, FIRST)
    await write(sessions, *(entry(str(version), version=version) for version in range(1, 101)))
    batches = await asyncio.gather(*(numbered(sessions, token, limit=10) for _ in range(10)))
    while batch := await numbered(sessions, token, limit=10):
        batches.append(batch)
    assert sorted(place for batch in batches for place in batch) == [(n, str(n)) for n in range(1, 101)]


async def test_who_waited_for_the_lock_while_another_took_over_numbers_nothing(sessions: Sessions) -> None:
    """It has looked at the waiting lines before, with a token that was good then."""
    stale = await token_of(sessions, FIRST, OVER_AT_ONCE)
    await write_keys(sessions, "a")
    async with sessions.begin() as session:
        token = await take(session, holder=SECOND, duration=MINUTE)
        late = asyncio.create_task(numbered(sessions, stale))
        await until_somebody_waits_for_a_lock(sessions)
    assert token is not None
    with pytest.raises(LeaseLost):
        await late
    assert await counts(sessions) == (1, 0)
    assert await numbered(sessions, token) == [(1, "a")]


async def test_a_line_that_was_taken_while_one_waited_is_not_taken_again(sessions: Sessions) -> None:
    token = await token_of(sessions, FIRST)
    await write_keys(sessions, "a", "b")
    async with writers_of(sessions).begin() as writer:
        first = await number(writer, token=token, lease=MINUTE, limit=1)
        second = asyncio.create_task(numbered(sessions, token, limit=2))
        await until_somebody_waits_for_a_lock(sessions)
    assert [(record.position, key(record)) for record in first.records] == [(1, "a")]
    assert await second == [(2, "b")]


async def test_two_who_take_the_lease_from_each_other_leave_no_gap_and_no_double(sessions: Sessions) -> None:
    """Leases that are over at once: each takes it as often as it likes, and numbers with a token that may be
    stale by then."""
    subjects = [await found_department(sessions, code) for code in ("001", "002")]
    chance = random.Random(20140701)
    published: list[tuple[int, UUID, int]] = []

    async def lead(holder: UUID, until: asyncio.Future[Any]) -> None:
        while not until.done():
            token = await taken(sessions, holder, OVER_AT_ONCE)
            with suppress(LeaseLost):
                while token is not None and not until.done():
                    async with writers_of(sessions).open() as writer:
                        lines = await number(writer, token=token, lease=OVER_AT_ONCE, limit=3)
                    published.extend((one.position, one.subject_id, one.version) for one in lines.records)

    async def change_often() -> list[tuple[UUID, int]]:
        return [await change_department(sessions, chance.choice(subjects)) for _ in range(15)]

    writers = asyncio.gather(*(change_often() for _ in range(4)))
    await asyncio.gather(lead(FIRST, writers), lead(SECOND, writers))
    token = await token_of(sessions, FIRST)
    async with writers_of(sessions).open() as writer:
        rest = await number(writer, token=token, lease=MINUTE, limit=1000)
    published.extend((one.position, one.subject_id, one.version) for one in rest.records)
    assert sorted(position for position, *_ in published) == list(range(1, 61))
    for subject in subjects:
        versions = [version for _, about, version in sorted(published) if about == subject]
        assert versions == list(range(1, len(versions) + 1))


async def test_positions_follow_the_versions_of_each_subject(sessions: Sessions) -> None:
    """Many writers, three subjects, changes of random length, numbered all the while."""
    subjects = [await found_department(sessions, code) for code in ("001", "002", "003")]
    token = await token_of(sessions, FIRST)
    chance = random.Random(20140603)

    async def change_often() -> list[tuple[UUID, int]]:
        return [await change_department(sessions, chance.choice(subjects)) for _ in range(12)]

    writers = asyncio.gather(*(change_often() for _ in range(6)))
    while not writers.done():
        await numbered(sessions, token, limit=5)
    while await numbered(sessions, token, limit=5):
        pass
    announced = [change for changes in await writers for change in changes]
    async with sessions() as session:
        records = await read(session, after=0, limit=1000)
    assert [record.position for record in records] == list(range(1, 73))
    assert sorted((record.subject_id, record.version) for record in records) == sorted(announced)
    for subject in subjects:
        versions = [record.version for record in records if record.subject_id == subject]
        assert versions == list(range(1, len(versions) + 1))

"""PostgreSQL: one process numbers the log; when it dies another goes on where it was."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from models.base import Sessions
from models.engine import create_engine, engine_of, write_sessions
from models.events import LogState
from subscriptions.lease import take
from subscriptions.log import ensure_state
from subscriptions.sequencer import Pace, Sequencer
from subscriptions.signals import Lines
from subscriptions.tasks import running
from tests.servers import PostgresServer
from tests.subscriptions.following import PATIENCE
from tests.subscriptions.writing import key, write_keys

Published = asyncio.Queue[Lines]


NO_POLLING = Pace(lease=1000, renewal=1000, poll=1000)
POLLING_ONLY = Pace(lease=1000, renewal=1000, poll=0.01)


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
async def published(sessions: Sessions) -> Published:
    """What any of the sequencers published. The log is ready."""
    async with sessions.begin() as session:
        await ensure_state(session)
    return asyncio.Queue()


def sequencer(
    sessions: Sessions,
    published: Published,
    *,
    call: Callable[[], None] | None = None,
    pace: Pace | None = None,
) -> Sequencer:
    return Sequencer(sessions, publish=published.put_nowait, call=call or (lambda: None), pace=pace)


async def next_batch(published: Published) -> list[tuple[int, str]]:
    async with asyncio.timeout(PATIENCE):
        lines = await published.get()
    return [(record.position, key(record)) for record in lines.records]


async def test_lines_that_wait_are_numbered_as_soon_as_somebody_leads(
    sessions: Sessions, published: Published
) -> None:
    await write_keys(sessions, "a", "b")
    async with running(sequencer(sessions, published).run, name="only"):
        assert await next_batch(published) == [(1, "a"), (2, "b")]


async def test_the_leader_is_woken_by_its_own_process(sessions: Sessions, published: Published) -> None:
    leader = sequencer(sessions, published, pace=NO_POLLING)
    await write_keys(sessions, "a")
    async with running(leader.run, name="leader"):
        assert await next_batch(published) == [(1, "a")]
        await write_keys(sessions, "b")
        leader.committed()
        assert await next_batch(published) == [(2, "b")]


async def test_lines_that_follow_one_another_closely_are_numbered_together(
    sessions: Sessions, published: Published
) -> None:
    patient = Pace(lease=1000, renewal=1000, poll=1000, gathering=1)
    leader = sequencer(sessions, published, pace=patient)
    await write_keys(sessions, "a")
    async with running(leader.run, name="leader"):
        assert await next_batch(published) == [(1, "a")]
        for name in "bcd":
            await write_keys(sessions, name)
            leader.committed()
        assert await next_batch(published) == [(2, "b"), (3, "c"), (4, "d")]


async def test_a_commit_nobody_told_of_is_found_by_polling(sessions: Sessions, published: Published) -> None:
    async with running(sequencer(sessions, published, pace=POLLING_ONLY).run, name="leader"):
        for position, name in enumerate(("a", "b"), start=1):
            await write_keys(sessions, name)
            assert await next_batch(published) == [(position, name)]


async def test_a_process_that_stands_by_calls_the_leader(sessions: Sessions, published: Published) -> None:
    leader = sequencer(sessions, published, pace=NO_POLLING)
    await write_keys(sessions, "a")
    async with running(leader.run, name="leader"):
        assert await next_batch(published) == [(1, "a")]
        standing_by = sequencer(sessions, published, call=leader.wake)
        async with running(standing_by.run, name="standing by"):
            await write_keys(sessions, "b")
            standing_by.committed()
            assert await next_batch(published) == [(2, "b")]
            assert (leader.leads, standing_by.leads) == (True, False)


async def test_when_the_leader_is_killed_another_goes_on(sessions: Sessions, published: Published) -> None:
    leader, heir = sequencer(sessions, published), sequencer(sessions, published)
    async with running(leader.run, name="leader"):
        await write_keys(sessions, "a")
        assert await next_batch(published) == [(1, "a")]
    async with running(heir.run, name="heir"):
        await write_keys(sessions, "b")
        assert await next_batch(published) == [(2, "b")]
        assert (leader.leads, heir.leads) == (False, True)


def test_the_log_stands_still_for_two_seconds_at_most_when_its_leader_dies() -> None:
    pace = Pace()
    assert pace.lease + pace.takeover_try <= 2
    assert pace.renewal * 2 <= pace.lease


async def test_a_leader_that_resigns_is_followed_at_once(sessions: Sessions, published: Published) -> None:
    leader = sequencer(sessions, published)
    async with running(leader.run, name="leader"):
        await write_keys(sessions, "a")
        assert await next_batch(published) == [(1, "a")]
    await leader.resign()
    async with sessions.begin() as session:
        assert await take(session, holder=UUID(int=9), duration=timedelta(minutes=1)) == 2


async def test_a_leader_that_was_overtaken_stands_by(sessions: Sessions, published: Published) -> None:
    """As after a long freeze: its lease ran out, another took it, and its token is stale."""
    frozen = sequencer(sessions, published)
    async with running(frozen.run, name="frozen"):
        await write_keys(sessions, "a")
        assert await next_batch(published) == [(1, "a")]
        async with sessions.begin() as session:
            overtaken = update(LogState).values(holder=UUID(int=9), token=LogState.token + 1)
            await session.execute(overtaken)
        heir = sequencer(sessions, published)
        async with running(heir.run, name="heir"):
            await write_keys(sessions, "b")
            assert await next_batch(published) == [(2, "b")]
            assert frozen.leads is not heir.leads


async def test_a_leader_survives_the_death_of_its_database(
    sessions: Sessions, published: Published, postgres: PostgresServer
) -> None:
    async with running(sequencer(sessions, published).run, name="leader"):
        await write_keys(sessions, "a")
        assert await next_batch(published) == [(1, "a")]
        postgres.kill()
        postgres.start()
        writer = create_engine(engine_of(sessions).url)
        await write_keys(write_sessions(writer), "b")
        await writer.dispose()
        assert await next_batch(published) == [(2, "b")]

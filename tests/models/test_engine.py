"""A database keeps the same promises whichever it is."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from models.base import Sessions
from models.engine import create_engine, read_sessions, write_sessions
from tests.servers import PostgresServer


@pytest.fixture
async def engine(engine: AsyncEngine) -> AsyncEngine:
    """With one number in it."""
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE counter (value INTEGER NOT NULL)"))
        await connection.execute(text("INSERT INTO counter VALUES (0)"))
    return engine


async def value_seen_by(sessions: Sessions) -> int:
    async with sessions() as session:
        return (await session.execute(text("SELECT value FROM counter"))).scalar_one()


async def test_no_update_is_lost_when_many_read_then_write(engine: AsyncEngine) -> None:
    sessions = write_sessions(engine)
    lock = " FOR UPDATE" if engine.dialect.name == "postgresql" else ""

    async def count_one() -> None:
        async with sessions.begin() as session:
            value: int = (await session.execute(text(f"SELECT value FROM counter{lock}"))).scalar_one()
            await session.execute(text("UPDATE counter SET value = :next"), {"next": value + 1})

    await asyncio.gather(*(count_one() for _ in range(40)))
    assert await value_seen_by(sessions) == 40


async def test_a_reader_does_not_wait_for_a_writer_and_keeps_its_snapshot(engine: AsyncEngine) -> None:
    writers, readers = write_sessions(engine), read_sessions(engine)
    async with readers() as reader:
        before: int = (await reader.execute(text("SELECT value FROM counter"))).scalar_one()
        async with writers.begin() as writer:
            await writer.execute(text("UPDATE counter SET value = 1"))
            assert await value_seen_by(readers) == 0
        after: int = (await reader.execute(text("SELECT value FROM counter"))).scalar_one()
    assert (before, after) == (0, 0)
    assert await value_seen_by(readers) == 1


async def test_a_reader_cannot_write_and_its_connection_can_again_afterwards(engine: AsyncEngine) -> None:
    async with read_sessions(engine)() as reader:
        with pytest.raises(DBAPIError, match=r"read-?only"):
            await reader.execute(text("UPDATE counter SET value = 1"))
    assert await value_seen_by(write_sessions(engine)) == 0
    async with write_sessions(engine).begin() as writer:
        await writer.execute(text("UPDATE counter SET value = 2"))
    assert await value_seen_by(read_sessions(engine)) == 2


async def test_a_writer_does_not_wait_forever_for_a_lock(engine: AsyncEngine) -> None:
    hasty = create_engine(engine.url, statement_timeout=timedelta(milliseconds=50))
    sessions = write_sessions(engine)
    async with sessions.begin() as first:
        await first.execute(text("UPDATE counter SET value = 1"))
        with pytest.raises(DBAPIError):
            async with write_sessions(hasty).begin() as second:
                await second.execute(text("UPDATE counter SET value = 2"))
    await hasty.dispose()
    assert await value_seen_by(sessions) == 1


async def test_whoever_is_cancelled_amid_a_statement_keeps_no_lock(engine: AsyncEngine) -> None:
    rows = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000)"
    reads, is_reading = text(f"{rows} SELECT max(x) FROM n UNION ALL SELECT 1"), asyncio.Event()

    async def write() -> None:
        async with write_sessions(engine).begin() as session:
            await session.execute(text("UPDATE counter SET value = 1"))
            is_reading.set()
            await session.execute(reads)

    writing = asyncio.create_task(write())
    await is_reading.wait()
    await asyncio.sleep(0.01)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError) as kept:  # with its frames, and what they hold
        await writing
    hasty = create_engine(engine.url, statement_timeout=timedelta(seconds=2))
    async with write_sessions(hasty).begin() as session:
        await session.execute(text("UPDATE counter SET value = value + 5"))
    await hasty.dispose()
    assert (await value_seen_by(read_sessions(engine)), kept.type) == (5, asyncio.CancelledError)


@pytest.mark.parametrize("url", ["mysql://host/name", "sqlite://", "sqlite:///:memory:"])
def test_a_database_that_cannot_keep_the_promises_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"SQLite"):
        create_engine(url)


async def test_the_usual_names_of_postgresql_lead_to_one_driver(tmp_path: Path) -> None:
    for url in ("postgres://host/name", "postgresql://host/name", "postgresql+asyncpg://host/name"):
        assert create_engine(url).url.drivername == "postgresql+asyncpg"
    assert create_engine(f"sqlite:///{tmp_path}/a.db").url.drivername == "sqlite+aiosqlite"


async def test_the_first_question_after_a_restart_of_the_database_is_answered(
    postgres: PostgresServer, postgres_database: URL
) -> None:
    engine = create_engine(postgres_database)
    try:
        reads = read_sessions(engine)
        async with reads() as session:
            assert await session.scalar(text("SELECT 1")) == 1
        await asyncio.to_thread(postgres.kill)
        postgres.start()
        async with reads() as session:
            assert await session.scalar(text("SELECT 2")) == 2
    finally:
        await engine.dispose()

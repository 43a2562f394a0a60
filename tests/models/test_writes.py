"""PostgreSQL: connections that write without a session keep its promises."""

import asyncio

import pytest
from sqlalchemy import URL, text

from models.base import Sessions
from models.engine import engine_of, read_sessions
from models.rows import reader_of
from models.writes import Writer, writers_of

SETTINGS = ("application_name", "statement_timeout", "idle_in_transaction_session_timeout", "jit")
COUNT = "SELECT count(*) FROM request_numbers"
ADD = "INSERT INTO request_numbers (year, last) VALUES (2014, 1)"


@pytest.fixture
def database_url(postgres_database: URL) -> str:
    return postgres_database.render_as_string(hide_password=False)


async def backend(writer: Writer) -> int:
    return (await writer.fetch("SELECT pg_backend_pid()"))[0][0]


async def test_they_have_the_settings_of_write_sessions(sessions: Sessions) -> None:
    async with sessions() as session, writers_of(sessions).open() as writer:
        for name in (*SETTINGS, "default_transaction_read_only", "default_transaction_isolation"):
            of_session = await session.scalar(text(f"SHOW {name}"))
            assert (await writer.fetch(f"SHOW {name}"))[0][0] == of_session


async def test_each_statement_is_committed_by_itself(sessions: Sessions) -> None:
    async with writers_of(sessions).open() as writer:
        await writer.fetch(ADD)
        async with sessions() as session:
            assert await session.scalar(text(COUNT)) == 1


async def test_what_fails_inside_a_transaction_is_undone_and_the_connection_kept(sessions: Sessions) -> None:
    writers, used = writers_of(sessions), list[int]()

    async def refused() -> None:
        async with writers.begin() as writer:
            used.append(await backend(writer))
            await writer.fetch(ADD)
            raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        await refused()
    async with writers.begin() as writer:
        assert (await backend(writer), (await writer.fetch(COUNT))[0][0]) == (used[0], 0)


async def test_they_end_with_the_engine_and_begin_anew(sessions: Sessions) -> None:
    writers = writers_of(sessions)
    async with writers.open() as writer:
        used = await backend(writer)
    await engine_of(sessions).dispose()
    async with writers.open() as writer:
        assert await backend(writer) != used


async def test_readers_end_with_the_engine_whose_read_sessions_they_belong_to(sessions: Sessions) -> None:
    engine = engine_of(sessions)
    used: int = (await reader_of(read_sessions(engine)).fetch("SELECT pg_backend_pid()"))[0][0]
    await engine.dispose()
    there = text("SELECT true FROM pg_stat_activity WHERE pid = :pid")
    async with asyncio.timeout(10), sessions() as session:
        while await session.scalar(there, {"pid": used}):
            await session.rollback()  # or the next look would see what this one saw

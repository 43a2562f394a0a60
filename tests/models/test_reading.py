"""PostgreSQL: statements that wait for connections survive what happens to those of others."""

import asyncio
from collections import Counter

import pytest
from sqlalchemy import URL, text

from models.base import Sessions
from models.engine import engine_of, read_sessions
from models.rows import reader_of

MANY = 100
SLOW = "SELECT pg_sleep(0.05), $1::int"
KILL = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
  WHERE query LIKE 'SELECT pg_sleep(0.05)%' AND state = 'active'"""


@pytest.fixture
def database_url(postgres_database: URL) -> str:
    return postgres_database.render_as_string(hide_password=False)


async def test_each_connection_that_is_ended_costs_one_statement(sessions: Sessions) -> None:
    reader = reader_of(read_sessions(engine_of(sessions)))
    asked = [asyncio.ensure_future(reader.fetch(SLOW, number)) for number in range(MANY)]
    killed = await _kill(sessions)
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    kinds = Counter(type(one).__name__ for one in outcomes)
    assert kinds["list"] >= MANY - killed, kinds
    assert [row[1] for one in outcomes if isinstance(one, list) for row in one] == [
        number for number, one in enumerate(outcomes) if isinstance(one, list)
    ]


async def _kill(sessions: Sessions) -> int:
    """All that are busy as soon as there are some. Gives how many."""
    async with asyncio.timeout(10), sessions() as session:
        while True:
            if killed := await session.scalar(text(KILL)):
                return killed
            await session.rollback()
            await asyncio.sleep(0.01)


async def test_who_leaves_costs_nobody_else_anything(sessions: Sessions) -> None:
    reader = reader_of(read_sessions(engine_of(sessions)))
    asked = [asyncio.ensure_future(reader.fetch(SLOW, number)) for number in range(MANY)]
    await asyncio.sleep(0.07)
    for one in asked[::3]:
        one.cancel()
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    stayed = [one for number, one in enumerate(outcomes) if number % 3]
    assert [type(one) for one in stayed] == [list] * len(stayed)

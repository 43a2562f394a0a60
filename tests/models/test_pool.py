"""Connections are lent in turn, come back only from work that ended well, and never number too many."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
import pytest

from models.pool import Pool


class Connection:
    def __init__(self) -> None:
        self.closed = False
        self.said: list[str] = []

    def is_closed(self) -> bool:
        return self.closed

    async def fetch(self, sql: str, *values: object) -> list[str]:
        """Says so, waits for the values that are futures, and raises those that are failures."""
        self.said.append(sql)
        await asyncio.sleep(0)
        for value in values:
            if isinstance(value, asyncio.Future):
                await value
            if isinstance(value, BaseException):
                raise value
        if self.closed:
            raise asyncpg.InterfaceError("closed")
        return [sql]

    def terminate(self) -> None:
        self.closed = True


class Server:
    """Hands out connections, or refuses to."""

    def __init__(self) -> None:
        self.made: list[Connection] = []
        self.away = False

    async def connect(self) -> Connection:
        await asyncio.sleep(0)
        if self.away:
            raise OSError("away")
        self.made.append(Connection())
        return self.made[-1]


@pytest.fixture
def server() -> Server:
    return Server()


@asynccontextmanager
async def lent(pool: Pool) -> AsyncGenerator[Connection, None]:
    connection = await pool.take()
    yield connection
    pool.give_back(connection, usable=True)


@pytest.fixture
def pool(server: Server) -> Pool:
    return Pool(server.connect, most=2)


async def test_a_connection_that_comes_back_is_lent_again(server: Server, pool: Pool) -> None:
    for _ in range(3):
        async with lent(pool) as connection:
            assert connection is server.made[0]
    assert len(server.made) == 1


async def test_a_connection_is_free_once_its_rows_are_there(server: Server, pool: Pool) -> None:
    assert await pool.fetch("SELECT 1") == await pool.fetch("SELECT 1") == ["SELECT 1"]
    assert (pool.lent, pool.idle, len(server.made)) == (0, 1, 1)


async def test_a_statement_that_waits_is_sent_before_anything_is_made_of_the_rows_before_it(
    server: Server, pool: Pool
) -> None:
    answers, held = [asyncio.get_running_loop().create_future() for _ in range(2)], await pool.take()
    order: list[str] = []

    async def make(name: str, *values: object) -> None:
        await pool.fetch(name, *values)
        order.append(f"{name} of {', '.join(server.made[1].said)}")

    making = [asyncio.create_task(make("one", answers[0])), asyncio.create_task(make("two", answers[1]))]
    await asyncio.sleep(0.01)
    assert (server.made[1].said, pool.waiting) == (["one"], 1)
    answers[0].set_result(None)
    answers[1].set_result(None)
    await asyncio.gather(*making)
    pool.give_back(held, usable=True)
    assert order == ["one of one, two", "two of one, two"]


async def test_who_leaves_takes_the_connection_of_its_statement_along(server: Server, pool: Pool) -> None:
    never = asyncio.get_running_loop().create_future()
    leaving = asyncio.create_task(pool.fetch("SELECT pg_sleep(10)", never))
    await asyncio.sleep(0.01)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert server.made[0].closed
    never.set_result(None)  # as the driver does for a connection that has ended
    await asyncio.sleep(0.01)
    assert (pool.lent, pool.idle) == (0, 0)
    assert await pool.fetch("SELECT 1") == ["SELECT 1"]


async def test_who_leaves_just_when_its_statement_is_refused_has_left(server: Server, pool: Pool) -> None:
    answer = asyncio.get_running_loop().create_future()
    leaving = asyncio.create_task(pool.fetch("SELECT 1 / 0", answer, asyncpg.DivisionByZeroError()))
    await asyncio.sleep(0.01)
    answer.set_result(None)
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    assert (pool.lent, pool.idle) == (0, 1)


async def test_who_leaves_while_its_statement_waits_keeps_nothing(server: Server, pool: Pool) -> None:
    first, second = await pool.take(), await pool.take()
    gone, patient = (asyncio.create_task(pool.fetch(sql)) for sql in ("gone", "patient"))
    await asyncio.sleep(0)
    gone.cancel()
    pool.give_back(first, usable=True)
    assert await patient == ["patient"]
    pool.give_back(second, usable=True)
    assert (pool.lent, pool.idle, server.made[0].said) == (0, 2, ["patient"])


@pytest.mark.parametrize("leaves", [False, True])
async def test_a_statement_that_waited_for_a_broken_connection_makes_one(
    server: Server, pool: Pool, *, leaves: bool
) -> None:
    first, _ = await pool.take(), await pool.take()
    waiting, behind = (asyncio.create_task(pool.fetch(sql)) for sql in ("waiting", "behind"))
    await asyncio.sleep(0)
    pool.give_back(first, usable=False)
    if leaves:
        waiting.cancel()
    assert await behind == ["behind"]
    assert (waiting.cancelled() or waiting.result(), len(server.made)) == (leaves or ["waiting"], 3)


async def test_there_are_never_more_than_the_most(server: Server, pool: Pool) -> None:
    together = most_together = 0

    async def work() -> None:
        nonlocal together, most_together
        async with lent(pool):
            together += 1
            most_together = max(most_together, together)
            await asyncio.sleep(0)
            together -= 1

    await asyncio.gather(*(work() for _ in range(20)))
    assert (most_together, len(server.made)) == (2, 2)


async def test_who_waits_longest_is_next_even_if_somebody_new_comes_in_between(pool: Pool) -> None:
    order: list[str] = []

    async def wait(name: str) -> None:
        async with lent(pool):
            order.append(name)

    first, second = await pool.take(), await pool.take()
    waiting = [asyncio.create_task(wait(name)) for name in ("one", "two")]
    await asyncio.sleep(0)
    pool.give_back(first, usable=True)
    pool.give_back(second, usable=True)
    await wait("new")
    await asyncio.gather(*waiting)
    assert order == ["one", "two", "new"]


async def test_a_refused_statement_leaves_its_connection_usable(server: Server, pool: Pool) -> None:
    with pytest.raises(asyncpg.DivisionByZeroError):
        await pool.fetch("SELECT 1 / 0", asyncpg.DivisionByZeroError())
    async with lent(pool) as connection:
        assert connection is server.made[0]


@pytest.mark.parametrize("severity", ["FATAL", "PANIC"])
async def test_a_refusal_that_ends_the_connection_is_met_by_one_statement_only(
    server: Server, pool: Pool, severity: str
) -> None:
    ended, held = asyncpg.AdminShutdownError("terminating connection"), await pool.take()
    setattr(ended, "severity_en", severity)  # noqa: B010
    outcomes = await asyncio.gather(
        pool.fetch("one", ended), *(pool.fetch(sql) for sql in ("two", "three")), return_exceptions=True
    )
    assert outcomes == [ended, ["two"], ["three"]]
    pool.give_back(held, usable=True)
    assert server.made[1].closed


@pytest.mark.parametrize("failure", [asyncio.CancelledError, OSError, asyncpg.ProtocolError])
async def test_after_any_other_failure_it_is_thrown_away(
    server: Server, pool: Pool, failure: type[BaseException]
) -> None:
    with pytest.raises(failure):
        await pool.fetch("SELECT 1", failure())
    assert server.made[0].closed
    async with lent(pool) as connection:
        assert connection is server.made[1]


async def test_a_connection_that_broke_while_it_lay_idle_is_not_lent(server: Server, pool: Pool) -> None:
    async with lent(pool) as connection:
        pass
    connection.closed = True
    async with lent(pool) as connection:
        assert connection is server.made[1]


async def test_who_goes_away_while_waiting_keeps_nothing(pool: Pool) -> None:
    first, second = await pool.take(), await pool.take()
    gone, patient = (asyncio.create_task(pool.take()) for _ in range(2))
    await asyncio.sleep(0)
    pool.give_back(first, usable=True)  # to the one that is gone in the same moment
    gone.cancel()
    assert await patient is first
    pool.give_back(first, usable=True)
    pool.give_back(second, usable=True)
    assert {await pool.take(), await pool.take()} == {first, second}


async def test_a_server_that_is_away_is_tried_again_by_the_next(server: Server, pool: Pool) -> None:
    server.away = True
    outcomes = await asyncio.gather(*(pool.take() for _ in range(5)), return_exceptions=True)
    assert [type(one) for one in outcomes] == [OSError] * 5
    server.away = False
    async with lent(pool) as connection:
        assert connection is server.made[0]


async def test_a_broken_connection_makes_room_for_who_waits(server: Server, pool: Pool) -> None:
    first, _ = await pool.take(), await pool.take()
    waiting = asyncio.create_task(pool.take())
    await asyncio.sleep(0)
    pool.give_back(first, usable=False)
    assert await waiting is server.made[2]


async def test_room_that_was_promised_is_not_taken_by_another(server: Server, pool: Pool) -> None:
    first, second = await pool.take(), await pool.take()
    promised = asyncio.create_task(pool.take())
    await asyncio.sleep(0)
    pool.give_back(first, usable=False)
    late = asyncio.create_task(pool.take())
    made = await promised
    assert not late.done()
    assert len(server.made) == 3
    pool.give_back(second, usable=True)
    assert await late is second
    assert made is server.made[2]


async def test_the_end_closes_all(server: Server, pool: Pool) -> None:
    used = await pool.take()
    await pool.fetch("SELECT 1")
    pool.terminate()
    pool.give_back(used, usable=True)
    assert all(connection.closed for connection in server.made)

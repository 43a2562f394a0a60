"""Connections are lent in turn, come back only from work that ended well, and never number too many."""

import asyncio
from contextlib import suppress

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
import pytest

from models.pool import Pool


class Connection:
    def __init__(self) -> None:
        self.closed = False

    def is_closed(self) -> bool:
        return self.closed

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


@pytest.fixture
def pool(server: Server) -> Pool:
    return Pool(server.connect, most=2)


async def test_a_connection_that_comes_back_is_lent_again(server: Server, pool: Pool) -> None:
    for _ in range(3):
        async with pool.connection() as connection:
            assert connection is server.made[0]
    assert len(server.made) == 1


async def test_there_are_never_more_than_the_most(server: Server, pool: Pool) -> None:
    together = most_together = 0

    async def work() -> None:
        nonlocal together, most_together
        async with pool.connection():
            together += 1
            most_together = max(most_together, together)
            await asyncio.sleep(0)
            together -= 1

    await asyncio.gather(*(work() for _ in range(20)))
    assert (most_together, len(server.made)) == (2, 2)


async def test_who_waits_longest_is_next_even_if_somebody_new_comes_in_between(pool: Pool) -> None:
    order: list[str] = []

    async def wait(name: str) -> None:
        async with pool.connection():
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
    with suppress(asyncpg.PostgresError):
        async with pool.connection():
            raise asyncpg.DivisionByZeroError
    async with pool.connection() as connection:
        assert connection is server.made[0]


@pytest.mark.parametrize("failure", [asyncio.CancelledError, OSError, asyncpg.ProtocolError])
async def test_after_any_other_failure_it_is_thrown_away(
    server: Server, pool: Pool, failure: type[BaseException]
) -> None:
    with suppress(failure):
        async with pool.connection():
            raise failure
    assert server.made[0].closed
    async with pool.connection() as connection:
        assert connection is server.made[1]


async def test_a_connection_that_broke_while_it_lay_idle_is_not_lent(server: Server, pool: Pool) -> None:
    async with pool.connection() as connection:
        pass
    connection.closed = True
    async with pool.connection() as connection:
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
    async with pool.connection() as connection:
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
    lent = await pool.take()
    async with pool.connection():
        pass
    pool.terminate()
    pool.give_back(lent, usable=True)
    assert all(connection.closed for connection in server.made)

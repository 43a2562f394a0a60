"""Writing by compiled SQL (PostgreSQL): a change that is one statement needs no session around it."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Protocol, cast
from weakref import WeakKeyDictionary

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine

from models.base import Sessions
from models.engine import READERS, SETTINGS, engine_of
from models.rows import Rows

Connect = Callable[[AsyncEngine], Awaitable[asyncpg.Pool]]
FAILURES: tuple[type[Exception], ...] = (asyncpg.PostgresError, asyncpg.InterfaceError)  # of the driver


class Writer(Protocol):
    async def fetch(self, sql: str, *values: Any) -> Rows: ...


class Writers:
    """A pool of the driver's own. Outside `begin` each statement is a transaction of its own.

    A connection whose statement was broken off comes back clean: the driver waits for the statement's end and
    rolls back what is open, or closes the connection. They die with the engine.
    """

    def __init__(
        self, engine: AsyncEngine, connect: Callable[[AsyncEngine], Awaitable[asyncpg.Pool]]
    ) -> None:
        self._engine, self._connect = engine, connect
        self._pool: asyncpg.Pool | None = None
        self._making = asyncio.Lock()
        event.listen(engine.sync_engine, "engine_disposed", self._dispose)

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Writer, None]:
        async with self._acquired() as connection:
            yield cast(Writer, connection)

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Writer, None]:
        """One transaction; each of its statements sees what is committed when it begins."""
        async with self._acquired() as connection, connection.transaction():
            yield cast(Writer, connection)

    @asynccontextmanager
    async def _acquired(self) -> AsyncGenerator[Any, None]:
        pool = self._pool or await self._make()
        async with pool.acquire() as connection:  # pyright: ignore[reportUnknownVariableType]
            yield connection

    async def _make(self) -> asyncpg.Pool:
        async with self._making:
            if self._pool is None:
                self._pool = await self._connect(self._engine)
        return self._pool

    def _dispose(self, engine: Engine) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool = None


async def connect(engine: AsyncEngine) -> asyncpg.Pool:
    """Connections with the settings that write sessions have. JSON goes in and out as text."""
    _, given = engine.dialect.create_connect_args(engine.url)
    options = engine.get_execution_options()
    return await asyncpg.create_pool(
        **given,
        min_size=0,
        max_size=options[READERS],
        reset=_nothing_to_reset,
        server_settings=options[SETTINGS],
        max_cached_statement_lifetime=0,
    )


async def _nothing_to_reset(connection: asyncpg.Connection) -> None:
    """Writers set nothing and listen to nothing; an open transaction the driver rolls back before this."""


_WRITERS: WeakKeyDictionary[Engine, Writers] = WeakKeyDictionary()


def writers_of(sessions: Sessions) -> Writers:
    """Those of the database behind a factory of sessions, made at first use."""
    engine = engine_of(sessions)
    found = _WRITERS.get(engine.sync_engine)
    if found is None:
        found = _WRITERS[engine.sync_engine] = Writers(engine, connect)
    return found

"""Writing by compiled SQL (PostgreSQL): a change that is one statement needs no session around it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from models.base import Sessions
from models.engine import ENDS, READERS, engine_of
from models.pool import Connection, Pool, connect, is_refusal
from models.rows import Rows

LAST_WORD = 2.0  # seconds to tell the server that a statement is broken off, or it would still do it
FAILURES: tuple[type[Exception], ...] = (asyncpg.PostgresError, asyncpg.InterfaceError)  # of the driver


class Writer(Protocol):
    async def fetch(self, sql: str, *values: Any) -> Rows: ...


class Writers:
    """Connections of the driver's own. Outside `begin` each statement is a transaction of its own.

    They die with the engine.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.pool = Pool(partial(connect, engine), most=engine.get_execution_options()[READERS])
        engine.get_execution_options()[ENDS].append(self.pool.terminate)

    async def fetch(self, sql: str, *values: Any) -> Rows:
        """A transaction of its own."""
        async with self.open() as connection:
            return await connection.fetch(sql, *values)

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Connection, None]:
        connection = await self.pool.take()
        try:
            yield connection
        except BaseException as failure:
            await self._broken_off(connection, failure)
            raise
        self.pool.give_back(connection, usable=True)

    @asynccontextmanager
    async def begin(self) -> AsyncGenerator[Writer, None]:
        """One transaction; each of its statements sees what is committed when it begins."""
        async with self.open() as connection, connection.transaction():
            yield connection

    async def _broken_off(self, connection: Connection, failure: BaseException) -> None:
        ours = isinstance(failure, Exception) and not isinstance(failure, FAILURES)
        usable = (ours or is_refusal(failure)) and not connection.is_in_transaction()
        try:
            if isinstance(failure, asyncio.CancelledError):
                with suppress(Exception):  # then the connection is cut off
                    await connection.close(timeout=LAST_WORD)
        finally:
            self.pool.give_back(connection, usable=usable)


_WRITERS: WeakKeyDictionary[Engine, Writers] = WeakKeyDictionary()


def writers_of(sessions: Sessions) -> Writers:
    """Those of the database behind a factory of sessions, made at first use."""
    engine = engine_of(sessions)
    found = _WRITERS.get(engine.sync_engine)
    if found is None:
        found = _WRITERS[engine.sync_engine] = Writers(engine)
    return found

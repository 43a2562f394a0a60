"""Reading bare rows by compiled SQL: what the read path runs, without sessions or entities."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol, cast
from weakref import WeakKeyDictionary

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
import orjson
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from models.base import Sessions
from models.engine import READERS, READS, SETTINGS, engine_of

Rows = Sequence[Any]  # each can be indexed like a tuple


class Reader(Protocol):
    """One connection, for the statements of one operation."""

    async def fetch(self, sql: str, *values: Any) -> Rows: ...


class Readers(Protocol):
    def open(self) -> contextlib.AbstractAsyncContextManager[Reader]:
        """A reader; each of its statements sees what is committed when it begins."""
        ...


_READERS: WeakKeyDictionary[Engine, Readers] = WeakKeyDictionary()


def readers_of(sessions: Sessions) -> Readers:
    """Those of the database behind a factory of sessions, made at first use."""
    engine = engine_of(sessions)
    found = _READERS.get(engine.sync_engine)
    if found is None:
        postgres = engine.dialect.name == "postgresql"
        found = _READERS[engine.sync_engine] = PostgresReaders(engine) if postgres else SqliteReaders(engine)
    return found


class SqliteReaders:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(**{READS: True})

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Reader, None]:
        async with self._engine.connect() as connection:
            yield _SqliteReader(connection)


class _SqliteReader:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def fetch(self, sql: str, *values: Any) -> Rows:
        try:
            return (await self._connection.exec_driver_sql(sql, values)).all()
        finally:
            await self._connection.rollback()  # or later statements would see what this one saw


class PostgresReaders:
    """A pool of the driver's own: no transaction around a statement, and nothing to reset after it.

    Connections can only read. They die with the engine.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._pool: asyncpg.Pool | None = None
        self._making = asyncio.Lock()
        event.listen(engine.sync_engine, "engine_disposed", self._dispose)

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Reader, None]:
        pool = self._pool or await self._make()
        async with pool.acquire() as connection:  # pyright: ignore[reportUnknownVariableType]
            yield cast(Reader, connection)

    async def _make(self) -> asyncpg.Pool:
        async with self._making:
            if self._pool is None:
                self._pool = await self._connect()
        return self._pool

    async def _connect(self) -> asyncpg.Pool:
        _, given = self._engine.dialect.create_connect_args(self._engine.url)
        options = self._engine.get_execution_options()
        settings: dict[str, str] = options[SETTINGS]
        return await asyncpg.create_pool(
            **given,
            min_size=0,
            max_size=options[READERS],
            init=_understand_json,
            reset=_nothing_to_reset,
            server_settings=settings | {"default_transaction_read_only": "on"},
            statement_cache_size=1000,
            max_cached_statement_lifetime=0,
        )

    def _dispose(self, engine: Engine) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool = None


async def _understand_json(connection: asyncpg.Connection) -> None:
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(
            kind, schema="pg_catalog", encoder=_dump, decoder=orjson.loads, format="text"
        )


async def _nothing_to_reset(connection: asyncpg.Connection) -> None:
    """Readers set nothing, open no transaction and listen to nothing."""


def _dump(value: object) -> str:
    return orjson.dumps(value).decode()

"""Reading bare rows by compiled SQL: what the read path runs, without sessions or entities."""

import contextlib
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import orjson
from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from models.base import Sessions
from models.engine import ENDS, READERS, READS, engine_of
from models.pool import Connection, Pool, connect

JSONB = b"\x01"  # its version, with which it comes
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


def read_through(sessions: Sessions, readers: Readers) -> None:
    """From now on these are the readers of the database: to watch what is read (models.recording)."""
    _READERS[engine_of(sessions).sync_engine] = readers


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
    """Connections of the driver's own: no transaction around a statement, and nothing to reset after it.

    They can only read. They die with the engine.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.pool = Pool(self._connect, most=engine.get_execution_options()[READERS])
        engine.get_execution_options()[ENDS].append(self.pool.terminate)

    def open(self) -> contextlib.AbstractAsyncContextManager[Reader]:
        return self.pool.connection()

    async def _connect(self) -> Connection:
        connection = await connect(self._engine, default_transaction_read_only="on")
        await _understand_json(connection)
        return connection


async def _understand_json(connection: Connection) -> None:
    """As the bytes that came: to make text of them first costs as much as reading them."""
    await _understand(connection, "json", orjson.dumps, orjson.loads)
    await _understand(connection, "jsonb", _dumped, _loaded)


async def _understand(connection: Connection, kind: str, encoder: Any, decoder: Any) -> None:
    await connection.set_type_codec(
        kind, schema="pg_catalog", encoder=encoder, decoder=decoder, format="binary"
    )


def _dumped(value: object) -> bytes:
    return JSONB + orjson.dumps(value)


def _loaded(sent: bytes) -> Any:
    return orjson.loads(memoryview(sent)[len(JSONB) :])

"""Reading bare rows by compiled SQL: what the read path runs, without sessions or entities."""

from collections.abc import Awaitable, Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import orjson
from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from models.base import Sessions
from models.engine import ENDS, READERS, READS, engine_of
from models.pool import Connection, Pool, connect

JSONB = b"\x01"  # its version, with which it comes
Rows = Sequence[Any]  # each can be indexed like a tuple


class Reader(Protocol):
    def fetch(self, sql: str, *values: Any) -> Awaitable[Rows]:
        """Each statement sees what is committed when it begins."""
        ...


_READERS: WeakKeyDictionary[Engine, Reader] = WeakKeyDictionary()


def reader_of(sessions: Sessions) -> Reader:
    """That of the database behind a factory of sessions, made at first use."""
    engine = engine_of(sessions)
    found = _READERS.get(engine.sync_engine)
    if found is None:
        postgres = engine.dialect.name == "postgresql"
        found = _READERS[engine.sync_engine] = PostgresReader(engine) if postgres else SqliteReader(engine)
    return found


def read_through(sessions: Sessions, reader: Reader) -> None:
    """From now on this is the reader of the database: to watch what is read (models.recording)."""
    _READERS[engine_of(sessions).sync_engine] = reader


class SqliteReader:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(**{READS: True})

    async def fetch(self, sql: str, *values: Any) -> Rows:
        async with self._engine.connect() as connection:
            return (await connection.exec_driver_sql(sql, values)).all()


class PostgresReader:
    """Over connections of the driver's own: no transaction around a statement, and nothing to reset after it.

    They can only read. They die with the engine.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self.pool = Pool(self._connect, most=engine.get_execution_options()[READERS])
        self.fetch = self.pool.fetch
        engine.get_execution_options()[ENDS].append(self.pool.terminate)

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

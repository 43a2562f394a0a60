"""How a database is opened, so that SQLite and PostgreSQL keep the same promises.

Writers begin with the right to write: on SQLite a transaction that reads first and writes later would lose
other people's updates without an error. Readers see one snapshot, cannot write and never wait for a writer.
"""

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from models.base import Sessions

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
READS, READERS, SETTINGS = "madang_reads", "madang_readers", "madang_settings"  # execution options
ENDS = "madang_ends"  # and what is called when the engine is disposed: list[Callable[[], None]]
STATEMENT_TIMEOUT = timedelta(seconds=15)
INSERTS: dict[str, Callable[[Any], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def create_engine(
    url: str | URL,
    *,
    pool_size: int = 10,
    statement_timeout: timedelta = STATEMENT_TIMEOUT,
    durable: bool = True,
) -> AsyncEngine:
    """Open `sqlite:///FILE` or `postgresql://…`. `statement_timeout` bounds the wait for a lock, too.

    `durable=False` does not wait for the disk: for tests, since a power cut may take the newest commits.
    Raises ValueError for another kind of database and for an in-memory SQLite (one connection for all).
    """
    parsed = _with_driver(make_url(url))
    options: dict[str, Any] = {
        "json_serializer": _dump,
        "json_deserializer": orjson.loads,
        "pool_size": pool_size,
    }
    if parsed.get_backend_name() == "postgresql":
        settings = _postgresql_settings(statement_timeout, durable)
        # a pooled connection may be older than the last restart of the database: ask before use
        ends: list[Callable[[], None]] = []
        engine = create_async_engine(
            parsed,
            connect_args={"server_settings": settings},
            pool_pre_ping=True,
            execution_options={READERS: pool_size, SETTINGS: settings, ENDS: ends},
            **options,
        )
        event.listen(engine.sync_engine, "engine_disposed", partial(_end, ends))
        return engine
    engine = create_async_engine(parsed, connect_args={"factory": _Ending}, **options)
    _prepare_sqlite(engine, statement_timeout, durable)
    return engine


def write_sessions(engine: AsyncEngine) -> Sessions:
    """Sessions for changes."""
    return async_sessionmaker(engine, expire_on_commit=False)


def read_sessions(engine: AsyncEngine) -> Sessions:
    """Sessions for looking: one snapshot from the first statement on; a write raises DBAPIError."""
    options: dict[str, Any] = {READS: True}
    if engine.dialect.name == "postgresql":
        options |= {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    return async_sessionmaker(engine.execution_options(**options), expire_on_commit=False)


def engine_of(sessions: Sessions) -> AsyncEngine:
    """The engine behind a factory made here."""
    return sessions.kw["bind"]


def dialect_of(session: AsyncSession) -> str:
    """`sqlite` or `postgresql`."""
    return session.get_bind().dialect.name


def inserting(session: AsyncSession, table: Any) -> Any:
    """An INSERT that may say what happens to rows that are there already: ON CONFLICT, as both know it."""
    return INSERTS[dialect_of(session)](table)


def _with_driver(url: URL) -> URL:
    backend = url.get_backend_name()
    if backend not in DRIVERS:
        raise ValueError(f"neither SQLite nor PostgreSQL: {url.render_as_string()}")
    if backend == "sqlite" and url.database in (None, "", ":memory:"):
        raise ValueError("an in-memory SQLite has one connection for all: name a file")
    return url.set(drivername=DRIVERS[backend])


def _postgresql_settings(statement_timeout: timedelta, durable: bool) -> dict[str, str]:
    milliseconds = str(int(statement_timeout.total_seconds() * 1000))
    settings = {
        "application_name": "madang",
        "timezone": "UTC",  # of instants that are told as JSON
        "statement_timeout": milliseconds,
        "idle_in_transaction_session_timeout": milliseconds,  # a forgotten one would keep its row locks
        "random_page_cost": "1.1",  # memory or flash: for the few rows of a page its index is the way
        "jit": "off",  # our statements are short: compiling them costs more than they do
    }
    return settings if durable else settings | {"synchronous_commit": "off"}


def _end(ends: list[Callable[[], None]], engine: Engine) -> None:
    for end in ends:
        end()


class _Ending(sqlite3.Connection):
    """A transaction ends with its connection.

    SQLite itself keeps both, and the right to write, for as long as a statement of it is unfinished:
    after a cancellation until Python's garbage is collected.
    """

    def close(self) -> None:
        if self.in_transaction:
            self.rollback()
        super().close()


def _prepare_sqlite(engine: AsyncEngine, busy_timeout: timedelta, durable: bool) -> None:
    def connected(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver begins nothing: `begun` does
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute(f"PRAGMA busy_timeout = {int(busy_timeout.total_seconds() * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        cursor.close()

    event.listen(engine.sync_engine, "connect", connected)
    event.listen(engine.sync_engine, "begin", _begun)


def _begun(connection: Connection) -> None:
    reads = READS in connection.get_execution_options()
    if connection.info.get(READS, False) is not reads:  # a pooled connection keeps its last role
        connection.exec_driver_sql(f"PRAGMA query_only = {int(reads)}")
        connection.info[READS] = reads
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _dump(value: object) -> str:
    return orjson.dumps(value).decode()

"""A database a test, on both engines, and real servers for the whole run; nothing is mocked."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest
from redis.asyncio import Redis
from sqlalchemy import URL, Dialect, event, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import LRUCache

from madang.server.collecting import collect_seldom, leave_alone_what_stays
from models import Base
from models.base import Sessions
from models.engine import create_engine, write_sessions
from tests.servers import PostgresServer, ValkeyServer

collect_seldom()
COMPILED: dict[str, tuple[Dialect, Any]] = {}  # with what is compiled for it, by its name


def pytest_collection_finish() -> None:
    leave_alone_what_stays()


@pytest.fixture(scope="session")
def postgres_for_all() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def valkey_for_all() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def postgres(postgres_for_all: PostgresServer) -> Iterator[PostgresServer]:
    """For tests that kill or freeze it; the next test finds it answering again."""
    yield postgres_for_all
    postgres_for_all.revive()


@pytest.fixture
def valkey(valkey_for_all: ValkeyServer) -> Iterator[ValkeyServer]:
    """For tests that kill or freeze it; the next test finds it answering again."""
    yield valkey_for_all
    valkey_for_all.revive()


@pytest.fixture(scope="session")
def postgres_template(request: pytest.FixtureRequest) -> Iterator[URL]:
    """All tables, for each test to copy: on our own server, or on the one the environment names."""
    outside = os.environ.get("MADANG_TEST_POSTGRES_URL")
    url = make_url(outside or request.getfixturevalue("postgres_for_all").url)
    template = url.set(database=f"madang_template_{uuid4().hex[:8]}")
    asyncio.run(administer(url, f"create database {template.database}"))
    asyncio.run(create_tables(template))
    yield template
    if outside:
        asyncio.run(administer(url, f"drop database {template.database}"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, which each test copies."""
    path = tmp_path_factory.mktemp("template") / "madang.db"
    asyncio.run(create_tables(sqlite_url(path)))
    return path


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> URL:
    path = tmp_path / "madang.db"
    shutil.copy(sqlite_template, path)
    return sqlite_url(path)


@contextmanager
def database_beside(template: URL, *, empty: bool = False) -> Generator[URL]:
    """A copy of the template on its server, or one with no tables; gone at the end."""
    url = template.set(database=f"madang_{uuid4().hex}")
    copied = "" if empty else f" template {template.database}"
    asyncio.run(administer(url, f"create database {url.database}{copied}"))
    try:
        yield url
    finally:
        asyncio.run(administer(url, f"drop database {url.database} with (force)"))


@pytest.fixture
def postgres_database(postgres_template: URL) -> Iterator[URL]:
    with database_beside(postgres_template) as url:
        yield url


@pytest.fixture
def empty_postgres(postgres_template: URL) -> Iterator[URL]:
    """For what makes its own tables."""
    with database_beside(postgres_template, empty=True) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A database of its own for this test, with all tables and no rows, on each engine."""
    fixture = {"sqlite": "sqlite_database", "postgresql": "postgres_database"}[request.param]
    url: URL = request.getfixturevalue(fixture)
    return url.render_as_string(hide_password=False)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    quick = database_url.startswith("sqlite")  # our PostgreSQL never waits for the disk, yet survives a kill
    engine = create_engine(database_url, durable=not quick)
    share_compiled(engine)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    return write_sessions(engine)


@pytest.fixture(scope="session")
def redis_for_all(request: pytest.FixtureRequest) -> str:
    """Our own Valkey, or the server the environment names: a database of it for each process of tests."""
    if outside := os.environ.get("MADANG_TEST_REDIS_URL"):
        parts = urlsplit(outside)
        process = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        number = int(parts.path.strip("/") or 0) + int(process)
        return urlunsplit(parts._replace(path=f"/{number}"))
    return request.getfixturevalue("valkey_for_all").url


@pytest.fixture
async def redis_url(redis_for_all: str) -> str:
    """An empty Redis."""
    async with Redis.from_url(redis_for_all) as redis:
        await redis.flushdb()
    return redis_for_all


def sqlite_url(path: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(path))


def share_compiled(engine: AsyncEngine) -> None:
    """A statement is compiled once a run and not once a test. What is compiled belongs to a dialect.

    A dialect knows its database from its first connection on: one without is not shared.
    """
    name = engine.dialect.name
    if name in COMPILED:
        engine.sync_engine.dialect, compiled = COMPILED[name]
    else:
        own = engine.dialect, cast(Any, LRUCache)(5_000)
        event.listen(engine.sync_engine, "connect", lambda *_: COMPILED.setdefault(name, own), once=True)
        _, compiled = own
    engine.sync_engine.update_execution_options(compiled_cache=compiled)


async def create_tables(url: URL) -> None:
    engine = create_engine(url, durable=False)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()


async def administer(url: URL, statement: str) -> None:
    """Run what no transaction may hold, from outside the database that it is about."""
    outside = create_async_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    async with outside.connect() as connection:
        await connection.execute(text(statement))
    await outside.dispose()

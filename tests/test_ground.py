"""The ground the other tests stand on: databases of their own, servers that die and come back."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest
from redis import ConnectionError as RedisGone
from redis.asyncio import Redis
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from models import Base
from models.engine import create_engine
from tests import conftest
from tests.servers import PostgresServer, ValkeyServer


@asynccontextmanager
async def opened(server: PostgresServer) -> AsyncGenerator[AsyncEngine, None]:
    engine = create_engine(server.url)
    yield engine
    await engine.dispose()


async def tables(connection: AsyncConnection) -> list[str]:
    return await connection.run_sync(lambda sync: inspect(sync).get_table_names())


@pytest.mark.parametrize("name", ["first", "second"])
async def test_every_test_has_a_database_of_its_own(engine: AsyncEngine, name: str) -> None:
    async with engine.begin() as connection:
        await connection.execute(text(f"create table only_{name} (id integer)"))
        others = {table for table in await tables(connection) if not table.startswith("request_bigrams")}
        assert others == {*Base.metadata.tables, f"only_{name}"}


async def test_postgresql_sees_the_syllables_of_hangul(postgres: PostgresServer) -> None:
    async with opened(postgres) as engine, engine.connect() as connection:
        await connection.execute(text("create extension pg_trgm"))
        assert await connection.scalar(text("select cardinality(show_trgm('심야버스'))")) == 5


async def test_a_killed_postgresql_comes_back_with_what_was_committed(postgres: PostgresServer) -> None:
    async with opened(postgres) as engine:
        async with engine.begin() as connection:
            await connection.execute(text("create table kept as select 1 as id"))
        async with engine.connect() as connection:
            postgres.kill()
            with pytest.raises(DBAPIError):
                await connection.execute(text("select 1"))
        postgres.start()
        async with engine.begin() as connection:
            assert await tables(connection) == ["kept"]
            await connection.execute(text("drop table kept"))


async def test_a_frozen_postgresql_answers_nobody_until_it_is_thawed(postgres: PostgresServer) -> None:
    async with opened(postgres) as engine, engine.connect() as connection:
        postgres.freeze()
        answer = asyncio.ensure_future(connection.scalar(text("select 1")))
        assert await asyncio.wait([answer], timeout=0.05) == (set(), {answer})
        postgres.thaw()
        assert await answer == 1


async def test_a_killed_valkey_comes_back_empty(valkey: ValkeyServer) -> None:
    async with Redis.from_url(valkey.url, retry=None) as redis:
        await redis.set("key", "value")
        valkey.kill()
        with pytest.raises(RedisGone):
            await redis.get("key")
        valkey.start()
        assert await redis.get("key") is None


async def test_a_frozen_valkey_answers_nobody_until_it_is_thawed(valkey: ValkeyServer) -> None:
    async with Redis.from_url(valkey.url) as redis:
        await redis.get("key")
        valkey.freeze()
        answer = asyncio.ensure_future(cast(Awaitable[bytes | None], redis.get("key")))
        assert await asyncio.wait([answer], timeout=0.05) == (set(), {answer})
        valkey.thaw()
        assert await answer is None


@pytest.mark.parametrize("key", ["first", "second"])
async def test_every_test_finds_redis_empty(redis_url: str, key: str) -> None:
    async with Redis.from_url(redis_url) as redis:
        assert await redis.dbsize() == 0
        await redis.set(key, "left behind")


def test_a_killed_run_leaves_neither_server_nor_folder() -> None:
    started = "server = ValkeyServer(); server.start(); print(server.folder, flush=True); input()"
    command = [sys.executable, "-c", f"from tests.servers import ValkeyServer; {started}"]
    root = Path(__file__).parents[1]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        assert (folder / "valkey").is_socket()
        run.kill()
    ValkeyServer().stop()
    assert not folder.exists()


async def test_what_is_compiled_is_shared_from_the_first_engine_that_has_met_its_database(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conftest, "COMPILED", {})
    idle, first, later = [create_engine(database_url, durable=False) for _ in range(3)]
    conftest.share_compiled(idle)
    conftest.share_compiled(first)
    async with first.connect() as connection:
        assert await connection.run_sync(lambda sync: inspect(sync).get_columns("requests"))
    conftest.share_compiled(later)
    assert later.sync_engine.dialect is first.sync_engine.dialect
    assert idle.sync_engine.dialect is not first.sync_engine.dialect
    for engine in (idle, first, later):
        await engine.dispose()

"""What all servers stand on: a PostgreSQL that keeps its cities from run to run, and a Valkey of our own.

They, the load generator and this program share one core; the server that is measured has another to itself.
"""

import hashlib
import os
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks import data
from benchmarks.data import ASKED_BY, FILLING, Sizes, fill
from models.engine import create_engine
from models.migrate import VERSIONS
from tests.servers import PostgresServer, ValkeyServer

SERVER_CORE, OTHER_CORE = 0, 1
SETTINGS = ("shared_buffers=1GB", "max_wal_size=8GB", "wal_level=minimal", "max_wal_senders=0")
CITY, RUN, UNFINISHED = "city_", "run", "unfinished"
KNOWN = """
SELECT request_id, deliveries.id FROM deliveries JOIN requests ON requests.id = request_id
JOIN delivery_handlers ON delivery_id = deliveries.id JOIN employees ON employees.id = employee_id
WHERE number = $1 AND deliveries.state = 'IN_PROGRESS' AND requests.version > 0 ORDER BY published_at
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A request with 60 comments, and the part of it that the asking employee handles."""

    request_id: UUID
    delivery_id: UUID


@dataclass(frozen=True, slots=True)
class Ground:
    postgres: PostgresServer
    valkey: ValkeyServer

    async def city(self, sizes: Sizes) -> str:
        """The database of this size, filled if it is not there yet. Whoever changes it works on a copy."""
        name, digest = f"{sizes.name}_{_digest()}", _digest()
        there: set[str] = {row["datname"] for row in await self.rows("SELECT datname FROM pg_database")}
        old = {one for one in there if one.startswith(CITY) and not one.endswith(digest)}
        await self.run(*(f"DROP DATABASE {one}" for one in (there & {UNFINISHED}) | old))
        if name not in there:
            await self.run(f"CREATE DATABASE {UNFINISHED}")
            await self._fill(UNFINISHED, sizes)
            await self.run(f"ALTER DATABASE {UNFINISHED} RENAME TO {name}")
        return name

    @asynccontextmanager
    async def copy(self, city: str) -> AsyncGenerator[str]:
        """A database that may be changed, as long as it is needed."""
        await self.run(f"DROP DATABASE IF EXISTS {RUN} WITH (FORCE)")
        await self.run(f"CREATE DATABASE {RUN} TEMPLATE {city} STRATEGY FILE_COPY")
        yield RUN
        await self.run(f"DROP DATABASE {RUN} WITH (FORCE)")

    async def known(self, database: str) -> list[Known]:
        return [Known(*row) for row in await self.rows(KNOWN, ASKED_BY, database=database)]

    def address(self, database: str) -> str:
        return make_url(self.postgres.url).set(database=database).render_as_string(hide_password=False)

    async def rows(self, statement: str, *values: object, database: str = "postgres") -> list[Any]:
        async with self._connected(database) as connection:
            return await connection.fetch(statement, *values)

    async def run(self, *scripts: str, database: str = "postgres") -> None:
        async with self._connected(database) as connection:
            for script in scripts:
                await connection.execute(script, timeout=None)

    @asynccontextmanager
    async def _connected(self, database: str) -> AsyncGenerator[Any]:
        """The driver's own connection: it takes scripts, and puts no transaction around a statement."""
        engine = create_async_engine(self.address(database))
        async with engine.connect() as connection:
            yield (await connection.get_raw_connection()).driver_connection
        await engine.dispose()

    async def _fill(self, database: str, sizes: Sizes) -> None:
        engine = create_engine(self.address(database))
        await fill(engine, sizes)
        await engine.dispose()


@contextmanager
def ground(kept: Path) -> Generator[Ground]:
    """`kept`: the folder of the databases. From here on this program and what it starts have one core."""
    if {SERVER_CORE, OTHER_CORE} - os.sched_getaffinity(0):
        raise RuntimeError("the server and what asks it need a core each")
    os.sched_setaffinity(0, {OTHER_CORE})
    kept.mkdir(parents=True, exist_ok=True)
    postgres, valkey = PostgresServer(kept=kept.resolve() / "postgres", settings=SETTINGS), ValkeyServer()
    try:
        postgres.start()
        valkey.start()
        yield Ground(postgres, valkey)
    finally:
        postgres.stop()
        valkey.stop()


def _digest() -> str:
    """Of what decides how a city of a size looks."""
    sources = [FILLING, Path(data.__file__), *sorted(VERSIONS.glob("*.py"))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]

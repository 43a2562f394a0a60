"""Brings the tables of a database to where this program expects them, and tells how far they are."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from madang.errors import Conflict

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"
LOCK = 0x6D6164616E67  # "madang": two processes that start together migrate one after the other


async def current(engine: AsyncEngine) -> str | None:
    """The migration this database has reached; None before the first."""
    async with engine.connect() as connection:
        return await connection.run_sync(_current)


async def pending(engine: AsyncEngine, *, versions: Path = VERSIONS) -> list[str]:
    """The migrations this database still lacks, in order. Raises Conflict when it is newer than we are."""
    async with engine.connect() as connection:
        return await connection.run_sync(_pending, versions)


async def upgrade(engine: AsyncEngine, *, versions: Path = VERSIONS) -> list[str]:
    """Apply what is pending and return it: all of it, or after an error nothing.

    Processes that start together wait for each other. Raises Conflict when the database is newer than we are.
    """
    async with engine.connect() as connection, _without_foreign_keys(connection), connection.begin():
        await _alone(connection)
        missing = await connection.run_sync(_pending, versions)
        await connection.run_sync(lambda sync: command.upgrade(_config(sync, versions), "head"))
        await _check_foreign_keys(connection)
        return missing


async def revise(engine: AsyncEngine, *, to: MetaData, message: str, versions: Path = VERSIONS) -> Path:
    """Write the migration that leads from this database, which has all others, to these tables."""
    async with engine.connect() as connection:
        return await connection.run_sync(_revise, to, message, versions)


def _revise(connection: Connection, to: MetaData, message: str, versions: Path) -> Path:
    config = _config(connection, versions)
    config.attributes["metadata"] = to
    number = f"{len(list(versions.glob('*.py'))) + 1:04}"
    command.revision(config, message, autogenerate=True, rev_id=number)
    return next(versions.glob(f"{number}_*.py"))


def _config(connection: Connection, versions: Path) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", _escaped(MIGRATIONS))
    config.set_main_option("version_locations", _escaped(versions))
    config.set_main_option("path_separator", "newline")
    return config


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _pending(connection: Connection, versions: Path) -> list[str]:
    scripts = ScriptDirectory.from_config(_config(connection, versions))
    reached = _current(connection)
    try:
        missing = [script.revision for script in scripts.iterate_revisions("heads", reached or "base")]
    except RevisionError as unknown:
        advice = "마당을 새 판으로 올린 뒤 다시 시작하십시오."
        raise Conflict(f"데이터베이스가 이 프로그램보다 새롭습니다({reached}). {advice}") from unknown
    return missing[::-1]


async def _alone(connection: AsyncConnection) -> None:
    """SQLite's transactions already are."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


@asynccontextmanager
async def _without_foreign_keys(connection: AsyncConnection) -> AsyncGenerator[None, None]:
    """A table made anew is dropped in between, and SQLite would delete all rows that refer to it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    await connection.run_sync(_outside_transaction, "PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        await connection.run_sync(_outside_transaction, "PRAGMA foreign_keys = ON")


def _outside_transaction(connection: Connection, statement: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(statement)
    cursor.close()


async def _check_foreign_keys(connection: AsyncConnection) -> None:
    if connection.dialect.name == "sqlite":
        broken = (await connection.execute(text("PRAGMA foreign_key_check"))).all()
        if broken:
            raise RuntimeError(f"a migration left references to nothing: {broken}")

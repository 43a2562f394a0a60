"""Tables change in place, all at once or not at all, and never behind the program's back."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, ForeignKey, Integer, MetaData, Table, inspect, text
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from madang.errors import Conflict
from models import Base
from models.migrate import current, pending, revise, upgrade


def shape(connection: Connection) -> dict[str, list[str]]:
    """All that the database says about its tables."""
    inspector = inspect(connection)
    return {
        table: [
            *(f"{column['name']} {column['type']} {column}" for column in inspector.get_columns(table)),
            str(inspector.get_pk_constraint(table)),
            *sorted(str(key) for key in inspector.get_foreign_keys(table)),
            *sorted(readable(index) for index in inspector.get_indexes(table)),
            *sorted(str(unique) for unique in inspector.get_unique_constraints(table)),
            *sorted(str(check) for check in inspector.get_check_constraints(table)),
        ]
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def readable(index: ReflectedIndex) -> str:
    options = {name: str(option) for name, option in index.get("dialect_options", {}).items()}
    return f"{index['name']} {index['column_names']} {index['unique']} {options}"


@pytest.fixture
async def empty(engine: AsyncEngine) -> AsyncEngine:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
    return engine


async def test_migrations_build_exactly_the_tables_of_the_models(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        wanted = await connection.run_sync(shape)
        await connection.run_sync(Base.metadata.drop_all)
    await upgrade(engine)
    assert await pending(engine) == []
    async with engine.connect() as connection:
        assert await connection.run_sync(shape) == wanted, "run .ci/revise.py"


async def test_a_migration_of_unchanged_models_changes_nothing(empty: AsyncEngine, tmp_path: Path) -> None:
    await revise(empty, to=Base.metadata, message="Everything so far", versions=tmp_path)
    await upgrade(empty, versions=tmp_path)
    written = await revise(empty, to=Base.metadata, message="Nothing more", versions=tmp_path)
    assert [line.strip() for line in written.read_text().splitlines()][-2:] == [
        "pass",
        "# ### end Alembic commands ###",
    ]


def houses(*columns: str) -> MetaData:
    metadata = MetaData()
    Table(
        "houses",
        metadata,
        Column("id", Integer, primary_key=True),
        *(Column(name, Integer) for name in columns),
    )
    Table("rooms", metadata, Column("house_id", Integer, ForeignKey("houses.id", ondelete="CASCADE")))
    return metadata


async def test_changing_a_table_keeps_its_rows_and_those_that_refer_to_them(
    empty: AsyncEngine, tmp_path: Path
) -> None:
    await revise(empty, to=houses("floors"), message="Build houses", versions=tmp_path)
    await upgrade(empty, versions=tmp_path)
    async with empty.begin() as connection:
        await connection.execute(text("INSERT INTO houses (id, floors) VALUES (1, 2)"))
        await connection.execute(text("INSERT INTO rooms (house_id) VALUES (1)"))
    await revise(empty, to=houses("doors"), message="Count doors", versions=tmp_path)
    assert await pending(empty, versions=tmp_path) == ["0002"]
    assert await upgrade(empty, versions=tmp_path) == ["0002"]
    async with empty.connect() as connection:
        assert (await connection.execute(text("SELECT * FROM houses"))).all() == [(1, None)]
        assert (await connection.execute(text("SELECT * FROM rooms"))).all() == [(1,)]
    with pytest.raises(DBAPIError):
        async with empty.begin() as connection:
            await connection.execute(text("INSERT INTO rooms (house_id) VALUES (2)"))


async def test_processes_that_start_together_migrate_once(empty: AsyncEngine, tmp_path: Path) -> None:
    await revise(empty, to=houses(), message="Build houses", versions=tmp_path)
    applied = await asyncio.gather(*(upgrade(empty, versions=tmp_path) for _ in range(3)))
    assert sorted(applied) == [[], [], ["0001"]]


async def test_a_migration_that_fails_changes_nothing(empty: AsyncEngine, tmp_path: Path) -> None:
    written = await revise(empty, to=houses(), message="Build houses", versions=tmp_path)
    written.write_text(written.read_text() + "    op.execute('SELECT nothing FROM nowhere')\n")
    with pytest.raises(DBAPIError):
        await upgrade(empty, versions=tmp_path)
    assert await current(empty) is None
    async with empty.connect() as connection:
        assert await connection.run_sync(shape) == {}


async def test_a_database_newer_than_the_program_is_left_alone(empty: AsyncEngine, tmp_path: Path) -> None:
    written = await revise(empty, to=houses(), message="Build houses", versions=tmp_path)
    await upgrade(empty, versions=tmp_path)
    written.unlink()
    with pytest.raises(Conflict, match=r"이 프로그램보다 새롭습니다\(0001\)"):
        await upgrade(empty, versions=tmp_path)
    with pytest.raises(Conflict, match=r"이 프로그램보다 새롭습니다\(0001\)"):
        await pending(empty, versions=tmp_path)
    assert await current(empty) == "0001"

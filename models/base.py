"""What every table shares: names of constraints, identifiers, instants, enums and versioned subjects."""

import os
import time
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, Connection, DateTime, Enum, Integer, MetaData, Table, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncAttrs, AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

Sessions = async_sessionmaker[AsyncSession]

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a cursor's text is read as. SQLAlchemy does not ask `impl`."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


Document = JSON().with_variant(JSONB(), "postgresql")


def enum_column(kind: type[StrEnum]) -> Enum:
    """Kept as its value in text, so that a new member needs no ALTER TYPE."""
    return Enum(kind, native_enum=False, length=32, values_callable=_values)


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


class Base(AsyncAttrs, DeclarativeBase):
    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant}


@event.listens_for(Table, "after_create")
def _create_beside(table: Table, connection: Connection, **options: Any) -> None:
    """What a table's `info` names beside it for a dialect; migrations carry a copy of it."""
    _run_beside("create", table, connection)


@event.listens_for(Table, "after_drop")
def _drop_beside(table: Table, connection: Connection, **options: Any) -> None:
    _run_beside("drop", table, connection)


def _run_beside(act: str, table: Table, connection: Connection) -> None:
    beside: dict[str, list[str]] = table.info.get(connection.dialect.name, {})
    for statement in beside.get(act, ()):
        connection.exec_driver_sql(statement)


def uuid7() -> UUID:
    """RFC 9562 version 7, ordered by creation: new rows land together in an index, and rows that were made
    at the same moment stay in the order in which they were made. Behind the milliseconds stand twelve bits
    of their fraction (the RFC's method 3); of two in one process the later is always the greater.
    """
    nanoseconds = max(time.time_ns(), _newest[0] + TICK)
    _newest[0] = nanoseconds
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = rest * 4096 // 1_000_000
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | random)


TICK = 245  # nanoseconds that twelve bits of a millisecond tell apart
_newest = [0]


class HasId:
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)


class Subject(HasId):
    """What events are about. Its row lock orders them; `version` is the number of the newest one."""

    subject_kind: ClassVar[str]

    version: Mapped[int] = mapped_column(Integer, default=0)

"""Watching what is read: each statement with its place, values, rows and time, and how it was run."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, event

from models.base import Sessions
from models.engine import engine_of
from models.inner_rows import count_of
from models.rows import Reader, Rows, read_through, reader_of

place: ContextVar[str] = ContextVar("place", default="")  # where in an answer statements are run just now
_reading: ContextVar[bool] = ContextVar("reading", default=False)  # by a reader, which records for itself
PREPARING = ("BEGIN", "PRAGMA")  # of a connection, before the statements of anybody
BEGUN = "madang_begun"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One statement. `seconds` until the last row was here; `rows`: None where the driver does not say."""

    place: str
    sql: str
    values: tuple[Any, ...]
    seconds: float
    rows: int | None
    by_session: bool  # else by a reader


@dataclass(slots=True)
class Recording:
    statements: list[Recorded] = field(default_factory=list[Recorded])

    def keep(self, sql: str, values: Any, begun: float, rows: int | None, *, by_session: bool) -> None:
        seconds = perf_counter() - begun
        self.statements.append(Recorded(place.get(), sql, tuple(values), seconds, rows, by_session))

    def before(self, connection: Connection, cursor: Any, sql: str, values: Any, *_: Any) -> None:
        connection.info[BEGUN] = perf_counter()

    def after(self, connection: Connection, cursor: Any, sql: str, values: Any, *_: Any) -> None:
        begun = connection.info.pop(BEGUN)
        if not (_reading.get() or sql.startswith(PREPARING)):
            rows: int = cursor.rowcount
            self.keep(sql, values, begun, rows if rows >= 0 else None, by_session=True)


@contextmanager
def recording(sessions: Sessions) -> Generator[list[Recorded], None, None]:
    """All statements of these sessions and their readers, in the order in which they end."""
    kept = Recording()
    engine, reader = engine_of(sessions).sync_engine, reader_of(sessions)
    listeners = {"before_cursor_execute": kept.before, "after_cursor_execute": kept.after}
    read_through(sessions, _Reader(reader, kept))
    for name, listener in listeners.items():
        event.listen(engine, name, listener)
    try:
        yield kept.statements
    finally:
        read_through(sessions, reader)
        for name, listener in listeners.items():
            event.remove(engine, name, listener)


class _Reader:
    def __init__(self, reader: Reader, kept: Recording) -> None:
        self._reader, self._kept = reader, kept

    async def fetch(self, sql: str, *values: Any) -> Rows:
        token, begun = _reading.set(True), perf_counter()
        try:
            rows = await self._reader.fetch(sql, *values)
        finally:
            _reading.reset(token)
        self._kept.keep(sql, values, begun, count_of(sql, rows), by_session=False)
        return rows


async def count(sessions: Sessions, statement: Recorded) -> int:
    """How many rows it gives; read again where the driver did not say."""
    if statement.rows is not None:
        return statement.rows
    return len(await _run(sessions, statement, statement.sql))


async def explain(sessions: Sessions, statement: Recorded) -> list[str]:
    """The database's own account in lines. PostgreSQL runs the statement once more for it."""
    if engine_of(sessions).dialect.name == "postgresql":
        rows = await _run(sessions, statement, f"EXPLAIN (ANALYZE, BUFFERS) {statement.sql}")
        return [row[0] for row in rows]
    depths = {0: -1}
    lines: list[str] = []
    for id, parent, _, detail in await _run(sessions, statement, f"EXPLAIN QUERY PLAN {statement.sql}"):
        depths[id] = depths[parent] + 1
        lines.append("  " * depths[id] + detail)
    return lines


async def _run(sessions: Sessions, statement: Recorded, sql: str) -> Rows:
    """The same values by the same way, which may have made its own of them."""
    if statement.by_session:
        async with engine_of(sessions).connect() as connection:
            return (await connection.exec_driver_sql(sql, statement.values)).all()
    return await reader_of(sessions).fetch(sql, *statement.values)

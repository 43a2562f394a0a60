"""Rows inside a row: what hangs below it, told by the database as one JSON value, a list for each row.

One answer of the driver instead of one for each level; and JSON is read faster than the driver's own values.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

import orjson
from asyncpg.pgproto import pgproto  # pyright: ignore[reportMissingTypeStubs]
from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    DateTime,
    Float,
    Numeric,
    Select,
    Subquery,
    Text,
    func,
    select,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.engine import Dialect
from sqlalchemy.types import Boolean, Integer, String, TypeDecorator, TypeEngine, Uuid

Convert = Callable[[Any], Any]

TELLING = "SELECT json_agg("  # how a statement begins that gives its rows so
WIDEST = 100  # arguments that a function of PostgreSQL takes; wider rows are told as lists of lists
AS_THEY_ARE = (Integer, Boolean, String, JSON)  # Enum is a String
TOLD: dict[type[TypeEngine[Any]], Convert] = {
    Uuid: cast(Any, pgproto).UUID,
    DateTime: datetime.fromisoformat,
    Date: date.fromisoformat,
    Float: float,  # JSON has no other number for 2.0 than 2
    Numeric: Decimal,
}


def as_json(rows: Select[Any], dialect: Dialect, *, name: str) -> Select[Any]:
    """The rows of a sorted SELECT as its one value. `name`: of the subquery, unlike all around it."""
    inner = rows.subquery(name)
    if dialect.name == "postgresql":
        return _told(inner, func.json_agg, func.json_build_array)
    return _told(inner, func.json_group_array, func.json_array)


def _told(inner: Subquery, gather: Any, build: Any) -> Select[Any]:
    cells = [_cell(column) for column in inner.c]
    if len(cells) > WIDEST:
        cells = [build(*cells[begin : begin + WIDEST]) for begin in range(0, len(cells), WIDEST)]
    return select(gather(build(*cells), type_=JSON())).select_from(inner)


def _cell(column: ColumnElement[Any]) -> ColumnElement[Any]:
    exact = isinstance(column.type, Numeric)
    return sql_cast(column, Text()) if exact else column


def rows_in(value: Any) -> Sequence[Any]:
    """The rows of `as_json` as the driver gives it: read already, in text, or None where there are none."""
    if isinstance(value, str):
        return orjson.loads(value)
    return value or ()


def count_of(sql: str, rows: Sequence[Any]) -> int:
    """How many rows a statement gave, one by one or all in one JSON value."""
    return len(rows_in(rows[0][0])) if sql.startswith(TELLING) else len(rows)


def from_json(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """Makes a value inside of `as_json` what the driver would have given; None if it is that already.

    Raises TypeError for a type that is not known here.
    """
    if dialect.name != "postgresql":
        return Decimal if isinstance(kind, Numeric) else None
    bare = kind.dialect_impl(dialect)
    while isinstance(bare, TypeDecorator):
        bare = bare.impl_instance
    if isinstance(bare, AS_THEY_ARE):
        return None
    convert = next((told for known, told in TOLD.items() if isinstance(bare, known)), None)
    if convert is None:
        raise TypeError(f"no JSON is known for {kind!r}")
    return convert


def cells(width: int) -> list[str]:
    """Code for each value of a row `r` that `as_json` has told."""
    if width <= WIDEST:
        return [f"r[{place}]" for place in range(width)]
    return [f"r[{place // WIDEST}][{place % WIDEST}]" for place in range(width)]

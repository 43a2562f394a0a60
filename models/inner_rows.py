"""Rows inside a row: what hangs below it, told by the database as one JSON value, a list for each column.

One answer of the driver instead of one for each level; and JSON is read faster than the driver's own values.
By columns, because PostgreSQL then looks up once for all rows how a value is written.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
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

BUILD = "json_build_array("
TELLING = f"SELECT {BUILD}"  # how a statement begins that gives its rows so
WIDEST = 100  # arguments that a function of PostgreSQL takes; more columns are told as lists of lists
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
    columns = [gather(_exact(column)) for column in inner.c]
    if len(columns) > WIDEST:
        columns = [build(*columns[begin : begin + WIDEST]) for begin in range(0, len(columns), WIDEST)]
    return select(build(*columns, type_=JSON())).select_from(inner)


def _exact(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return sql_cast(column, Text()) if isinstance(column.type, Numeric) else column


def columns_in(value: Any, width: int) -> list[Any]:
    """The columns of `as_json`, of what the driver gave, which may be text; none where there are no rows."""
    told = orjson.loads(value) if isinstance(value, str) else value
    columns: list[Any] = told if width <= WIDEST else list(chain.from_iterable(told))
    return columns if columns[0] else []


def count_of(sql: str, rows: Sequence[Any]) -> int:
    """How many rows a statement gave, one by one or all in one JSON value."""
    if not sql.startswith(TELLING):
        return len(rows)
    told = rows[0][0]
    columns = told[0] if sql.startswith(BUILD, len(TELLING)) else told
    return len(columns[0] or ())


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

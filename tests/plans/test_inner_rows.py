"""Rows that are read inside the statement of the rows above them are the rows that are read alone."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Float, Integer, Interval, Numeric, cast, inspect, literal_column
from sqlalchemy.dialects import postgresql

import models
from models.base import Base
from models.engine import engine_of
from models.inner_rows import WIDEST, from_json
from models.rows import reader_of
from resolvers.access import SEEN
from resolvers.columns import Columns, Expression, Inner
from resolvers.listings import Listing, Window
from resolvers.questions import Asker, Kind, Question
from resolvers.statements import Statements
from tests.plans.city import open_city

TODAY = date(2026, 11, 28)


async def below_each(asking: Asker, listing: Listing, columns: Columns) -> dict[Any, list[Any]]:
    """By the identifier of the row above: the rows inside of its own."""
    above = Columns(_parent_of(listing))
    above.place((), "id")
    question = Question(kind=Kind.INNER, listing=listing, window=Window(size=100))
    above.place_inside(Inner(columns, lambda _: question))
    every = Question(kind=Kind.ALL, listing=Listing(model=above.model))
    return {id: list(rows) for id, rows in await Statements(above).rows(asking, every)}


def _parent_of(listing: Listing) -> type[Base]:
    (key,) = inspect(listing.model).columns[listing.parent or ""].foreign_keys
    return next(one.class_ for one in Base.registry.mappers if one.local_table is key.column.table)


def all_columns(model: type[Base]) -> Columns:
    columns = Columns(model)
    for attribute in inspect(model).column_attrs:
        columns.place((), attribute.key)
    return columns


def links() -> list[tuple[type[Base], str]]:
    """All attributes by which rows hang below others that can be seen."""
    tables = {model.__table__ for model in SEEN}
    return [
        (model, attribute.key)
        for model in SEEN
        for attribute in inspect(model).column_attrs
        for key in attribute.columns[0].foreign_keys
        if key.column.table in tables and key.column.name == "id"
    ]


def test_what_hangs_below_is_the_same_inside_and_alone(sample_url: str) -> None:
    asyncio.run(_compare(sample_url))


async def _compare(url: str) -> None:
    city, found = await open_city(url), 0
    dialect = engine_of(city.context.reads).dialect
    reader = reader_of(city.context.reads)
    for actor in city.actors:
        for model, parent in links():
            found += await _compare_one(Asker(actor, TODAY, dialect, reader), model, parent)
    await engine_of(city.context.reads).dispose()
    assert found > 1000


async def _compare_one(asking: Asker, model: type[Base], parent: str) -> int:
    """How many rows were compared."""
    columns, every = all_columns(model), Listing(model=model)
    at = columns.place((), parent)
    alone: dict[Any, list[Any]] = defaultdict(list)
    for row in await Statements(columns).rows(asking, Question(kind=Kind.ALL, listing=every)):
        alone[row[at]].append(tuple(row))
    inside = await below_each(asking, replace(every, parent=parent), columns)
    assert {id: sorted(rows, key=repr) for id, rows in inside.items() if rows} == {
        id: sorted(rows, key=repr) for id, rows in alone.items() if id in inside
    }
    return sum(len(rows) for rows in inside.values())


def _given(value: ColumnElement[Any]) -> Expression:
    def expression(entity: Any) -> ColumnElement[Any]:
        return value

    return expression


EXACT = Decimal("12345678901234567890.5")


def test_values_that_json_tells_otherwise_and_wide_rows(sample_url: str) -> None:
    asyncio.run(_tell(sample_url))


async def _tell(url: str) -> None:
    city = await open_city(url)
    dialect = engine_of(city.context.reads).dialect
    columns = Columns(models.Membership)
    expected: list[Any] = [2.0, EXACT, *range(WIDEST)]
    columns.place((), _given(cast(literal_column("2"), Float())))
    columns.place((), _given(cast(literal_column(f"'{EXACT}'"), Numeric())))
    for number in range(WIDEST):
        columns.place((), _given(literal_column(str(number), Integer())))
    asking = Asker(city.actors[0], TODAY, dialect, reader_of(city.context.reads))
    inside = await below_each(asking, Listing(model=models.Membership, parent="employee_id"), columns)
    await engine_of(city.context.reads).dispose()
    rows = [row for of_one in inside.values() for row in of_one]
    assert len(rows) > 10
    for two, exact, *numbers in rows:
        assert (type(two), two, numbers) == (float, 2.0, expected[2:])
        if dialect.name == "postgresql":  # SQLite has no exact numbers
            assert exact == EXACT


def test_a_type_that_no_json_is_known_for_is_named() -> None:
    with pytest.raises(TypeError, match="no JSON is known for Interval"):
        from_json(Interval(), postgresql.dialect())

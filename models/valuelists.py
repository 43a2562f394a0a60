"""Membership in a list that is one parameter, however many values it has: the statement stays the same."""

from collections.abc import Callable, Iterable
from typing import Any

import orjson
from sqlalchemy import ARRAY, BindParameter, ColumnElement, Text, column, func
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine


class ValueList(TypeDecorator[list[Any]]):
    """Values of one type: an array on PostgreSQL, JSON on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, item: TypeEngine[Any]) -> None:
        super().__init__()
        self.item = item

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.item))

    def bind_processor(self, dialect: Dialect) -> Any:
        """On PostgreSQL, values that need no conversion are handed over without looking at each."""
        if dialect.name == "postgresql" and self.item.dialect_impl(dialect).bind_processor(dialect) is None:
            return _as_list
        return super().bind_processor(dialect)

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if dialect.name != "sqlite":
            return list(value)
        convert = self.item.dialect_impl(dialect).bind_processor(dialect)
        return orjson.dumps([convert(one) if convert else one for one in value]).decode()


def _as_list(values: Iterable[Any] | None) -> list[Any] | None:
    return None if values is None else list(values)


class Among(FunctionElement[Any]):
    """`column` is one of `values`, a parameter of type ValueList."""

    type = NullType()  # of a Boolean SQLite would be asked whether it equals 1, and not use its index
    inherit_cache = True


def among(column: Any, take: Callable[[TypeEngine[Any]], BindParameter[Any]]) -> ColumnElement[bool]:
    return Among(column, take(ValueList(column.type)))


@compiles(Among, "postgresql")
def _in_array(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} = ANY ({values})"


@compiles(Among, "sqlite")
def _in_json(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(part, **options) for part in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"


def each(values: BindParameter[Any], kind: TypeEngine[Any]) -> Any:
    """The values as the rows of a table with one column, `value`. PostgreSQL only."""
    return func.unnest(values).table_valued(column("value", kind), name="each").render_derived()

"""How a leaf is shown: what JSON takes as it is stays; instants and days are written by orjson.

A column that is only shown may be told by PostgreSQL in the very text that orjson would write.
"""

from datetime import datetime
from functools import cache
from typing import Any

from graphql import GraphQLEnumType, GraphQLNamedType
from sqlalchemy import Date, Uuid

from models.base import Instant
from resolvers.columns import Shown
from schema.identifiers import column_writer_of, writer_of
from schema.plans.names import Names
from schema.plans.running import StepAside

AS_TEXT = frozenset({"Decimal", "UUID"})
SAME = frozenset({len("2014-07-01T12:00:00+00:00"), len("2014-07-01T12:00:00.123456+00:00")})


def leaf(names: Names, kind: GraphQLNamedType, code: str) -> str:
    if isinstance(kind, GraphQLEnumType):
        shown = _names_of(kind)
        return code if shown is None else f"{names.of(shown)}[{code}]"
    if kind.name in AS_TEXT:
        return f"{names.of(text)}({code})"
    return code


@cache
def identifier(type_name: str) -> Shown:
    """The UUID of a row, as its global identifier."""
    return Shown("id", writer_of(type_name), column_writer_of(type_name))


def as_told(kind: GraphQLNamedType, column: Any) -> Shown | None:
    """For a mapped column shown as this kind, where the text of PostgreSQL's JSON serves; else None."""
    match kind.name, column.type:
        case "DateTime", Instant():
            return Shown(column.key, None, _instants)
        case "Date", Date():
            return Shown(column.key, None, None)
        case "UUID", Uuid():
            return Shown(column.key, str, None)
        case _:
            return None


def _instants(column: list[str | None]) -> list[Any]:
    """PostgreSQL leaves out the zeros behind a fraction, orjson does not."""
    return [one if one is None or len(one) in SAME else datetime.fromisoformat(one) for one in column]


def text(value: Any) -> str | None:
    return None if value is None else str(value)


def _names_of(kind: GraphQLEnumType) -> dict[Any, str | None] | None:
    """The name of each member and of its value; None where members are shown as their value anyway."""
    definition: Any = kind.extensions["strawberry-definition"]
    members: dict[str, Any] = {one.name: definition.wrapped_cls(one.value) for one in definition.values}
    if all(isinstance(one, str) and str(one) == name for name, one in members.items()):
        return None
    shown: dict[Any, str | None] = {None: None}
    for name, member in members.items():
        shown[member] = shown[member.value] = name
    return shown


def present(value: Any) -> Any:
    """For what the schema promises and no column guarantees."""
    if value is None:
        raise StepAside("스키마가 약속한 값이 null")
    return value

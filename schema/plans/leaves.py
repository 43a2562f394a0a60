"""Code that shows a leaf: what JSON takes as it is stays; instants and days are written by orjson."""

from typing import Any

from graphql import GraphQLEnumType, GraphQLNamedType

from schema.plans.names import Names
from schema.plans.running import StepAside

AS_TEXT = frozenset({"Decimal", "UUID"})


def leaf(names: Names, kind: GraphQLNamedType, code: str) -> str:
    if isinstance(kind, GraphQLEnumType):
        shown = _names_of(kind)
        return code if shown is None else f"{names.of(shown)}[{code}]"
    if kind.name in AS_TEXT:
        return f"{names.of(text)}({code})"
    return code


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

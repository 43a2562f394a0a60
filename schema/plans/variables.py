"""The variables of an operation. Most are scalars that came as exactly what they should be, and are taken as
they are. Whatever is not trivially right is left to graphql-core, which also says what is wrong with it.
"""

from collections.abc import Callable
from typing import Any, cast

import graphql
from graphql import (
    GraphQLBoolean,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    Undefined,
    VariableValues,
    get_variable_values,
)

from schema.plans.running import StepAside

type_from_ast: Any = getattr(graphql, "type_from_ast")  # noqa: B009
LIST: Any = GraphQLList  # generic over types that pyright cannot know
REQUIRED: Any = GraphQLNonNull
LARGEST_INT = 2**31

Check = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_int(value: Any) -> bool:
    return type(value) is int and -LARGEST_INT <= value < LARGEST_INT


def _is_bool(value: Any) -> bool:
    return type(value) is bool


PLAIN: dict[Any, Check] = {
    GraphQLID: _is_text,
    GraphQLString: _is_text,
    GraphQLInt: _is_int,
    GraphQLBoolean: _is_bool,
}


def plain_check(kind: Any) -> Check | None:
    """Whether a value needs no coercion to be one of this type; None for types where it may."""
    if type(kind) is not REQUIRED:
        check = plain_check(REQUIRED(kind))
        return None if check is None else lambda value: value is None or check(value)
    inner = kind.of_type
    if type(inner) is not LIST:
        return PLAIN.get(inner)
    item = plain_check(inner.of_type)
    return None if item is None else lambda value: type(value) is list and _all(item, cast(list[Any], value))


def _all(check: Check, values: list[Any]) -> bool:
    return all(check(value) for value in values)


class Variables:
    """Of one run. `coerced` by name; `values` as graphql-core's own functions want them."""

    __slots__ = ("_reading", "_values", "coerced", "given")

    def __init__(self, reading: "Reading", given: dict[str, Any], coerced: dict[str, Any] | None) -> None:
        self._reading, self.given = reading, given
        self._values: VariableValues | None = None
        self.coerced: dict[str, Any] = self.values.coerced if coerced is None else coerced

    @property
    def values(self) -> VariableValues:
        """Raises StepAside for values that do not fit."""
        if self._values is None:
            self._values = self._reading.ordinarily(self.given)
        return self._values


class Reading:
    """How the variables of one operation are read; made once."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self._definitions = operation.variable_definitions or ()
        self._checks = self._plain()

    def read(self, given: dict[str, Any]) -> Variables:
        """Raises StepAside for values that do not fit."""
        return Variables(self, given, self._taken(given))

    def ordinarily(self, given: dict[str, Any]) -> VariableValues:
        values = get_variable_values(self._schema, self._definitions, given)
        if isinstance(values, list):
            raise StepAside
        return values

    def _plain(self) -> list[tuple[str, Check, bool]] | None:
        """Name, check, and whether it may be left out. None if one of them takes more than a check."""
        found: list[tuple[str, Check, bool]] = []
        for one in self._definitions:
            kind = type_from_ast(self._schema, one.type)
            check = None if one.default_value is not None else plain_check(kind)
            if check is None:
                return None
            found.append((one.variable.name.value, check, type(kind) is not REQUIRED))
        return found

    def _taken(self, given: dict[str, Any]) -> dict[str, Any] | None:
        if self._checks is None:
            return None
        taken: dict[str, Any] = {}
        for name, check, optional in self._checks:
            value = given.get(name, Undefined)
            if value is Undefined:
                if not optional:
                    return None
            elif check(value):
                taken[name] = value
            else:
                return None
        return taken

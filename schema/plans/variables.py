"""The variables of an operation. Most came as exactly what they should be, and are taken as they are.

Whatever is not trivially right is left to graphql-core, which also says what is wrong with it.
"""

from typing import Any

import graphql
from graphql import (
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    VariableValues,
    get_variable_values,
)

from schema.plans.inputs import REQUIRED, Take, Unusual, taker
from schema.plans.running import StepAside

type_from_ast: Any = getattr(graphql, "type_from_ast")  # noqa: B009


class Variables:
    """Of one run. `coerced` by name; `values` as graphql-core's own functions want them.

    `usual`: all are trivially right, and `coerced` holds them as they came (schema.plans.inputs).
    """

    __slots__ = ("_reading", "_values", "coerced", "given", "usual")

    def __init__(self, reading: "Reading", given: dict[str, Any], coerced: dict[str, Any] | None) -> None:
        self._reading, self.given = reading, given
        self._values: VariableValues | None = None
        self.usual = coerced is not None
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
        self._takers = self._usual()

    def read(self, given: dict[str, Any]) -> Variables:
        """Raises StepAside for values that do not fit."""
        return Variables(self, given, self._taken(given))

    def ordinarily(self, given: dict[str, Any]) -> VariableValues:
        values = get_variable_values(self._schema, self._definitions, given)
        if isinstance(values, list):
            raise StepAside
        return values

    def _usual(self) -> list[tuple[str, Take, bool]] | None:
        """Name, what takes it, and whether it may be left out. None if one of them takes more than that."""
        found: list[tuple[str, Take, bool]] = []
        for one in self._definitions:
            kind = type_from_ast(self._schema, one.type)
            take = None if one.default_value is not None else taker(kind)
            if take is None:
                return None
            found.append((one.variable.name.value, take, type(kind) is not REQUIRED))
        return found

    def _taken(self, given: dict[str, Any]) -> dict[str, Any] | None:
        if self._takers is None:
            return None
        taken: dict[str, Any] = {}
        for name, take, optional in self._takers:
            value = given.get(name, Undefined)
            if value is Undefined:
                if not optional:
                    return None
                continue
            try:
                take(value)
            except Unusual:
                return None
            taken[name] = value
        return taken

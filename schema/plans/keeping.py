"""The plan of an operation, made once and kept with its document."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from graphql import OperationDefinitionNode
from strawberry import Schema

from resolvers.context import Context
from schema.documents import Document, core_of
from schema.plans.calls import Call
from schema.plans.fields import write_fields
from schema.plans.planning import planning
from schema.plans.roots import root_source, root_view
from schema.plans.running import ObjectView, Run, StepAside
from schema.plans.variables import Reading, Variables
from schema.selections import Selections

MOST_PLANS = 32  # of one document: one for each way its @include and @skip are decided


@dataclass(frozen=True, slots=True)
class Plan:
    """`source`: what gives a subscription's events, where that is a call and nothing more."""

    view: ObjectView
    source: Call | None = None

    async def begin(self, context: Context, variables: Variables) -> Any:
        """The source of a subscription, or None. Raises as `answer` does."""
        return None if self.source is None else await self.source(Run(context, variables))

    def answer(self, context: Context, variables: Variables, item: Any = None) -> Awaitable[dict[str, Any]]:
        """The `data` of the answer. `item`: what the source of a subscription gave.

        Raises StepAside, or whatever a resolver raises: Strawberry then says which error it is.
        """
        return self.run(Run(context, variables), item)

    async def run(self, run: Run, item: Any = None) -> dict[str, Any]:
        return (await self.view.show(run, [item]))[0]


class Plans:
    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self.hits = self.misses = 0

    def variables(
        self, document: Document, operation: OperationDefinitionNode, given: dict[str, Any]
    ) -> Variables:
        """Raises StepAside for values that do not fit."""
        name = _name(operation)
        reading = document.readings.get(name)
        if reading is None:
            reading = document.readings[name] = Reading(core_of(self._schema), operation)
        return reading.read(given)

    def plan(
        self, document: Document, operation: OperationDefinitionNode, variables: Variables
    ) -> Plan | None:
        """None for an operation that no plan covers."""
        name = _name(operation)
        key = (name, *(variables.coerced.get(one) for one in document.deciding[name]))
        if key in document.plans:
            self.hits += 1
            return document.plans[key]
        self.misses += 1
        try:
            made = self.made(document, operation, variables)
        except StepAside:
            made = None
        if len(document.plans) < MOST_PLANS:
            document.plans[key] = made
        return made

    def made(self, document: Document, operation: OperationDefinitionNode, variables: Variables) -> Plan:
        """A plan of its own. Raises StepAside, which says why, for an operation that no plan covers."""
        selections = Selections(core_of(self._schema), document.fragments, variables.coerced)
        planned = planning(self._schema, selections, write_fields)
        return Plan(root_view(planned, operation), root_source(planned, operation))


def _name(operation: OperationDefinitionNode) -> str | None:
    return operation.name.value if operation.name else None

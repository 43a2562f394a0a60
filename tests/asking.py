"""People who send GraphQL: what the tests of the board speak through."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, cast
from uuid import UUID

from models import Employee
from resolvers.context import Context
from schema import schema
from schema.identifiers import global_id
from subscriptions.hub import Hub
from tests import builders
from tests.builders import City


@dataclass(slots=True)
class Board:
    """A city whose people ask through the schema."""

    city: City
    hub: Hub
    given: dict[str, Any] = field(default_factory=dict[str, Any])  # what contexts have besides

    async def context(self, person: Employee | None) -> Context:
        async def who() -> Any:
            return None if person is None else await builders.actor(self.city, person)

        made = await builders.context(self.city, person)
        return replace(made, hub=self.hub, who=who, **self.given)

    async def ask(self, person: Employee | None, document: str, **variables: Any) -> dict[str, Any]:
        """The data, or `{"errors": [codes]}` for a top-level failure."""
        return await self.ask_in(await self.context(person), document, **variables)

    async def ask_in(self, context: Context, document: str, **variables: Any) -> dict[str, Any]:
        result = await schema.execute(document, variable_values=variables, context_value=context)
        if result.errors:
            return {"errors": [(error.extensions or {}).get("code") for error in result.errors]}
        assert result.data is not None
        return result.data

    async def do(self, person: Employee, field: str, selection: str, **arguments: Any) -> dict[str, Any]:
        """One mutation whose arguments are taken from the schema; gives its payload."""
        names = _arguments(field)
        declared = ", ".join(f"${name}: {names[name]}" for name in arguments)
        given = ", ".join(f"{name}: ${name}" for name in arguments)
        wanted = f"errors {{ field code reason message }} version {selection}"
        head = f"({declared})" if declared else ""
        document = f"mutation Do{head} {{ {field}{f'({given})' if given else ''} {{ {wanted} }} }}"
        data = await self.ask(person, document, **arguments)
        return data.get(field, data)

    @asynccontextmanager
    async def watch(
        self, person: Employee, document: str, **variables: Any
    ) -> AsyncGenerator[AsyncIterator[dict[str, Any]]]:
        """A subscription; iterate over the data of its root field."""
        context = await self.context(person)
        stream = await schema.subscribe(document, variable_values=variables, context_value=context)
        assert isinstance(stream, AsyncGenerator), stream

        async def items() -> AsyncGenerator[dict[str, Any], None]:
            async for result in cast(AsyncGenerator[Any, None], stream):
                assert result.errors is None, result.errors
                yield next(iter(result.data.values()))

        async with aclosing(cast(Any, stream)), aclosing(items()) as shown:
            yield shown

    def department(self, name: str) -> str:
        return global_id("Department", self.city.departments[name].id)


def id_of(type_name: str, row: Any) -> str:
    id: UUID = row.id
    return global_id(type_name, id)


def _arguments(field: str) -> dict[str, str]:
    mutations: Any = schema._schema.mutation_type  # pyright: ignore[reportPrivateUsage]
    return {name: str(argument.type) for name, argument in mutations.fields[field].args.items()}

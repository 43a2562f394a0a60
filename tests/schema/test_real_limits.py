"""What the limits promise, for every list of the real schema and for what clients send first."""

from collections.abc import Iterator
from typing import cast

import pytest
from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    get_introspection_query,
    get_named_type,
    is_required_argument,
)

from schema import schema
from schema.documents import Documents, core_of
from schema.pages import SIZES

CORE = core_of(schema)
DOCUMENTS = Documents(CORE)


def connections() -> Iterator[tuple[str, str]]:
    for name, kind in CORE.type_map.items():
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__"):
            for field, definition in kind.fields.items():
                if get_named_type(definition.type).name.endswith("Connection"):
                    yield name, field


def asking(parent: str, name: str, definition: GraphQLField) -> str:
    """A document that asks for the field with a page size and variables for whatever it requires."""
    needed = {
        arg: str(cast(object, one.type)) for arg, one in definition.args.items() if is_required_argument(one)
    }
    head = "".join(f", ${arg}: {kind}" for arg, kind in needed.items())
    given = "".join(f", {arg}: ${arg}" for arg in needed)
    field = f"{name}(first: $size{given}) {{ pageInfo {{ hasNextPage }} }}"
    inside = field if parent == "Query" else f'node(id: "x") {{ ... on {parent} {{ {field} }} }}'
    return f"query ($size: Int{head}) {{ {inside} }}"


@pytest.mark.parametrize(("parent", "name"), list(connections()))
def test_every_connection_has_pages_of_at_most_a_hundred(parent: str, name: str) -> None:
    kind = CORE.type_map[parent]
    assert isinstance(kind, GraphQLObjectType)
    assert set(SIZES) <= kind.fields[name].args.keys()
    document = DOCUMENTS.read(asking(parent, name, kind.fields[name]))
    operation = document.operation(None)
    assert document.pages.count(operation, {"size": 100}) == 100
    with pytest.raises(GraphQLError) as raised:
        document.pages.count(operation, {"size": 101})
    assert (raised.value.extensions or {})["limit"] == "page"


def test_there_are_connections_to_check() -> None:
    assert ("Query", "requests") in set(connections())


def test_what_explorers_ask_first_is_within_the_limits() -> None:
    query = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        one_of=True,
    )
    document = DOCUMENTS.read(query)
    assert document.pages.count(document.operation(None), {}) == 0


def test_nested_pages_of_the_board_run_out_of_budget() -> None:
    deliveries = (
        "deliveries(first: 100) { nodes { request { timeline(first: 5) { pageInfo { endCursor } } } } }"
    )
    document = DOCUMENTS.read(f"{{ requests(first: 100) {{ nodes {{ {deliveries} }} }} }}")
    with pytest.raises(GraphQLError) as raised:
        document.pages.count(document.operation(None), {})
    assert (raised.value.extensions or {})["limit"] == "nodes"

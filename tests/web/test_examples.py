"""The operations GraphiQL opens with: each one runs on the published schema, as it stands."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLSchema, OperationDefinitionNode, build_schema, parse
from graphql.execution.values import get_variable_values

from schema.documents import Documents
from schema.limits import Limits

EXAMPLES = Path(__file__).parents[2] / "web" / "graphiql" / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.graphql"))
SCHEMA = files("schema") / "schema.graphql"


def text(name: str) -> str:
    return (EXAMPLES / f"{name}.graphql").read_text()


def given(name: str) -> dict[str, Any]:
    variables = EXAMPLES / f"{name}.json"
    return json.loads(variables.read_text()) if variables.exists() else {}


def operation(name: str) -> OperationDefinitionNode:
    (definition,) = parse(text(name)).definitions
    assert isinstance(definition, OperationDefinitionNode)
    return definition


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(SCHEMA.read_text())


@pytest.mark.parametrize("name", NAMES)
def test_an_example_runs_on_our_schema_within_our_limits(name: str, schema: GraphQLSchema) -> None:
    document = Documents(schema).read(text(name))
    (node,) = document.operations.values()
    variables = get_variable_values(schema, node.variable_definitions or (), given(name))
    assert not isinstance(variables, list), variables
    assert document.pages.count(node, variables.coerced) <= Limits().nodes // 10


@pytest.mark.parametrize("name", NAMES)
def test_an_example_brings_only_variables_it_asks_for(name: str) -> None:
    declared = operation(name).variable_definitions or ()
    assert set(given(name)) <= {definition.variable.name.value for definition in declared}


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_a_name_and_says_in_korean_what_it_shows(name: str) -> None:
    assert operation(name).name is not None
    first = text(name).splitlines()[0]
    assert first.startswith("# ")
    assert any("가" <= letter <= "힣" for letter in first)


def test_every_kind_of_operation_is_shown() -> None:
    assert {operation(name).operation.value for name in NAMES} == {"query", "mutation", "subscription"}


def test_variables_belong_to_an_example() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.json")} <= set(NAMES)

"""The operations GraphiQL opens with: each one runs on the published schema, as it stands."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, build_schema, parse, validate
from graphql.execution.values import get_variable_values

EXAMPLES = Path(__file__).parents[2] / "web" / "graphiql" / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.graphql"))
SCHEMA = files("schema") / "schema.graphql"


def document(name: str) -> DocumentNode:
    return parse((EXAMPLES / f"{name}.graphql").read_text())


def operation(name: str) -> OperationDefinitionNode:
    (definition,) = document(name).definitions
    assert isinstance(definition, OperationDefinitionNode)
    return definition


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    if not SCHEMA.is_file():
        pytest.skip("no schema is published yet")
    return build_schema(SCHEMA.read_text())


@pytest.mark.parametrize("name", NAMES)
def test_an_example_runs_on_our_schema(name: str, schema: GraphQLSchema) -> None:
    assert [error.message for error in validate(schema, document(name))] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_example_brings_the_variables_it_needs(name: str, schema: GraphQLSchema) -> None:
    given = EXAMPLES / f"{name}.json"
    values: dict[str, Any] = json.loads(given.read_text()) if given.exists() else {}
    declared = operation(name).variable_definitions or ()
    assert set(values) <= {definition.variable.name.value for definition in declared}
    coerced = get_variable_values(schema, declared, values)
    assert not isinstance(coerced, list), coerced


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_a_name_and_says_in_korean_what_it_shows(name: str) -> None:
    assert operation(name).name is not None
    first = (EXAMPLES / f"{name}.graphql").read_text().splitlines()[0]
    assert first.startswith("# ")
    assert any("가" <= letter <= "힣" for letter in first)


def test_every_kind_of_operation_is_shown() -> None:
    assert {operation(name).operation.value for name in NAMES} >= {"query", "subscription"}


def test_variables_belong_to_an_example() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.json")} <= set(NAMES)

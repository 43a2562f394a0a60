"""What the README tells people to send works."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate

from schema import schema
from schema.documents import core_of

README = (Path(__file__).parents[1] / "README.md").read_text()
OPERATIONS = re.findall(r"```graphql\n(.*?)```", README, flags=re.DOTALL)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_of_the_readme_is_valid(operation: str) -> None:
    assert validate(core_of(schema), parse(operation)) == []


def test_the_readme_shows_a_query_a_mutation_and_a_subscription() -> None:
    assert [operation.split()[0] for operation in OPERATIONS] == ["query", "subscription", "mutation"]

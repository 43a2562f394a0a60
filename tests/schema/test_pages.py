"""How many items a query could bring is known before anything is read."""

from typing import Any

import pytest
from graphql import GraphQLError

from schema.documents import Document, Documents, core_of
from schema.limits import Limits
from tests.transports.board import board


def read(text: str) -> Document:
    return Documents(core_of(board)).read(text)


def count(text: str, **variables: Any) -> int:
    document = read(text)
    return document.pages.count(document.operation(None), variables)


def refusal(text: str, **variables: Any) -> tuple[Any, Any]:
    with pytest.raises(GraphQLError) as raised:
        count(text, **variables)
    extensions = raised.value.extensions or {}
    return extensions["limit"], extensions["allowed"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("{ hello }", 0),
        ("{ item { title } }", 0),
        ("{ items(first: 5) { nodes { title } } }", 5),
        ("{ items(last: 7) { nodes { title } } }", 7),
        ("{ items { nodes { title } } }", 20),  # nothing said: the assumed page
        ("{ items(first: null) { nodes { title } } }", 20),
        ("{ items(first: 5) { nodes { items(first: 3) { nodes { title } } } } }", 5 + 5 * 3),
        ("{ items(first: 5) { nodes { items { nodes { title } } } } }", 5 + 5 * 20),
        ("{ item { siblings { siblings { title } } } }", 10 + 10 * 10),  # lists without pages
        ("{ a: items(first: 5) { nodes { title } } b: items(first: 6) { nodes { title } } }", 11),
        ("{ ...F ... { ...F } } fragment F on Query { items(first: 5) { nodes { title } } }", 10),
        ("{ items(first: 2) { ...C } } fragment C on ItemConnection { nodes { siblings { title } } }", 22),
        ("{ items(first: 0) { nodes { siblings { title } } } }", 0),
        ("{ these(ids: [1, 2, 3]) { siblings { title } } }", 3 + 3 * 10),
        ("{ these(ids: 7) { title } }", 1),
        ("{ __schema { types { fields { name } } } }", 0),
    ],
)
def test_nested_pages_are_multiplied(text: str, items: int) -> None:
    assert count(text) == items


def test_a_variable_is_read_from_the_request() -> None:
    text = "query ($n: Int) { items(first: $n) { nodes { title } } }"
    assert [count(text, n=3), count(text, n=None), count(text)] == [3, 20, 20]


def test_identifiers_in_a_variable_are_counted() -> None:
    text = "query ($ids: [ID!]!) { these(ids: $ids) { title } }"
    assert count(text, ids=["1"] * 100) == 100
    assert refusal(text, ids=["1"] * 101) == ("page", 100)


def test_a_page_of_more_than_a_hundred_is_refused() -> None:
    text = "query ($n: Int) { items(first: $n) { nodes { title } } }"
    assert count(text, n=100) == 100
    assert refusal(text, n=101) == ("page", 100)
    assert refusal("{ item { items(last: 101) { nodes { title } } } }") == ("page", 100)


def test_the_whole_query_has_a_budget() -> None:
    def three(last: int) -> str:
        below = f"items(first: {last}) {{ nodes {{ title }} }}"
        for _ in range(2):
            below = f"items(first: 100) {{ nodes {{ {below} }} }}"
        return f"{{ {below} }}"

    assert count(three(3)) == 100 + 100 * 100 + 100 * 100 * 3
    assert refusal(three(4)) == ("nodes", Limits().nodes)


def test_fragments_are_planned_once_however_often_they_are_spread() -> None:
    links = [f"fragment f{n} on Item {{ ...f{n + 1} ...f{n + 1} }}" for n in range(6)]
    text = "{ item { ...f0 } } " + " ".join(links) + " fragment f6 on Item { items { nodes { title } } }"
    document = read(text)
    assert document.pages.visits == 2 + 6 * 2 + 3
    assert document.pages.count(document.operation(None), {}) == 2**6 * 20

"""Documents that ask too much are refused by looking at each selection a few times at most."""

from dataclasses import replace
from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, get_introspection_query, parse

from schema.documents import Document, Documents, Unreadable, core_of
from schema.limits import Extent, Limits, Measure, count_overlaps
from tests.transports.board import board


def read(text: str, limits: Limits | None = None) -> Document:
    return Documents(core_of(board), limits).read(text)


def refusal(text: str, limits: Limits | None = None) -> dict[str, Any]:
    with pytest.raises(Unreadable) as raised:
        read(text, limits)
    (error,) = raised.value.errors
    return {"message": error.message, **(error.extensions or {})}


def bomb(size: int, body: str) -> str:
    """Fragments that each spread the next one, as often as `body` says so."""
    fragments = [f"fragment f{n} on Item {{ {body.replace('NEXT', f'...f{n + 1}')} }}" for n in range(size)]
    return f"{{ item {{ ...f0 }} }} {' '.join(fragments)} fragment f{size} on Item {{ title }}"


BOMBS = {
    "side by side": (bomb(24, "NEXT NEXT"), "fields"),
    "under aliases": (bomb(24, "a: siblings { NEXT } b: siblings { NEXT }"), "depth"),
    "shallow under aliases": (bomb(12, "a: siblings { NEXT } b: siblings { NEXT }"), "fields"),
    "in inline fragments": (bomb(24, "... { NEXT } ... on Item { NEXT }"), "fields"),
    "with directives": (bomb(24, "NEXT @include(if: true) NEXT @skip(if: false)"), "fields"),
    "wide": (bomb(8, "NEXT NEXT NEXT NEXT NEXT NEXT"), "fields"),
}


def measured(text: str) -> tuple[Extent, Measure, OperationDefinitionNode]:
    document = parse(text)
    fragments = {n.name.value: n for n in document.definitions if isinstance(n, FragmentDefinitionNode)}
    (operation,) = [n for n in document.definitions if isinstance(n, OperationDefinitionNode)]
    measure = Measure(fragments, Limits())
    return measure.extent(operation.selection_set), measure, operation


@pytest.mark.parametrize(("text", "limit"), BOMBS.values(), ids=BOMBS.keys())
def test_a_fragment_bomb_is_refused(text: str, limit: str) -> None:
    assert refusal(text)["limit"] == limit


def test_a_bomb_is_measured_exactly_with_one_look_at_each_selection() -> None:
    text, _ = BOMBS["side by side"]
    extent, measure, _ = measured(text)
    assert len(text) < 1_000
    assert extent == Extent(depth=2, fields=1 + 2**24, root_fields=1, spreads=2**25 - 1)
    assert measure.visits == 2 + 2 * 24 + 1  # item, its spread, two spreads a fragment, title


def test_counting_overlaps_stops_as_soon_as_there_are_too_many() -> None:
    _, measure, operation = measured("{ item { " + "siblings { title } " * 500 + "} }")
    measure.visits = 0
    assert count_overlaps(operation, measure, enough=1_000) == 500 * 499 // 2
    assert measure.visits == 1 + 500


def nested(depth: int) -> str:
    return "{ item " + "{ siblings " * (depth - 2) + "{ title " + "}" * depth


OVER = [
    ("characters", 100, "{ hello #" + "가" * 90 + "\n}", "{ hello #" + "가" * 89 + "\n}"),
    ("tokens", 5, "{ hello who visit me }", "{ hello who visit }"),
    ("depth", 4, nested(5), nested(4)),
    ("fields", 3, "{ item { title title title } }", "{ item { title title } }"),
    ("aliases", 2, "{ a: hello b: hello c: hello }", "{ a: hello b: hello hello }"),
    ("directives", 0, "query @about { hello }", "{ hello }"),
    (
        "directives", 1,
        "{ ...F @skip(if: false) } fragment F on Query { hello @skip(if: false) }",
        "{ ...F @skip(if: false) } fragment F on Query { hello }",
    ),
    ("root_fields", 2, "{ hello who ... { visit } }", "{ hello item { title title } }"),
    ("operations", 1, "query A { hello } query B { hello }", "query A { hello }"),
    ("spreads", 1, "{ ...F ...F } fragment F on Query { hello }", "{ ...F } fragment F on Query { hello }"),
    ("overlaps", 3, "{ hello hello hello hello }", "{ hello hello hello }"),
]  # fmt: skip


@pytest.mark.parametrize(("limit", "allowed", "over", "within"), OVER)
def test_each_limit_refuses_the_first_document_past_it(
    limit: str, allowed: int, over: str, within: str
) -> None:
    limits = replace(Limits(), **{limit: allowed})
    told = refusal(over, limits)
    assert (told["code"], told["limit"], told["allowed"]) == ("LIMIT_EXCEEDED", limit, allowed)
    assert read(within, limits).operations


def test_the_message_says_the_limit_in_korean() -> None:
    assert refusal(nested(17))["message"] == "질의는 16단계 깊이까지입니다."


def test_overlaps_count_fields_that_meet_only_after_merging() -> None:
    text = "{ item { siblings { title } } ...F } fragment F on Query { item { siblings { title } } }"
    _, measure, operation = measured(text)
    assert count_overlaps(operation, measure, enough=100) == 3  # item, siblings and title, once each


def test_the_standard_introspection_query_is_within_the_limits() -> None:
    query = get_introspection_query(specified_by_url=True, schema_description=True, one_of=True)
    assert list(read(query).operations) == ["IntrospectionQuery"]


CIRCLE = "{ ...F } fragment F on Query { item { ...G } } fragment G on Item { siblings { ...G } }"
TWICE = "{ ...F } fragment F on Query { hello } fragment F on Query { who }"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (CIRCLE, "조각 G이(가) 자기 자신을 다시 펼칩니다."),
        ("{ hello } fragment F on Query { hello }", "조각 F이(가) 쓰이지 않습니다."),
        (TWICE, "조각 F이(가) 2번 정의되었습니다."),
    ],
)
def test_fragments_that_cannot_be_measured_are_refused(text: str, message: str) -> None:
    assert refusal(text) == {"message": message, "code": "GRAPHQL_VALIDATION_FAILED"}


def test_very_deep_inline_fragments_are_not_followed() -> None:
    opened = "... { " * 150
    chain = [f"fragment f{n} on Query {{ {opened} ...f{n + 1} {'}' * 151}" for n in range(3)]
    text = "{ ...f0 } " + " ".join(chain) + " fragment f3 on Query { hello }"
    assert refusal(text)["limit"] == "depth"

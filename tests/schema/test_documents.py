"""Documents are worked on once, kept within bounds, and refused with a code and a sentence."""

import re

import pytest

from schema.documents import Documents, Unreadable, core_of
from tests.transports.board import board


def documents(**options: int | bool) -> Documents:
    return Documents(core_of(board), **options)  # pyright: ignore[reportArgumentType]


def refusals(text: str, **options: int | bool) -> list[tuple[str, object]]:
    with pytest.raises(Unreadable) as raised:
        documents(**options).read(text)
    return [(error.message, (error.extensions or {})["code"]) for error in raised.value.errors]


def test_a_document_is_prepared_once() -> None:
    kept = documents()
    assert kept.read("{ hello }") is kept.read("{ hello }")


def test_the_least_recently_used_documents_make_room() -> None:
    kept = documents(kept=30)
    first = kept.read("{ hello }")
    second = kept.read("{ who }  ")
    assert kept.read("{ hello }") is first
    kept.read("{ item { title } }")
    assert len(kept) == 2
    assert kept.read("{ hello }") is first
    assert kept.read("{ who }  ") is not second


def test_a_document_larger_than_the_store_is_read_but_not_kept() -> None:
    kept = documents(kept=5)
    assert kept.read("{ hello }").operations.keys() == {None}
    assert len(kept) == 0


def test_refused_documents_are_not_kept() -> None:
    kept = documents()
    with pytest.raises(Unreadable):
        kept.read("{ nothing }")
    assert len(kept) == 0


def test_text_that_is_no_graphql_says_where() -> None:
    with pytest.raises(Unreadable) as raised:
        documents().read("{ hello")
    (error,) = raised.value.errors
    assert error.message == "질의를 읽을 수 없습니다: Syntax Error: Expected Name, found <EOF>."
    assert error.locations is not None
    assert [(place.line, place.column) for place in error.locations] == [(1, 8)]


@pytest.mark.parametrize(
    "text", ["", " ", "# 아무것도", "{" * 5_000, "[" * 5_000, '{ echo(text: "\\uD800") }']
)
def test_text_that_is_no_graphql_is_refused(text: str) -> None:
    ((_, code),) = refusals(text)
    assert code in {"GRAPHQL_PARSE_FAILED", "LIMIT_EXCEEDED"}


@pytest.mark.parametrize("escape", ["\\u0000", "\\u{0}", "\\u{0000}", "가\\u0000", "\\\\\\u0000"])
def test_the_nul_character_is_refused(escape: str) -> None:
    assert refusals(f'{{ echo(text: "{escape}") }}') == [("널 문자(U+0000)는 쓸 수 없습니다.", "BAD_INPUT")]


def test_an_escaped_backslash_before_u0000_is_text() -> None:
    assert documents().read('{ echo(text: "\\\\u0000") }').operations.keys() == {None}


def test_unknown_fields_are_told_without_suggestions() -> None:
    about = "질의가 스키마에 맞지 않습니다: Cannot query field 'helo' on type 'Query'."
    assert refusals("{ helo }") == [(about, "GRAPHQL_VALIDATION_FAILED")]
    assert refusals("{ helo }", suggestions=True)[0][0] == about + " Did you mean 'hello'?"


def test_introspection_can_be_switched_off() -> None:
    message, code = refusals("{ __schema { queryType { name } } }", introspection=False)[0]
    assert code == "GRAPHQL_VALIDATION_FAILED"
    assert "__schema" in message


def test_a_long_value_is_not_repeated_in_full() -> None:
    ((message, _),) = refusals(f"{{ echo(text: {'9' * 5_000}) }}")
    assert len(message) == 301


def test_at_most_twenty_mistakes_are_told() -> None:
    assert len(refusals("{ " + " ".join(f"wrong{n}" for n in range(25)) + " }")) == 21  # and that it stopped


@pytest.mark.parametrize(
    ("name", "message"),
    [(None, "작업이 여럿이니 operationName을 주세요."), ("C", "C(이)라는 작업이 없습니다.")],
)
def test_an_operation_must_be_named_if_there_are_several(name: str | None, message: str) -> None:
    document = documents().read("query A { hello } query B { who }")
    assert document.operation("B") is document.operations["B"]
    with pytest.raises(Unreadable, match=re.escape(message)):
        document.operation(name)

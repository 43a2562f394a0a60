"""Queries in bytes that came before are not read again, and nothing of who asked is kept with them."""

import pytest
from graphql import OperationDefinitionNode, parse

from schema import schema
from schema.documents import Documents, core_of
from schema.operations import Prepared
from schema.repeated import LONGEST, Repeated

NAME = "query Me { viewer { employee { name } } }"


def prepared(text: str) -> Prepared:
    document = Documents(core_of(schema)).read(text)
    return Prepared(document, document.operation(None), {})


QUERY = prepared(NAME)


def test_what_comes_again_is_found_and_counted() -> None:
    repeated = Repeated()
    assert repeated.find(b"one") is None
    repeated.keep(b"one", QUERY)
    repeated.keep(b"one", QUERY)
    assert repeated.find(b"one") is QUERY
    assert (repeated.hits, repeated.misses, len(repeated)) == (1, 1, 1)


def test_the_oldest_make_room() -> None:
    repeated = Repeated(kept=6)
    for body in (b"one", b"two"):
        repeated.keep(body, QUERY)
    assert repeated.find(b"one") is QUERY  # now the newest
    repeated.keep(b"six", QUERY)
    assert [repeated.find(body) for body in (b"one", b"two", b"six")] == [QUERY, None, QUERY]
    repeated.keep(b"longer", QUERY)
    assert len(repeated) == 1


@pytest.mark.parametrize("text", ["mutation { change }", "subscription { changed }"])
def test_changes_and_streams_are_not_kept(text: str) -> None:
    (node,) = parse(text).definitions
    assert isinstance(node, OperationDefinitionNode)
    repeated = Repeated()
    repeated.keep(b"one", Prepared(QUERY.document, node, {}))
    assert len(repeated) == 0


def test_long_bodies_are_not_kept() -> None:
    repeated = Repeated()
    repeated.keep(b"x" * (LONGEST + 1), QUERY)
    assert len(repeated) == 0

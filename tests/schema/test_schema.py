"""What every field, argument and type of the published schema promises its readers, whoever adds it."""

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any, cast

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    is_specified_scalar_type,
)
from sqlalchemy.types import NullType

from resolvers.access import SEEN
from schema import schema
from schema.documents import core_of
from schema.sources import MODELS, SOURCE, Computed

CORE = core_of(schema)
HANGUL = re.compile("[가-힣]")
WORD = re.compile("[A-Z][a-z]*")
OBJECT_FIRST = re.compile(r"[a-z]+(?:[A-Z][a-z]+)+")
PAGE = {"edges", "nodes", "pageInfo", "totalCount"}
ANYTHING = {"Node"}  # nobody lists all kinds of rows: one asks `node` for the kind one knows
EMPTY_PLACES = {"Query.nodes"}  # an identifier that leads nowhere keeps its place


def own_types() -> Iterator[GraphQLNamedType]:
    for name, kind in CORE.type_map.items():
        if not name.startswith("__") and not is_specified_scalar_type(kind):
            yield kind


def composites() -> Iterator[GraphQLObjectType | GraphQLInterfaceType]:
    for kind in own_types():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            yield kind


def described() -> Iterator[tuple[str, str | None]]:
    """Everything that may have a description, by its place in the schema."""
    for kind in own_types():
        yield kind.name, kind.description
        parts: Any = ()
        if isinstance(kind, GraphQLEnumType):
            parts = kind.values.items()
        elif isinstance(kind, GraphQLInputObjectType | GraphQLObjectType | GraphQLInterfaceType):
            parts = kind.fields.items()
        for name, part in parts:
            yield f"{kind.name}.{name}", part.description
            for argument, declared in getattr(part, "args", {}).items():
                yield f"{kind.name}.{name}({argument})", declared.description


def roots() -> Iterator[tuple[str, Any]]:
    for root in ("Query", "Mutation", "Subscription"):
        definition: Any = schema.get_type_by_name(root)
        for field in definition.fields:
            yield f"{root}.{schema.config.name_converter.get_graphql_name(field)}", field


def test_everything_is_described_in_korean() -> None:
    assert [place for place, text in described() if not HANGUL.search(text or "")] == []


def test_every_root_field_names_who_may_call_it() -> None:
    assert [place for place, field in roots() if not field.permission_classes] == []


def test_mutations_are_named_object_first() -> None:
    mutation = CORE.mutation_type
    assert mutation is not None
    objects = {word.lower() for kind in composites() for word in WORD.findall(kind.name)}
    verb_first = [name for name in mutation.fields if not OBJECT_FIRST.fullmatch(name)]
    strangers = [name for name in mutation.fields if re.split("[A-Z]", name)[0] not in objects]
    assert (verb_first, strangers) == ([], [])


def test_every_mutation_returns_a_payload_with_errors_and_version() -> None:
    mutation, payload = CORE.mutation_type, CORE.type_map["Payload"]
    assert mutation is not None
    assert isinstance(payload, GraphQLInterfaceType)
    assert {name: str(field.type) for name, field in payload.fields.items()} == {
        "errors": "[UserError!]!",
        "version": "Int",
    }
    payloads = {kind.name for kind in CORE.get_possible_types(payload)}
    wrong = [
        name
        for name, field in mutation.fields.items()
        if _named(field.type) not in payloads or not _required(field.type)
    ]
    assert wrong == []


def test_what_else_a_payload_tells_may_be_missing() -> None:
    """After a refusal there is nothing but errors."""
    payload = cast(GraphQLInterfaceType, CORE.type_map["Payload"])
    assert [
        f"{kind.name}.{name}"
        for kind in CORE.get_possible_types(payload)
        for name, field in kind.fields.items()
        if name not in payload.fields and _required(field.type) and not _many(field.type)
    ] == []


def test_every_type_with_rows_says_who_sees_them() -> None:
    assert [name for name, model in MODELS.items() if model not in SEEN] == []


def test_a_connection_has_edges_nodes_page_information_and_a_count() -> None:
    connections = [kind for kind in composites() if kind.name.endswith("Connection")]
    assert len(connections) >= 5
    for kind in connections:
        inner = kind.name.removesuffix("Connection")
        shown = {name: str(field.type) for name, field in kind.fields.items()}
        assert set(shown) >= PAGE, kind.name
        assert shown["edges"] == f"[{inner}Edge!]!"
        assert _full(kind.fields["nodes"].type)
        assert (shown["pageInfo"], shown["totalCount"]) == ("PageInfo!", "Int!")


def test_whoever_returns_a_connection_takes_pages() -> None:
    paged = [
        (f"{kind.name}.{name}", set(field.args))
        for kind in composites()
        for name, field in kind.fields.items()
        if _named(field.type).endswith("Connection")
    ]
    assert [place for place, args in paged if not args >= {"first", "after", "last", "before"}] == []


def test_lists_are_never_null_and_hold_no_nulls() -> None:
    holes = [
        f"{kind.name}.{name}: {field.type}"
        for kind in composites()
        for name, field in kind.fields.items()
        if _many(field.type) and f"{kind.name}.{name}" not in EMPTY_PLACES and not _full(field.type)
    ]
    assert holes == []


def test_lists_that_are_given_hold_no_nulls() -> None:
    holes = [place for place, kind in given() if _many(kind) and not _without_holes(kind)]
    assert holes == []


def test_a_row_with_an_identifier_is_a_node() -> None:
    node = CORE.type_map["Node"]
    loose = [
        kind.name
        for kind in composites()
        if "id" in kind.fields and kind.name in MODELS and node not in kind.interfaces
    ]
    assert loose == []


def test_any_kinds_are_selected_together_without_aliases() -> None:
    """Fields of one name that differ in type make such a selection invalid."""
    conflicts = [
        f"{abstract.name}.{name}: {one.name} {one.fields[name].type}, {two.name} {two.fields[name].type}"
        for abstract in own_types()
        if isinstance(abstract, GraphQLInterfaceType | GraphQLUnionType) and abstract.name not in ANYTHING
        for one, two in combinations(CORE.get_possible_types(abstract), 2)
        for name in one.fields.keys() & two.fields.keys()
        if str(one.fields[name].type) != str(two.fields[name].type)
    ]
    assert conflicts == []


def given() -> Iterator[tuple[str, Any]]:
    for kind in own_types():
        if isinstance(kind, GraphQLInputObjectType):
            for name, field in kind.fields.items():
                yield f"{kind.name}.{name}", field.type
        elif isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in kind.fields.items():
                for argument, declared in field.args.items():
                    yield f"{kind.name}.{name}({argument})", declared.type


def _named(kind: Any) -> str:
    return str(kind).strip("[]!")


def _required(kind: Any) -> bool:
    return str(kind).endswith("!")


def _many(kind: Any) -> bool:
    return str(kind).startswith("[")


def _without_holes(kind: Any) -> bool:
    return str(kind).rstrip("!").endswith("!]")


def _full(kind: Any) -> bool:
    return _required(kind) and _without_holes(kind)


def test_every_expression_says_what_it_gives() -> None:
    """One without a type cannot be read inside its row: PostgreSQL sends those as JSON."""
    core: Any = core_of(schema)
    definitions = (one.extensions.get("strawberry-definition") for one in core.type_map.values())
    fields = [field for one in definitions for field in getattr(one, "fields", ())]
    sources = {field.python_name: field.metadata.get(SOURCE) for field in fields}
    computed = {name: one for name, one in sources.items() if isinstance(one, Computed)}
    assert {"excerpt", "publisher_name"} <= set(computed)
    types = {name: one.expression(one.model).type for name, one in computed.items()}
    assert [name for name, kind in types.items() if isinstance(kind, NullType)] == []

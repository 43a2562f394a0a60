"""Everything that can be asked of a type, made from the schema."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
)

from schema import schema
from schema.documents import core_of

CORE = core_of(schema)
NODE: Any = CORE.type_map["Node"]
GIVEN = {"day": '"2014-07-07"', "first": "100"}  # what stands for an argument, by its name
APART = (
    "__"  # between a type's and a field's name in an answer: two types may mean different things by one name
)


def everything_of(kind: Any, depth: int, *, brief: bool = False) -> str:
    """A selection of all fields; a row that lies `depth` rows away is only named.

    Where it is `brief`, lines of a timeline are only named, too, and nobody asks what the viewer may do.
    """
    if is_leaf_type(kind):
        return ""
    if is_abstract_type(kind):
        if brief:
            return "{ __typename }"
        below = depth if kind is NODE else 0
        return f"{{ __typename {' '.join(_on(one, below) for one in CORE.get_possible_types(kind))} }}"
    if depth == 0 and is_row(kind):
        return _named(kind)
    return f"{{ __typename {' '.join(_fields(kind, depth, brief=brief))} }}"


def _named(kind: Any) -> str:
    return "{ __typename id }" if is_row(kind) else "{ __typename }"


def is_row(kind: Any) -> bool:
    return isinstance(kind, GraphQLObjectType) and NODE in kind.interfaces


def _on(kind: GraphQLObjectType, depth: int) -> str:
    if depth == 0 and is_row(kind):
        return f"... on {kind.name} {{ id }}"
    inside = " ".join(_fields(kind, depth, prefix=f"{kind.name}{APART}"))
    return f"... on {kind.name} {{ {inside} }}"


def _fields(kind: GraphQLObjectType, depth: int, *, prefix: str = "", brief: bool = False) -> Iterator[str]:
    below = max(depth - 1, 0) if is_row(kind) else depth
    for name, field in kind.fields.items():
        if brief and name.startswith("viewerCan"):
            continue
        if name == "edges" and "nodes" in kind.fields:
            yield f"edges {{ cursor node {_named(inner(kind.fields['nodes']))} }}"  # all is asked of `nodes`
            continue
        called = f"{prefix}{name}: {name}" if prefix and name != "id" else name
        yield f"{called}{arguments(field)} {everything_of(inner(field), below, brief=brief)}"


def inner(field: GraphQLField) -> Any:
    return get_named_type(field.type)  # type: ignore[arg-type]


def arguments(field: GraphQLField, **given: str) -> str:
    """Those that must be given, the largest page, and `given`."""
    wanted = {
        name: given.get(name, GIVEN.get(name))
        for name, argument in field.args.items()
        if name in given or name == "first" or is_required_argument(argument)
    }
    return f"({', '.join(f'{name}: {value}' for name, value in wanted.items())})" if wanted else ""


def reachable() -> dict[str, GraphQLObjectType]:
    """Every object type of the schema that an answer can hold."""
    return {
        name: kind
        for name, kind in CORE.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__")
    }


def interfaces() -> list[GraphQLInterfaceType]:
    return [kind for kind in CORE.type_map.values() if isinstance(kind, GraphQLInterfaceType)]

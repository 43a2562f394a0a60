"""What is wrong with the variables of an operation, in Korean and by the path of each wrong value."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, cast

import graphql
from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    is_required_input_field,
    print_ast,
)

from madang.errors import Refused

MOST = 20  # faults told at once
DEEPEST = 32

Path = tuple[str | int, ...]
Fault = tuple[Path, str]

LIST: Any = GraphQLList  # generic over types that pyright cannot know
NON_NULL: Any = GraphQLNonNull


def explain(
    schema: GraphQLSchema, operation: OperationDefinitionNode, inputs: Mapping[str, Any]
) -> list[GraphQLError]:
    """One error a fault, with `extensions.input` as its path. Empty if nothing is wrong."""
    found = islice(_faults(schema, operation, inputs), MOST)
    return [_error(path, reason) for path, reason in found]


def _error(path: Path, reason: str) -> GraphQLError:
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    extensions = {"code": "BAD_INPUT", "input": list(path)}
    return GraphQLError(f"입력값이 올바르지 않습니다. {place}: {reason}", extensions=extensions)


def _faults(
    schema: GraphQLSchema, operation: OperationDefinitionNode, inputs: Mapping[str, Any]
) -> Iterator[Fault]:
    for node in operation.variable_definitions or ():
        name = node.variable.name.value
        kind: Any = graphql.type_from_ast(schema, node.type)
        value = inputs.get(name, Undefined)
        if value is Undefined and node.default_value is not None:
            continue
        if kind is None:
            yield (name,), f"{print_ast(node.type)}(이)라는 형식이 없습니다."
        else:
            yield from _in_value(value, kind, (name,))


def _in_value(value: Any, kind: Any, path: Path) -> Iterator[Fault]:
    if len(path) > DEEPEST:
        yield path, "너무 깊이 겹쳐 있습니다."
    elif isinstance(kind, NON_NULL):
        if value is None or value is Undefined:
            yield path, "값이 필요합니다."
        else:
            yield from _in_value(value, kind.of_type, path)
    elif value is None or value is Undefined:
        return
    elif isinstance(kind, LIST):
        yield from _in_list(value, kind.of_type, path)
    elif isinstance(kind, GraphQLInputObjectType):
        yield from _in_object(value, kind, path)
    else:
        yield from _in_leaf(value, kind, path)


def _in_list(value: Any, kind: Any, path: Path) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield from _in_value(value, kind, path)
        return
    for index, item in enumerate(cast(list[Any], value)):
        yield from _in_value(item, kind, (*path, index))


def _in_object(value: Any, kind: GraphQLInputObjectType, path: Path) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield path, "여러 항목을 가진 객체여야 합니다."
        return
    given = cast(dict[str, Any], value)
    for name in given.keys() - kind.fields.keys():
        yield (*path, name), "이런 항목은 없습니다."
    for name, field in kind.fields.items():
        if name in given:
            yield from _in_value(given[name], field.type, (*path, name))
        elif is_required_input_field(field):
            yield (*path, name), "값이 필요합니다."
    if kind.is_one_of and sum(item is not None for item in given.values()) != 1:
        yield path, "항목 가운데 꼭 하나만 주어야 합니다."


def _in_leaf(value: Any, kind: Any, path: Path) -> Iterator[Fault]:
    if graphql.coerce_input_value(value, kind) is not Undefined:
        return
    if isinstance(kind, GraphQLEnumType):
        yield path, f"다음 가운데 하나여야 합니다: {', '.join(kind.values)}."
    else:
        yield path, _reason(value, kind)


def _reason(value: Any, kind: Any) -> str:
    """A scalar of ours says what is wrong in its own words; of others only the name is told."""
    told: list[GraphQLError] = []
    graphql.validate_input_value(value, kind, lambda error, path: told.append(error))
    refusals = [error.original_error for error in told if isinstance(error.original_error, Refused)]
    return str(refusals[0]) if refusals else f"{kind.name} 형식의 값이 아닙니다."

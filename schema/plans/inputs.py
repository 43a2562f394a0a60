"""Values of arguments that are trivially right, made what functions take without being walked through anew.

What a type needs is worked out once. Whatever is not trivially right is left to graphql-core and Strawberry,
which also say what is wrong with it.
"""

from collections.abc import Callable
from dataclasses import MISSING
from functools import cached_property
from math import isfinite
from typing import Any, cast

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
    ListValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    value_from_ast_untyped,
)
from strawberry.types.base import StrawberryMaybe, StrawberryObjectDefinition

LIST: Any = GraphQLList  # generic over types that pyright cannot know
REQUIRED: Any = GraphQLNonNull
LARGEST_INT = 2**31

Check = Callable[[Any], bool]
Take = Callable[[Any], Any]  # from what JSON holds; raises Unusual
Values = dict[str, Any]


class Unusual(Exception):
    """The value is not trivially right, which does not say that it is wrong."""


PLAIN: dict[Any, Check] = {
    GraphQLID: lambda value: type(value) is str,
    GraphQLString: lambda value: type(value) is str,
    GraphQLInt: lambda value: type(value) is int and -LARGEST_INT <= value < LARGEST_INT,
    GraphQLFloat: lambda value: type(value) is float and isfinite(value),
    GraphQLBoolean: lambda value: type(value) is bool,
}


def is_plain(kind: Any) -> bool:
    """Whether right values of the type are taken as they are."""
    inner = kind.of_type if type(kind) is REQUIRED else kind
    return is_plain(inner.of_type) if type(inner) is LIST else inner in PLAIN


def taker(kind: Any) -> Take | None:
    """None for a type of which nothing is trivially right."""
    if type(kind) is REQUIRED:
        return _present(kind.of_type)
    take = _present(kind)
    return None if take is None else lambda value: None if value is None else take(value)


def _present(kind: Any) -> Take | None:
    """Of values that are not null."""
    if type(kind) is LIST:
        return _list(taker(kind.of_type))
    if isinstance(kind, GraphQLInputObjectType):
        definition = kind.extensions["strawberry-definition"]
        return InputObject(kind, definition).take if _is_usual(definition) else None
    if isinstance(kind, GraphQLEnumType):
        return _one_of({name: kind.coerce_input_value(name) for name in kind.values})
    return _checked(PLAIN[kind]) if kind in PLAIN else _parsed(kind.coerce_input_value)


def _is_usual(definition: StrawberryObjectDefinition) -> bool:
    """Whether it is made of its fields, one by one, and none of them wants to know whether it was given."""
    maybe = any(isinstance(field.type, StrawberryMaybe) for field in definition.fields)
    return definition.from_input is None and not definition.is_one_of and not maybe


def _checked(check: Check) -> Take:
    def take(value: Any) -> Any:
        if not check(value):
            raise Unusual
        return value

    return take


def _one_of(values: Values) -> Take:
    def take(value: Any) -> Any:
        if type(value) is not str or value not in values:
            raise Unusual
        return values[value]

    return take


def _parsed(parse: Callable[[Any], Any]) -> Take:
    def take(value: Any) -> Any:
        if type(value) is not str:
            raise Unusual
        try:
            return parse(value)
        except Exception:
            raise Unusual from None

    return take


def _list(each: Take | None) -> Take | None:
    if each is None:
        return None

    def take(value: Any) -> Any:
        if type(value) is not list:
            raise Unusual
        return [each(one) for one in cast(list[Any], value)]

    return take


class InputObject:
    """An input type. Its fields are looked at when they are first given: a filter may hold filters."""

    def __init__(self, kind: GraphQLInputObjectType, definition: StrawberryObjectDefinition) -> None:
        self._kind, self._definition = kind, definition

    @cached_property
    def _fields(self) -> dict[str, tuple[str, Take | None]]:
        """By their names in the schema: what Python calls them, and how their values are taken."""
        return {name: (name_in_python(field), taker(field.type)) for name, field in self._kind.fields.items()}

    @cached_property
    def _absent(self) -> Values:
        """What fields are that are not given and have no default: None, as Strawberry has it."""
        bare = (one for one in self._definition.fields if one.default is MISSING is one.default_factory)
        return {one.python_name: None for one in bare}

    @cached_property
    def _required(self) -> set[str]:
        fields = self._kind.fields.items()
        return {name for name, one in fields if type(one.type) is REQUIRED and one.default_value is Undefined}

    def take(self, value: Any) -> Any:
        if type(value) is not dict or not self._required <= cast(Values, value).keys():
            raise Unusual
        given, fields = dict(self._absent), self._fields
        for name, one in cast(Values, value).items():
            python_name, take = fields.get(name, ("", None))
            if take is None:
                raise Unusual
            given[python_name] = take(one)
        return cast(Any, self._definition.origin)(**given)


def name_in_python(field: Any) -> str:
    return field.extensions["strawberry-definition"].python_name


def literal(node: ValueNode) -> Callable[[Values], Any]:
    """What JSON would hold in place of a value in a document, from the operation's variables.

    An object's field whose variable is not given is not given either; anywhere else, Undefined is.
    """
    if isinstance(node, VariableNode):
        name = node.name.value
        return lambda variables: variables.get(name, Undefined)
    if isinstance(node, ListValueNode):
        items = [literal(one) for one in node.values]
        return lambda variables: [one(variables) for one in items]
    if isinstance(node, ObjectValueNode):
        fields = [(one.name.value, literal(one.value)) for one in node.fields]
        return lambda variables: {
            name: value for name, one in fields if (value := one(variables)) is not Undefined
        }
    constant = value_from_ast_untyped(node)
    return lambda variables: constant

"""Any query at all over a schema, whatever types and fields there will be, from one random seed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
)

DEEPEST = 5
SMALL = {"first": 3, "last": 2}
TEXTS = ("심야버스", "ㅂㅅ", "HQ-1", "협업-2026-0001", "no such thing", "")
DAYS, MOMENTS = ("2014-07-01", "2026-11-20"), ("2014-07-01T00:00:00+09:00", "2026-11-20T12:00:00Z")
UNASKED = {"__schema", "__type"}
LIST: Any = GraphQLList  # generic over types that pyright cannot know
NON_NULL: Any = GraphQLNonNull
named: Any = get_named_type


@dataclass
class Drawing:
    """One document being drawn, with the identifiers that it may ask about."""

    schema: GraphQLSchema
    random: Random
    ids: Mapping[str, Sequence[str]]
    variables: dict[str, Any] = field(default_factory=dict[str, Any])
    declared: list[str] = field(default_factory=list[str])
    fragments: list[str] = field(default_factory=list[str])

    def document(self) -> tuple[str, dict[str, Any]]:
        body = self._fields(self.schema.query_type, DEEPEST)
        head = f"query({', '.join(self.declared)})" if self.declared else "query"
        return "\n".join([f"{head} {body}", *self.fragments]), self.variables

    def _draw(self, options: Sequence[Any]) -> Any:
        return self.random.choice(options)

    def _often(self, times: int = 4) -> bool:
        return self.random.randint(0, times) != 0

    def _selection(self, kind: Any, depth: int) -> str:
        """Braces around what is asked of a value of this type."""
        if not is_abstract_type(kind):
            return self._fields(kind, depth)
        parts = ["__typename"]
        for one in {self._draw(sorted(self.schema.get_possible_types(kind), key=str)) for _ in range(4)}:
            parts.append(f"... on {one.name} {self._fields(one, depth)}")
        own: dict[str, Any] = getattr(kind, "fields", {})
        if own:
            parts.append(self._field(kind, self._draw(sorted(own)), depth) or "__typename")
        return "{ " + " ".join(parts) + " }"

    def _fields(self, kind: Any, depth: int) -> str:
        names = sorted(set(kind.fields) - UNASKED)
        asked = [self._draw(names) for _ in range(self.random.randint(1, 5))]
        parts = [part for name in dict.fromkeys(asked) if (part := self._field(kind, name, depth))]
        if not self._often():
            parts.append("__typename")
        body = "{ " + " ".join(parts or ["__typename"]) + " }"
        return body if self._often() else self._spread(kind, body)

    def _spread(self, kind: Any, body: str) -> str:
        name = f"F{len(self.fragments)}"
        self.fragments.append(f"fragment {name} on {kind.name} {body}")
        return f"{{ ...{name} {self._directive()} }}"

    def _field(self, kind: Any, name: str, depth: int) -> str | None:
        definition = kind.fields[name]
        inner: Any = named(definition.type)
        if not is_leaf_type(inner) and depth == 0:
            return None
        arguments = self._arguments(definition.args, name)
        below = "" if is_leaf_type(inner) else self._selection(inner, depth - 1)
        alias = (
            ""
            if not arguments
            else f"a{len(self.declared)}_{abs(hash((kind.name, name, arguments))) % 9999}: "
        )
        return f"{alias}{name}{arguments} {self._directive()} {below}"

    def _directive(self) -> str:
        if self._often(9):
            return ""
        kind, decided = self._draw(["include", "skip"]), self.random.random() < 0.5
        if self.random.random() < 0.5:
            return f"@{kind}(if: {json.dumps(decided)})"
        return f"@{kind}(if: {self._variable('Boolean!', decided)})"

    def _variable(self, kind: str, value: Any) -> str:
        name = f"v{len(self.declared)}"
        self.declared.append(f"${name}: {kind}")
        self.variables[name] = value
        return f"${name}"

    def _arguments(self, arguments: dict[str, GraphQLArgument], field_name: str) -> str:
        given: list[str] = []
        for name, argument in arguments.items():
            kind: Any = cast(Any, argument).type
            required = is_required_argument(argument)
            if not required and (self._often(3) or self._conflicts(name, given)):
                continue
            value = self._value(kind, name, field_name, 2)
            literal = self._variable(str(kind), value) if self.random.random() < 0.5 else _literal(value)
            given.append(f"{name}: {literal}")
        return f"({', '.join(given)})" if given else ""

    def _conflicts(self, name: str, given: list[str]) -> bool:
        """Page arguments that go together are drawn apart, and cursors are tried elsewhere."""
        return name in {"after", "before"} or (
            name == "last" and any(one.startswith("first") for one in given)
        )

    def _value(self, kind: Any, name: str, field_name: str, depth: int) -> Any:
        if isinstance(kind, NON_NULL):
            kind = kind.of_type
        elif not self._often(9):
            return None
        if isinstance(kind, LIST):
            return [
                self._value(kind.of_type, name, field_name, depth) for _ in range(self.random.randint(0, 2))
            ]
        if isinstance(kind, GraphQLEnumType):
            return Word(self._draw(sorted(kind.values)))
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, field_name, depth)
        return self._scalar(kind.name, name, field_name)

    def _object(self, kind: GraphQLInputObjectType, field_name: str, depth: int) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, one in kind.fields.items():
            required = is_required_input_field(one)
            if required or (depth > 0 and not self._often(2)):
                given[name] = self._value(one.type, name, field_name, depth - 1)
        return given

    def _scalar(self, kind: str, name: str, field_name: str) -> Any:
        match kind:
            case "Int":
                return SMALL.get(name, 2026 if name == "year" else 7)
            case "Boolean":
                return self.random.random() < 0.5
            case "Date":
                return self._draw(DAYS)
            case "DateTime":
                return self._draw(MOMENTS)
            case "ID":
                return self._draw(self.ids.get(name if name in self.ids else field_name, self.ids[""]))
            case _:
                return self._draw(TEXTS)


class Word(str):
    """The name of an enumeration's member: no quotes in a document, text in a variable."""


def _literal(value: Any) -> str:
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(_literal(one) for one in value) + "]"  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_literal(one)}" for name, one in value.items()) + "}"  # pyright: ignore[reportUnknownVariableType]
    return json.dumps(value, ensure_ascii=False)

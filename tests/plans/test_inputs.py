"""Input objects that schema.plans.inputs makes are those that graphql-core and Strawberry make."""

from typing import Any

import graphql
import pytest
from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    Undefined,
    parse_value,
)
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strawberry.types.arguments import convert_argument

from schema import schema
from schema.documents import core_of
from schema.plans.inputs import Unusual, literal, taker

CORE = core_of(schema)
INPUTS = [one for one in CORE.type_map.values() if isinstance(one, GraphQLInputObjectType)]
LIST: Any = GraphQLList  # generic over types that pyright cannot know
REQUIRED: Any = GraphQLNonNull
coerce_input_value: Any = getattr(graphql, "coerce_input_value")  # noqa: B009
PARSED = {"Date": "2026-11-30", "DateTime": "2026-11-30T09:00:00+09:00", "Decimal": "1.50"}
ODD = st.sampled_from([None, "", "x", 0, 1, 2**31, 1.5, True, [], {}, [None], {"no": 1}])


def values(kind: Any, depth: int = 3) -> st.SearchStrategy[Any]:
    """Mostly right ones: each field may be left out or odd."""
    if type(kind) is REQUIRED:
        return st.one_of(_present(kind.of_type, depth), _present(kind.of_type, depth), ODD)
    return st.one_of(_present(kind, depth), st.none(), _present(kind, depth), ODD)


def _present(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    if type(kind) is LIST:
        return st.lists(values(kind.of_type, depth), max_size=3)
    if isinstance(kind, GraphQLInputObjectType):
        return _objects(kind, depth)
    if isinstance(kind, GraphQLEnumType):
        return st.sampled_from(list(kind.values))
    if kind is GraphQLInt:
        return st.integers(-5, 500)
    if kind is GraphQLFloat:
        return st.floats(-5, 5)
    if kind is GraphQLBoolean:
        return st.booleans()
    return st.just(PARSED[kind.name]) if kind.name in PARSED else st.text(max_size=5)


def _objects(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    fields = {name: values(one.type, depth - 1) for name, one in kind.fields.items() if depth > 0}
    required = {name for name, one in kind.fields.items() if type(one.type) is REQUIRED}
    always = {name: one for name, one in fields.items() if name in required}
    return st.fixed_dictionaries(
        always, optional={name: one for name, one in fields.items() if name not in always}
    )


def by_core(kind: Any, value: Any) -> Any:
    """What the function of a field is given. Undefined for what is refused."""
    coerced = coerce_input_value(value, kind)
    if coerced is Undefined or coerced is None:
        return coerced
    origin = kind.extensions["strawberry-definition"].origin
    scalars = schema.schema_converter.scalar_registry
    return convert_argument(coerced, origin, scalars, schema.config)


@pytest.mark.parametrize("kind", INPUTS, ids=lambda kind: kind.name)
def test_every_input_type_is_made_as_strawberry_makes_it(kind: Any) -> None:
    take = taker(kind)
    assert take is not None

    @settings(max_examples=40, deadline=None, phases=[Phase.generate], database=None)
    @given(values(kind))
    def alike(value: Any) -> None:
        assert take is not None
        try:
            taken = take(value)
        except Unusual:
            return
        assert repr(taken) == repr(by_core(kind, value))  # of a generic type there are copies

    alike()


def test_right_values_are_not_left_to_others() -> None:
    kind = CORE.type_map["RequestFilter"]
    take = taker(kind)
    assert take is not None
    given = {"state": {"in": ["SENT", "IN_PROGRESS"]}, "dueOn": {"lt": "2026-12-01"}, "search": None}
    assert take(given) == by_core(kind, given)


@pytest.mark.parametrize(
    ("text", "variables", "value"),
    [
        ("{percent: $p, note: $n}", {"p": 5}, {"percent": 5}),
        ("{percent: $p, note: null}", {"p": None}, {"percent": None, "note": None}),
        ("[{a: [1, 2.5, $x]}, $y]", {"x": "x"}, [{"a": [1, 2.5, "x"]}, Undefined]),
        ('[OPEN, "글", true]', {}, ["OPEN", "글", True]),
    ],
)
def test_a_literal_is_what_json_would_hold(text: str, variables: dict[str, Any], value: Any) -> None:
    assert literal(parse_value(text))(variables) == value

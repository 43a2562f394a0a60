"""Bad values for every argument of every root field: a typed answer each time, never a mistake of ours."""

from collections.abc import Iterator
from typing import Any, cast
from uuid import UUID

import graphql
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)
from sqlalchemy import func, select

from madang.rules.people import Role
from models import EventLine
from models.base import Sessions
from resolvers.context import Context
from schema import schema
from schema.documents import Unreadable, core_of
from schema.execution import Engine
from schema.identifiers import global_id
from schema.operations import Operation, Result
from tests import builders

CORE = core_of(schema)
NOBODY = UUID(int=7)
DEEPEST = 2
LIST: Any = graphql.GraphQLList
NON_NULL: Any = graphql.GraphQLNonNull

TYPED = {"BAD_INPUT", "INVALID", "NOT_FOUND", "FORBIDDEN", "CONFLICT", "LIMIT_EXCEEDED"}

GOOD: dict[str, Any] = {
    "ID": global_id("Request", NOBODY),
    "UUID": str(NOBODY),
    "String": "심야버스",
    "Int": 1,
    "Float": 1.0,
    "Boolean": True,
    "Date": "2014-07-10",
    "DateTime": "2014-07-10T00:00:00Z",
    "Decimal": "1.25",
}
BAD: dict[str, list[Any]] = {
    "ID": ["", "x", 5, "가", global_id("Department", NOBODY), global_id("Nothing", NOBODY), "A" * 10_000],
    "UUID": ["", "x", 5, "0" * 31],
    "String": ["", " ", "x" * 100_000, "\u1112\u1161\u11ab", "🌸" * 50, "\u202e\u200b", "a\tb\x07", 5],
    "Int": [-1, 0, 2**31 - 1, 2**31, -(2**31), 1.5, "1"],
    "Float": [-1, 1e308, "1"],
    "Boolean": ["true", 1],
    "Date": ["", "어제", "2014-02-30", "0001-01-01", "9999-12-31", 20140701],
    "DateTime": ["", "어제", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2014-07-01T00:00:00"],
    "Decimal": ["", "넷", "NaN", "1.005", "1e400", "-1e-400", "9" * 1000, True],
}


def fields(root: str) -> list[tuple[str, str]]:
    kind = CORE.type_map[root]
    assert isinstance(kind, GraphQLObjectType)
    return [(root, name) for name, definition in kind.fields.items() if definition.args]


def good(kind: Any, depth: int = 0) -> Any:
    """A value of the right form; optional parts of inputs only near the top."""
    if isinstance(kind, NON_NULL):
        return good(kind.of_type, depth)
    if isinstance(kind, LIST):
        return [good(kind.of_type, depth)]
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        wanted = {n: f for n, f in kind.fields.items() if isinstance(f.type, NON_NULL)}
        if kind.is_one_of or not wanted:
            wanted = dict(list(kind.fields.items())[:1])
        return (
            {name: good(field.type, depth + 1) for name, field in wanted.items()} if depth < DEEPEST else {}
        )
    return GOOD[kind.name]


def bad(kind: Any, depth: int = 0) -> Iterator[Any]:
    """Values that are good but for one place."""
    if isinstance(kind, NON_NULL):
        yield None
        yield from bad(kind.of_type, depth)
    elif isinstance(kind, LIST):
        yield from ([], [None], [good(kind.of_type, depth)] * 200)
        yield from ([value] for value in bad(kind.of_type, depth))
    elif isinstance(kind, GraphQLEnumType):
        yield from ("NOTHING", 5, "")
    elif isinstance(kind, GraphQLInputObjectType):
        yield from ([], "x", {"noSuch": 1})
        if depth < DEEPEST:
            for name, field in kind.fields.items():
                yield from ({**good(kind, depth), name: value} for value in bad(field.type, depth + 1))
    else:
        yield from BAD[kind.name]


def document(root: str, name: str, definition: GraphQLField) -> str:
    head = ", ".join(f"${arg}: {one.type!s}" for arg, one in definition.args.items())
    given = ", ".join(f"{arg}: ${arg}" for arg in definition.args)
    kind = cast(Any, get_named_type(cast(Any, definition.type)))
    inside = "" if is_leaf_type(kind) else "{ __typename }"
    if kind.name.endswith("Connection"):
        inside = "{ totalCount nodes { __typename } }"
    if kind.name.endswith("Payload"):
        inside = "{ errors { code field message } }"
    return f"{root.lower()} ({head}) {{ {name}({given}) {inside} }}"


def cases(definition: GraphQLField) -> Iterator[dict[str, Any]]:
    usual = {n: good(a.type) for n, a in definition.args.items() if isinstance(a.type, NON_NULL)}
    yield usual
    for name, argument in definition.args.items():
        for value in bad(argument.type):
            yield {**usual, name: value}


@pytest.fixture
async def administrator(sessions: Sessions) -> Context:
    city = await builders.chart(sessions)
    person = await builders.employee(city, "한별", "사회혁신담당관", roles=[Role.ADMINISTRATOR])
    return await builders.context(city, person)


async def events(ctx: Context) -> int:
    async with ctx.reads() as session:
        return await session.scalar(select(func.count()).select_from(EventLine)) or 0


async def answer(engine: Engine[Context], query: str, variables: dict[str, Any], ctx: Context) -> Result:
    try:
        prepared = engine.prepare(Operation(query, variables))
    except Unreadable as refusal:
        return Result(errors=refusal.errors, executed=False)
    return await engine.execute(prepared, ctx)


def refused(result: Result, name: str) -> bool:
    payload = (result.data or {}).get(name)
    return bool(result.errors) or (
        isinstance(payload, dict) and bool(cast(dict[str, Any], payload).get("errors"))
    )


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("root", "name"), [*fields("Query"), *fields("Mutation")])
async def test_bad_values_get_a_typed_answer_and_change_nothing(
    root: str, name: str, administrator: Context
) -> None:
    engine: Engine[Context] = Engine(schema)
    kind = CORE.type_map[root]
    assert isinstance(kind, GraphQLObjectType)
    query = document(root, name, kind.fields[name])
    for variables in cases(kind.fields[name]):
        before = await events(administrator)
        result = await answer(engine, query, variables, administrator)
        codes = {(error.extensions or {})["code"] for error in result.errors}
        assert codes <= TYPED, str(variables)[:500]
        assert not refused(result, name) or await events(administrator) == before, str(variables)[:500]

"""Random requests: whatever comes in, the answer is a GraphQL one, and never a mistake of ours."""

from typing import Any

import orjson
import pytest
from httpx2 import ASGITransport, AsyncClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from madang.server.transports.http import GraphQLOverHTTP
from tests.transports.board import board_door

JSON = {"content-type": "application/json"}
LEAVES = [
    "hello",
    "who",
    "title",
    "visit",
    "__typename",
    'echo(text: "가")',
    "noSuchField",
    "a: who @skip(if: $b)",
]
AROUND = [
    "item {{ {} }}",
    "a: siblings {{ {} }}",
    "items(first: $n) {{ nodes {{ {} }} }}",
    "... on Query {{ {} }}",
    "... @include(if: true) {{ {} }}",
    "__schema {{ types {{ {} }} }}",
]
HEADS = [
    "",
    "query ",
    "query ($n: Int = 2) ",
    "query Q($n: Int!, $b: Boolean!) ",
    "mutation ",
    "subscription ",
]


def around(selections: list[str], what: str) -> str:
    return what.format(" ".join(selections))


def document(inside: str, head: str) -> str:
    return f"{head}{{ {inside} }}"


def nest(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(around, st.lists(inner, min_size=1, max_size=3), st.sampled_from(AROUND))


SELECTIONS = st.recursive(st.sampled_from(LEAVES), nest, max_leaves=12)
WRITTEN = st.builds(document, SELECTIONS, st.sampled_from(HEADS))
DOCUMENTS = WRITTEN | st.text('{}()[]:!$@.=|&#"\\ abc1', max_size=30)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=10)
VALUES: Any = st.recursive(
    SCALARS | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
VARIABLES = st.fixed_dictionaries({}, optional={"n": SCALARS, "b": SCALARS}) | VALUES
PARAMETERS = st.fixed_dictionaries(
    {"query": DOCUMENTS | VALUES},
    optional={"variables": VARIABLES, "operationName": VALUES, "extensions": VALUES},
)
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def post(body: bytes) -> tuple[int, Any]:
    application = GraphQLOverHTTP(board_door())
    async with AsyncClient(transport=ASGITransport(application), base_url="http://board") as client:
        response = await client.post("/graphql", content=body, headers=JSON)
    return response.status_code, orjson.loads(response.content)


def check(status: int, answer: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert status in {200, 400}
    assert answer.keys() <= {"data", "errors"}
    codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
    assert "INTERNAL" not in codes
    assert caplog.records == []


@often
@given(body=st.binary(max_size=60))
@example(body=b'{"query":"{ who }"}')
async def test_any_bytes_are_answered(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    check(*await post(body), caplog)


@often
@given(parameters=PARAMETERS)
@example(
    parameters={"query": "query($n: Int){ items(first: $n) { nodes { title } } }", "variables": {"n": 2**63}}
)
async def test_any_parameters_are_answered(parameters: Any, caplog: pytest.LogCaptureFixture) -> None:
    check(*await post(orjson.dumps(parameters)), caplog)

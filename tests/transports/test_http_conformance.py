"""GraphQL over HTTP, clause by clause, in the order of the `graphql-http` audits."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from httpx2 import AsyncClient, Response

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"


@dataclass(frozen=True)
class Case:
    clause: str
    status: int = 200
    accept: str | None = None
    answers: str = JSON
    body: Any = field(default_factory=lambda: {"query": "{ __typename }"})
    errors: bool = False


QUERY = "{ __typename }"
NAMED = "query Query { __typename }"
TYPE = "query Type($name: String!) { __type(name: $name) { name } }"
NULL_ID = {"query": "query F($id: ID!) { echo(text: $id) }", "variables": {"id": None}}
BROKEN, UNKNOWN = {"query": "{"}, {"query": "{ noSuchField }"}
NOT_A_STRING: list[Any] = [{"obj": "ect"}, 0, False, ["array"]]
NOT_A_MAP: list[Any] = ["string", 0, False, ["array"]]

MEDIA = [
    Case("graphql-response+json is spoken", accept=GRAPHQL, answers=GRAPHQL),
    Case("json is spoken", accept=JSON),
    Case("anything means json", accept="*/*"),
    Case("any application type means json", accept="application/*"),
    Case("nothing said means json"),
    Case("the higher q wins", accept=f"{JSON};q=0.5, {GRAPHQL};q=0.9", answers=GRAPHQL),
    Case("the higher q wins the other way", accept=f"{JSON};q=0.9, {GRAPHQL};q=0.5"),
    Case("between equals the newer type wins", accept=f"{JSON}, {GRAPHQL}", answers=GRAPHQL),
    Case("a named type wins over a wildcard", accept=f"*/*;q=0.1, {GRAPHQL}", answers=GRAPHQL),
    Case("what the client forbids is not sent", accept=f"*/*, {JSON};q=0", answers=GRAPHQL),
    Case("a parameter of the type does not matter", accept=f"{GRAPHQL}; charset=utf-8", answers=GRAPHQL),
    Case("upper case is the same", accept=GRAPHQL.upper(), answers=GRAPHQL),
    Case("a broken q counts as none", 406, accept=f"{JSON};q=viel", errors=True),
    Case("nothing we speak", 406, accept="text/plain", errors=True),
]
PARAMETERS = [
    Case("query is missing", 400, accept=GRAPHQL, answers=GRAPHQL, body={"notquery": QUERY}, errors=True),
    Case("query is misspelt", 400, body={"qeury": QUERY}, errors=True),
    *(Case(f"query is {v!r}", 400, body={"query": v}, errors=True) for v in NOT_A_STRING),
    *(
        Case(f"operationName is {v!r}", 400, body={"query": QUERY, "operationName": v}, errors=True)
        for v in NOT_A_STRING
    ),
    *(
        Case(f"{name} is {v!r}", 400, body={"query": QUERY, name: v}, errors=True)
        for name in ("variables", "extensions")
        for v in NOT_A_MAP
    ),
    *(
        Case(f"{name}: null in {answers}", accept=answers, answers=answers, body={"query": QUERY, name: None})
        for name in ("variables", "operationName", "extensions")
        for answers in (JSON, GRAPHQL)
    ),
    *(
        Case(f"{about} is taken in {answers}", accept=answers, answers=answers, body=body)
        for about, body in {
            "a query": {"query": QUERY},
            "an operationName": {"query": NAMED, "operationName": "Query"},
            "an empty operationName": {"query": NAMED, "operationName": ""},
            "a map of variables": {"query": TYPE, "variables": {"name": "sometype"}},
            "a map of extensions": {"query": QUERY, "extensions": {"some": "value"}},
            "text in UTF-8": {"query": '{ __type(name: "Run🏃Swim🏊마당") { name } }'},
        }.items()
        for answers in (JSON, GRAPHQL)
    ),
]  # fmt: skip
FAILURES = [
    *(
        Case(f"{about} is 200 in json", 200, accept=JSON, body=body, errors=True)
        for about, body in {"bad syntax": BROKEN, "an unknown field": UNKNOWN, "a null ID": NULL_ID}.items()
    ),
    *(
        Case(f"{about} is 400 in the newer", 400, accept=GRAPHQL, answers=GRAPHQL, body=body, errors=True)
        for about, body in {"bad syntax": BROKEN, "an unknown field": UNKNOWN, "a null ID": NULL_ID}.items()
    ),
]  # fmt: skip


def check(response: Response, case: Case) -> None:
    assert response.status_code == case.status
    assert response.headers["content-type"] == f"{case.answers}; charset=utf-8"
    answer = response.json()
    assert ("errors" in answer) == case.errors
    assert ("data" in answer) != case.errors


@pytest.mark.parametrize("case", MEDIA + PARAMETERS + FAILURES, ids=lambda case: case.clause)
async def test_a_post_is_answered_as_specified(http: AsyncClient, case: Case) -> None:
    http.headers.pop("accept")
    headers = {"accept": case.accept} if case.accept else {}
    check(await http.post("/graphql", json=case.body, headers=headers), case)


@pytest.mark.parametrize("answers", [JSON, GRAPHQL])
async def test_a_get_runs_a_query_with_variables_as_json(http: AsyncClient, answers: str) -> None:
    asked = {"query": TYPE, "variables": '{"name": "Query"}', "operationName": "Type", "extensions": "{}"}
    response = await http.get("/graphql", params=asked, headers={"accept": answers})
    assert response.status_code == 200
    assert response.json() == {"data": {"__type": {"name": "Query"}}}


@pytest.mark.parametrize("answers", [JSON, GRAPHQL])
async def test_a_get_never_runs_a_mutation(http: AsyncClient, answers: str) -> None:
    asked = {"query": "mutation { refuse }"}
    response = await http.get("/graphql", params=asked, headers={"accept": answers})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.json()["errors"][0]["extensions"] == {"code": "METHOD_NOT_ALLOWED"}


async def test_a_mutation_beside_the_query_asked_for_is_not_run(http: AsyncClient) -> None:
    asked = {"query": "query Q { hello } mutation M { fail }", "operationName": "Q"}
    response = await http.get("/graphql", params=asked)
    assert response.json() == {"data": {"hello": "안녕하세요 🌸"}}


async def test_a_post_without_content_type_is_refused(http: AsyncClient) -> None:
    response = await http.post("/graphql", content=b'{"query": "{ __typename }"}')
    assert response.status_code == 415


async def test_a_post_without_body_is_refused(http: AsyncClient) -> None:
    response = await http.post("/graphql", headers={"content-type": JSON})
    assert response.status_code == 400


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
async def test_a_body_that_is_no_json_is_400_in_both_types(http: AsyncClient, accept: str) -> None:
    headers = {"content-type": JSON, "accept": accept}
    response = await http.post("/graphql", content=b'{ "not a JSON', headers=headers)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"])
async def test_other_methods_are_refused(http: AsyncClient, method: str) -> None:
    response = await http.request(method, "/graphql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
async def test_a_partial_answer_is_200_with_data_and_errors(http: AsyncClient, accept: str) -> None:
    response = await http.post("/graphql", json={"query": "{ who hidden }"}, headers={"accept": accept})
    assert response.status_code == 200
    assert response.json()["data"] == {"who": None, "hidden": None}
    assert response.json()["errors"][0]["extensions"] == {"code": "NOT_FOUND"}


async def test_a_refused_answer_has_a_data_entry_because_it_was_executed(http: AsyncClient) -> None:
    response = await http.post("/graphql", json={"query": "{ me }"}, headers={"accept": GRAPHQL})
    assert (response.status_code, response.json()["data"]) == (200, None)


async def test_a_subscription_is_sent_to_the_socket(http: AsyncClient) -> None:
    response = await http.post("/graphql", json={"query": "subscription { count }"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {"code": "SUBSCRIPTION_OVER_HTTP"}


async def test_answers_are_not_for_caches(http: AsyncClient) -> None:
    response = await http.post("/graphql", json={"query": QUERY})
    assert (response.headers["cache-control"], response.headers["vary"]) == ("no-store", "Accept")


async def test_korean_goes_out_as_plain_utf8(http: AsyncClient) -> None:
    response = await http.post("/graphql", json={"query": "{ hello }"})
    assert response.content == '{"data":{"hello":"안녕하세요 🌸"}}'.encode()

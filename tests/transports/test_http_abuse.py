"""Whatever is thrown at the door costs a 4xx with a GraphQL body, and no traceback."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from httpx2 import ASGITransport, AsyncClient
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse

from madang.errors import NotSignedIn
from madang.server.auth import Identity, Via
from madang.server.transports.http import GraphQLOverHTTP, HttpLimits
from tests.transports.board import board_door

HEADERS = {"content-type": "application/json"}
Q = '"query": "{ who }"'

BODIES: dict[str, bytes] = {
    "an array": b'[{"query": "{ who }"}]',
    "a number": b"5",
    "a string": b'"{ who }"',
    "null": b"null",
    "nothing": b"",
    "an empty object": b"{}",
    "an empty query": b'{"query": " "}',
    "100,000 brackets": b"[" * 100_000,
    "100,000 matched brackets": b"[" * 100_000 + b"]" * 100_000,
    "deep variables": b'{"query": "{ who }", "variables": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_001,
    "NaN": f'{{{Q}, "variables": {{"a": NaN}}}}'.encode(),
    "infinity": f'{{{Q}, "variables": {{"a": Infinity}}}}'.encode(),
    "half a surrogate pair": b'{"query": "{ who }", "variables": {"a": "\\ud800"}}',
    "half a surrogate pair in the query": b'{"query": "{ who } #\\udfff"}',
    "latin-1": '{"query": "{ who } #é"}'.encode("latin-1"),
    "cp949": '{"query": "{ who } #마당"}'.encode("cp949"),
    "utf-16": '{"query": "{ who }"}'.encode("utf-16"),
    "a byte order mark": '\ufeff{"query": "{ who }"}'.encode(),
    "raw control characters": b'{"query": "{ who }\x01"}',
    "the nul character": b'{"query": "{ who }", "variables": {"a": "\\u0000"}}',
    "two queries": f'{{{Q}, "query": "{{ hello }}"}}'.encode(),
    "two operation names": f'{{{Q}, "operationName": "A", "operationName": "B"}}'.encode(),
    "two variables": f'{{{Q}, "variables": {{}}, "variables": {{}}}}'.encode(),
    "a list of variables": f'{{{Q}, "variables": [1]}}'.encode(),
    "variables in text": f'{{{Q}, "variables": "{{}}"}}'.encode(),
    "something after it": f"{{{Q}}} x".encode(),
    "a comment": f"{{{Q}}} // x".encode(),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_a_malformed_body_costs_a_400(
    http: AsyncClient, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    response = await http.post("/graphql", content=body, headers=HEADERS)
    assert response.status_code == 400
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] in {"BAD_REQUEST", "BAD_INPUT"}
    assert error["message"].endswith(".")
    assert caplog.records == []


async def test_an_escaped_backslash_before_u0000_is_text(http: AsyncClient) -> None:
    body = {"query": "query ($t: String!) { echo(text: $t) }", "variables": {"t": "\\u0000"}}
    response = await http.post("/graphql", json=body)
    assert response.json() == {"data": {"echo": "\\u0000"}}


async def test_names_of_parameters_may_occur_again_inside(http: AsyncClient) -> None:
    body = {"query": "{ who }", "variables": {"query": "x", "variables": {"query": "y"}}}
    assert (await http.post("/graphql", json=body)).json() == {"data": {"who": None}}


@pytest.mark.parametrize(
    "text", ["가" * 5_000, "\u1112\u1161\u11ab", "👩‍👩‍👧", "\u202e\ufeff\u200b", "\ue000", "𐍈"]
)
async def test_every_text_comes_back_as_it_went_in(http: AsyncClient, text: str) -> None:
    body = {"query": "query ($t: String!) { echo(text: $t) }", "variables": {"t": text}}
    assert (await http.post("/graphql", json=body)).json() == {"data": {"echo": text}}


async def pieces(size: int) -> AsyncIterator[bytes]:
    for _ in range(size):
        yield b" " * 1_000


async def test_a_body_of_five_megabytes_is_refused_by_its_declared_length(http: AsyncClient) -> None:
    response = await http.post("/graphql", content=b" " * 5_000_000, headers=HEADERS)
    assert response.status_code == 413
    assert response.json()["errors"][0]["message"] == "요청 본문은 1,048,576바이트까지입니다."


async def test_a_body_without_length_is_refused_once_it_is_too_long(http: AsyncClient) -> None:
    response = await http.post("/graphql", content=pieces(2_000), headers=HEADERS)
    assert response.status_code == 413


async def test_the_limit_of_the_body_can_be_lowered() -> None:
    application = GraphQLOverHTTP(board_door(), limits=HttpLimits(body_bytes=20))
    async with AsyncClient(transport=ASGITransport(application), base_url="http://board") as client:
        assert (await client.post("/graphql", json={"query": "{ who }"})).status_code == 200
        assert (await client.post("/graphql", json={"query": "{ who, who }"})).status_code == 413


async def test_a_body_that_never_ends_is_given_up() -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    application = GraphQLOverHTTP(board_door(), limits=HttpLimits(body_seconds=0.01))
    async with AsyncClient(transport=ASGITransport(application), base_url="http://board") as client:
        response = await client.post("/graphql", content=endless(), headers=HEADERS)
    assert response.status_code == 408


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json-patch+json",
        "application/json; charset=iso-8859-1",
        "application/json; charset=euc-kr",
        'application/json; charset="utf-16"',
    ],
)
async def test_only_json_in_utf8_is_taken(http: AsyncClient, content_type: str) -> None:
    response = await http.post(
        "/graphql", content=b'{"query": "{ who }"}', headers={"content-type": content_type}
    )
    assert response.status_code == 415
    assert response.json()["errors"][0]["extensions"]["code"].startswith("UNSUPPORTED_")


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "utf8"])
async def test_utf8_may_be_written_in_several_ways(http: AsyncClient, charset: str) -> None:
    headers = {"content-type": f"application/json; charset={charset}"}
    response = await http.post("/graphql", content=b'{"query": "{ who }"}', headers=headers)
    assert response.status_code == 200


async def test_a_packed_body_is_not_unpacked(http: AsyncClient) -> None:
    response = await http.post("/graphql", content=b"x", headers={**HEADERS, "content-encoding": "gzip"})
    assert response.status_code == 415


@pytest.mark.parametrize(
    "query",
    [
        "",
        "query=%ED%A0%80",
        "query=%FF",
        "query=%7B+who+%7D&query=%7B+hello+%7D",
        "query=%7B+who+%7D&variables=%5B1%5D",
        "query=%7B+who+%7D&variables=x",
        "query=%7B+who+%7D&extensions=1",
        "query=%7B+who+%7D" + "&a=1" * 30,
    ],
)
async def test_a_malformed_address_costs_a_400(http: AsyncClient, query: str) -> None:
    response = await http.get(f"/graphql?{query}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"] == {"code": "BAD_REQUEST"}


async def test_empty_variables_in_an_address_are_none(http: AsyncClient) -> None:
    assert (await http.get("/graphql?query=%7B+who+%7D&variables=")).json() == {"data": {"who": None}}


async def test_a_document_past_its_limits_is_refused(http: AsyncClient) -> None:
    body = {"query": "{ " + "who " * 31 + "}"}
    response = await http.post("/graphql", json=body, headers={"accept": "application/graphql-response+json"})
    assert response.status_code == 400
    extensions = response.json()["errors"][0]["extensions"]
    assert extensions == {"code": "LIMIT_EXCEEDED", "limit": "root_fields", "allowed": 30}


async def test_a_get_with_cookies_needs_our_header(http: AsyncClient) -> None:
    cookie = {"cookie": "madang=x"}
    response = await http.get("/graphql?query={who}", headers=cookie)
    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"] == {"code": "CSRF"}
    assert (await http.get("/graphql?query={who}", headers={**cookie, "x-madang-request": "1"})).is_success
    assert (await http.post("/graphql", json={"query": "{ who }"}, headers=cookie)).is_success


async def by_header(connection: HTTPConnection, payload: Mapping[str, Any] | None = None) -> Identity | None:
    who = connection.headers.get("authorization")
    if who == "wrong":
        raise NotSignedIn("로그인이 끝났습니다.")
    if who == "bug":
        raise LookupError("no such table: sessions")
    return Identity(who, Via.TOKEN, datetime(2030, 1, 1, tzinfo=UTC), read_only=True) if who else None


async def sign(who: str, query: str) -> tuple[int, Any, Any]:
    application = GraphQLOverHTTP(board_door(by_header))
    async with AsyncClient(transport=ASGITransport(application), base_url="http://board") as client:
        response = await client.post("/graphql", json={"query": query}, headers={"authorization": who})
    return response.status_code, response.json(), response.headers.get("www-authenticate")


async def test_the_context_knows_who_asks() -> None:
    assert await sign("seoul-1", "{ who }") == (200, {"data": {"who": "seoul-1"}}, None)


async def test_a_proof_that_does_not_hold_is_a_401() -> None:
    status, answer, challenge = await sign("wrong", "{ who }")
    assert (status, challenge) == (401, "Bearer")
    assert answer["errors"] == [{"message": "로그인이 끝났습니다.", "extensions": {"code": "NOT_SIGNED_IN"}}]


async def test_a_read_only_identity_changes_nothing() -> None:
    _, answer, _ = await sign("reader", "mutation { fail }")
    assert answer["errors"][0]["extensions"] == {"code": "FORBIDDEN"}
    assert "data" not in answer


async def test_a_mistake_in_sign_in_is_hidden(caplog: pytest.LogCaptureFixture) -> None:
    status, answer, _ = await sign("bug", "{ who }")
    assert status == 500
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "sessions" not in json.dumps(answer)
    assert [record.name for record in caplog.records] == ["madang.incidents"]


async def test_a_browser_that_looks_in_gets_the_page() -> None:
    application = GraphQLOverHTTP(board_door(), page=PlainTextResponse("GraphiQL"))
    browser = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "cookie": "madang=x"}
    async with AsyncClient(transport=ASGITransport(application), base_url="http://board") as client:
        assert (await client.get("/graphql", headers=browser)).text == "GraphiQL"
        assert (await client.get("/graphql")).status_code == 400
        asked = await client.get("/graphql?query={who}", headers={"accept": browser["accept"]})
        assert asked.json() == {"data": {"who": None}}

"""The whole application, opened on a city of its own: doors, sign-in, health and headers."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import strawberry
from starlette.testclient import TestClient
from strawberry import Info

from madang.errors import Invalid
from madang.rules.policy import BoardPolicy
from madang.server import health
from madang.server.asgi import create_app
from madang.server.auth import Via
from madang.server.auth.sessions import BrowserSessions, kept_secret
from madang.server.opening import opened
from madang.server.sample.city import found
from madang.server.settings import Settings
from resolvers.context import Context, utc_now
from resolvers.tokens import create_token

HERE, SOCKET = "http://127.0.0.1:8000", "ws://127.0.0.1:8000/graphql"
JSON = {"content-type": "application/json"}
PORTAL = Settings(portal_secret="s" * 32, portal_issuer="portal", portal_audience="madang")


@strawberry.type
class Query:
    @strawberry.field
    def department(self, info: Info[Context, None]) -> str | None:
        visitor = info.context.visitor
        return visitor.department_name if visitor else None


schema = strawberry.Schema(Query)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sample city, which the tests of this module only read."""
    folder = tmp_path_factory.mktemp("city")
    asyncio.run(fill(Settings(data=folder)))
    return folder


async def fill(settings: Settings) -> None:
    async with opened(settings.database) as city:
        await found(city.context())


@pytest.fixture
def client(sample: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=sample), schema, demo=True), base_url=HERE) as client:
        yield client


def ask(client: TestClient, **options: Any) -> Any:
    return client.post("/graphql", json={"query": "{ department }"}, **options).json()


def test_somebody_not_signed_in_is_a_citizen(client: TestClient) -> None:
    assert ask(client) == {"data": {"department": None}}


def test_a_newcomer_becomes_somebody_of_the_sample_city(client: TestClient) -> None:
    people = {one["number"]: one for one in client.get("/demo/personas").json()}
    assert people["demo-admin"] == {
        "number": "demo-admin",
        "name": "최수진(예시)",
        "department": "사회혁신담당관",
        "position": "직원",
        "roles": ["사회혁신담당관"],
    }
    answer = client.post("/demo/sign-in", json={"persona": "demo-admin"})
    assert answer.json() == people["demo-admin"]
    cookie = answer.headers["set-cookie"]
    assert all(mark in cookie for mark in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=36000"))
    assert ask(client) == {"data": {"department": "사회혁신담당관"}}
    assert client.post("/demo/sign-out", headers=JSON).status_code == 204
    assert ask(client) == {"data": {"department": None}}


def test_a_signed_in_browser_is_known_on_a_socket(client: TestClient) -> None:
    client.post("/demo/sign-in", json={"persona": "demo-clerk"})
    with client.websocket_connect(SOCKET, subprotocols=["graphql-transport-ws"]) as socket:
        socket.send_json({"type": "connection_init"})
        assert socket.receive_json() == {"type": "connection_ack"}
        socket.send_json({"type": "subscribe", "id": "1", "payload": {"query": "{ department }"}})
        told = socket.receive_json()["payload"]["data"]["department"]
    assert told == "통계데이터담당관"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"persona": 5}', b'{"persona": "100"}', b"x" * 2_000])
def test_only_personas_can_be_chosen(client: TestClient, body: bytes) -> None:
    answer = client.post("/demo/sign-in", content=body, headers=JSON)
    assert (answer.status_code, "set-cookie" in answer.headers) == (404, False)


def test_employees_of_the_sample_who_are_no_personas_cannot_be_chosen(client: TestClient) -> None:
    answer = client.post("/demo/sign-in", json={"persona": "S0001"})
    assert answer.status_code == 404


def test_a_form_cannot_sign_in_or_out(client: TestClient) -> None:
    assert client.post("/demo/sign-in", data={"persona": "demo-admin"}).status_code == 403
    assert client.post("/demo/sign-out").status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""])
def test_a_foreign_name_for_this_machine_opens_nothing(client: TestClient, host: str) -> None:
    client.post("/demo/sign-in", json={"persona": "demo-admin"})
    foreign = {"host": host, "cookie": f"madang_session={client.cookies['madang_session']}"}
    assert client.get("/demo/personas", headers=foreign).status_code == 403
    answer = client.post("/demo/sign-in", json={"persona": "demo-admin"}, headers=foreign)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert ask(client, headers=foreign) == {"data": {"department": None}}


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "LOCALHOST", "[::1]:8000", "[::1]"])
def test_this_machine_has_several_names(client: TestClient, host: str) -> None:
    assert client.get("/demo/personas", headers={"host": host}).status_code == 200


def test_a_token_of_nobody_is_a_401(client: TestClient) -> None:
    answer = client.post(
        "/graphql", json={"query": "{ department }"}, headers={"authorization": "Bearer nobody"}
    )
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_somebody_who_left_is_a_401(sample: Path) -> None:
    app = create_app(Settings(data=sample), schema, demo=True)
    with TestClient(app, base_url=HERE) as client:
        sessions = BrowserSessions(kept_secret(sample), lasting=timedelta(hours=1), clock=utc_now)
        client.cookies["madang_session"] = sessions.issue("gone", Via.DEMO)
        answer = client.post("/graphql", json={"query": "{ department }"})
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"] == {"code": "NOT_SIGNED_IN"}


def test_a_program_signs_in_with_its_token_over_both_doors(sample: Path) -> None:
    text = asyncio.run(make_token(Settings(data=sample), "demo-data"))
    bearer = {"authorization": f"Bearer {text}"}
    with TestClient(create_app(Settings(data=sample), schema), base_url=HERE) as client:
        assert ask(client, headers=bearer) == {"data": {"department": "정보기획담당관"}}
        with client.websocket_connect(SOCKET, subprotocols=["graphql-transport-ws"]) as socket:
            socket.send_json({"type": "connection_init", "payload": bearer})
            assert socket.receive_json() == {"type": "connection_ack"}
        assert client.post("/graphql", json={"query": "{ x }"}, headers=wrong(bearer)).status_code == 401


async def make_token(settings: Settings, number: str) -> str:
    async with opened(settings.database) as city:
        _, text = await create_token(city.context(), number, name="시험", days=1)
    return text


def wrong(bearer: dict[str, str]) -> dict[str, str]:
    return {name: value + "x" for name, value in bearer.items()}


def test_without_the_demo_nobody_signs_in_as_a_persona(sample: Path) -> None:
    with TestClient(create_app(Settings(data=sample), schema), base_url=HERE) as client:
        assert client.get("/demo/personas").status_code == 404
        assert client.post("/demo/sign-in", json={"persona": "demo-admin"}).status_code == 404


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (Settings(host="0.0.0.0"), "MADANG_HOST"),
        (Settings(host="10.1.2.3"), "MADANG_HOST"),
        (PORTAL, "MADANG_PORTAL_JWKS"),
    ],
)
def test_the_demo_does_not_start_where_strangers_or_real_people_come_in(
    settings: Settings, named: str
) -> None:
    with pytest.raises(Invalid) as raised:
        create_app(settings, schema, demo=True)
    assert raised.value.field == (named,)


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").json() == {"database": True, "log": True, "broker": True}


def test_a_server_that_cannot_follow_the_log_lives_and_is_not_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database answers all the while."""
    settings = Settings(data=tmp_path)
    asyncio.run(fill(settings))
    with TestClient(create_app(settings, schema), base_url=HERE) as client, connect(tmp_path) as database:
        monkeypatch.setattr(health, "MOST_SECONDS_BEHIND", 2.0)
        (kept,) = database.execute("SELECT * FROM log_state").fetchall()
        database.execute("DELETE FROM log_state")
        assert until(client, 503) == {"database": True, "log": False, "broker": True}
        assert client.get("/healthz").status_code == 200
        database.execute(f"INSERT INTO log_state VALUES ({', '.join('?' * len(kept))})", kept)
        assert until(client, 200) == {"database": True, "log": True, "broker": True}


def connect(data: Path) -> AbstractContextManager[sqlite3.Connection]:
    """Each statement is a transaction of its own."""
    return closing(sqlite3.connect(data / "madang.db", isolation_level=None))


def until(client: TestClient, status: int) -> Any:
    """What /readyz says as soon as it answers with this status."""
    deadline = time.monotonic() + 60
    while (answer := client.get("/readyz")).status_code != status:
        assert time.monotonic() < deadline, answer.json()
        time.sleep(0.05)
    return answer.json()


@pytest.mark.parametrize(
    "path", ["/graphql?query={department}", "/healthz", "/metrics", "/nowhere", "/demo/personas"]
)
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_the_limits_of_the_settings_hold(sample: Path) -> None:
    settings = Settings(data=sample, document_characters=2_000, body_bytes=3_000, graphiql=False)
    with TestClient(create_app(settings, schema), base_url=HERE) as client:
        long = client.post("/graphql", json={"query": "{ department } #" + "x" * 2_000}).json()
        assert long["errors"][0]["extensions"]["limit"] == "characters"
        assert client.post("/graphql", json={"query": "x" * 3_000}).status_code == 413
        assert client.get("/graphql", headers={"accept": "text/html"}).status_code == 406


def test_the_policy_of_the_settings_holds(sample: Path) -> None:
    policies: list[BoardPolicy] = []

    async def look(ctx: Context) -> None:
        policies.append(ctx.policy)

    settings = Settings(data=sample, head_approves_leaving=False, attachment_megabytes=2)
    with TestClient(create_app(settings, schema, beside=look), base_url=HERE) as client:
        assert client.get("/healthz").text == "ok"
    assert policies == [BoardPolicy(head_approves_leaving=False, attachment_bytes=2 << 20)]

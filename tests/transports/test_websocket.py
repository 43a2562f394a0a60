"""The operations of graphql-transport-ws by its protocol text: subscribe, next, error and complete."""

import pytest

from tests.transports.board import Feed
from tests.transports.serving import Client, Served, client


async def test_subscribing_before_the_acknowledgement_is_unauthorized(socket: Client) -> None:
    await socket.subscribe("subscription { count }")
    assert await socket.closed() == (4401, "Unauthorized")


async def test_a_subscription_gives_its_events_and_completes(socket: Client) -> None:
    await socket.greet()
    await socket.subscribe("subscription ($to: Int!) { count(to: $to) }", variables={"to": 2})
    assert [await socket.hear() for _ in range(3)] == [
        {"id": "1", "type": "next", "payload": {"data": {"count": 0}}},
        {"id": "1", "type": "next", "payload": {"data": {"count": 1}}},
        {"id": "1", "type": "complete"},
    ]


@pytest.mark.parametrize("query", ["{ hello }", "query A { hello } mutation B { fail }"])
async def test_a_query_gives_one_answer_and_completes(socket: Client, query: str) -> None:
    await socket.greet()
    await socket.subscribe(query, operationName="A" if "A" in query else None)
    payload = {"data": {"hello": "안녕하세요 🌸"}}
    assert await socket.hear() == {"id": "1", "type": "next", "payload": payload}
    assert await socket.hear() == {"id": "1", "type": "complete"}


async def test_errors_beside_data_come_with_next(socket: Client) -> None:
    await socket.greet()
    await socket.subscribe("mutation { refuse }")
    payload = (await socket.hear())["payload"]
    assert payload["data"] == {"refuse": None}
    assert payload["errors"][0]["extensions"] == {"code": "FORBIDDEN"}
    assert (await socket.hear())["type"] == "complete"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { count visits { visit } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription ($to: Int!) { count(to: $to) }", "BAD_INPUT"),
        ("query A { hello } query B { who }", "OPERATION_RESOLUTION_FAILURE"),
        ("{ " + "who " * 31 + "}", "LIMIT_EXCEEDED"),
        ("subscription { refused }", "NOT_SIGNED_IN"),
    ],
)
async def test_what_cannot_run_is_an_error_and_the_socket_goes_on(
    socket: Client, query: str, code: str
) -> None:
    await socket.greet()
    await socket.subscribe(query)
    told = await socket.hear()
    assert (told["id"], told["type"]) == ("1", "error")
    assert told["payload"][0]["extensions"]["code"] == code
    await socket.subscribe("{ who }")
    assert (await socket.hear())["type"] == "next"


async def test_a_mistake_in_a_stream_is_hidden(socket: Client, caplog: pytest.LogCaptureFixture) -> None:
    await socket.greet()
    await socket.subscribe("subscription { breaks { title } }")
    await socket.hear()
    (error,) = (await socket.hear())["payload"]["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert "secret" not in str(error)
    assert (await socket.hear())["type"] == "complete"
    assert [record.name for record in caplog.records] == ["madang.incidents"]


async def test_an_id_in_use_cannot_be_used_again(socket: Client) -> None:
    await socket.greet()
    await socket.subscribe("subscription { news }")
    await socket.subscribe("subscription { news }")
    assert await socket.closed() == (4409, "Subscriber for 1 already exists")


async def test_an_id_is_free_again_after_complete_from_either_side(socket: Client, feed: Feed) -> None:
    await socket.greet()
    await socket.subscribe("{ who }")
    assert [(await socket.hear())["type"] for _ in range(2)] == ["next", "complete"]
    await socket.subscribe("subscription { news }")
    await socket.say(type="complete", id="1")
    await socket.subscribe("{ who }")
    assert [(await socket.hear())["type"] for _ in range(2)] == ["next", "complete"]


async def test_complete_stops_the_source(socket: Client, feed: Feed) -> None:
    await socket.greet()
    await socket.subscribe("subscription { news }")
    await feed.entered.wait()
    await socket.say(type="complete", id="1")
    await feed.released.wait()
    assert feed.watching == 0
    await socket.say(type="ping")
    assert await socket.hear() == {"type": "pong"}


async def test_completing_what_is_unknown_is_ignored(socket: Client) -> None:
    await socket.greet()
    await socket.say(type="complete", id="9")
    await socket.say(type="ping")
    assert await socket.hear() == {"type": "pong"}


async def test_operations_run_side_by_side(socket: Client, feed: Feed) -> None:
    await socket.greet()
    await socket.subscribe("subscription { news }", "watch")
    await socket.subscribe("{ who }", "ask")
    assert [(m["id"], m["type"]) for m in [await socket.hear(), await socket.hear()]] == [
        ("ask", "next"),
        ("ask", "complete"),
    ]
    feed.queue.put_nowait("접수")
    assert await socket.hear() == {"id": "watch", "type": "next", "payload": {"data": {"news": "접수"}}}


async def test_a_socket_has_a_largest_number_of_operations(socket: Client) -> None:
    await socket.greet()
    for name in ("1", "2"):
        await socket.subscribe("subscription { news }", name)
    await socket.subscribe("subscription { news }", "3")
    told = await socket.hear()
    assert (told["id"], told["type"]) == ("3", "error")
    assert told["payload"][0]["extensions"] == {
        "code": "LIMIT_EXCEEDED",
        "limit": "operations",
        "allowed": 2,
    }


async def test_a_client_that_leaves_releases_everything(served: Served, feed: Feed) -> None:
    async with client(served) as socket:
        await socket.greet()
        await socket.subscribe("subscription { news }")
        await feed.entered.wait()
    await feed.released.wait()
    assert feed.watching == 0


async def test_each_event_is_seen_with_fresh_eyes(socket: Client) -> None:
    await socket.greet()
    await socket.subscribe("subscription { visits { visit } }")
    assert [(await socket.hear())["payload"]["data"]["visits"]["visit"] for _ in range(3)] == [1, 2, 3]

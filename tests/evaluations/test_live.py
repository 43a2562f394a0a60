"""Ratings arrive live: that they were given to everybody, what they are to the parties."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from resolvers.reminders import remind_and_lapse
from schema.identifiers import global_id
from subscriptions.broker import MemoryBroker
from subscriptions.live import Live
from tests import asking
from tests.evaluations.conftest import DAY, Board

NEWS = """subscription ($id: ID!, $after: String) {
    requestEvents(id: $id, after: $after) { ... on RequestChange { event { __typename
        ... on EvaluationSubmittedEvent { evaluation { score comment } }
        ... on EvaluationRemindedEvent { number dueAt actor { name } }
    } } }
}"""
MARKS = {"importance": 5, "effectiveness": 4, "promptness": 3, "difficulty": 5}


@pytest.fixture
async def api(board: Board) -> AsyncIterator[asking.Board]:
    async with Live(board.city.sessions, MemoryBroker()) as live:
        yield asking.Board(board.city, live.hub)


async def cursor(api: asking.Board, board: Board) -> str:
    return (await api.ask(board.people["오솔길"], "{ liveCursor }"))["liveCursor"]


async def heard(news: AsyncIterator[dict[str, Any]]) -> dict[str, Any]:
    return (await asyncio.wait_for(anext(news), timeout=20))["event"]


async def request_id(board: Board, delivery_id: UUID) -> str:
    return global_id("Request", (await board.request_of(delivery_id)).id)


async def test_marks_are_pushed_to_the_handler_and_the_news_of_them_to_all(
    board: Board, api: asking.Board
) -> None:
    (delivery_id,) = await board.confirmed()
    id = await request_id(board, delivery_id)
    handler, bystander = board.people["은하수"], board.people["오솔길"]
    after = await cursor(api, board)
    async with (
        api.watch(handler, NEWS, id=id, after=after) as told,
        api.watch(bystander, NEWS, id=id, after=after) as untold,
    ):
        given: dict[str, Any] = {"deliveryId": global_id("Delivery", delivery_id), "comment": "빨랐습니다."}
        await api.do(board.people["김하늘"], "evaluationSubmit", "evaluation { id }", input=given | MARKS)
        kind = {"__typename": "EvaluationSubmittedEvent"}
        assert await heard(told) == {**kind, "evaluation": {"score": "4.25", "comment": "빨랐습니다."}}
        assert await heard(untold) == {**kind, "evaluation": None}


async def test_a_reminder_arrives_by_itself(board: Board, api: asking.Board) -> None:
    (delivery_id,) = await board.confirmed()
    due = board.clock() + 14 * DAY
    requester = board.people["김하늘"]
    id, after = await request_id(board, delivery_id), await cursor(api, board)
    async with api.watch(requester, NEWS, id=id, after=after) as news:
        board.clock.advance(3 * DAY)
        await remind_and_lapse(await api.context(None))
        assert await heard(news) == {
            "__typename": "EvaluationRemindedEvent",
            "number": 1,
            "dueAt": due.isoformat(),
            "actor": None,
        }


async def test_work_that_was_sent_back_is_rated_after_it_is_confirmed_again(
    board: Board, api: asking.Board
) -> None:
    (delivery_id,) = await board.confirmed()
    id, requester = global_id("Delivery", delivery_id), board.people["김하늘"]
    given: dict[str, Any] = {"deliveryId": id, "comment": "", **MARKS}
    board.clock.advance(13 * DAY)
    await api.do(requester, "deliverySendBack", "delivery { state }", id=id, reason="한 번 더 봐 주십시오.")
    early = await api.do(requester, "evaluationSubmit", "evaluation { id }", input=given)
    assert [error["reason"] for error in early["errors"]] == ["ILLEGAL_STEP"]
    await api.do(board.people["이바다"], "deliveryReport", "delivery { state }", id=id, result="다시 봄")
    board.clock.advance(13 * DAY)
    confirmed = await api.do(requester, "deliveryConfirm", "delivery { evaluationDueAt version }", id=id)
    assert confirmed["delivery"]["evaluationDueAt"] == (board.clock() + 14 * DAY).isoformat()
    version = confirmed["delivery"]["version"]
    rated = await api.do(
        requester, "evaluationSubmit", "evaluation { delivery { version } }", input=given, version=version
    )
    assert rated["errors"] == []
    assert rated["evaluation"]["delivery"]["version"] == rated["version"]


async def test_rated_work_is_not_sent_back(board: Board, api: asking.Board) -> None:
    (delivery_id,) = await board.confirmed()
    await board.submit(delivery_id)
    sent_back = await api.do(
        board.people["김하늘"],
        "deliverySendBack",
        "delivery { state }",
        id=global_id("Delivery", delivery_id),
        reason="더 봐 주십시오.",
    )
    assert [error["message"] for error in sent_back["errors"]] == [
        "이미 평가한 협력은 보완을 요청할 수 없습니다. 새 협력을 요청하십시오."
    ]
    assert len(await board.events(delivery_id)) == 1

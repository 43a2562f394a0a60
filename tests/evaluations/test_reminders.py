"""Reminders on the third and tenth day and the end on the fourteenth: once, whoever sweeps and how often."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from madang.errors import Conflict
from madang.rules.requests import DeliveryState
from models import Delivery, Request
from resolvers import evaluation_facts, evaluations
from resolvers.reminders import remind_and_lapse
from subscriptions.evaluation_events import EvaluationLapsed, EvaluationReminded
from subscriptions.events import Event
from tests.evaluations.conftest import DAY, GOOD, Board

INSTANT = timedelta.resolution


async def sweep(board: Board, *, batch: int = 100) -> int:
    return await remind_and_lapse(await board.ctx(None), batch=batch)


async def told(board: Board, delivery_id: UUID) -> list[Event]:
    """Of this delivery; and the log folds to what the tables say."""
    events = await board.checked(delivery_id, board.events(delivery_id))
    return [event for event in events if getattr(event, "delivery_id", None) == delivery_id]


def kinds(events: list[Event]) -> list[str | int]:
    return [event.number if isinstance(event, EvaluationReminded) else event.kind for event in events]


async def test_missing_marks_are_told_of_twice_and_then_given_up(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    confirmed_at, given = board.clock(), [(0, 0)]
    for day in range(1, 31):
        board.clock.now = confirmed_at + day * DAY - INSTANT
        before = await sweep(board)
        board.clock.advance(INSTANT)
        given.append((before, await sweep(board)))
    assert {day: count for day, count in enumerate(given) if count != (0, 0)} == {
        3: (0, 1),
        10: (0, 1),
        14: (0, 1),
    }
    common = {"delivery_id": delivery_id, "department_id": board.city.departments["통계데이터담당관"].id}
    due = confirmed_at + 14 * DAY
    assert await told(board, delivery_id) == [
        EvaluationReminded(**common, confirmed_at=confirmed_at, due_at=due, number=1),
        EvaluationReminded(**common, confirmed_at=confirmed_at, due_at=due, number=2),
        EvaluationLapsed(**common, confirmed_at=confirmed_at),
    ]
    entry = (await board.entries(delivery_id))[0]
    assert entry.actor_id is None


async def test_what_lapsed_has_no_marks_at_all(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    board.clock.advance(14 * DAY)
    await sweep(board)
    board.clock.advance(-DAY)  # a process whose clock is behind
    with pytest.raises(Conflict, match="평가 기한이 지났습니다"):
        await evaluations.submit(await board.ctx("김하늘"), delivery_id, GOOD, comment="")
    assert (await board.stored(delivery_id)).evaluations == {}
    async with board.city.sessions() as session:
        assert (await session.get_one(Delivery, delivery_id)).evaluated_at is None


async def test_the_board_does_not_take_a_notice_for_news(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    before = (await board.request_of(delivery_id)).updated_at
    board.clock.advance(3 * DAY)
    assert await sweep(board) == 1
    request = await board.request_of(delivery_id)
    assert (request.updated_at, request.version) == (before, 1)


async def test_after_an_outage_only_the_latest_step_is_told(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    board.clock.advance(13 * DAY)
    assert (await sweep(board), await sweep(board)) == (1, 0)
    assert kinds(await told(board, delivery_id)) == [2]
    board.clock.advance(100 * DAY)
    assert (await sweep(board), await sweep(board)) == (1, 0)
    assert kinds(await told(board, delivery_id)) == [2, "EvaluationLapsed"]


async def test_rated_unconfirmed_and_own_deliveries_are_left_alone(board: Board) -> None:
    rated, unconfirmed = await board.confirmed("통계데이터담당관", "서대문구")
    await board.submit(rated)
    await board.set(unconfirmed, state=DeliveryState.SENT_BACK, confirmed_at=None)
    (own_department,) = await board.confirmed("버스정책과")
    (own_work,) = await board.confirmed()
    await board.hand_to(own_work, "김하늘")
    board.clock.advance(14 * DAY)
    assert await sweep(board) == 0
    for delivery_id in (unconfirmed, own_department, own_work):
        assert await told(board, delivery_id) == []


async def test_what_is_confirmed_again_has_a_new_time(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    board.clock.advance(14 * DAY)
    await sweep(board)
    await board.set(delivery_id, confirmed_at=board.clock())
    board.clock.advance(3 * DAY)
    assert (await sweep(board), await sweep(board)) == (1, 0)
    assert kinds(await told(board, delivery_id)) == ["EvaluationLapsed", 1]
    await board.submit(delivery_id)


async def test_sweeps_at_once_give_each_notice_once(board: Board) -> None:
    deliveries = [id for _ in range(5) for id in await board.confirmed("통계데이터담당관", "서대문구")]
    board.clock.advance(3 * DAY)
    given = await asyncio.gather(*(sweep(board, batch=2) for _ in range(4)))
    assert sum(given) + await sweep(board) == 10
    assert [kinds(await told(board, id)) for id in deliveries] == [[1]] * 10


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer at a time
async def test_a_sweep_does_not_wait_for_a_busy_request(board: Board) -> None:
    busy, idle = (await board.confirmed())[0], (await board.confirmed())[0]
    board.clock.advance(3 * DAY)
    async with board.city.sessions.begin() as session:
        request = (await board.request_of(busy)).id
        await session.execute(select(Request).where(Request.id == request).with_for_update())
        assert await sweep(board) == 1
    assert await told(board, busy) == []
    assert kinds(await told(board, idle)) == [1]
    assert await sweep(board) == 1
    assert kinds(await told(board, busy)) == [1]


@pytest.mark.parametrize("age", [3, 13, 14])
async def test_the_sweep_agrees_with_the_rule(board: Board, age: int) -> None:
    """What the statement finds due, the facts call awaited or lapsed."""
    (awaited,) = await board.confirmed()
    (own,) = await board.confirmed("버스정책과")
    board.clock.advance(age * DAY)
    ctx = await board.ctx("김하늘")
    known = await evaluation_facts.of_deliveries(ctx, [awaited, own])
    await sweep(board)
    lapsed = kinds(await told(board, awaited)) == ["EvaluationLapsed"]
    assert (known[awaited].has_lapsed, known[own].has_lapsed) == (lapsed, False)
    assert (known[awaited].awaits_rating_until is not None) is (not lapsed)
    assert known[own].awaits_rating_until is None


async def test_the_days_are_the_policys(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    ctx = await board.ctx(None)
    hour = timedelta(hours=1)
    hasty = replace(ctx.policy, evaluation_window=2 * hour, evaluation_reminders=(hour, DAY))
    board.clock.advance(hour)
    assert await remind_and_lapse(replace(ctx, policy=hasty)) == 1
    board.clock.advance(hour)
    assert await remind_and_lapse(replace(ctx, policy=hasty)) == 1
    assert kinds(await told(board, delivery_id)) == [1, "EvaluationLapsed"]

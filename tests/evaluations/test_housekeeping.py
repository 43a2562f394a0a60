"""What the server does by itself: again and again, whatever fails, until it stops."""

import asyncio
import logging

import pytest

from madang.server.housekeeping import CHORES, kept
from resolvers.context import Context
from resolvers.reminders import remind_and_lapse
from subscriptions.evaluation_events import EvaluationReminded
from tests.evaluations.conftest import DAY, Board


async def test_chores_are_done_again_and_again_until_the_end(board: Board) -> None:
    ctx, done, thrice = await board.ctx(None), [0], asyncio.Event()

    async def chore(given: Context) -> None:
        assert given is ctx
        done[0] += 1
        if done[0] == 3:
            thrice.set()

    async with kept(lambda: ctx, interval=0, chores=[chore]):
        await asyncio.wait_for(thrice.wait(), timeout=10)
    tasks = {task.get_name() for task in asyncio.all_tasks()}
    assert "chore" not in tasks


async def test_a_chore_that_fails_is_tried_again_and_does_not_stop_the_others(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    ctx, recovered, other = await board.ctx(None), asyncio.Event(), asyncio.Event()
    tries = [0]

    async def failing(given: Context) -> None:
        tries[0] += 1
        if tries[0] == 1:
            raise OSError("the database is away")
        recovered.set()

    async def fine(given: Context) -> None:
        other.set()

    with caplog.at_level(logging.WARNING):
        async with kept(lambda: ctx, interval=0, chores=[failing, fine]):
            await asyncio.wait_for(asyncio.gather(recovered.wait(), other.wait()), timeout=10)
    assert "failing failed and begins again: the database is away" in caplog.text


async def test_two_servers_keep_house_and_each_notice_is_given_once(board: Board) -> None:
    (delivery_id,) = await board.confirmed()
    board.clock.advance(3 * DAY)
    ctx, rounds, swept = await board.ctx(None), [0], asyncio.Event()

    async def sweep(given: Context) -> None:
        await remind_and_lapse(given)
        rounds[0] += 1
        if rounds[0] == 4:
            swept.set()

    async with kept(lambda: ctx, interval=0, chores=[sweep]), kept(lambda: ctx, interval=0, chores=[sweep]):
        await asyncio.wait_for(swept.wait(), timeout=10)
    events = await board.events(delivery_id)
    assert [type(event) for event in events] == [EvaluationReminded]


def test_the_server_sends_reminders() -> None:
    assert remind_and_lapse in CHORES

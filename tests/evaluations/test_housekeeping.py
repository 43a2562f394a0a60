"""What the server does by itself: again and again, whatever fails, until it stops."""

import asyncio
import logging
from contextlib import aclosing
from pathlib import Path

import pytest

from madang.server.asgi import create_app
from madang.server.housekeeping import kept
from madang.server.opening import opened
from madang.server.settings import Settings
from resolvers.context import Context
from resolvers.reminders import remind_and_lapse
from schema import schema
from subscriptions.broker import MemoryBroker
from subscriptions.evaluation_events import EvaluationReminded
from subscriptions.events import Record
from subscriptions.hub import Bounds
from subscriptions.live import Live
from tests.evaluations.conftest import DAY, Board, populated


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


async def test_a_server_that_starts_sends_the_reminders_that_are_due(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    async with opened(settings.database) as city:
        board = await populated(city.writes)
        (delivery_id,) = await board.confirmed()
        app = create_app(settings, schema, clock=lambda: board.clock() + 3 * DAY)
        async with Live(city.writes, MemoryBroker(), bounds=Bounds(floor=0.1)) as live:
            beginning = live.hub.cursor(live.hub.head)
            told = live.hub.follow(after=beginning, wants=lambda record: True)
            async with app.router.lifespan_context(app), aclosing(told):
                record = await asyncio.wait_for(anext(told), timeout=20)
    assert isinstance(record, Record)
    assert isinstance(record.event, EvaluationReminded)
    assert record.event.delivery_id == delivery_id

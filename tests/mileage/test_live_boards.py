"""Boards and entries as they change: at once, then when they are others, read once for all who watch."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any

import pytest

from madang.rules.people import Actor
from models import Employee, MileageStanding, Request
from models.recording import recording
from resolvers.context import Context
from resolvers.live_boards import BETWEEN
from schema.for_many import hears_the_same
from schema.leaderboard_live import LeaderboardChange
from schema.plans.noting import Judgement, Noted
from subscriptions.follower import ShuttingDown
from tests.mileage.hall import ASKED, Hall

WATCH = """subscription ($period: MileagePeriod, $holder: MileageHolder! = PERSON, $first: Int! = 10) {
    leaderboardChanged(period: $period, holder: $holder, first: $first) {
      period rows { rank total employee { name } department { name } } } }"""
MINE = """subscription ($after: Int) { myMileageChanged(after: $after) {
    number entry { amount employee { name } explanation } } }"""
PATIENCE = 20.0
News = AsyncIterator[dict[str, Any]]


async def told(news: News) -> dict[str, Any]:
    return await asyncio.wait_for(anext(news), PATIENCE)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 (what is looked at tells nobody)
            await asyncio.sleep(0.01)


async def board(news: News) -> list[tuple[int, str, str]]:
    rows = (await told(news))["data"]["leaderboardChanged"]["rows"]
    return [(row["rank"], (row["employee"] or row["department"])["name"], row["total"]) for row in rows]


async def mine(news: News) -> tuple[int, str]:
    line = (await told(news))["data"]["myMileageChanged"]
    return line["number"], line["entry"]["amount"]


async def test_a_board_comes_at_once_and_again_when_it_is_another(hall: Hall) -> None:
    hall.gives("가", 100)
    await hall.book()
    async with hall.watch("다", WATCH) as news, hall.watch("다", WATCH, holder="DEPARTMENT") as departments:
        assert await board(news) == [(1, "가", "1.00")]
        assert await board(departments) == [(1, ASKED, "1.00")]
        hall.gives("나", 300)
        await hall.book()
        assert await board(news) == [(1, "나", "3.00"), (2, "가", "1.00")]
        assert await board(departments) == [(1, ASKED, "4.00")]


async def test_what_moves_nobody_on_the_board_is_not_told(hall: Hall) -> None:
    hall.gives("가", 300)
    await hall.book()
    async with hall.watch("다", WATCH, first=1) as news:
        assert await board(news) == [(1, "가", "3.00")]
        hall.gives("나", 100)
        await hall.book()
        (shown,) = hall.boards._boards.values()  # pyright: ignore[reportPrivateUsage]
        await until(lambda: shown.looks == 2)
        hall.gives("나", 900)
        await hall.book()
        assert await board(news) == [(1, "나", "10.00")]


async def test_a_board_that_changes_all_the_time_comes_twice_a_second_at_most(hall: Hall) -> None:
    hall.gives("가", 100)
    await hall.book()
    async with hall.watch("다", WATCH) as news:
        await board(news)
        begun, totals = time.monotonic(), list[str]()
        for _ in range(8):
            hall.gives("가", 100)
            await hall.book()
        while not totals or totals[-1] != "9.00":
            totals.append((await board(news))[0][2])
        assert len(totals) <= 1 + (time.monotonic() - begun) / BETWEEN


async def test_who_hides_leaves_a_watched_board_without_anybody_earning_anything(hall: Hall) -> None:
    hall.gives("가", 200)
    hall.gives("나", 100)
    await hall.book()
    async with hall.watch("다", WATCH) as news, hall.watch("관리", WATCH) as watched:
        for one in (news, watched):
            assert await board(one) == [(1, "가", "2.00"), (2, "나", "1.00")]
        await hall.do("가", "mileageHide(wins: true) { version }")
        await hall.book()
        for one in (news, watched):
            assert await board(one) == [(1, "나", "1.00")]


async def test_without_a_period_the_board_goes_on_into_the_next_month(hall: Hall) -> None:
    hall.gives("가", 200)
    await hall.book()
    async with hall.watch("다", WATCH) as news:
        assert (await told(news))["data"]["leaderboardChanged"]["period"] == "2014-07"
        hall.city.clock.now = hall.tell.now = datetime.fromisoformat("2014-08-01T00:00:00+09:00")
        hall.gives("나", 100)
        await hall.book()
        found = (await told(news))["data"]["leaderboardChanged"]
        assert (found["period"], [row["employee"]["name"] for row in found["rows"]]) == ("2014-08", ["나"])


async def test_a_board_is_read_and_written_once_for_all_who_watch_it_and_forgotten_with_the_last(
    hall: Hall,
) -> None:
    hall.gives("가", 100)
    await hall.book()
    async with AsyncExitStack() as stack:
        watching = [await stack.enter_async_context(hall.watch(name, WATCH)) for name in "가나다라마" * 4]
        assert await asyncio.gather(*map(board, watching)) == [[(1, "가", "1.00")]] * 20
        with recording(hall.reads) as statements:
            hall.gives("나", 300)
            await hall.book()
            changed = [(1, "나", "3.00"), (2, "가", "1.00")]
            assert await asyncio.gather(*map(board, watching)) == [changed] * 20
        assert len([one for one in statements if "FROM mileage_standings" in one.sql]) == 3
        assert len(hall.boards) == 1
    assert len(hall.boards) == 0


async def test_whoever_is_signed_out_is_told_so_and_nothing_more(hall: Hall) -> None:
    hall.gives("가", 100)
    await hall.book()
    async with hall.watch("다", WATCH) as news, hall.watch("다", MINE) as lines:
        await board(news)
        waiting = asyncio.ensure_future(told(lines))
        hall.gone.add("다")
        hall.gives("나", 300)
        await hall.book()
        for last in (await told(news), await waiting):
            assert [error["extensions"]["code"] for error in last["errors"]] == ["NOT_SIGNED_IN"]
        with pytest.raises(StopAsyncIteration):
            await anext(news)


async def test_a_process_that_ends_lets_those_go_who_watch(hall: Hall) -> None:
    hall.gives("가", 100)
    await hall.book()
    async with hall.watch("다", WATCH) as news:
        await board(news)
        hall.ledger.close()
        with pytest.raises(ShuttingDown):
            await told(news)


async def test_my_new_entries_come_one_by_one_and_nobody_elses(hall: Hall) -> None:
    hall.gives("가", 100)
    await hall.book()
    async with hall.watch("가", MINE) as news:
        waiting = asyncio.ensure_future(mine(news))
        await until(lambda: hall.ledger.waiting == 1)
        hall.gives("나", 900)
        hall.gives("가", 200)
        hall.gives("가", 300)
        await hall.book()
        assert await waiting == (3, "2.00")
        assert await mine(news) == (4, "3.00")


async def test_entries_that_were_missed_come_behind_the_last_number(hall: Hall) -> None:
    for amount in (100, 200, 300):
        hall.gives("가", amount)
        hall.gives("나", 50)
    await hall.book()
    async with hall.watch("가", MINE, after=1) as news:
        assert [await mine(news) for _ in range(2)] == [(3, "2.00"), (5, "3.00")]
        hall.gives("가", 400)
        await hall.book()
        assert await mine(news) == (7, "4.00")


def _always(actor: Actor, facts: None) -> bool:
    return True


def _nothing(context: Context) -> None:
    return None


async def test_who_may_see_more_than_others_gets_an_answer_of_their_own(hall: Hall) -> None:
    hall.gives("가", 100)
    await hall.book()
    actor = (await hall.context("나")).actor
    event = LeaderboardChange(ids=[], answers={}, period="ALL")
    open_to_all = Noted(rules={(MileageStanding, None, None): None, (Employee, None, None): None})
    assert hears_the_same(actor, open_to_all, event)
    assert not hears_the_same(actor, Noted(rules={(Request, None, None): None}), event)
    assert not hears_the_same(actor, Noted(viewer=True), event)
    judgement = Judgement(_always, _nothing, (), await hall.context("나"))
    assert not hears_the_same(actor, Noted(judgements=[judgement]), event)


@pytest.mark.parametrize("first", [0, 101])
async def test_a_board_of_none_or_too_many_is_refused(hall: Hall, first: int) -> None:
    async with hall.watch("가", WATCH, first=first) as news:
        (error,) = (await told(news))["errors"]
        assert error["extensions"]["code"] == ("LIMIT_EXCEEDED" if first else "INVALID")
    assert len(hall.boards) == 0

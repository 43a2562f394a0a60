"""A thousand who are woken at once go on a few at a time, and answers are kept for a moment only."""

import asyncio
import gc
from typing import Any

from subscriptions.cursor import Cursor
from subscriptions.follower import Follower, SnapshotRequired
from subscriptions.once import ForAMoment, Once
from subscriptions.tally import Tally
from subscriptions.turns import FEW, Turns
from tests.subscriptions.following import everything
from tests.subscriptions.hearing import ANOTHER, ONE, TWO, until


async def test_those_who_are_woken_go_on_a_few_in_each_round_in_their_order() -> None:
    turns, woken = Turns(), list[int]()

    async def wait(number: int) -> None:
        await turns.turn()
        woken.append(number)

    async with asyncio.TaskGroup() as tasks:
        for number in range(3 * FEW):
            tasks.create_task(wait(number))
        rounds = list[int]()
        while len(woken) < 3 * FEW:
            await asyncio.sleep(0)
            rounds.append(len(woken))
    assert woken == list(range(3 * FEW))
    assert [count for count in dict.fromkeys(rounds) if count] == [FEW, 2 * FEW, 3 * FEW]


async def test_who_works_for_long_lets_others_have_their_turn() -> None:
    turns, others = Turns(), list[int]()
    asyncio.get_running_loop().call_soon(others.append, 1)
    await turns.breathe()  # nobody has had a turn for long
    assert others == [1]
    asyncio.get_running_loop().call_soon(others.append, 2)
    await turns.breathe()
    assert others == [1]


async def test_who_was_woken_for_what_is_gone_waits_on() -> None:
    follower = Follower(everything, position=0, size=10, tally=Tally(), turns=Turns())
    follower.offer(ONE)
    follower.begin_anew(Cursor(ANOTHER, 1))  # woken twice, for one item
    assert await follower.take() == SnapshotRequired(Cursor(ANOTHER, 1))
    taking = asyncio.create_task(follower.take())
    await asyncio.sleep(0)
    follower.offer(TWO)
    assert await taking == TWO


async def test_of_a_moment_that_is_over_nothing_is_left() -> None:
    kept = ForAMoment[int](seconds=0.01)
    assert [kept.get("question", lambda: 1), kept.get("question", lambda: 2)] == [1, 1]
    await until(lambda: len(kept) == 0)
    assert kept.get("question", lambda: 2) == 2


async def test_those_who_wait_for_one_answer_go_on_a_few_at_a_time() -> None:
    once, asked, answered = Once(ForAMoment(seconds=60.0), Turns()), list[int](), list[str]()
    may_answer = asyncio.Event()

    async def ask() -> str:
        asked.append(1)
        await may_answer.wait()
        return "answer"

    async def wait() -> None:
        answered.append(await once("question", ask))

    async with asyncio.TaskGroup() as tasks:
        for _ in range(2 * FEW):
            tasks.create_task(wait())
        await asyncio.sleep(0)
        may_answer.set()
        await until(lambda: bool(answered))
        assert len(answered) == FEW
    assert (asked, answered) == ([1], ["answer"] * 2 * FEW)


async def test_a_failure_that_nobody_saw_is_forgotten_in_silence() -> None:
    kept, told = ForAMoment[Any](seconds=0.01), list[dict[str, Any]]()
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: told.append(context))

    async def ask() -> None:
        await asyncio.sleep(0)
        raise OSError("the database is away")

    waiting = asyncio.create_task(Once(kept, Turns())("question", ask))
    await asyncio.sleep(0)
    waiting.cancel()
    await until(lambda: len(kept) == 0)
    del waiting
    gc.collect()
    assert told == []

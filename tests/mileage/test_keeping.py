"""However the log is cut into batches, and whoever books them, the tables say what one replay of it says."""

import asyncio
import re
from collections import Counter
from dataclasses import replace
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from madang.rules.mileage import Holder, Outcome, Rule
from models import MileageClaim, MileageEntry, MileageStanding, MileageState
from models.base import Sessions
from models.engine import engine_of, read_sessions
from models.recording import recording
from resolvers.bookkeeping import keep_books
from resolvers.books_opening import posting_of
from resolvers.context import Context
from subscriptions.hub import Hub
from subscriptions.mileage_books import Books, Posting
from subscriptions.mileage_sums import AXES, Sum, add_up
from subscriptions.request_events import DeliveryProgressed
from tests.mileage.chance import told_by_chance
from tests.mileage.telling import Telling
from tests.mileage.writing import write

SEEDS = range(4)
ACTS = 100


def context(sessions: Sessions) -> Context:
    return Context(reads=read_sessions(engine_of(sessions)), writes=sessions, hub=Hub(sessions))


async def entries(sessions: Sessions) -> list[MileageEntry]:
    async with sessions() as session:
        return list(await session.scalars(select(MileageEntry).order_by(MileageEntry.number)))


async def check_tables(sessions: Sessions, books: Books) -> None:
    kept = await entries(sessions)
    assert [posting_of(one) for one in kept] == books.postings
    assert [one.chain for one in kept] == books.chains
    async with sessions() as session:
        state = await session.scalar(select(MileageState))
        assert state is not None
        assert (state.position, state.number, state.chain) == (books.position, books.number, books.chain)
        claims = {one.number for one in await session.scalars(select(MileageClaim))}
        assert claims == {one.number for by in books.standing.values() for one in by.values()}
        rows = list(await session.scalars(select(MileageStanding)))
    assert {(one.holder, one.holder_id, one.period): shown(one) for one in rows} == {
        account: expected(one) for account, one in add_up(books.postings).items()
    }


def shown(row: MileageStanding) -> tuple[object, ...]:
    amounts = (row.request_amount, row.response_amount, row.comment_amount, row.thanks_amount)
    counts = (row.requests, row.responses, row.comments, row.thanks)
    marks = tuple(getattr(row, axis) for axis in AXES)
    return row.total, *amounts, row.adjustment_amount, *counts, *marks, row.mean, row.helped, row.earliness


def expected(sum: Sum) -> tuple[object, ...]:
    rules = (Rule.REQUEST, Rule.RESPONSE, Rule.COMMENT, Rule.THANKS)
    amounts = tuple(sum.amounts[rule] for rule in (*rules, Rule.ADJUSTMENT))
    counts = tuple(sum.counts[rule] for rule in rules)
    marks = tuple(sum.marks[axis] for axis in AXES)
    return sum.total, *amounts, *counts, *marks, sum.mean, len(+sum.helped), sum.earliness


@pytest.mark.parametrize("seed", SEEDS)
async def test_tables_kept_in_batches_say_what_one_replay_says(sessions: Sessions, seed: int) -> None:
    tell, batches = told_by_chance(seed, ACTS), Random(seed)
    await write(sessions, tell)
    while await keep_books(context(sessions), batch=batches.choice([1, 2, 5, 30, 500])):
        pass
    await check_tables(sessions, tell.booked())


def progressed(delivery: UUID, percent: int) -> DeliveryProgressed:
    return DeliveryProgressed(
        delivery_id=delivery, department_id=UUID(int=2), before=0, after=percent, health=None, note=""
    )


async def test_lines_that_earn_nothing_are_passed_over_for_little(sessions: Sessions) -> None:
    tell = told_by_chance(6, 20)
    await write(sessions, tell)
    await keep_books(context(sessions))
    request, delivery = tell.request(UUID(int=1), of=UUID(int=2)), tell.new()
    await write(sessions, replace(tell, entries=tell.entries[-1:]))
    await keep_books(context(sessions))
    before = tell.booked()
    for percent in (10, 20, 30):
        tell.tell("request", request, progressed(delivery, percent), None)
    await write(sessions, replace(tell, entries=tell.entries[-3:]))
    with recording(sessions) as statements:
        await keep_books(context(sessions))
    assert not [one for one in statements if re.search("mileage_(?!state)", one.sql)]
    await check_tables(sessions, tell.booked())
    assert tell.booked().postings == before.postings


async def test_two_who_book_at_once_book_each_line_once(sessions: Sessions) -> None:
    tell = told_by_chance(7, ACTS)
    await write(sessions, tell)
    while sum(await asyncio.gather(*(keep_books(context(sessions), batch=7) for _ in range(3)))):
        pass
    await check_tables(sessions, tell.booked())


async def test_whoever_dies_in_the_middle_has_booked_nothing_of_it(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = told_by_chance(8, ACTS)
    await write(sessions, tell)
    ctx = context(sessions)
    with monkeypatch.context() as dying:

        def die(*_: object) -> None:
            raise ConnectionResetError

        dying.setattr("resolvers.books_saving._standing", die)
        with pytest.raises(ConnectionResetError):
            await keep_books(ctx, batch=40)
    assert await entries(sessions) == []
    await keep_books(ctx, batch=40)
    await check_tables(sessions, tell.booked())


@pytest.mark.parametrize("seed", range(100, 130))
def test_no_cap_is_exceeded_and_what_is_taken_back_had_been_given(seed: int) -> None:
    books = told_by_chance(seed, 300).booked()
    standing: dict[int, Posting] = {}
    for posting in books.postings:
        if posting.outcome is Outcome.COUNTED:
            standing[posting.number] = posting
        elif posting.outcome is Outcome.REVERSED:
            assert posting.reverses is not None
            assert standing.pop(posting.reverses).amount == -posting.amount
        else:
            assert posting.amount == 0
        check_caps(standing)
    balances: Counter[object] = Counter()
    for posting in books.postings:
        balances[posting.person_id] += posting.amount
    sums = {
        id: one.total
        for (holder, id, period), one in add_up(books.postings).items()
        if (holder, period) == (Holder.PERSON, "ALL")
    }
    assert sums == {id: balance for id, balance in balances.items() if id in sums}
    assert all(balances[id] == 0 for id in balances.keys() - sums.keys())


def check_caps(standing: dict[int, Posting]) -> None:
    places: Counter[tuple[object, ...]] = Counter()
    for one in standing.values():
        places.update(one.places)
    for (kind, rule, *_), count in places.items():
        most = {
            ("day", Rule.REQUEST): 2,
            ("day", Rule.COMMENT): 5,
            ("request", Rule.COMMENT): 3,
            ("pair", Rule.THANKS): 2,
            ("given", Rule.THANKS): 5,
        }.get((kind, rule))  # type: ignore[call-overload]
        assert most is None or count <= most


@pytest.mark.parametrize("seed", range(130, 140))
def test_closed_months_never_change(seed: int) -> None:
    tell = told_by_chance(seed, 400)
    closed: dict[int, list[Posting]] = {}
    for end in range(1, len(tell.entries) + 1):
        kind = tell.entries[end - 1].event.kind
        if kind == "MileageMonthClosed" or end == len(tell.entries):
            part = Telling(entries=tell.entries[:end])
            books = part.booked()
            for month, postings in closed.items():
                assert [one for one in books.postings if one.month == month] == postings
            if books.open_month is not None:
                last = books.open_month.previous.number
                closed[last] = [one for one in books.postings if one.month == last]
    assert closed

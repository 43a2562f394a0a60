"""Mileage is kept as the log grows: whoever comes first books what is new, in one transaction with its place.

Nothing is booked twice and nothing is left out, however many processes try and whichever of them dies.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from models import Employee, MileageState
from models.engine import inserting
from models.mileage import THE_BOOKS
from resolvers.books_opening import open_books
from resolvers.books_saving import save_books
from resolvers.context import Context
from resolvers.kings import choose_kings
from subscriptions import log
from subscriptions.bookkeeping import WRITINGS, book
from subscriptions.events import Record
from subscriptions.mileage_events import MileageMonthClosed

BATCH = 500  # lines that may earn something, a transaction
STRETCH = 10_000  # lines of any kind, likewise
PAUSE = 0.2  # seconds between two looks at the log's head, which cost nothing
LATEST = 5.0  # seconds until lines that earn nothing are passed over in the books, too


async def keep_up(system: Callable[[], Context]) -> None:
    """Book what this process hears of, for as long as it runs, and tell its ledger how far that has come.

    While nothing is heard that earns something, the books are not opened for it at once.
    """
    place, earned = 0, -1  # of the books, and how many events had been heard by then that may earn something
    again_at = 0.0
    while True:
        ctx = system()
        assert ctx.ledger is not None
        head, earning = ctx.hub.head, ctx.hub.told(WRITINGS)
        people = ctx.hub.stirred((Employee.subject_kind,))
        if head != place and (earning != earned or time.monotonic() > again_at):
            await keep_books(ctx)
            async with ctx.reads() as session:
                number, place = await booked(session)
            if place >= head:
                earned, again_at = earning, time.monotonic() + LATEST
            ctx.ledger.booked(number=number, position=place, people=people if place >= head else None)
        elif earning == earned and head != ctx.ledger.position:
            ctx.ledger.booked(number=ctx.ledger.number, position=head, people=people)
        await asyncio.sleep(PAUSE)


async def keep_books(ctx: Context, *, batch: int = BATCH) -> int:
    """Book all lines that have a position. Returns how many were passed here: others may have passed some."""
    read = 0
    while count := await _book_some(ctx, batch):
        read += count
    return read


async def booked(session: AsyncSession) -> tuple[int, int]:
    """The ledger's last entry, and the last line of the log that was booked."""
    state = await session.get(MileageState, THE_BOOKS)
    return (0, 0) if state is None else (state.number, state.position)


async def _is_behind(ctx: Context) -> bool:
    """Asked before the right to write is."""
    async with ctx.reads() as session:
        _, position = await booked(session)
        return await log.head(session) > position


async def _book_some(ctx: Context, batch: int) -> int:
    if not await _is_behind(ctx):
        return 0
    async with ctx.change() as change:
        state = await _held(change.session)
        if state is None:
            return 0
        before = state.position
        until = max(before, min(await log.head(change.session), before + STRETCH))
        found = await log.read_of(change.session, WRITINGS, after=before, until=until, limit=batch)
        if lines := _until_closed(found):
            books = await open_books(change.session, state, lines)
            for line in lines:
                book(books, line)
            await save_books(change.session, state, books)
        closed = lines[-1].event if lines else None
        is_whole = len(found) < batch and not isinstance(closed, MileageMonthClosed)
        state.position = until if is_whole else lines[-1].position
        await change.session.flush()
        if isinstance(closed, MileageMonthClosed):
            await choose_kings(change, state, closed.month)
        return state.position - before


async def _held(session: AsyncSession) -> MileageState | None:
    """The books' row, to write in; None while another process does."""
    state = await session.scalar(_the_state())
    if state is None and await _make_state(session):
        state = await session.scalar(_the_state())
    return state


def _the_state() -> Any:
    return (
        select(MileageState)
        .where(MileageState.id == THE_BOOKS)
        .with_for_update(skip_locked=True, key_share=True)
    )


async def _make_state(session: AsyncSession) -> bool:
    """Whether there were no books before."""
    empty = inserting(session, MileageState).values(id=THE_BOOKS, position=0, number=0, chain="", policies=[])
    made = await session.scalar(empty.on_conflict_do_nothing().returning(MileageState.id))
    return made is not None


def _until_closed(lines: Sequence[Record]) -> Sequence[Record]:
    """Up to the first line behind which the winners of a month are looked for."""
    ends = (place for place, line in enumerate(lines, start=1) if isinstance(line.event, MileageMonthClosed))
    return lines[: next(ends, len(lines))]

"""The proof of mileage (K10): the whole log once more in memory, against all that is kept.

The ledger is compared while the log is read; the rest at the end, in one snapshot, however the city goes on.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.calendar import Month
from madang.rules.mileage import Holder, MonthState
from madang.rules.mileage_kings import PLACES, Place, Standing
from models import MileageEntry, MileageMonth, MileageStanding, MileageState, MonthlyKing
from models.base import Sessions
from models.mileage import THE_BOOKS
from resolvers.books_opening import policies_of, posting_of
from resolvers.books_saving import reached
from resolvers.replaying import Told, pages
from subscriptions import log
from subscriptions.mileage_books import Posting
from subscriptions.mileage_replay import Replay
from subscriptions.mileage_sums import Account, Sum

ROWS = 1000  # of a board at once
Written = Sequence[tuple[Posting, str]]


class Differs(Exception):
    """What is kept is not what the log says: the first place, in Korean."""


@dataclass(frozen=True, slots=True)
class Proven:
    """How much was compared and found equal: lines of the log, entries, rows of boards, closed months."""

    lines: int
    entries: int
    rows: int
    months: int


async def verify(reads: Sessions, *, told: Told | None = None) -> Proven:
    """Compare what is kept with the log, as far as it is booked. Raises Differs."""
    replay = Replay()
    async with reads() as session:
        state = await session.get(MileageState, THE_BOOKS)
    async with aclosing(pages(reads, until=state.position if state else 0, told=told)) as read:
        async for lines in read:
            written = await asyncio.to_thread(replay.read, lines)
            async with reads() as session:
                await _check_entries(session, written)
    async with reads() as session:
        return await _check_the_rest(session, replay)


async def _check_the_rest(session: AsyncSession, replay: Replay) -> Proven:
    """What was booked since, and all that stands beside the ledger."""
    state = await session.get(MileageState, THE_BOOKS)
    position = state.position if state else 0
    since = await log.read(session, after=replay.books.position, limit=position - replay.books.position)
    await _check_entries(session, replay.read(since))
    await _check_state(session, state, replay)
    rows = await _check_boards(session, replay)
    months = await _check_months(session, replay)
    return Proven(lines=position, entries=replay.books.number, rows=rows, months=months)


async def _check_entries(session: AsyncSession, written: Written) -> None:
    if not written:
        return
    first, last = written[0][0].number, written[-1][0].number
    found = await session.scalars(select(MileageEntry).where(MileageEntry.number.between(first, last)))
    kept = {row.number: row for row in found}
    for posting, chain in written:
        row = kept.get(posting.number)
        where = f"장부 {posting.number}번째 줄"
        if row is None:
            raise Differs(f"{where}: 없습니다.")
        _compare(where, _told(posting, chain), _told(posting_of(row), row.chain))


def _told(posting: Posting, chain: str) -> dict[str, Any]:
    return {**{name: getattr(posting, name) for name in Posting.__dataclass_fields__}, "chain": chain}


def _compare(where: str, expected: Mapping[str, Any], kept: Mapping[str, Any]) -> None:
    for name, value in expected.items():
        if kept[name] != value:
            raise Differs(f"{where}: {name}: {_shown(value)}이어야 하는데 {_shown(kept[name])}입니다.")


def _shown(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


async def _check_state(session: AsyncSession, state: MileageState | None, replay: Replay) -> None:
    books = replay.books
    expected = {
        "number": books.number,
        "chain": books.chain,
        "first_month": books.first_month,
        "open_month": None if books.open_month is None else books.open_month.number,
        "policies": books.policies,
    }
    if state is not None:
        kept = {name: getattr(state, name) for name in expected}
        _compare("장부의 끝", expected, kept | {"policies": {one.number: one for one in policies_of(state)}})
    more = await session.scalar(
        select(func.min(MileageEntry.number)).where(MileageEntry.number > books.number)
    )
    if more is not None:
        raise Differs(f"장부 {more}번째 줄: 기록에 없는 줄입니다.")


async def _check_boards(session: AsyncSession, replay: Replay) -> int:
    """Returns how many rows there are."""
    left = dict(replay.sums)
    rows = await session.stream_scalars(
        select(MileageStanding).order_by(MileageStanding.id).execution_options(yield_per=ROWS)
    )
    async for row in rows:
        account: Account = row.holder, row.holder_id, row.period
        sum = left.pop(account, None)
        if sum is None:
            raise Differs(f"{_board(account)}: 기록에 없는 줄입니다.")
        expected = _row(replay, account, sum)
        _compare(_board(account), expected, {name: getattr(row, name) for name in expected})
    for account in left:
        raise Differs(f"{_board(account)}: 없습니다.")
    return len(replay.sums)


def _row(replay: Replay, account: Account, sum: Sum) -> dict[str, Any]:
    holder, id, _ = account
    hiding = replay.books.hidden.get(id) if holder is Holder.PERSON else None
    hidden = hiding is not None and hiding.hidden
    return {**reached(sum), "helped": len(+sum.helped), "hidden": hidden}


def _board(account: Account) -> str:
    holder, id, period = account
    return f"순위표 {period}의 {holder.label} {id}"


async def _check_months(session: AsyncSession, replay: Replay) -> int:
    """Returns how many are closed."""
    found = await session.scalars(select(MileageMonth).order_by(MileageMonth.month))
    months = {row.month: row for row in found}
    for month in replay.ends:
        if month not in months:
            raise Differs(f"{Month.at(month).label}의 마감: 없습니다.")
    closed = [row for row in months.values() if row.state is not MonthState.CLOSING]
    for row in closed:
        kings = await session.scalars(
            select(MonthlyKing).where(MonthlyKing.month == row.month).order_by(MonthlyKing.rank)
        )
        _check_month(replay, row, list(kings))
    return len(closed)


def _check_month(replay: Replay, row: MileageMonth, kings: Iterable[MonthlyKing]) -> None:
    where = f"{Month.at(row.month).label}의 마감"
    if row.month not in replay.ends:
        raise Differs(f"{where}: 기록에 없는 마감입니다.")
    entries, chain = replay.ends[row.month]
    choice = replay.choices[row.month]
    winners = zip(PLACES, choice.winners if choice.is_final else (), strict=False)
    expected = {
        "entries": entries,
        "chain": chain,
        "tied": {one.person_id for one in choice.tied},
        "kings": [_crown(place, one.person_id, one) for place, one in winners],
    }
    kept = {
        "entries": row.entries,
        "chain": row.chain,
        "tied": {UUID(id) for id in row.tied},
        "kings": [_crown(king.place, king.person_id, king) for king in kings],
    }
    _compare(where, expected, kept)


def _crown(place: Place, person_id: UUID, reached: Standing | MonthlyKing) -> str:
    """A winner, as a difference tells of one."""
    return f"{place.label} {person_id} {reached.total} {reached.mean} {reached.helped}"

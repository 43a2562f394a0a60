"""이달의 협력왕 (P6, P11): a month is closed once; its winners are chosen when the books have come there."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Conflict, Invalid, NotFound, Reason
from madang.rules.calendar import Month
from madang.rules.mileage import Holder, MonthState, boards_of
from madang.rules.mileage_kings import PLACES, Choice, Place, Standing, choose
from madang.text import text
from models import MileageEntry, MileageMonth, MileagePrivacy, MileageStanding, MileageState, MonthlyKing
from models.mileage import THE_BOOKS
from resolvers.books_opening import policies_of
from resolvers.context import Change, Context
from subscriptions.mileage_books import holding
from subscriptions.mileage_events import (
    IncentiveRecorded,
    King,
    MileageMonthClosed,
    MileageTieDecided,
    MileageTieFound,
    MonthlyKingsChosen,
)

AT_ONCE = 50  # rows of a board that are looked at for the winners
LOOKS_EVERY = 10.0  # seconds, for months of which nobody knew that they had begun
SETTLING = timedelta(
    seconds=5
)  # after a month's end: late commits, and clocks that differ, are still its own


async def keep_closing(system: Callable[[], Context]) -> None:
    """Close each month as it ends, for as long as the process runs."""
    while True:
        ctx = system()
        await close_months(ctx)
        left = (Month.of(ctx.clock()).ends + SETTLING - ctx.clock()).total_seconds()
        await asyncio.sleep(min(left, LOOKS_EVERY))


async def close_months(ctx: Context) -> int:
    """Close every month that is over, in order; returns how many were closed here.

    Any number of processes may do this at once: of one month there is one row, and so one closing.
    """
    closed = 0
    while (month := await _due(ctx)) is not None:
        closed += await _close(ctx, month)
    return closed


async def _due(ctx: Context) -> Month | None:
    """The first month that is over and not closed, if there was anything in it or before it."""
    async with ctx.reads() as session:
        last = await session.scalar(select(func.max(MileageMonth.month)))
        first = select(MileageState.first_month).where(MileageState.id == THE_BOOKS)
        begun = Month.at(last).next.number if last is not None else await session.scalar(first)
    if begun is None:
        return None
    month = Month.at(begun)
    return month if ctx.clock() >= month.ends + SETTLING else None


async def _close(ctx: Context, month: Month) -> bool:
    """False if another process was faster."""
    try:
        async with ctx.change() as change:
            closing = MileageMonth(
                month=month.number, state=MonthState.CLOSING, closed_at=change.now, version=0
            )
            change.session.add(closing)
            await change.session.flush()
            change.announce(closing, MileageMonthClosed(month=month.number))
    except IntegrityError:
        return False
    return True


async def choose_kings(change: Change, state: MileageState, month: int) -> None:
    """Choose the winners of a month whose closing has just been booked, or find out who is equal.

    Does nothing where there is no such month: a log can be booked without the tables it came from.
    """
    closing = await change.session.scalar(_closing(month))
    if closing is None or closing.state is not MonthState.CLOSING:
        return
    closing.entries, closing.chain = state.number, state.chain
    await _settle(change, closing, state)


async def decide_tie(ctx: Context, month: Month, order: Sequence[UUID], reason: str) -> MileageMonth:
    """Put people who are equal by the whole chain in order. Raises NotFound, Conflict or Invalid."""
    reason = text(reason, field=("reason",), most=1000, least=1)
    async with ctx.change() as change:
        closing = await _undecided(change.session, month)
        if set(order) != {UUID(id) for id in closing.tied} or len(order) != len(set(order)):
            message = "동점인 사람을 모두 한 번씩 순서대로 적어 주십시오."
            raise Invalid(message, field=("order",), reason=Reason.MALFORMED)
        closing.decided = [*closing.decided, *map(str, order)]
        closing.decision, closing.decided_by_id, closing.decided_at = reason, ctx.actor.id, change.now
        change.announce(closing, MileageTieDecided(month=month.number, order=tuple(order), reason=reason))
        state = await change.session.get_one(MileageState, THE_BOOKS)  # without it no month is closed
        await _settle(change, closing, state)
    return closing


async def record_incentive(
    ctx: Context, month: Month, place: Place, *, incentive: str, amount: int | None, note: str
) -> MonthlyKing:
    """Write down what a winner was given; again, to correct it. Raises NotFound or Invalid."""
    incentive = text(incentive, field=("input", "incentive"), most=200, least=1)
    note = text(note, field=("input", "note"), most=1000)
    if amount is not None and not 0 <= amount <= 10**10:
        raise Invalid("0원부터 100억 원까지입니다.", field=("input", "amount"), reason=Reason.OUT_OF_RANGE)
    async with ctx.change() as change:
        closing = await change.session.scalar(_closing(month.number))
        king = await change.session.scalar(
            select(MonthlyKing).where(MonthlyKing.month == month.number, MonthlyKing.place == place)
        )
        if closing is None or king is None:
            raise NotFound("그달에는 이 자리의 협력왕이 없습니다.", field=("input", "place"))
        king.incentive, king.incentive_amount, king.incentive_note = incentive, amount, note
        king.incentive_at = change.now
        event = IncentiveRecorded(
            month=month.number, place=place, incentive=incentive, amount=amount, note=note
        )
        king.version = change.announce(closing, event)
    return king


async def _undecided(session: AsyncSession, month: Month) -> MileageMonth:
    closing = await session.scalar(_closing(month.number))
    if closing is None:
        raise NotFound("마감한 달이 아닙니다.", field=("month",))
    if closing.state is not MonthState.UNDECIDED:
        raise Conflict("이달에는 결정할 동점이 없습니다.", reason=Reason.ILLEGAL_STEP)
    return closing


async def _settle(change: Change, closing: MileageMonth, state: MileageState) -> None:
    """Winners, if the chain and what was decided say who they are; else who is equal."""
    month = Month.at(closing.month)
    rules = holding(policies_of(state), month.next.first_day - timedelta(days=1)).policy
    resting = await _resting(change.session, month, rules.king_rest_months)
    choice = await _choice(change.session, closing, resting)
    closing.people = await change.session.scalar(
        select(func.count()).select_from(MileageStanding).where(*_able(month, resting))
    )
    if choice.is_final:
        await _crown(change, closing, choice.winners)
        return
    tied = tuple(one.person_id for one in choice.tied)
    closing.state, closing.tied = MonthState.UNDECIDED, [str(id) for id in tied]
    change.announce(closing, MileageTieFound(month=closing.month, tied=tied))


async def _crown(change: Change, closing: MileageMonth, winners: Sequence[Standing]) -> None:
    closing.state, closing.tied = MonthState.CLOSED, []
    kings = [
        MonthlyKing(
            month_id=closing.id,
            month=closing.month,
            place=place,
            rank=rank,
            person_id=one.person_id,
            department_id=await _earned_in(change.session, one.person_id, closing.month),
            total=one.total,
            mean=one.mean,
            helped=one.helped,
            chosen_at=change.now,
        )
        for rank, (place, one) in enumerate(zip(PLACES, winners, strict=False), start=1)
    ]
    told = tuple(
        King(place=king.place, employee_id=king.person_id, department_id=king.department_id, total=king.total)
        for king in kings
    )
    version = change.announce(closing, MonthlyKingsChosen(month=closing.month, kings=told))
    for king in kings:
        king.version = version
    change.session.add_all(kings)


async def _choice(session: AsyncSession, closing: MileageMonth, resting: set[UUID]) -> Choice:
    """From the first rows of the board: more of them where many are equal."""
    decided = [UUID(id) for id in closing.decided]
    limit = AT_ONCE
    while True:
        rows = (await session.execute(_first(Month.at(closing.month), resting).limit(limit))).mappings().all()
        standings = [Standing(**row) for row in rows]
        choice = choose(standings, decided=decided)
        last = standings[-1].standard if len(standings) == limit else None
        if last is None or (choice.tied or choice.winners)[-1].standard != last:
            return choice
        limit *= 2


def _first(month: Month, resting: set[UUID]) -> Select[*tuple[Any, ...]]:
    """What a Standing has, in the order of the board."""
    row = MileageStanding
    chain = (row.total, row.mean, row.helped, row.earliness)
    return (
        select(row.holder_id.label("person_id"), *chain)
        .where(*_able(month, resting))
        .order_by(*(one.desc() for one in chain), row.holder_id)
    )


def _able(month: Month, resting: set[UUID]) -> list[ColumnElement[bool]]:
    """Rows of people who can be winners: with points, not resting, and not hidden unless they agreed."""
    row = MileageStanding
    agreed = select(MileagePrivacy.employee_id).where(MileagePrivacy.wins)
    return [
        row.holder == Holder.PERSON,
        row.period == boards_of(month)[0],
        row.total > 0,
        row.holder_id.not_in(resting),
        or_(row.hidden.is_(False), row.holder_id.in_(agreed)),
    ]


async def _resting(session: AsyncSession, month: Month, months: int) -> set[UUID]:
    """Winners of the months before, as many as the policy says."""
    since = month
    for _ in range(months):
        since = since.previous
    won = MonthlyKing.month >= since.number, MonthlyKing.month < month.number
    return set(await session.scalars(select(MonthlyKing.person_id).where(*won)))


async def _earned_in(session: AsyncSession, person_id: UUID, month: int) -> UUID | None:
    """The department in which the last of a month's points were earned."""
    entry = MileageEntry
    return await session.scalar(
        select(entry.department_id)
        .where(entry.person_id == person_id, entry.month == month, entry.department_id.is_not(None))
        .order_by(entry.number.desc())
        .limit(1)
    )


def _closing(month: int) -> Select[MileageMonth]:
    return select(MileageMonth).where(MileageMonth.month == month).with_for_update(key_share=True)

"""Boards of mileage (P5): who stands on which, in which order, on which place, and who is near.

Whoever is hidden (P13) is on no board, for administrators too: a board is one and the same for all staff.
Their own row they find by themselves.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, literal_column, select, tuple_, union_all
from sqlalchemy.orm import aliased

from madang.rules.access import on_board
from madang.rules.calendar import Month
from madang.rules.conditions import equal, every
from madang.rules.mileage import Holder, boards_of
from models import MileagePrivacy, MileageStanding
from resolvers.access import seen
from resolvers.context import Context
from resolvers.listings import Listing, Order

CHAIN = ("total", "mean", "helped", "earliness")  # published: what decides equal mileage, and who is equal
IN_ALL = (*CHAIN, "id")
IN_ORDER = Listing(model=MileageStanding, order=tuple(Order(name, descending=True) for name in IN_ALL))
MOST_NEIGHBOURS = 10
UNBOUNDED = 2**63 - 1


def present_period(ctx: Context) -> str:
    """The month in which it is now in Seoul."""
    return boards_of(Month.of(ctx.clock()))[0]


def leaderboard(period: str, holder: Holder) -> Listing:
    return IN_ORDER.narrowed(every(equal("holder", holder), equal("period", period)), on_board())


async def ranks(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, int | None]:
    """Places on their boards; equal by the whole chain, equal place. None: without points there is none.

    One statement. The rows of a page lie beside each other: all above the first one are counted by the index,
    and from each to the next only those in between.
    """
    async with ctx.reads() as session:
        found = (await session.execute(_above(ids))).all()
    places: dict[UUID, int | None] = dict.fromkeys(ids)
    board: object = None
    total = above = beside = 0
    for row in found:
        if (row.holder, row.period) != board:
            board, total, above, beside = (row.holder, row.period), row.total, row.above, row.beside
        else:
            beside = row.beside + (beside if row.total == total else 0)
            total, above = row.total, above + row.above
        places[row.id] = above + beside + 1 if row.total > 0 else None
    return places


def _above(ids: Sequence[UUID]) -> Select[*tuple[Any, ...]]:
    """The rows in the order of their boards, each with how many stand between it and the one before: with
    more mileage, and with as much. A bound of one column is counted by faster than one of the whole chain.
    """
    row, other = MileageStanding, aliased(MileageStanding)
    order = [getattr(row, name).desc() for name in IN_ALL]
    board = (row.holder, row.period)
    before = [
        _before(row.total, board, order, UNBOUNDED),
        _before(row.mean, (*board, row.total), order, UNBOUNDED),
        *(_before(column, (*board, row.total), order, 0) for column in (row.helped, row.earliness)),
    ]
    columns = [getattr(row, name) for name in IN_ALL]
    asked = select(row.holder, row.period, *columns, *before).where(row.id.in_(set(ids))).cte("asked")
    more = (other.total > asked.c.total, other.total <= asked.c.total_before)
    here, there = (tuple_(*(one[name] for name in CHAIN[1:])) for one in (_columns(other), asked.c))
    until = tuple_(*(asked.c[f"{name}_before"] for name in CHAIN[1:]))
    as_much = (other.total == asked.c.total, here > there, here <= until)
    counted = _shown(other, asked, more).label("above"), _shown(other, asked, as_much).label("beside")
    order = [asked.c[name].desc() for name in IN_ALL]
    wanted = select(asked.c.id, asked.c.holder, asked.c.period, asked.c.total, *counted)
    return wanted.order_by(asked.c.holder, asked.c.period, *order)


def _columns(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CHAIN}


def _before(column: Any, alike: Any, order: Any, highest: int) -> Any:
    """Of the row before it among those that are alike."""
    lag = func.lag(column).over(partition_by=alike, order_by=order)
    return func.coalesce(lag, literal(highest, column.type)).label(f"{column.key}_before")


def _shown(other: Any, asked: Any, which: Iterable[ColumnElement[bool]]) -> Any:
    board = (other.holder == asked.c.holder, other.period == asked.c.period, other.hidden.is_(False))
    count = select(func.count()).select_from(other).where(*board, *which)
    return count.correlate(asked).scalar_subquery()


async def standing_of(ctx: Context, person_id: UUID, period: str) -> UUID | None:
    """A person's row, if the actor may see it."""
    row = MileageStanding
    async with ctx.reads() as session:
        return await session.scalar(
            select(row.id).where(*_of(person_id, period), seen(MileageStanding, ctx.visitor))
        )


async def neighbours(ctx: Context, id: UUID, most: int) -> list[UUID]:
    """The row and at most so many on each side of it. One statement, which the index answers."""
    row = MileageStanding
    keys = [getattr(row, name) for name in IN_ALL]
    own = select(row.holder, row.period, *keys).where(row.id == id).cte("own")
    here, there = tuple_(*keys), tuple_(*(_only(own.c[name]) for name in IN_ALL))
    beside = (
        select(row.id)
        .where(row.holder == _only(own.c.holder), row.period == _only(own.c.period))
        .where(
            row.hidden.is_(False), row.total + literal_column("0") > 0
        )  # where a scan begins, `there` says
    )
    above = beside.where(here > there).order_by(*keys).limit(most).subquery()
    below = beside.where(here < there).order_by(*(key.desc() for key in keys)).limit(most)
    found = union_all(select(above.c.id), select(own.c.id), select(below.subquery().c.id))
    async with ctx.reads() as session:
        return list(await session.scalars(found))


def _only(column: Any) -> Any:
    """The value of the only row there is, for the index to be entered with."""
    return select(column).scalar_subquery()


def _of(person_id: UUID, period: str) -> list[ColumnElement[bool]]:
    row = MileageStanding
    return [row.holder == Holder.PERSON, row.holder_id == person_id, row.period == period]


async def privacy_of(ctx: Context, person_id: UUID) -> MileagePrivacy | None:
    """As chosen last; None for who has never chosen."""
    async with ctx.reads() as session:
        return await session.get(MileagePrivacy, person_id)

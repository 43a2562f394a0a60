"""Boards of mileage (P5): who stands on which, in which order, on which place, and who is near.

Whoever is hidden (P13) is on no board, for administrators too: a board is one and the same for all staff.
Their own row they find by themselves.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_, union_all
from sqlalchemy.orm import aliased

from madang.rules.access import on_board
from madang.rules.conditions import equal, every
from madang.rules.mileage import Holder, Month
from models import MileagePrivacy, MileageStanding
from resolvers.access import seen
from resolvers.context import Context
from resolvers.listings import Listing, Order

CHAIN = ("total", "mean", "helped", "earliness")  # published: what decides equal mileage, and who is equal
IN_ORDER = Listing(
    model=MileageStanding, order=tuple(Order(name, descending=True) for name in (*CHAIN, "id"))
)
MOST_NEIGHBOURS = 10
UNBOUNDED = 2**63 - 1


def present_period(ctx: Context) -> str:
    """The month in which it is now in Seoul."""
    return Month.of(ctx.clock()).boards[0]


def leaderboard(period: str, holder: Holder) -> Listing:
    return IN_ORDER.narrowed(every(equal("holder", holder), equal("period", period)), on_board())


def _chain(row: Any) -> Any:
    return tuple_(*(getattr(row, name) for name in CHAIN))


async def ranks(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, int | None]:
    """Places on their boards; equal by the whole chain, equal place. None: without points there is none.

    One statement. The rows of a page lie beside each other: all above the first one are counted by the index,
    and from each to the next only those in between.
    """
    async with ctx.reads() as session:
        found = (await session.execute(_above(ids))).all()
    places: dict[UUID, int | None] = dict.fromkeys(ids)
    board, above = None, 0
    for row in found:
        above = row.between if (row.holder, row.period) != board else above + row.between
        board = row.holder, row.period
        places[row.id] = above + 1 if row.total > 0 else None
    return places


def _above(ids: Sequence[UUID]) -> Select[*tuple[Any, ...]]:
    """The rows in the order of their boards, each with how many stand between it and the one before."""
    row, other = MileageStanding, aliased(MileageStanding)
    order = [getattr(row, name).desc() for name in (*CHAIN, "id")]
    before = [
        func.coalesce(
            func.lag(getattr(row, name)).over(partition_by=(row.holder, row.period), order_by=order),
            literal(0 if name != "total" else UNBOUNDED, getattr(row, name).type),
        ).label(f"{name}_before")
        for name in CHAIN
    ]
    chain = [getattr(row, name) for name in CHAIN]
    asked = select(row.id, row.holder, row.period, *chain, *before).where(row.id.in_(set(ids))).cte("asked")
    between = (
        select(func.count())
        .select_from(other)
        .where(
            other.holder == asked.c.holder,
            other.period == asked.c.period,
            other.hidden.is_(False),
            _chain(other) > _chain(asked.c),
            _chain(other) <= tuple_(*(asked.c[f"{name}_before"] for name in CHAIN)),
        )
        .correlate(asked)
        .scalar_subquery()
    )
    columns = asked.c.id, asked.c.holder, asked.c.period, asked.c.total
    order = [asked.c[name].desc() for name in (*CHAIN, "id")]
    return select(*columns, between.label("between")).order_by(asked.c.holder, asked.c.period, *order)


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
    keys = [getattr(row, name) for name in (*CHAIN, "id")]
    own = select(row.holder, row.period, *keys).where(row.id == id).cte("own")
    here, there = tuple_(*keys), tuple_(*(_only(own.c[name]) for name in (*CHAIN, "id")))
    beside = (
        select(row.id)
        .where(row.holder == _only(own.c.holder), row.period == _only(own.c.period))
        .where(row.hidden.is_(False), row.total > 0)
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

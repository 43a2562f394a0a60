"""Reading many at once: every function here answers for all the rows that ask, in one statement."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from madang.rules.people import Actor
from models import Base
from resolvers.access import readable
from resolvers.columns import Expression
from resolvers.context import Context
from resolvers.listings import Listing, Page, Window, beyond
from resolvers.questions import parameters_for

NO_PARENT = UUID(int=0)  # stands for the parent of a root listing


async def rows_by(
    ctx: Context, model: type[Base], attribute: str, keys: Collection[object]
) -> dict[object, Any]:
    """The rows this actor may see, by a unique attribute."""
    column = getattr(model, attribute)
    async with ctx.reads() as session:
        rows = await session.scalars(readable(model, ctx.visitor).where(column.in_(set(keys))))
        return {getattr(row, attribute): row for row in rows}


async def values(
    ctx: Context, model: type[Base], expression: Expression, ids: Collection[UUID]
) -> dict[UUID, Any]:
    """An SQL expression for each row, e.g. a count."""
    key: ColumnElement[UUID] = getattr(model, "id")  # noqa: B009 (not every table has one)
    async with ctx.reads() as session:
        wanted = select(key, expression(model)).where(key.in_(set(ids)))
        found = await session.execute(wanted, parameters_for(ctx.visitor, ctx.today))
        return {id: value for id, value in found}


async def pages(ctx: Context, listing: Listing, window: Window, parents: Sequence[UUID]) -> dict[UUID, Page]:
    """For each parent (NO_PARENT for a listing without one) one page of the listing."""
    several = listing.parent is not None and len(set(parents)) > 1
    statement = _of_many(listing, window, ctx.visitor, parents) if several else None
    if statement is None:
        statement = _of_one(listing, window, ctx.visitor, parents[0])
    grouped: defaultdict[UUID, list[Any]] = defaultdict(list)
    async with ctx.reads() as session:
        for row in await session.scalars(statement):
            grouped[getattr(row, listing.parent) if listing.parent else NO_PARENT].append(row)
    return {parent: _page(grouped[parent], window) for parent in parents}


async def totals(ctx: Context, listing: Listing, parents: Sequence[UUID]) -> dict[UUID, int]:
    """How many rows the listing has, for each parent."""
    rows = listing.select(ctx.visitor)
    async with ctx.reads() as session:
        if listing.parent is None:
            # "of all rows" would leave the FROM to the conditions, and counts one where they name no column
            counted = await session.scalar(rows.with_only_columns(func.count(), maintain_column_froms=True))
            return dict.fromkeys(parents, counted or 0)
        parent = getattr(listing.model, listing.parent)
        grouped = rows.with_only_columns(parent, func.count()).where(parent.in_(set(parents)))
        found = {id: count for id, count in await session.execute(grouped.group_by(parent))}
    return {id: found.get(id, 0) for id in parents}


def _of_one(listing: Listing, window: Window, actor: Actor | None, parent: UUID) -> Select[Any]:
    keys = listing.sort_keys()
    rows = listing.select(actor)
    if listing.parent is not None:
        rows = rows.where(getattr(listing.model, listing.parent) == parent)
    if window.beyond is not None:
        rows = rows.where(beyond(keys, window))
    return rows.order_by(*(key.sorted(backwards=window.backwards) for key in keys)).limit(window.size + 1)


def _of_many(listing: Listing, window: Window, actor: Actor | None, parents: Sequence[UUID]) -> Select[Any]:
    """The first rows of each parent, numbered in the database."""
    assert listing.parent is not None
    keys = listing.sort_keys()
    parent = getattr(listing.model, listing.parent)
    order = [key.sorted(backwards=window.backwards) for key in keys]
    number = func.row_number().over(partition_by=parent, order_by=order).label("row_number")
    rows = listing.select(actor).where(parent.in_(set(parents))).add_columns(number)
    if window.beyond is not None:
        rows = rows.where(beyond(keys, window))
    numbered = rows.subquery()
    entity = aliased(listing.model, numbered)
    return select(entity).where(numbered.c.row_number <= window.size + 1).order_by(numbered.c.row_number)


def _page(rows: list[Any], window: Window) -> Page:
    kept = rows[: window.size]
    ordered = tuple(reversed(kept)) if window.backwards else tuple(kept)
    return Page(ordered, has_more=len(rows) > window.size, window=window)

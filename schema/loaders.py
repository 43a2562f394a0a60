"""Fields that ask in the same tick are answered together, by the statements of resolvers.reading.

Never cached: a mutation's second field must see what its first one wrote.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from strawberry.dataloader import DataLoader

from models import Base
from resolvers import reading
from resolvers.columns import Expression
from resolvers.context import Context
from resolvers.listings import Listing, Page, Window

K = TypeVar("K")
V = TypeVar("V")
Find = Callable[[Context, Sequence[UUID]], Awaitable[dict[UUID, Any]]]


def row_by(ctx: Context, model: type[Base], key: object, *, attribute: str = "id") -> Awaitable[Any | None]:
    """The row with this key if the actor may see it, else None."""

    async def load(keys: Sequence[object]) -> list[Any | None]:
        found = await reading.rows_by(ctx, model, attribute, keys)
        return [found.get(key) for key in keys]

    return _loader(ctx, (row_by, model, attribute), load).load(key)


def value(ctx: Context, model: type[Base], expression: Expression, id: UUID) -> Awaitable[Any]:
    async def load(ids: Sequence[UUID]) -> list[Any]:
        found = await reading.values(ctx, model, expression, ids)
        return [found[id] for id in ids]

    return _loader(ctx, (value, model, expression), load).load(id)


def page(ctx: Context, listing: Listing, window: Window, parent: UUID) -> Awaitable[Page]:
    async def load(parents: Sequence[UUID]) -> list[Page]:
        found = await reading.pages(ctx, listing, window, parents)
        return [found[parent] for parent in parents]

    return _loader(ctx, (page, listing, window), load).load(parent)


def total(ctx: Context, listing: Listing, parent: UUID) -> Awaitable[int]:
    async def load(parents: Sequence[UUID]) -> list[int]:
        found = await reading.totals(ctx, listing, parents)
        return [found[parent] for parent in parents]

    return _loader(ctx, (total, listing), load).load(parent)


def facts(ctx: Context, find: Find, id: UUID) -> Awaitable[Any]:
    """What rules ask about a row."""

    async def load(ids: Sequence[UUID]) -> list[Any]:
        found = await find(ctx, ids)
        return [found[id] for id in ids]

    return _loader(ctx, (facts, find), load).load(id)


def _loader(ctx: Context, key: object, load: Callable[[Sequence[K]], Awaitable[list[V]]]) -> DataLoader[K, V]:
    """One loader a question, for as long as the context lives."""
    if key not in ctx.loaders:
        ctx.loaders[key] = DataLoader(load, cache=False)
    return ctx.loaders[key]

"""What a rule asks about a row, said as columns and SQL expressions of it: read with the row, or for many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from models import Base
from resolvers.columns import Asked, column_of
from resolvers.context import Context
from resolvers.questions import parameters_for


@dataclass(frozen=True, slots=True)
class Facts:
    """`make` is given the context and the values of what is asked, in that order."""

    model: type[Base]
    asked: tuple[Asked, ...]
    make: Callable[..., Any]

    async def __call__(self, ctx: Context, ids: Sequence[UUID]) -> dict[UUID, Any]:
        """By the identifiers of rows."""
        id: Any = column_of(self.model, "id")
        wanted = select(id, *(column_of(self.model, what) for what in self.asked)).where(id.in_(set(ids)))
        async with ctx.reads() as session:
            rows = await session.execute(wanted, parameters_for(ctx.visitor, ctx.today))
            return {row: self.make(ctx, *values) for row, *values in rows}

    def of(self, ctx: Context, row: Any) -> Any:
        """Of a row that has been read, if nothing but its own columns is asked."""
        return self.make(ctx, *(getattr(row, str(what)) for what in self.asked))

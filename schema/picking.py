"""Fields whose function picks rows by a unique attribute: it says which, and the read path brings them."""

from asyncio import gather
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension

from models import Base
from schema import loaders
from schema.sources import SOURCE, Ctx, Picked


@dataclass(frozen=True, slots=True)
class Pick:
    """The row of `model` whose unique attribute `by` is `key`, if the actor may see it."""

    model: type[Base]
    key: object
    by: str = "id"


Picks = Pick | Sequence[Pick] | None


def picked(
    of: Any, *, description: str, permission_classes: list[Any] | None = None
) -> Callable[[Callable[..., Picks]], Any]:
    """A field of type `of` (nullable, or a list of nullable) from a function that returns picks."""

    def declare(resolver: Callable[..., Picks]) -> Any:
        return strawberry.field(
            resolver=resolver,
            graphql_type=of,
            description=description,
            permission_classes=permission_classes or [],
            extensions=[_Picking()],
            metadata={SOURCE: Picked()},
        )

    return declare


class _Picking(FieldExtension):
    async def resolve_async(self, next_: Callable[..., Any], source: Any, info: Ctx, **kwargs: Any) -> Any:
        picks: Picks = await next_(source, info, **kwargs)
        if picks is None:
            return None
        if isinstance(picks, Pick):
            return await _row(info, picks)
        return list(await gather(*(_row(info, pick) for pick in picks)))


async def _row(info: Ctx, pick: Pick) -> Any:
    return await loaders.row_by(info.context, pick.model, pick.key, attribute=pick.by)

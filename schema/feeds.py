"""What a subscription's field gives: a feed that all who asked the same can share, or each follow alone."""

from abc import abstractmethod
from collections.abc import AsyncGenerator
from types import TracebackType
from typing import Any

from resolvers.context import Context
from resolvers.following import Feed, Remembered, Seen, follow
from subscriptions.cursor import Cursor
from subscriptions.follower import SnapshotRequired


class Live(AsyncGenerator[Any, None]):
    """Iterate it to follow alone. Subclasses say how an item is shown to GraphQL.

    `after`: the cursor behind which it goes on; None: from now on.
    """

    def __init__(
        self, ctx: Context, feed: Feed, after: str | None, remembered: Remembered | None = None
    ) -> None:
        given = ctx.after or after
        self.context, self.feed, self.remembered = ctx, feed, remembered
        self.after = Cursor.decode(given) if given else None
        self._items = self._followed()

    @abstractmethod
    def show(self, item: Seen | SnapshotRequired) -> Any: ...

    async def _followed(self) -> AsyncGenerator[Any, None]:
        items = follow(self.context, self.feed, after=self.after, remembered=self.remembered)
        try:
            async for item in items:
                yield self.show(item)
        finally:
            await items.aclose()

    async def asend(self, value: None) -> Any:
        return await self._items.asend(value)

    async def athrow(
        self,
        typ: type[BaseException] | BaseException,
        val: BaseException | object = None,
        tb: TracebackType | None = None,
        /,
    ) -> Any:
        return await self._items.athrow(typ, val, tb)  # type: ignore[arg-type]

    async def aclose(self) -> None:
        await self._items.aclose()

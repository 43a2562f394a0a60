"""What many would ask at the same moment, asked once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")
SECONDS = 0.1  # how old an answer may be
MOST = 1000  # answers kept


class Once:
    """Answers by their questions, for a moment."""

    def __init__(self, *, seconds: float = SECONDS, most: int = MOST) -> None:
        self._seconds, self._most = seconds, most
        self._kept: OrderedDict[Hashable, tuple[float, asyncio.Future[Any]]] = OrderedDict()

    async def __call__(self, question: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """Raises what `ask` raises, to all who wait for it."""
        now = asyncio.get_running_loop().time()
        known = self._kept.get(question)
        if known is None or known[0] < now:
            known = self._kept[question] = now + self._seconds, asyncio.ensure_future(ask())
            self._forget(now)
        answer = known[1]
        if answer.done():
            return cast(T, answer.result())
        return await asyncio.shield(answer)  # others may wait for it, too

    def _forget(self, now: float) -> None:
        while self._kept and (len(self._kept) > self._most or next(iter(self._kept.values()))[0] < now):
            self._kept.popitem(last=False)

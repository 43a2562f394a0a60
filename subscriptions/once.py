"""What many would ask at the same moment, asked once."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")
SECONDS = 0.1  # how old an answer may be
MOST = 1000  # answers kept


class ForAMoment(Generic[T]):
    """Values by their keys, the oldest forgotten first."""

    def __init__(self, *, seconds: float = SECONDS, most: int = MOST) -> None:
        self._seconds, self._most = seconds, most
        self._kept: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        now = time.monotonic()
        known = self._kept.get(key)
        if known is None or known[0] < now:
            known = self._kept[key] = now + self._seconds, make()
            self._forget(now)
        return known[1]

    def _forget(self, now: float) -> None:
        while self._kept and (len(self._kept) > self._most or next(iter(self._kept.values()))[0] < now):
            self._kept.popitem(last=False)


class Once:
    """Answers by their questions, for a moment."""

    def __init__(self, *, seconds: float = SECONDS, most: int = MOST) -> None:
        self._kept = ForAMoment[asyncio.Future[Any]](seconds=seconds, most=most)

    async def __call__(self, question: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """Raises what `ask` raises, to all who wait for it."""
        answer = self._kept.get(question, lambda: asyncio.ensure_future(ask()))
        if answer.done():
            return cast(T, answer.result())
        return await asyncio.shield(answer)  # others may wait for it, too

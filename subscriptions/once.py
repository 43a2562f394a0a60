"""What many would ask at the same moment, asked once."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, Generic, TypeVar, cast

from subscriptions.turns import Turns

T = TypeVar("T")
SECONDS = 0.1  # how old an answer may be
MOST = 20_000  # values kept


class ForAMoment(Generic[T]):
    """Values by their keys, the oldest forgotten first, and all when their moment is over."""

    def __init__(self, *, seconds: float = SECONDS, most: int = MOST) -> None:
        self._seconds, self._most = seconds, most
        self._kept: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()
        self._forgets = False  # whether it will, by itself

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        now = time.monotonic()
        known = self._kept.get(key)
        if known is None or known[0] < now:
            known = self._kept[key] = now + self._seconds, make()
            self._forget(now)
            if not self._forgets:
                self._forget_later()
        return known[1]

    def _forget_later(self) -> None:
        self._forgets = bool(self._kept)
        if self._forgets:
            asyncio.get_running_loop().call_later(max(self._seconds, 0.0), self._forget_now)

    def _forget_now(self) -> None:
        self._forget(time.monotonic())
        self._forget_later()

    def _forget(self, now: float) -> None:
        while self._kept and (len(self._kept) > self._most or next(iter(self._kept.values()))[0] < now):
            self._kept.popitem(last=False)


class Once:
    """Answers by their questions, for a moment. Of those who wait for one, a few go on at a time."""

    def __init__(self, kept: ForAMoment[Any], turns: Turns) -> None:
        self._kept: ForAMoment[asyncio.Future[Any]] = kept
        self._turns = turns

    async def __call__(self, question: Hashable, ask: Callable[[], Awaitable[T]]) -> T:
        """Raises what `ask` raises, to all who wait for it."""
        answer = self._kept.get(question, lambda: _asked(ask))
        if not answer.done():
            await asyncio.shield(answer)  # others may wait for it, too
            await self._turns.turn()
        return cast(T, answer.result())


def _asked(ask: Callable[[], Awaitable[T]]) -> asyncio.Future[T]:
    answer = asyncio.ensure_future(ask())
    answer.add_done_callback(_noticed)
    return answer


def _noticed(answer: asyncio.Future[Any]) -> None:
    """A failure is theirs who wait; where all have gone, nobody has to be told."""
    if not answer.cancelled():
        answer.exception()

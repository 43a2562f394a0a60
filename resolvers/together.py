"""What many read of the same event, read once."""

from collections.abc import Hashable
from typing import Any, cast

from models.base import Sessions
from models.rows import Rows, reader_of
from subscriptions.once import Once


class Together:
    """A reader. Whoever runs an equal statement with equal values gets the same rows, for a moment.

    `about`: what they are read for. What is read for an event is read after it has been told.
    """

    __slots__ = ("_about", "_once", "_sessions")

    def __init__(self, once: Once, sessions: Sessions, about: Hashable) -> None:
        self._once, self._sessions, self._about = once, sessions, about

    async def fetch(self, sql: str, *values: Any) -> Rows:
        question = (Together, self._about, sql, *map(_hashable, values))
        return await self._once(question, lambda: self._read(sql, values))

    async def _read(self, sql: str, values: tuple[Any, ...]) -> Rows:
        return await reader_of(self._sessions).fetch(sql, *values)


def _hashable(value: Any) -> Hashable:
    return tuple(map(_hashable, cast(list[Any], value))) if isinstance(value, list) else value

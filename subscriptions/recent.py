"""The newest lines of the log, kept in memory: after a restart thousands come back for them at once."""

from collections import deque
from collections.abc import Iterable
from itertools import islice

from subscriptions.events import Record


class Recent:
    """At most so many, one behind the other without a gap."""

    def __init__(self, *, most: int) -> None:
        self._records: deque[Record] = deque(maxlen=most)

    def add(self, records: Iterable[Record]) -> None:
        """The next ones in line."""
        self._records.extend(records)

    def clear(self) -> None:
        self._records.clear()

    def hold(self, position: int) -> bool:
        """Whether all behind this position is here."""
        return bool(self._records) and self._records[0].position <= position + 1

    def after(self, position: int, *, most: int) -> list[Record]:
        """The next ones behind a position that is held."""
        begin = position + 1 - self._records[0].position
        return list(islice(self._records, begin, begin + most))

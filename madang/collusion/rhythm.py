"""When people rate: how much of what the city and a giver give lies in some spans of days."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from madang.collusion.table import Arcs
from madang.rules.calendar import SEOUL, seoul_day


@dataclass(frozen=True, slots=True)
class Span:
    """Both ends included."""

    first: datetime
    last: datetime


class Rhythm:
    """A giver's own rhythm is that of the ratings of people rated fewer than `often` times: those who are
    rated often may all be in it together. `prior` is how many ratings of the city it is mixed with."""

    def __init__(self, arcs: Arcs, prior: float, *, often: int) -> None:
        self.arcs, self._prior = arcs, prior
        self.dense = {pair: rows for pair, rows in arcs.rows.items() if len(rows) >= often}
        self._seldom: defaultdict[int, list[int]] = defaultdict(list)
        for row, pair in enumerate(zip(arcs.givers, arcs.receivers, strict=True)):
            if pair not in self.dense:
                self._seldom[pair[0]].append(row)

    def inside(self, rows: Sequence[int], spans: Sequence[Span]) -> Iterator[int]:
        """Those of the rows, which are in order of time, that lie in the spans."""
        at = self.arcs.at
        for span in spans:
            begin = bisect_left(rows, span.first, key=at.__getitem__)
            yield from rows[begin : bisect_right(rows, span.last, lo=begin, key=at.__getitem__)]

    def count(self, rows: Sequence[int], spans: Sequence[Span]) -> int:
        return sum(1 for _ in self.inside(rows, spans))

    def share(self, giver: int, spans: Sequence[Span]) -> float:
        """Of the giver's ratings, how many are to be expected there: the city's share at the least."""
        city = self._city(spans)
        own = self._seldom.get(giver, [])
        return max((self.count(own, spans) + self._prior * city) / (len(own) + self._prior), city)

    def _city(self, spans: Sequence[Span]) -> float:
        at = self.arcs.at
        return sum(bisect_right(at, span.last) - bisect_left(at, span.first) for span in spans) / len(at)

    def spans(self, length: timedelta) -> int:
        """How many windows of this length lie side by side in the whole period."""
        at = self.arcs.at
        return (at[-1] - at[0]) // length + 1 if at else 0

    def month_ends(self, days: int) -> list[Span]:
        """The last days of each Seoul month of the period."""
        if not self.arcs.at:
            return []
        day, last = seoul_day(self.arcs.at[0]).replace(day=1), seoul_day(self.arcs.at[-1])
        found: list[Span] = []
        while day <= last:
            day = (day + timedelta(days=32)).replace(day=1)
            end = datetime.combine(day, time(), SEOUL)
            found.append(Span(end - timedelta(days=days), end - timedelta(microseconds=1)))
        return found

"""What mark is to be expected from a giver for a receiver, and how far those inside a group lie above it.

A mark is taken as the city's mean, plus what the giver gives more than others, plus what the receiver gets
more than others, plus what is between the two, plus chance. The two leanings come from ratings *outside* what
is looked at, and lean towards zero as much as there are few of them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

from madang.collusion.table import Pair, Table
from madang.collusion.thresholds import Thresholds

HALF_OF_CHI_SQUARE = 0.4549  # the median of a squared standard normal
PASSES = 2  # of giver's and receiver's leanings in turn: they hardly change afterwards


@dataclass(frozen=True, slots=True)
class Excess:
    """Marks inside a group of pairs: `mean` and `expected` on the scale 1–5, and how unusual the difference
    is, in standard deviations."""

    count: int
    mean: float
    expected: float
    deviations: float

    @property
    def above(self) -> float:
        return self.mean - self.expected


@dataclass(slots=True)
class Leanings:
    """By person, on one side of ratings: how far they lie above what was expected, in all, and how many.

    A person's leaning is the sum divided by the number and the prior.
    """

    totals: list[float]
    counts: list[int]
    prior: float

    @classmethod
    def none(cls, people: int, prior: float) -> "Leanings":
        return cls([0.0] * people, [0] * people, prior)

    def of(self, person: int) -> float:
        return self.totals[person] / (self.counts[person] + self.prior)

    def all(self) -> list[float]:
        return [total / (count + self.prior) for total, count in zip(self.totals, self.counts, strict=True)]


class Marks:
    """Built once from all responses; `apart` are pairs whose ratings say nothing about how people usually
    rate."""

    def __init__(self, table: Table, apart: Collection[Pair], limits: Thresholds) -> None:
        rows, scores = table.responses.rows, table.scores
        self._limits, self._apart = limits, apart
        self.sums = {pair: sum([scores[row] for row in places]) for pair, places in rows.items()}
        self.counts = {pair: len(places) for pair, places in rows.items()}
        self._sides = self._plain(len(table.people), 0), self._plain(len(table.people), 1)
        usual = [(pair, self.counts[pair], self.sums[pair]) for pair in rows if pair not in apart]
        ratings = sum(count for _, count, _ in usual)
        self.mean = sum(total for _, _, total in usual) / ratings if ratings else limits.middle_mark
        self._giving = self._getting = Leanings.none(len(table.people), limits.prior_ratings)
        for _ in range(PASSES):
            self._giving = self._leanings(usual, 0, self._getting)
            self._getting = self._leanings(usual, 1, self._giving)
        self._spread = max(self._variance(table, usual), limits.least_spread**2)
        self._between = limits.least_rapport**2
        self._between = self._rapport()

    def _plain(self, people: int, side: int) -> Leanings:
        """All ratings as they stand: sums of marks instead of differences."""
        found = Leanings.none(people, 0)
        for pair, total in self.sums.items():
            found.totals[pair[side]] += total
            found.counts[pair[side]] += self.counts[pair]
        return found

    def elsewhere(self, pair: Pair, side: int) -> float | None:
        """The plain mean of what the giver (side 0) gave to, or the receiver (1) got from, everybody else;
        None if nobody."""
        total = self._sides[side].totals[pair[side]] - self.sums[pair]
        count = self._sides[side].counts[pair[side]] - self.counts[pair]
        return total / count if count else None

    def _leanings(self, usual: Sequence[tuple[Pair, int, float]], side: int, others: Leanings) -> Leanings:
        lean, mean = others.all(), self.mean
        found = Leanings.none(len(lean), others.prior)
        totals, counts = found.totals, found.counts
        for pair, count, total in usual:
            totals[pair[side]] += total - count * (mean + lean[pair[1 - side]])
            counts[pair[side]] += count
        return found

    def _variance(self, table: Table, usual: Sequence[tuple[Pair, int, float]]) -> float:
        """Of one rating round what was expected of it."""
        giving, getting = self._giving.all(), self._getting.all()
        scores, rows = table.scores, table.responses.rows
        total, ratings = 0.0, 0
        for pair, count, _ in usual:
            expected = self.mean + giving[pair[0]] + getting[pair[1]]
            total += sum([(scores[row] - expected) ** 2 for row in rows[pair]])
            ratings += count
        return total / ratings if ratings else 0.0

    def _rapport(self) -> float:
        """The variance between pairs, by medians, so that a few inflated pairs do not hide themselves."""
        least = self._limits.least_ratings
        pairs = [pair for pair, count in self.counts.items() if count >= least]
        if len(pairs) < self._limits.least_pairs:
            return self._between
        found = [self._difference([pair]) for pair in pairs]
        own = [(gap / count, spare / count**2) for count, gap, spare in found]
        steps = [self._between + step / 400 for step in range(400)]
        place = bisect_left(steps, True, key=lambda step: _calm(own, step))
        return steps[min(place, len(steps) - 1)]

    def _difference(self, pairs: Sequence[Pair]) -> tuple[int, float, float]:
        """Ratings, sum of what they lie above what is expected, and the variance of it without rapport.

        What the pairs themselves have added to the leanings of their people is taken out of these.
        """
        spread, prior = self._spread, self._limits.prior_ratings
        ratings = sum(self.counts[pair] for pair in pairs)
        gap = sum(self.sums[pair] - self.counts[pair] * self.mean for pair in pairs)
        variance = spread * ratings
        for side, leanings, others in ((0, self._giving, self._getting), (1, self._getting, self._giving)):
            own: defaultdict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
            for pair in pairs:
                count, mine = self.counts[pair], own[pair[side]]
                mine[0] += count
                if pair not in self._apart:
                    mine[1] += count
                    mine[2] += self.sums[pair] - count * (self.mean + others.of(pair[1 - side]))
            for person, (weight, count, total) in own.items():
                left = leanings.counts[person] - count + prior
                gap -= weight * (leanings.totals[person] - total) / left
                variance += weight**2 * spread / left
        return ratings, gap, variance

    def excess(self, pairs: Sequence[Pair]) -> Excess:
        """Of all ratings of these pairs together; at least one rating."""
        ratings, gap, variance = self._difference(pairs)
        variance += self._between * sum(self.counts[pair] ** 2 for pair in pairs)
        mean = sum(self.sums[pair] for pair in pairs) / ratings
        return Excess(ratings, mean, mean - gap / ratings, gap / sqrt(variance))


def _calm(own: list[tuple[float, float]], between: float) -> bool:
    """Whether with so much variance between pairs their differences are as wide as chance makes them."""
    return median(gap**2 / (spare + between) for gap, spare in own) <= HALF_OF_CHI_SQUARE

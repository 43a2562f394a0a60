"""Counting where things happen, at the price of an addition. Whoever shows the numbers reads them later."""

from bisect import bisect_left
from collections.abc import Sequence


class Spread:
    """How long something took, each time: as many plain numbers as there are bounds."""

    __slots__ = ("bounds", "counts", "seconds")

    def __init__(self, bounds: Sequence[float]) -> None:
        """`bounds`: rising, in seconds."""
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)  # up to each bound and above the one before; beyond all
        self.seconds = 0.0  # of all together

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(self.bounds, seconds)] += 1
        self.seconds += seconds

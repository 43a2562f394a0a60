"""How alike two orders of the same people are: 1 the same, 0 unrelated, -1 the reverse. Some may be equal."""

from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal
from math import sqrt

HUNDREDTHS_OF_PERCENT = Decimal("0.0001")


def spearman(one: Sequence[int], two: Sequence[int]) -> Decimal | None:
    """Pearson's coefficient of the ranks, equal values sharing their mean rank. None where nothing differs.

    Four decimals. Source: C. Spearman, 1904.
    """
    ranks, others = _doubled_ranks(one), _doubled_ranks(two)
    mean = len(one) + 1  # of doubled ranks, whichever are equal
    together = sum((a - mean) * (b - mean) for a, b in zip(ranks, others, strict=True))
    alone, other = (sum((a - mean) ** 2 for a in each) for each in (ranks, others))
    return _rounded(together, alone, other)


def kendall(one: Sequence[int], two: Sequence[int]) -> Decimal | None:
    """Tau-b: pairs in the same order less those in the other, equal ones left out. None without differences.

    Four decimals; n log n comparisons. Source: M. G. Kendall, 1945; W. R. Knight, 1966.
    """
    pairs = sorted(zip(one, two, strict=True))
    every = len(pairs) * (len(pairs) - 1) // 2
    equal, equal_other, equal_both = (_equal_pairs(each) for each in (one, two, pairs))
    against = _inversions([other for _, other in pairs])
    together = every - equal - equal_other + equal_both - 2 * against
    return _rounded(together, every - equal, every - equal_other)


def _rounded(together: int, alone: int, other: int) -> Decimal | None:
    if not alone or not other:
        return None
    return Decimal(together / (sqrt(alone) * sqrt(other))).quantize(HUNDREDTHS_OF_PERCENT)


def _doubled_ranks(values: Sequence[int]) -> list[int]:
    """Twice the rank, so that mean ranks are whole numbers."""
    ordered = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    last = {value: place for place, value in enumerate(ordered, start=1)}
    return [first[value] + last[value] for value in values]


def _equal_pairs(values: Iterable[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(values).values())


def _inversions(values: Sequence[int]) -> int:
    """Pairs of which the later is less. Each moves a part of a sorted list: fast enough for all staff."""
    seen: list[int] = []
    inversions = 0
    for value in values:
        inversions += len(seen) - bisect_right(seen, value)
        insort(seen, value)
    return inversions

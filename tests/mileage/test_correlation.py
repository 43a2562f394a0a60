"""Rank correlation against its definition, and against figures that others have published."""

from decimal import Decimal
from itertools import combinations
from math import sqrt
from random import Random

import pytest

from madang.rules.rank_correlation import kendall, spearman

IQ = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
HOURS = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]  # with IQ: the worked example of Spearman's rho, -29/165


def rounded(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.0001"))


def tau_by_pairs(one: list[int], two: list[int]) -> Decimal | None:
    together = apart = alone = other = 0
    for (a, b), (c, d) in combinations(zip(one, two, strict=True), 2):
        alone += a != c
        other += b != d
        together += (a - c) * (b - d) > 0
        apart += (a - c) * (b - d) < 0
    return rounded((together - apart) / sqrt(alone * other)) if alone and other else None


def rho_by_ranks(one: list[int], two: list[int]) -> Decimal | None:
    def ranks(values: list[int]) -> list[float]:
        return [sum(v < x for v in values) + (sum(v == x for v in values) + 1) / 2 for x in values]

    mean = (len(one) + 1) / 2
    pairs = [(a - mean, b - mean) for a, b in zip(ranks(one), ranks(two), strict=True)]
    alone, other = sum(a * a for a, _ in pairs), sum(b * b for _, b in pairs)
    return rounded(sum(a * b for a, b in pairs) / sqrt(alone * other)) if alone and other else None


def test_a_published_example_comes_out() -> None:
    assert spearman(IQ, HOURS) == Decimal("-0.1758")


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ([1, 2, 3], [10, 20, 30], Decimal("1.0000")),
        ([1, 2, 3], [30, 20, 10], Decimal("-1.0000")),
        ([1, 2, 3], [5, 5, 5], None),
        ([1], [1], None),
        ([], [], None),
    ],
)
def test_the_same_order_is_one_the_reverse_minus_one_and_no_order_nothing(
    one: list[int], two: list[int], expected: Decimal | None
) -> None:
    assert (spearman(one, two), kendall(one, two)) == (expected, expected)


@pytest.mark.parametrize("seed", range(60))
def test_both_are_what_their_definitions_say_with_many_equal_ones(seed: int) -> None:
    random = Random(seed)
    length, most = random.randint(0, 40), random.choice([1, 3, 1000])
    one, two = ([random.randint(0, most) for _ in range(length)] for _ in range(2))
    assert kendall(one, two) == tau_by_pairs(one, two)
    assert spearman(one, two) == rho_by_ranks(one, two)

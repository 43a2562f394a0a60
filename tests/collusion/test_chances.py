"""Probabilities against sums written out, and the bounds of every threshold."""

from dataclasses import replace
from datetime import timedelta
from math import comb, exp, factorial, inf, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.collusion import Thresholds
from madang.collusion.chances import admitted, binomial_tail, choices, normal_tail, poisson_tail
from madang.collusion.thresholds import BOUNDS


@given(st.integers(min_value=1, max_value=20), st.floats(min_value=0.01, max_value=15))
def test_a_poisson_tail_is_the_sum_of_its_terms(count: int, expected: float) -> None:
    tail = sum(exp(-expected) * expected**more / factorial(more) for more in range(count, 120))
    assert poisson_tail(count, expected) == pytest.approx(log10(tail) if count > expected else 0, abs=1e-9)


@given(st.integers(min_value=1, max_value=40), st.integers(min_value=0, max_value=40), st.floats(0.01, 0.95))
def test_a_binomial_tail_is_the_sum_of_its_terms(trials: int, some: int, chance: float) -> None:
    count = min(some, trials)
    terms = range(count, trials + 1)
    tail = sum(comb(trials, more) * chance**more * (1 - chance) ** (trials - more) for more in terms)
    expected = log10(tail) if count > trials * chance else 0
    assert binomial_tail(count, trials, chance) == pytest.approx(expected, abs=1e-9)


def test_what_cannot_be_by_chance_has_no_chance() -> None:
    assert (poisson_tail(1, 0), binomial_tail(1, 5, 0), poisson_tail(0, 0)) == (-inf, -inf, 0)


def test_chances_far_below_the_smallest_float_are_still_told_apart() -> None:
    assert poisson_tail(400, 0.1) < poisson_tail(300, 0.1) < -800
    assert normal_tail(50) < normal_tail(40) < -340
    assert normal_tail(30.001) == pytest.approx(normal_tail(29.999), abs=0.05)


@pytest.mark.parametrize(("deviations", "chance"), [(-1, 1), (0, 1), (1.96, 0.0249979), (3, 0.0013499)])
def test_a_normal_tail(deviations: float, chance: float) -> None:
    assert normal_tail(deviations) == pytest.approx(log10(chance), abs=1e-5)


def test_groups_are_counted() -> None:
    assert choices(40, 2) == pytest.approx(log10(780))
    assert (choices(3, 4), choices(0, 2)) == (0, 0)


def test_what_is_admitted_is_the_largest_chance_under_its_line() -> None:
    # The example of Benjamini and Hochberg (1995): of 15 tests at 5 % the four smallest are kept.
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262]
    logs = [log10(one) for one in chances]
    assert admitted(logs, tested=15, share=0.05) == log10(0.0095)
    assert admitted(logs, tested=10**6, share=0.05) == -inf
    assert admitted([], tested=0, share=0.05) == -inf


def test_every_threshold_is_bounded() -> None:
    assert set(Thresholds.names()) - {"burst_window"} == set(BOUNDS)


@pytest.mark.parametrize("name", BOUNDS)
def test_a_threshold_out_of_bounds_is_refused(name: str) -> None:
    least, most = BOUNDS[name]
    for value in (least, most):
        assert getattr(replace(Thresholds(), **{name: value}), name) == value
    for value in (least - 0.001, most + 0.001):
        with pytest.raises(ValueError, match=rf"^{name} = .*: not between"):
            replace(Thresholds(), **{name: value})


@pytest.mark.parametrize("window", [timedelta(minutes=59), timedelta(days=15)])
def test_a_window_is_between_an_hour_and_two_weeks(window: timedelta) -> None:
    with pytest.raises(ValueError, match=r"burst_window = .*: not between an hour"):
        Thresholds(burst_window=window)

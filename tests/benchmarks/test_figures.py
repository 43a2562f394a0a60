"""Medians, spreads and ratios of what was measured."""

from benchmarks.figures import Spread, rate, ratio, server_time, spread, table
from benchmarks.load import Sample


def sample(rate: float, server: float) -> Sample:
    return Sample(rate=rate, p50=1, p99=20.25, server=server, database=0.5, client=0.1, core=0.975)


ROUNDS = [
    {"madang": sample(2000, 0.5), "peer": sample(1000, 1.5)},
    {"madang": sample(1000, 0.5), "peer": sample(1000, 1.0)},
    {"madang": sample(1800, 0.5), "peer": sample(600, 2.0)},
]


def test_the_middle_of_the_rounds_is_their_median() -> None:
    assert spread(ROUNDS, "madang", rate) == Spread(1000, 1800, 2000)


def test_a_ratio_is_taken_within_each_round() -> None:
    assert ratio(ROUNDS, "madang", "peer", rate) == Spread(1, 2, 3)  # the medians alone would give 1.8
    assert ratio(ROUNDS, "peer", "madang", server_time) == Spread(2, 3, 4)


def test_the_table_shows_each_server_beside_the_first() -> None:
    rows = table(ROUNDS, {"madang": "Madang", "peer": "Peer 5"}, "madang").splitlines()
    assert rows[0].startswith("| server | answers/s (min–max) | Madang ÷ it (min–max) | p50 ms | p99 ms |")
    assert rows[0].count("|") == rows[1].count("|")
    assert rows[2:] == [
        "| Madang | **1,800** (1,000–2,000) | **1.00** (1.00–1.00) | 1.0 | 20.2 | 0.500 "
        "| **1.00** (1.00–1.00) | 0.500 | 10% | 98% |",
        "| Peer 5 | **1,000** (600–1,000) | **2.00** (1.00–3.00) | 1.0 | 20.2 | 1.500 "
        "| **3.00** (2.00–4.00) | 0.500 | 10% | 98% |",
    ]

"""Deliveries become figures: places among the subscribers, medians over events and rounds."""

from benchmarks.fanout.client import figures
from benchmarks.fanout.crowd import Delivered
from benchmarks.fanout.figures import table
from benchmarks.fanout.measuring import FanSample, Times

HUNDRED_AND_ONE = [1.0 + number / 1000 for number in range(101)]


def test_times_are_medians_over_the_events_of_places_among_the_subscribers() -> None:
    events = [
        Delivered(sent=1.0, answered=1.02, heard=HUNDRED_AND_ONE),
        Delivered(sent=0.9, answered=1.02, heard=HUNDRED_AND_ONE),
        Delivered(sent=1.0, answered=1.05, heard=HUNDRED_AND_ONE),
    ]
    found = {name: round(value, 6) for name, value in figures(events).items()}
    assert found == {
        "deliveries": 303,
        "first": 0,
        "half": 50,
        "most": 99,
        "last": 100,
        "first_after": -20,
        "half_after": 30,
        "most_after": 79,
        "last_after": 80,
    }


def sample(rate: float, server: float, *, heard: float = 10, client: float = 0.25) -> FanSample:
    return FanSample(
        rate=rate,
        sent=Times(first=1, half=2, most=3, last=4.25),
        answered=Times(first=-0.5, half=1, most=2, last=3),
        server=server,
        subscribed=8,
        heard=heard,
        opening=0.125,
        client=client,
        core=0.5,
    )


ROUNDS = [
    {"madang": sample(20_000, 10), "peer": sample(5_000, 80, client=0.71)},
    {"madang": sample(30_000, 20, heard=1), "peer": sample(10_000, 40, client=0.75)},
    {"madang": sample(10_000, 30, heard=1), "peer": sample(5_000, 90, client=0.1)},
]


def test_the_table_shows_medians_ratios_within_rounds_and_the_memory_of_the_first_round() -> None:
    rows = table(ROUNDS, {"madang": "Madang", "peer": "Peer 5"}, "madang").splitlines()
    assert rows[0].startswith("| server | deliveries/s (min–max) | Madang ÷ it (min–max) |")
    assert rows[0].count("|") == rows[1].count("|")
    assert rows[2:] == [
        "| Madang | **20,000** (10,000–30,000) | **1.00** (1.00–1.00) | 1.0, 2.0, 3.0, 4.2 "
        "| -0.5, 1.0, 2.0, 3.0 | 20.0 | **1.00** (1.00–1.00) | 8.0, 10.0 | 0.12 | 25% | 50% |",
        "| Peer 5 | **5,000** (5,000–10,000) | **3.00** (2.00–4.00) | 1.0, 2.0, 3.0, 4.2 "
        "| -0.5, 1.0, 2.0, 3.0 | 80.0 | **3.00** (2.00–8.00) | 8.0, 10.0 | 0.12 | 71% (it limits) | 50% |",
    ]

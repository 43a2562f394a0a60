"""A small city for a year, honest habits and planted collusion together: the benchmark in small."""

from benchmarks.collusion.caps import capped
from benchmarks.collusion.city import city
from benchmarks.collusion.plants import FIVES, Plan, at_once, farmer, favourite, planted, ring, thanking
from benchmarks.collusion.scores import Scores, table
from madang.collusion import flags

PLANS = [
    Plan("ring", "strong", 2, ring(3, FIVES)),
    Plan("ring", "strong", 4, ring(3, FIVES)),
    Plan("thanks ring", "strong", 3, thanking(2)),
    Plan("burst", "strong", 2, at_once(4, 1)),
    Plan("farmer", "strong", 1, farmer(5, 0.8, 1)),
]


def test_strong_collusion_is_found_and_nearly_nobody_else_is_asked() -> None:
    year = city(7, staff=1000, departments=30)
    plants = planted(year, PLANS)
    found = {person for flag in flags(year.acts()) for person in flag.people}
    planned = {person for plant in plants for person in plant.people}
    assert (planned - found, len(planned)) == (set(), 12)
    assert len(found - planned) <= 10
    assert len(capped(year.acts()) - planned) > 100  # whom caps alone would bring up


def test_who_is_often_rated_and_highly_stands_out_among_those_who_are_often_rated() -> None:
    year = city(12, staff=1500, departments=40)
    plants = planted(year, [Plan("favourite", "strong", 2, favourite(24, FIVES)) for _ in range(10)])
    found = {frozenset(flag.people) for flag in flags(year.acts())}
    assert sum(plant.people in found for plant in plants) >= 9


def test_the_same_seed_gives_the_same_year() -> None:
    one, other = (city(3, staff=200, departments=12) for _ in range(2))
    assert one.acts() == other.acts()


def test_scores_are_told_as_tables() -> None:
    scores = Scores()
    year = city(5, staff=500, departments=20)
    scores.luck.append((1, 500))
    scores.count(year, planted(year, PLANS[:1]))
    lines = table(scores).splitlines()
    assert lines[0] == "| planted | strength | people | flags | caps, once | caps, 3 months or 10 days |"
    assert lines[2].startswith("| ring | strong | 2 | 1.00 | 1.00 | ")
    assert lines[3].startswith("| **all** | strong, medium, brief | 2 | 1.00 | 1.00 | ")
    assert lines[4].startswith("| **honest staff** | flagged | 498 | ")
    assert "Without collusion 0.20% (0.20%–0.20%) of the staff are flagged." in lines

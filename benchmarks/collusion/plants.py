"""Collusion put into a city on top of what its people honestly do, at several strengths."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, permutations
from uuid import UUID

from benchmarks.collusion.city import BEGINS, DAYS, Person, Year
from madang.rules.calendar import SEOUL

FIVES = 5.0  # so much is added to the marks that nothing else than fives remains


@dataclass(frozen=True, slots=True)
class Plant:
    """People who collude, in one way and strength."""

    kind: str
    strength: str
    people: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to plant one group: of how many people, and what they do."""

    kind: str
    strength: str
    size: int
    act: Callable[[Year, Sequence[Person]], None]


def ring(a_month: float, lift: float, *, months: int = 12) -> Callable[[Year, Sequence[Person]], None]:
    """Everybody with everybody, or (two in five) each with the next: so many ratings a month for each two
    people, both directions together."""

    def act(year: Year, people: Sequence[Person]) -> None:
        begins = year.rng.random() * (DAYS - 30.4 * months)
        chain = len(people) > 2 and year.rng.random() < 0.4
        pairs = list(zip(people, [*people[1:], people[0]], strict=True)) if chain else None
        for giver, receiver in pairs or permutations(people, 2):
            for _ in range(year.times(a_month * months / (1 if chain else 2))):
                day = begins + year.rng.random() * 30.4 * months
                year.rate(giver, receiver, year.moment(day), lift=lift)

    return act


def favourite(a_year: float, lift: float) -> Callable[[Year, Sequence[Person]], None]:
    """The first rates the second, and nothing comes back."""

    def act(year: Year, people: Sequence[Person]) -> None:
        for _ in range(year.times(a_year)):
            year.rate(people[0], people[1], year.moment(year.rng.random() * DAYS), lift=lift)

    return act


def thanking(a_month: float) -> Callable[[Year, Sequence[Person]], None]:
    """Thanks to and fro, for no work."""

    def act(year: Year, people: Sequence[Person]) -> None:
        for giver, receiver in permutations(people, 2):
            for _ in range(year.times(a_month * 12 / (len(people) - 1))):
                year.thank(giver, receiver, year.rng.random() * DAYS)

    return act


def at_once(times: int, months: int) -> Callable[[Year, Sequence[Person]], None]:
    """So many ratings from each to each in the last two days of some months, with honest marks."""

    def act(year: Year, people: Sequence[Person]) -> None:
        for month in year.rng.sample(range(1, 13), months):
            end = BEGINS.replace(month=month) + timedelta(days=32)
            end = end.replace(day=1, tzinfo=SEOUL)
            for one, two in combinations(people, 2):
                for giver, receiver in ((one, two), (two, one)):
                    for _ in range(times):
                        year.rate(giver, receiver, end - timedelta(hours=year.rng.uniform(1, 47)))

    return act


def farmer(
    a_day: int, days: float, short: float, *, months: int = 12
) -> Callable[[Year, Sequence[Person]], None]:
    """Comments nobody answers, on a share of all days."""

    def act(year: Year, people: Sequence[Person]) -> None:
        begins = int(year.rng.random() * (DAYS - 30.4 * months))
        for person in people:
            for day in range(begins, begins + round(30.4 * months)):
                weekday = (BEGINS + timedelta(days=day)).weekday() < 5
                for _ in range(a_day if weekday and year.rng.random() < days else 0):
                    year.comment(person, day, thread=None, length=year.length(short=short))

    return act


SIZES = (2, 3, 4, 5, 6)
PLANS = [
    *(Plan("ring", "strong: 3 a month, fives", size, ring(3, FIVES)) for size in SIZES),
    *(Plan("ring", "medium: 1.5 a month, +0.8", size, ring(1.5, 0.8)) for size in SIZES),
    *(Plan("ring", "brief: 3 a month for 3 months, fives", size, ring(3, FIVES, months=3)) for size in SIZES),
    *(Plan("ring", "weak: 0.7 a month, +0.5", size, ring(0.7, 0.5)) for size in SIZES),
    *(Plan("ring", "quiet: 2 a month, honest marks", size, ring(2, 0)) for size in SIZES),
    *(Plan("thanks ring", "strong: 2 a month each", size, thanking(2)) for size in SIZES),
    *(Plan("thanks ring", "weak: 0.7 a month each", size, thanking(0.7)) for size in SIZES),
    *(Plan("mutual raters", "strong: 12 a year, fives", 2, ring(1, FIVES)) for _ in range(5)),
    *(Plan("mutual raters", "medium: 18 a year, +1.0", 2, ring(1.5, 1.0)) for _ in range(5)),
    *(Plan("mutual raters", "weak: 6 a year, +0.5", 2, ring(0.5, 0.5)) for _ in range(5)),
    *(Plan("favourite", "strong: 24 a year, fives", 2, favourite(24, FIVES)) for _ in range(5)),
    *(Plan("favourite", "medium: 12 a year, +1.0", 2, favourite(12, 1.0)) for _ in range(5)),
    *(Plan("burst", "strong: 4 each way in 2 days, once", size, at_once(4, 1)) for size in (2, 3, 4)),
    *(Plan("burst", "medium: 2 each way at 6 months' ends", size, at_once(2, 6)) for size in (2, 3, 4)),
    *(Plan("burst", "weak: 2 each way in 2 days, once", size, at_once(2, 1)) for size in (2, 3, 4)),
    *(Plan("farmer", "strong: 5 a day, 80 % of days, short", 1, farmer(5, 0.8, 1)) for _ in range(5)),
    *(Plan("farmer", "medium: 5 a day, 40 % of days, 70 % short", 1, farmer(5, 0.4, 0.7)) for _ in range(5)),
    *(Plan("farmer", "brief: 5 a day for a month, short", 1, farmer(5, 0.9, 1, months=1)) for _ in range(5)),
    *(Plan("farmer", "weak: 3 a day, 50 % of days, short", 1, farmer(3, 0.5, 1)) for _ in range(5)),
]


def planted(year: Year, plans: Sequence[Plan] = PLANS) -> list[Plant]:
    """Puts every plan into the year, each person in one at most."""
    free = year.rng.sample(year.people, len(year.people))
    found: list[Plant] = []
    for plan in plans:
        people: list[Person] = []
        while len(people) < plan.size:
            person = free.pop()
            if all(person.department != other.department for other in people):
                people.append(person)
        plan.act(year, people)
        found.append(Plant(plan.kind, plan.strength, frozenset(person.id for person in people)))
    return found

"""A year of an honest city, from a seed: heavy-tailed activity, departments that work together, habits.

Everything that could be taken for collusion is in it: regular counterparts, teams whose members ask each
other all year, sprints, people who rate everything at the month's end, coordinators who comment all day, and
people who thank each other for help that no request tells of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate, permutations
from math import exp, log
from random import Random
from uuid import UUID

from madang.collusion import Acts, CountedComment, RatedResponse, ThanksGiven
from madang.rules.calendar import SEOUL

BEGINS = datetime(2025, 1, 1, tzinfo=SEOUL)
DAYS = 365
MIDDLE = 3.85  # marks
CEILING_OF_DAY = 5  # counted comments (§8)


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    department: int
    asking: float
    handling: float
    strict: float  # how much more this person gives than others, in marks
    able: float  # how much more this person gets
    late: bool  # rates everything in the last days of the month


@dataclass(slots=True)
class Year:
    """A city in the making: people, departments, and the rows so far."""

    rng: Random
    people: list[Person]
    departments: list[UUID]
    responses: list[RatedResponse] = field(default_factory=list[RatedResponse])
    comments: list[CountedComment] = field(default_factory=list[CountedComment])
    thanks: list[ThanksGiven] = field(default_factory=list[ThanksGiven])
    rapport: dict[tuple[UUID, UUID], float] = field(default_factory=dict[tuple[UUID, UUID], float])
    comments_of_day: dict[tuple[UUID, int], int] = field(default_factory=dict[tuple[UUID, int], int])

    def acts(self) -> Acts:
        return Acts(responses=self.responses, comments=self.comments, thanks=self.thanks)

    def name(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128))

    def moment(self, day: float) -> datetime:
        """During working hours of the working day nearest after `day`."""
        date = BEGINS + timedelta(days=int(min(max(day, 0), DAYS - 1)))
        while date.weekday() > 4:
            date += timedelta(days=1)
        return date + timedelta(hours=9 + 9 * self.rng.random())

    def rate(self, giver: Person, receiver: Person, at: datetime, *, lift: float = 0.0) -> RatedResponse:
        """`lift` is added to the honest marks; 5 gives fives and nothing else."""
        marks = self.marks(giver, receiver, lift)
        row = RatedResponse(
            id=self.name(),
            at=self._sitting(giver, at),
            giver=giver.id,
            receiver=receiver.id,
            giver_department=self.departments[giver.department],
            receiver_department=self.departments[receiver.department],
            marks=marks,
            points=500 + round(1000 * (sum(marks) / 4 - 1) / 4),
        )
        self.responses.append(row)
        return row

    def marks(self, giver: Person, receiver: Person, lift: float) -> tuple[int, int, int, int]:
        pair = (giver.id, receiver.id)
        between = self.rapport.setdefault(pair, self.rng.gauss(0, 0.2))
        middle = MIDDLE + giver.strict + receiver.able + between + self.rng.gauss(0, 0.45) + lift
        one, two, three, four = (min(max(round(self.rng.gauss(middle, 0.5)), 1), 5) for _ in range(4))
        return one, two, three, four

    def _sitting(self, giver: Person, at: datetime) -> datetime:
        if not giver.late:
            return at
        following = (at.replace(day=1) + timedelta(days=32)).replace(day=1)
        return following.replace(hour=9, minute=0) - timedelta(days=self.rng.choice((1, 1, 2, 3)))

    def comment(self, author: Person, day: float, *, thread: UUID | None, length: int) -> UUID | None:
        """None when the author's comments of that day already count no more."""
        at = self.moment(day)
        key = (author.id, (at - BEGINS).days)
        if self.comments_of_day.get(key, 0) >= CEILING_OF_DAY:
            return None
        self.comments_of_day[key] = self.comments_of_day.get(key, 0) + 1
        name = self.name()
        opened = thread or name
        self.comments.append(
            CountedComment(
                id=name,
                at=at,
                author=author.id,
                request=opened,
                thread=opened,
                other=None,
                length=length,
                points=100,
            )
        )
        return opened

    def thank(self, giver: Person, receiver: Person, day: float) -> None:
        at = self.moment(day)
        self.thanks.append(
            ThanksGiven(id=self.name(), at=at, giver=giver.id, receiver=receiver.id, points=200)
        )

    def length(self, *, short: float = 0.25) -> int:
        if self.rng.random() < short:
            return self.rng.randint(10, 20)
        return min(round(exp(self.rng.gauss(log(70), 0.7))) + 10, 2000)

    def times(self, expected: float) -> int:
        """A Poisson number."""
        left, count = exp(-min(expected, 500)), 0
        product = self.rng.random()
        while product > left:
            product *= self.rng.random()
            count += 1
        return count


def city(seed: int, *, staff: int = 5000, departments: int = 110) -> Year:
    """A year in which nobody colludes."""
    rng = Random(seed)
    names = [UUID(int=rng.getrandbits(128)) for _ in range(departments)]
    sizes = list(accumulate(exp(rng.gauss(0, 0.5)) for _ in names))
    places = list(range(departments))
    people = [_person(rng, rng.choices(places, cum_weights=sizes)[0]) for _ in range(staff)]
    year = Year(rng, people, names)
    for row, giver, receiver in _work(year):
        _talk(year, row, giver, receiver)
    teams = [_team(year) for _ in range(staff // 70)]
    for number, team in enumerate(teams):
        _cooperate(year, team, sprint=number % 3 == 0)
    for person in rng.sample(people, staff // 120):
        _coordinate(year, person)
    _thank(year)
    return year


def _person(rng: Random, department: int) -> Person:
    return Person(
        id=UUID(int=rng.getrandbits(128)),
        department=department,
        asking=exp(rng.gauss(0, 1.1)),
        handling=exp(rng.gauss(0, 1.1)),
        strict=rng.gauss(0, 0.35),
        able=rng.gauss(0, 0.25),
        late=rng.random() < 0.15,
    )


def _work(year: Year) -> Iterator[tuple[RatedResponse, Person, Person]]:
    """Nine rated responses a person: from a department's usual partners, half of them the regular contact."""
    rng, places = year.rng, range(len(year.departments))
    staff = [[one for one in year.people if one.department == place] or [year.people[0]] for place in places]
    weights = [list(accumulate(one.handling for one in here)) for here in staff]
    partners = [_partners(rng, place, len(places)) for place in places]
    mean = sum(one.asking for one in year.people) / len(year.people)
    for giver in year.people:
        regular: dict[int, Person] = {}
        for _ in range(year.times(9 * giver.asking / mean)):
            away = rng.choices(places, cum_weights=partners[giver.department])[0]
            receiver = rng.choices(staff[away], cum_weights=weights[away])[0]
            contact = regular.setdefault(away, receiver)
            receiver = contact if rng.random() < 0.5 else receiver
            if receiver.department != giver.department:
                yield year.rate(giver, receiver, year.moment(rng.random() * DAYS)), giver, receiver


def _partners(rng: Random, home: int, places: int) -> list[float]:
    weight = [0.15 / places] * places
    for other in rng.sample(range(places), min(rng.randint(3, 8), places)):
        weight[other] += rng.paretovariate(1.2) / 6
    weight[home] = 0
    return list(accumulate(weight))


def _talk(year: Year, row: RatedResponse, giver: Person, receiver: Person) -> None:
    """A few comments to and fro in the weeks before the rating."""
    rng = year.rng
    day = (row.at - BEGINS).days - rng.random() * 14
    thread: UUID | None = None
    for place in range(min(int(rng.expovariate(0.6)), 8)):
        author = (giver, receiver)[place % 2]
        opened = year.comment(author, day, thread=thread, length=year.length())
        thread = opened if rng.random() < 0.8 else None
        day += rng.expovariate(1.0)


def _team(year: Year) -> list[Person]:
    """Two to six people of different departments."""
    size = year.rng.choice((2, 2, 3, 3, 4, 5, 6))
    team: list[Person] = []
    while len(team) < size:
        person = year.rng.choice(year.people)
        if all(person.department != other.department for other in team):
            team.append(person)
    return team


def _cooperate(year: Year, team: Sequence[Person], *, sprint: bool) -> None:
    """Mutual requests, some a month, for three months to the whole year; in a sprint five times as many."""
    rng = year.rng
    begins, length = rng.random() * 0.5 * DAYS, DAYS * rng.uniform(0.25, 1)
    a_month = rng.uniform(0.5, 3) / max(len(team) - 1, 1)
    for giver, receiver in permutations(team, 2):
        if rng.random() < 0.8:
            for _ in range(year.times(a_month * length / 30)):
                day = begins + rng.random() * length
                if day < DAYS:
                    row = year.rate(giver, receiver, year.moment(day), lift=0.05)
                    _talk(year, row, giver, receiver)
            for _ in range(year.times(a_month * 5 / 2) if sprint else 0):
                year.rate(giver, receiver, year.moment(begins + rng.random() * 14), lift=0.05)


def _coordinate(year: Year, person: Person) -> None:
    """Comments nearly every day; half of these people mostly write that they have read. Most are answered."""
    rng = year.rng
    short = rng.choice((0.2, 0.6))
    for day in range(DAYS):
        for _ in range(year.times(3) if rng.random() < 0.6 else 0):
            thread = year.comment(person, day, thread=None, length=year.length(short=short))
            if thread and rng.random() < 0.6:
                year.comment(rng.choice(year.people), day + 1, thread=thread, length=year.length())


def _thank(year: Year) -> None:
    """One response in eight is thanked for; some is for help nobody asked for in writing, and some of that
    comes every month, now and then both ways."""
    rng = year.rng
    known = {person.id: person for person in year.people}
    for row in list(year.responses):
        if rng.random() < 0.12:
            year.thank(known[row.giver], known[row.receiver], (row.at - BEGINS).days)
    for _ in range(len(year.people) // 2):
        giver, receiver = rng.sample(year.people, 2)
        year.thank(giver, receiver, rng.random() * DAYS)
    for number in range(len(year.people) // 80):
        giver, receiver = rng.sample(year.people, 2)
        for month in range(12):
            if rng.random() < 0.7:
                year.thank(giver, receiver, 30 * month + rng.random() * 28)
            if number % 10 == 0 and rng.random() < 0.3:
                year.thank(receiver, giver, 30 * month + rng.random() * 28)

"""A small city whose acts are written down one by one: forty people of eight departments who rate evenly."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from madang.collusion import Acts, CountedComment, RatedResponse, ThanksGiven
from madang.rules.calendar import SEOUL

BEGINS = datetime(2025, 1, 1, 10, tzinfo=SEOUL)
PEOPLE = 40
DEPARTMENTS = 8
Marks = tuple[int, int, int, int]
FIVES: Marks = (5, 5, 5, 5)
USUAL: tuple[Marks, ...] = ((3, 4, 3, 4), (4, 4, 4, 3), (3, 3, 4, 3), (4, 3, 4, 4))


def person(number: int) -> UUID:
    return UUID(int=number + 1)


def department(number: int) -> UUID:
    return UUID(int=(number % DEPARTMENTS) + 10**6)


def at(day: float) -> datetime:
    return BEGINS + timedelta(days=day)


@dataclass(slots=True)
class Office:
    """People are numbers; those with the same remainder by eight are of one department."""

    responses: list[RatedResponse] = field(default_factory=list[RatedResponse])
    comments: list[CountedComment] = field(default_factory=list[CountedComment])
    thanks: list[ThanksGiven] = field(default_factory=list[ThanksGiven])
    ids: int = 10**9

    @property
    def acts(self) -> Acts:
        return Acts(responses=self.responses, comments=self.comments, thanks=self.thanks)

    def name(self) -> UUID:
        self.ids += 1
        return UUID(int=self.ids)

    def rate(self, giver: int, receiver: int, day: float, marks: Marks | None = None) -> UUID:
        given = marks or USUAL[len(self.responses) % 4]
        row = RatedResponse(
            id=self.name(),
            at=at(day),
            giver=person(giver),
            receiver=person(receiver),
            giver_department=department(giver),
            receiver_department=department(receiver),
            marks=given,
            points=500 + 1000 * (sum(given) - 4) // 16,
        )
        self.responses.append(row)
        return row.id

    def thank(self, giver: int, receiver: int, day: float) -> UUID:
        row = ThanksGiven(
            id=self.name(), at=at(day), giver=person(giver), receiver=person(receiver), points=200
        )
        self.thanks.append(row)
        return row.id

    def comment(self, author: int, day: float, *, length: int = 60, thread: UUID | None = None) -> UUID:
        name = self.name()
        self.comments.append(
            CountedComment(
                id=name,
                at=at(day),
                author=person(author),
                request=thread or name,
                thread=thread or name,
                other=None,
                length=length,
                points=100,
            )
        )
        return name


def office() -> Office:
    """Everybody rates twelve others once in the year, thanks two, and writes six comments, half of them
    answered."""
    made = Office()
    for giver in range(PEOPLE):
        for step in range(12):
            receiver = (giver + 3 * step + 1) % PEOPLE
            if receiver % DEPARTMENTS != giver % DEPARTMENTS:
                made.rate(giver, receiver, (giver * 41 + step * 29) % 364)
        for step in (1, 2):
            made.thank(giver, (giver + 9 * step) % PEOPLE, (giver * 17 + step * 100) % 364)
        for step in range(6):
            day = (giver * 13 + step * 59) % 363
            thread = made.comment(giver, day)
            if step % 2:
                made.comment((giver + 5) % PEOPLE, day + 0.2, thread=thread)
    return made

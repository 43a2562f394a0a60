"""What entries add to boards: by person and department, for their month, half and year, and in all."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from madang.rules.calendar import Month
from madang.rules.mileage import Holder, Rule, boards_of
from madang.rules.mileage_kings import Standing
from subscriptions.mileage_books import Posting

AXES = ("importance", "effectiveness", "promptness", "difficulty")
Account = tuple[Holder, UUID, str]  # whose row of which board
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLIONTHS_OF_A_QUARTER = 250_000


@dataclass(slots=True)
class Sum:
    """What one row of a board gains; numbers below zero for what is taken back."""

    amounts: Counter[Rule] = field(default_factory=Counter[Rule])  # hundredths
    counts: Counter[Rule] = field(default_factory=Counter[Rule])
    marks: Counter[str] = field(default_factory=Counter[str])  # by axis
    helped: Counter[UUID] = field(default_factory=Counter[UUID])  # responses by department
    earliness: int = 0  # of the last earning: minus its microseconds since 1970

    @property
    def total(self) -> int:
        return sum(self.amounts.values())

    @property
    def mean(self) -> int:
        """Of all marks, in millionths, rounded down."""
        responses = self.counts[Rule.RESPONSE]
        return sum(self.marks.values()) * MILLIONTHS_OF_A_QUARTER // responses if responses else 0

    def earn(self, posting: Posting) -> None:
        self.amounts[posting.rule] += posting.amount
        if posting.amount > 0:
            self.earliness = min(self.earliness, earliness(posting.occurred_at))

    def count(self, posting: Posting, *, marks: bool) -> None:
        """`marks`: whether this entry stands for its delivery here."""
        if posting.rule is not Rule.RESPONSE:
            self.counts[posting.rule] += posting.sign
        elif marks and posting.marks is not None:
            self._add_response(posting)

    def _add_response(self, posting: Posting) -> None:
        self.counts[Rule.RESPONSE] += posting.sign
        for axis in AXES:
            self.marks[axis] += posting.sign * getattr(posting.marks, axis)
        if posting.counterpart_department_id is not None:
            self.helped[posting.counterpart_department_id] += posting.sign


Sums = dict[Account, Sum]


def earliness(moment: datetime) -> int:
    """The earlier, the more."""
    return (EPOCH - moment) // timedelta(microseconds=1)


def add_up(postings: Iterable[Posting], sums: Sums | None = None) -> Sums:
    """Entries that count, and what is taken back, by the rows of the boards that they change.

    Points of a month that is closed are taken back from an open one; its requests, responses and marks were
    never among those of the open one, and stay where they are.
    """
    into: Sums = {} if sums is None else sums
    for posting in postings:
        if not posting.sign:
            continue
        counted = _boards(posting.since or posting.month)
        for holder, id, marks in _holders(posting):
            for period in _boards(posting.month):
                row = into.setdefault((holder, id, period), Sum())
                row.earn(posting)
                if period in counted:
                    row.count(posting, marks=marks)
    return into


def standing(person_id: UUID, sum: Sum) -> Standing:
    """A person's row of a board, as it is ordered by."""
    return Standing(
        person_id=person_id,
        total=sum.total,
        mean=sum.mean,
        helped=len(+sum.helped),
        earliness=sum.earliness,
    )


def _holders(posting: Posting) -> Iterator[tuple[Holder, UUID, bool]]:
    """A department's response counts once, however many have shared it."""
    yield Holder.PERSON, posting.person_id, True
    if posting.department_id is not None:
        yield Holder.DEPARTMENT, posting.department_id, posting.leads


@lru_cache(maxsize=1000)
def _boards(month: int) -> tuple[str, ...]:
    return boards_of(Month.at(month))

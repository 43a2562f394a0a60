"""The books of mileage: what is known of requests and comments, which entries stand, and what comes next.

Books are opened for some lines of the log with what those need (from the tables, or from nothing for a whole
replay); `subscriptions.bookkeeping` writes in them, and whoever opened them keeps what was written. Equal
lines give equal entries, to the last digit of `Books.chain`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from madang.rules.calendar import Month, seoul_day
from madang.rules.evaluations import Marks
from madang.rules.mileage import Outcome, Rule
from madang.rules.mileage_policy import MileagePolicy
from subscriptions.events import Record
from subscriptions.request_events import HandlerShare

Source = tuple[Rule, UUID]  # an act that earns: by its request, delivery, comment, thanks or adjustment
Place = tuple[object, ...]  # what is counted together: a person's day, a pair's month


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A delivery, as far as points depend on it."""

    department_id: UUID
    handlers: tuple[HandlerShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A request, as far as points depend on it. `asked`: the points for asking have been written."""

    requester_id: UUID
    department_id: UUID
    parts: Mapping[UUID, Part] = field(default_factory=dict[UUID, Part])
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment, as far as points depend on it. `other_id`, of a thread's first: who else wrote there."""

    id: UUID
    request_id: UUID
    root_id: UUID  # its own where it begins a thread
    author_id: UUID
    department_id: UUID | None
    length: int
    digest: str
    stands: bool = True  # neither deleted nor hidden
    other_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A policy that holds for what happens from `since` on."""

    number: int
    since: date
    policy: MileagePolicy


@dataclass(frozen=True, slots=True)
class Hiding:
    """Whether a person is left out of boards, and among the winners nevertheless."""

    hidden: bool
    wins: bool = True


BUILT_IN = InForce(number=1, since=date(2014, 7, 1), policy=MileagePolicy())


@dataclass(frozen=True, slots=True, kw_only=True)
class Earning:
    """What an act earns, or why it earns nothing. `amount` in hundredths, `share` in percent.

    `leads`: of several handlers the one whose entry stands for the delivery. `ordinal`: the how-manieth
    response between the same two people in its month.
    """

    rule: Rule
    source_id: UUID
    person_id: UUID
    department_id: UUID | None
    amount: int
    explanation: str
    outcome: Outcome = Outcome.COUNTED
    request_id: UUID | None = None
    counterpart_id: UUID | None = None
    counterpart_department_id: UUID | None = None
    marks: Marks | None = None
    share: int | None = None
    leads: bool = False
    ordinal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting(Earning):
    """One entry of the ledger. `reverses`: the number of the entry it takes back, and `since` its month."""

    number: int
    position: int
    policy_number: int
    month: int  # 201407
    day: date
    occurred_at: datetime
    reverses: int | None = None
    since: int | None = None

    @property
    def source(self) -> Source:
        return self.rule, self.source_id

    @property
    def sign(self) -> int:
        """What it adds to the number of things that count."""
        return {Outcome.COUNTED: 1, Outcome.REVERSED: -1}.get(self.outcome, 0)

    @property
    def places(self) -> Iterator[Place]:
        """Where it is counted as long as it stands."""
        yield "day", self.rule, self.person_id, self.day
        yield "request", self.rule, self.person_id, self.request_id
        yield "pair", self.rule, self.counterpart_id, self.person_id, self.month
        yield "given", self.rule, self.counterpart_id, self.month


EARNING = tuple(one.name for one in fields(Earning))


class Books:
    """`position`: the last line that was read. `open_month`: the first not closed; None before any was."""

    def __init__(
        self,
        *,
        position: int = 0,
        number: int = 0,
        chain: str = "",
        first_month: int | None = None,
        open_month: Month | None = None,
        policies: Iterable[InForce] = (BUILT_IN,),
    ) -> None:
        self.position, self.number, self.chain = position, number, chain
        self.first_month, self.open_month = first_month, open_month
        self.policies = {one.number: one for one in policies}
        self.works: dict[UUID, Work] = {}
        self.remarks: dict[UUID, Remark] = {}
        self.standing: dict[Source, dict[UUID, Posting]] = {}  # by person, in the order of writing
        self.counted: Counter[Place] = Counter()
        self.alike: Counter[tuple[UUID, str]] = Counter()  # comments that stand, by author and digest
        self.hidden: dict[UUID, Hiding] = {}  # as chosen since the books were opened
        self.postings: list[Posting] = []  # written since the books were opened
        self.chains: list[str] = []  # the chain behind each of them
        self.touched: set[UUID] = set()  # requests and comments of which more is known since then

    def policy_on(self, day: date) -> InForce:
        return holding(self.policies.values(), day)

    def month_of(self, line: Record) -> Month:
        """The month in which a line counts: its own, or the first open one if that is closed."""
        month = Month.of(line.occurred_at)
        return month if self.open_month is None else max(month, self.open_month)

    def know_work(self, id: UUID, work: Work) -> None:
        self.works[id] = work
        self.touched.add(id)

    def know_remark(self, remark: Remark) -> None:
        before = self.remarks.get(remark.id)
        self.remarks[remark.id] = remark
        self.touched.add(remark.id)
        for one, step in ((before, -1), (remark, 1)):
            if one is not None and one.stands:
                self.alike[one.author_id, one.digest] += step

    def post(self, line: Record, policy: InForce, earning: Earning) -> None:
        posting = Posting(
            **_shallow(earning),
            number=self.number + 1,
            position=line.position,
            policy_number=policy.number,
            month=self.month_of(line).number,
            day=seoul_day(line.occurred_at),
            occurred_at=line.occurred_at,
        )
        self._write(posting)
        if posting.outcome is Outcome.COUNTED:
            self.let_stand(posting)
            self.counted.update(posting.places)

    def reverse(self, line: Record, source: Source, why: str) -> list[Posting]:
        """Take back what stands for an act, by entries of today. Returns what stood."""
        stood = list(self.standing.pop(source, {}).values())
        for posting in stood:
            self.counted.subtract(posting.places)
            taken_back = replace(
                posting,
                outcome=Outcome.REVERSED,
                amount=-posting.amount,
                explanation=why,
                number=self.number + 1,
                position=line.position,
                month=self.month_of(line).number,
                day=seoul_day(line.occurred_at),
                occurred_at=line.occurred_at,
                reverses=posting.number,
                since=posting.month,
            )
            self._write(taken_back)
        return stood

    def let_stand(self, posting: Posting) -> None:
        self.standing.setdefault(posting.source, {})[posting.person_id] = posting

    def _write(self, posting: Posting) -> None:
        self.number = posting.number
        self.first_month = min(self.first_month or posting.month, posting.month)
        self.postings.append(posting)
        self.chain = linked(self.chain, posting)
        self.chains.append(self.chain)


def holding(policies: Iterable[InForce], day: date) -> InForce:
    """The newest of the policies that have begun by a day; before the first one the built-in one."""
    begun = (one for one in policies if one.since <= day)
    return max(begun, key=lambda one: (one.since, one.number), default=BUILT_IN)


def linked(chain: str, posting: Posting) -> str:
    """The chain one entry on: whoever changes an entry changes all that follow."""
    return sha256(chain.encode() + msgspec.json.encode(posting)).hexdigest()


def _shallow(earning: Earning) -> dict[str, Any]:
    return {name: getattr(earning, name) for name in EARNING}

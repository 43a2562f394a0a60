"""What other rules would have changed (P10): who would have won, how the order and the points would differ.

Compared are two accounts of the same months: as they were, and as they would have been.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from madang.rules.mileage import Rule
from madang.rules.mileage_kings import PLACES, Choice, Place, Standing
from madang.rules.rank_correlation import kendall, spearman

MOST_MOVES = 100  # people who are named; how many there are is counted
Earned = Mapping[UUID, Counter[Rule]]  # hundredths, by person and rule


@dataclass(frozen=True, slots=True)
class Account:
    """One month by one set of rules."""

    earned: Earned
    choice: Choice


@dataclass(frozen=True, slots=True)
class Seat:
    place: Place
    person_id: UUID
    total: int  # hundredths


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two orders are. `people`: with points in either of them."""

    people: int
    spearman: Decimal | None
    kendall: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOutcome:
    """`tied…`: people of whom one is next, and no rule says who."""

    month: int  # 201407
    before: tuple[Seat, ...]
    after: tuple[Seat, ...]
    tied_before: tuple[UUID, ...]
    tied_after: tuple[UUID, ...]
    entered: tuple[UUID, ...]
    left: tuple[UUID, ...]
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    rule: Rule
    before: int  # hundredths
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A person whose points differ, in all months together. `cause`: the rule that differs most."""

    person_id: UUID
    before: int
    after: int
    rank_before: int | None  # None without points
    rank_after: int | None
    rules: tuple[RuleOutcome, ...]
    cause: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    first_month: int  # 201407
    last_month: int
    months: tuple[MonthOutcome, ...]
    rules: tuple[RuleOutcome, ...]
    likeness: Likeness
    moved: int  # people whose points differ
    moves: tuple[Move, ...]  # those who differ most


def compared(was: Mapping[int, Account], would: Mapping[int, Account]) -> Simulation:
    """Both have the same months (201407), at least one."""
    months = sorted(was)
    before, after = (_together([each[month].earned for month in months]) for each in (was, would))
    moves = _moves(before, after)
    return Simulation(
        first_month=months[0],
        last_month=months[-1],
        months=tuple(_month(month, was[month], would[month]) for month in months),
        rules=_rules(_summed(before), _summed(after)),
        likeness=_likeness(before, after),
        moved=len(moves),
        moves=tuple(moves[:MOST_MOVES]),
    )


def _month(month: int, was: Account, would: Account) -> MonthOutcome:
    before, after = _seats(was.choice), _seats(would.choice)
    winners, others = {one.person_id for one in before}, {one.person_id for one in after}
    tied_before, tied_after = _people(was.choice.tied), _people(would.choice.tied)
    return MonthOutcome(
        month=month,
        before=before,
        after=after,
        tied_before=tied_before,
        tied_after=tied_after,
        entered=tuple(one.person_id for one in after if one.person_id not in winners.union(tied_before)),
        left=tuple(one.person_id for one in before if one.person_id not in others.union(tied_after)),
        likeness=_likeness(was.earned, would.earned),
    )


def _seats(choice: Choice) -> tuple[Seat, ...]:
    return tuple(
        Seat(place, one.person_id, one.total) for place, one in zip(PLACES, choice.winners, strict=False)
    )


def _people(standings: Sequence[Standing]) -> tuple[UUID, ...]:
    return tuple(sorted(one.person_id for one in standings))


def _likeness(before: Earned, after: Earned) -> Likeness:
    totals, others = _totals(before), _totals(after)
    people = sorted(id for id in totals.keys() | others.keys() if max(totals[id], others[id]) > 0)
    one, two = [totals[id] for id in people], [others[id] for id in people]
    return Likeness(len(people), spearman(one, two), kendall(one, two))


def _moves(before: Earned, after: Earned) -> list[Move]:
    """Who differs most comes first."""
    totals, others = _totals(before), _totals(after)
    ranks, other_ranks = _ranks(totals), _ranks(others)
    moves: list[Move] = []
    for id in sorted(before.keys() | after.keys()):
        rules = _rules(before.get(id, Counter()), after.get(id, Counter()))
        changed = [one for one in rules if one.difference]
        if changed:
            moves.append(
                Move(
                    person_id=id,
                    before=totals[id],
                    after=others[id],
                    rank_before=ranks.get(totals[id]),
                    rank_after=other_ranks.get(others[id]),
                    rules=tuple(changed),
                    cause=max(changed, key=lambda one: abs(one.difference)).rule,
                )
            )
    return sorted(moves, key=lambda one: -abs(one.after - one.before))


def _ranks(totals: Counter[UUID]) -> dict[int, int]:
    """The rank of everybody with so many points: equal ones have the same."""
    above, ranks = 0, dict[int, int]()
    for total, people in sorted(Counter(totals.values()).items(), reverse=True):
        if total > 0:
            ranks[total] = above + 1
            above += people
    return ranks


def _rules(before: Counter[Rule], after: Counter[Rule]) -> tuple[RuleOutcome, ...]:
    return tuple(RuleOutcome(rule, before[rule], after[rule]) for rule in Rule)


def _together(months: Sequence[Earned]) -> dict[UUID, Counter[Rule]]:
    """Of all months."""
    people: dict[UUID, Counter[Rule]] = {}
    for earned in months:
        for id, amounts in earned.items():
            people.setdefault(id, Counter()).update(amounts)
    return people


def _summed(earned: Earned) -> Counter[Rule]:
    summed: Counter[Rule] = Counter()
    for amounts in earned.values():
        summed.update(amounts)
    return summed


def _totals(earned: Earned) -> Counter[UUID]:
    return Counter({id: sum(amounts.values()) for id, amounts in earned.items()})

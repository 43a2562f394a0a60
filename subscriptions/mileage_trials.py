"""Trying other rules on months that are there: the log is read by two books at once (P10).

In one of them the tried rules stand for all others on the days of those months. Months before are counted
as they were, so that caps, turns and resting winners begin right; marks that were given before and changed
afterwards stay with the rules by which they were first counted.
"""

from collections.abc import Sequence
from datetime import date

from madang.rules.calendar import Month
from madang.rules.mileage import Holder, boards_of
from madang.rules.mileage_policy import MileagePolicy
from madang.rules.mileage_simulation import Account, Simulation, compared
from subscriptions.events import Record
from subscriptions.mileage_books import Books, InForce
from subscriptions.mileage_replay import Replay

TRIED = 0  # the number of rules that have none


class TrialBooks(Books):
    """Books by other rules from one day to before another."""

    def __init__(self, policy: MileagePolicy, *, since: date, until: date) -> None:
        super().__init__()
        self._tried = InForce(number=TRIED, since=date.max, policy=policy)
        self._since, self._until = since, until
        self.policies[TRIED] = self._tried

    def policy_on(self, day: date) -> InForce:
        return self._tried if self._since <= day < self._until else super().policy_on(day)


class Trial:
    """`months`: at least one, in order."""

    def __init__(self, policy: MileagePolicy, months: Sequence[Month]) -> None:
        self.months = months
        self._was = Replay()
        since, until = months[0].first_day, months[-1].next.first_day
        self._would = Replay(TrialBooks(policy, since=since, until=until))

    def read(self, lines: Sequence[Record]) -> None:
        """The next lines of the log, from its beginning."""
        self._was.read(lines)
        self._would.read(lines)

    @property
    def is_over(self) -> bool:
        """Nothing that follows can change these months."""
        choices = [self._was.choices.get(month.number) for month in self.months]
        return all(choice is not None and choice.is_final for choice in choices)

    def result(self) -> Simulation:
        was, would = ({m.number: _account(each, m) for m in self.months} for each in (self._was, self._would))
        return compared(was, would)


def _account(replay: Replay, month: Month) -> Account:
    """Of a month that is not closed, what stands now."""
    number, period = month.number, boards_of(month)[0]
    earned = {id: replay.sums[Holder.PERSON, id, period].amounts for id in replay.people(number)}
    choice = replay.choices.get(number)
    return Account(earned, replay.choice(number) if choice is None else choice)

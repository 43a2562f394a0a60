"""COMMENT_FARMING: at the daily limit again and again, with comments that say little, that nobody answers, by
somebody who does little else. One of these alone is how a busy coordinator looks."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from uuid import UUID

from madang.collusion.chances import binomial_tail
from madang.collusion.flagging import flag, witness
from madang.collusion.flags import Evidence, Flag, FlagKind, Witness
from madang.collusion.table import Table
from madang.collusion.thresholds import Thresholds
from madang.rules.calendar import seoul_day


@dataclass(frozen=True, slots=True)
class Habit:
    """What an author's comments of busy days have in common with, or apart from, those of the whole city."""

    what: Witness
    rows: list[int]
    among: int
    usual: float  # share of all comments of the city

    @property
    def share(self) -> float:
        return len(self.rows) / self.among

    @property
    def chance(self) -> float:
        return binomial_tail(len(self.rows), self.among, self.usual)


def farming(table: Table, limits: Thresholds) -> list[Flag]:
    """All shares are of comments made on busy days only: an honest rest of the year hides nothing."""
    short = [row.length <= limits.short_length for row in table.comments]
    unanswered = _unanswered(table)
    busy = _busy(table, limits)
    acts = Counter(table.responses.givers) + Counter(table.responses.receivers)
    written = Counter(table.authors)
    found: list[Flag] = []
    for author, days in busy.items():
        rows = [row for day in days for row in day]
        habits = [
            Habit(Witness.SHORT, [row for row in rows if short[row]], len(rows), _mean(short)),
            Habit(Witness.UNANSWERED, [row for row in rows if unanswered[row]], len(rows), _mean(unanswered)),
        ]
        alone = acts[author] <= limits.acts_per_comment * written[author]
        striking = [one for one in habits if _stands_out(one, len(busy), limits)]
        if Witness.UNANSWERED in {one.what for one in striking} and len(striking) + alone > 1:
            evidence = _evidence(table, days, striking, limits)
            if alone:
                evidence.append(_little_else(table, rows, acts[author], written[author]))
            chance = min(one.chance for one in striking) + log10(len(busy))
            instants = [table.comments[row].at for row in rows]
            found.append(
                flag(FlagKind.COMMENT_FARMING, [table.people[author]], instants, min(chance, 0.0), evidence)
            )
    return found


def _busy(table: Table, limits: Thresholds) -> dict[int, list[list[int]]]:
    """By author, the comments of each busy day, if there are enough such days."""
    own: defaultdict[int, list[int]] = defaultdict(list)
    for row, author in enumerate(table.authors):
        own[author].append(row)
    found: dict[int, list[list[int]]] = {}
    for author, rows in own.items():
        if len(rows) >= limits.busy_day * limits.busy_days:
            days: defaultdict[object, list[int]] = defaultdict(list)
            for row in rows:
                days[seoul_day(table.comments[row].at)].append(row)
            full = [day for day in days.values() if len(day) >= limits.busy_day]
            if len(full) >= limits.busy_days:
                found[author] = full
    return found


def _unanswered(table: Table) -> list[bool]:
    """Whether nobody else wrote later in the same conversation."""
    later: dict[int, tuple[int, bool]] = {}  # an author who wrote later, and whether another did, too
    found = [True] * len(table.comments)
    for row in range(len(table.comments) - 1, -1, -1):
        author, thread = table.authors[row], table.comments[row].thread.int
        one, others = later.get(thread, (author, False))
        found[row] = one == author and not others
        later[thread] = (one, others or one != author)
    return found


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values)


def _stands_out(habit: Habit, tried: int, limits: Thresholds) -> bool:
    least = log10(limits.farming_chance) - log10(tried)
    return habit.share - habit.usual >= limits.least_gap and habit.chance <= least


def _sources(table: Table, rows: Sequence[int]) -> list[UUID]:
    return [table.comments[row].id for row in rows]


def _evidence(
    table: Table, days: list[list[int]], striking: list[Habit], limits: Thresholds
) -> list[Evidence]:
    rows = [row for day in days for row in day]
    limit = {"most": limits.busy_day, "days": len(days), "count": len(rows)}
    found = [witness(Witness.DAILY_LIMIT, limit, _sources(table, rows))]
    for habit in striking:
        length = {"length": limits.short_length} if habit.what is Witness.SHORT else {}
        numbers = {**length, "percent": 100 * habit.share, "usual": 100 * habit.usual}
        found.append(witness(habit.what, numbers, _sources(table, habit.rows)))
    return found


def _little_else(table: Table, rows: Sequence[int], acts: int, written: int) -> Evidence:
    return witness(Witness.LITTLE_ELSE, {"acts": acts, "count": written}, _sources(table, rows))

"""Who comes up against the limits of §8 alone: what a city without flags would have to look at."""

from collections import Counter
from uuid import UUID

from madang.collusion import Acts
from madang.rules.calendar import seoul_day

UNDIMINISHED = 2  # responses between two people in a month that count in full
OF_A_DAY = 5  # comments of one person


def capped(acts: Acts, *, months: int = 1, days: int = 1) -> set[UUID]:
    """People whose points were cut by a counterpart's decay in so many months, or who reached the most
    comments of a day on so many days."""
    of_month: Counter[tuple[frozenset[UUID], int]] = Counter()
    for row in acts.responses:
        of_month[frozenset((row.giver, row.receiver)), seoul_day(row.at).month] += 1
    decayed = Counter(pair for (pair, _), times in of_month.items() if times > UNDIMINISHED)
    of_day = Counter((row.author, seoul_day(row.at)) for row in acts.comments)
    full = Counter(author for (author, _), times in of_day.items() if times >= OF_A_DAY)
    found = {person for pair, times in decayed.items() if times >= months for person in pair}
    return found | {author for author, times in full.items() if times >= days}

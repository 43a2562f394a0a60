"""All flags of a period, from its acts alone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from madang.collusion.acts import Acts
from madang.collusion.bursts import bursts
from madang.collusion.circle import Measures
from madang.collusion.circle_flags import circle_flags
from madang.collusion.circling import Circling, repeated
from madang.collusion.expectation import Expectation
from madang.collusion.farming import farming
from madang.collusion.flags import Flag, FlagKind, Witness
from madang.collusion.inflation import inflated
from madang.collusion.marks import Marks
from madang.collusion.table import Table
from madang.collusion.thresholds import Thresholds

KINDS = list(FlagKind)


def flags(acts: Acts, limits: Thresholds | None = None) -> tuple[Flag, ...]:
    """The questions an administrator may want to ask about a period of at most a year, by kind, the least
    probable first.

    The same acts in any order give the same flags; the same acts of people under other names give the same
    flags about those. Raises ValueError for an instant without a time zone.
    """
    limits = limits or Thresholds()
    table = Table.of(acts)
    expectation = Expectation(table.responses, limits)
    often = repeated(table.responses, expectation, least=limits.least_acts, chance=limits.arc_chance)
    marks = Marks(table, often, limits)
    circling = Circling(Measures(table, expectation, marks, limits), often, limits)
    circles = circle_flags(table, circling, limits)
    pairs = _untold(inflated(table, marks, often, limits), circles)
    return tuple(sorted([*circles, *bursts(table, limits), *farming(table, limits), *pairs], key=_rank))


def _untold(pairs: Sequence[Flag], circles: Sequence[Flag]) -> list[Flag]:
    """Without people whose marks for each other are evidence about a group that both are in already."""
    told = [set(one.people) for one in circles if one.evidence[0].what is Witness.VOLUME]
    return [one for one in pairs if not any(group.issuperset(one.people) for group in told)]


def _rank(flag: Flag) -> tuple[int, float, datetime, Sequence[UUID]]:
    return KINDS.index(flag.kind), -flag.score, flag.period.first, flag.evidence[0].sources

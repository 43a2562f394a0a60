"""BURST: people who rate each other in a few days, or always at a month's end, and others all year.

Many rate what has piled up in one sitting, and a month's end is busy for all: what is expected of a giver in
a span of days is the greater of the city's share of that span and the giver's own, among ratings of others.
One direction alone is how a year's work is rated at once; so it must go back, directly or round a circle.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf, log10

from madang.collusion.chances import binomial_tail
from madang.collusion.flagging import flag, ids, ordered, witness
from madang.collusion.flags import Flag, FlagKind, Witness
from madang.collusion.groups import circles, within
from madang.collusion.rhythm import Rhythm, Span
from madang.collusion.table import Pair, Table
from madang.collusion.thresholds import Thresholds

ARC_CHANCE = -3.0  # log10, for one direction to be looked at; the group's own chance decides


@dataclass(frozen=True, slots=True)
class Gathering:
    """A group and the ratings inside it that fall in the spans."""

    group: tuple[int, ...]
    pairs: tuple[Pair, ...]
    rows: tuple[int, ...]
    total: int  # ratings of these pairs in the whole period
    expected: float
    chance: float  # log10, after all spans and pairs that were tried


def bursts(table: Table, limits: Thresholds) -> list[Flag]:
    """One flag for a group: of several spans of days, that which is the least probable."""
    arcs, prior = table.responses, limits.prior_rhythm
    sudden = _best(_sudden(Rhythm(arcs, prior, often=limits.burst_least), limits), limits)
    monthly = _best(_monthly(Rhythm(arcs, prior, often=limits.month_end_least), limits), limits)
    return [
        *(_flag(table, one, _window(table, one), Witness.WINDOW) for one in sudden),
        *(
            _flag(table, one, {"total": one.total, "days": limits.month_end_days}, Witness.MONTH_END)
            for one in monthly
        ),
    ]


def _best(found: Iterator[Gathering], limits: Thresholds) -> list[Gathering]:
    """The least probable of each group, without groups that are part of another."""
    best: dict[frozenset[int], Gathering] = {}
    for one in found:
        group = frozenset(one.group)
        if one.chance <= log10(limits.group_chance) and one.chance < getattr(best.get(group), "chance", inf):
            best[group] = one
    return [one for group, one in best.items() if not any(group < other for other in best)]


def _sudden(rhythm: Rhythm, limits: Thresholds) -> Iterator[Gathering]:
    at, window = rhythm.arcs.at, limits.burst_window
    starts = sorted(
        (at[start], pair)
        for pair, rows in rhythm.dense.items()
        for start in _dense_starts(at, rows, window, limits.burst_least)
        if _surprise(rhythm, pair, [Span(at[start], at[start] + window)]) <= ARC_CHANCE
    )
    tried = log10(max(len(rhythm.dense) * rhythm.spans(window), 1))
    for place, (begins, _) in enumerate(starts):
        span = Span(begins, begins + window)
        near = {
            pair
            for _, pair in starts[place : bisect_right(starts, span.last, key=lambda one: one[0])]
            if rhythm.count(rhythm.dense[pair], [span]) >= limits.burst_least
        }
        yield from _gatherings(rhythm, near, [span], tried, limits)


def _dense_starts(
    at: Sequence[datetime], rows: Sequence[int], window: timedelta, least: int
) -> Iterator[int]:
    """Rows that open a window with so many rows."""
    for place in range(len(rows) - least + 1):
        if at[rows[place + least - 1]] - at[rows[place]] <= window:
            yield rows[place]


def _surprise(rhythm: Rhythm, pair: Pair, spans: Sequence[Span]) -> float:
    """log10 of the chance that so many of the pair's ratings lie there."""
    rows = rhythm.dense[pair]
    return binomial_tail(rhythm.count(rows, spans), len(rows), rhythm.share(pair[0], spans))


def _monthly(rhythm: Rhythm, limits: Thresholds) -> Iterator[Gathering]:
    spans = rhythm.month_ends(limits.month_end_days)
    late = {pair for pair in rhythm.dense if _surprise(rhythm, pair, spans) <= ARC_CHANCE}
    yield from _gatherings(rhythm, late, spans, log10(max(len(rhythm.dense), 1)), limits)


def _gatherings(
    rhythm: Rhythm, near: set[Pair], spans: Sequence[Span], tried: float, limits: Thresholds
) -> Iterator[Gathering]:
    """The circles among these pairs: given how much they rate each other, is it now?"""
    dense = rhythm.dense
    graph = {pair: -_surprise(rhythm, pair, spans) for pair in near}
    for group in circles(graph, largest=limits.largest_group):
        pairs = tuple(sorted(within(graph, group)))
        rows = sorted(row for pair in pairs for row in rhythm.inside(dense[pair], spans))
        total = sum(len(dense[pair]) for pair in pairs)
        expected = sum(len(dense[pair]) * rhythm.share(pair[0], spans) for pair in pairs)
        chance = binomial_tail(len(rows), total, expected / total) + tried * (len(group) - 1)
        yield Gathering(group, pairs, tuple(rows), total, expected, chance)


def _window(table: Table, one: Gathering) -> dict[str, float]:
    at = table.responses.at
    return {"hours": (at[one.rows[-1]] - at[one.rows[0]]) / timedelta(hours=1)}


def _flag(table: Table, one: Gathering, more: dict[str, float], what: Witness) -> Flag:
    numbers = {"count": len(one.rows), "expected": one.expected, **more}
    arcs = table.responses
    evidence = [witness(what, numbers, ids(arcs, one.rows))]
    people = ordered(table, one.group, one.pairs)
    return flag(FlagKind.BURST, people, [arcs.at[row] for row in one.rows], one.chance, evidence)

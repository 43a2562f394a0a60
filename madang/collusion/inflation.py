"""RATING_INFLATION: two people one of whom, or both, marks the other far above what both are used to."""

from collections.abc import Collection, Iterator, Mapping
from math import log10

from madang.collusion.chances import admitted, normal_tail
from madang.collusion.flagging import flag, ids, ordered, rows_of, witness
from madang.collusion.flags import Evidence, Flag, FlagKind, Witness
from madang.collusion.marks import Excess, Marks
from madang.collusion.table import Pair, Table, back
from madang.collusion.thresholds import Thresholds


def inflated(table: Table, marks: Marks, often: Collection[Pair], limits: Thresholds) -> list[Flag]:
    """One flag for two people, both directions together; all pairs with enough ratings are tried.

    Those of whom one rates the other `often`, more than colleagues explain, are a family of their own: there
    are few of them, so it takes less to stand out, and what stands out is seldom luck.
    """
    usual: dict[Pair, Excess] = {}
    frequent: dict[Pair, Excess] = {}
    for pair, count in marks.counts.items():
        other = back(pair)
        if pair[0] > pair[1] and other in marks.counts:
            continue
        if count + marks.counts.get(other, 0) >= limits.least_ratings:
            family = frequent if pair in often or other in often else usual
            family[pair] = marks.excess(_both(marks, pair))
    return [*_above(table, marks, frequent, limits), *_above(table, marks, usual, limits)]


def _above(table: Table, marks: Marks, tried: Mapping[Pair, Excess], limits: Thresholds) -> Iterator[Flag]:
    chances = {pair: normal_tail(excess.deviations) for pair, excess in tried.items()}
    cutoff = admitted(chances.values(), tested=len(tried), share=limits.inflation_false_share)
    for pair, chance in chances.items():
        if chance <= cutoff and tried[pair].above >= limits.least_excess:
            yield _flag(table, marks, pair, tried[pair], chance + log10(len(tried)))


def _both(marks: Marks, pair: Pair) -> list[Pair]:
    return [one for one in (pair, back(pair)) if one in marks.counts]


def _flag(table: Table, marks: Marks, pair: Pair, excess: Excess, chance: float) -> Flag:
    arcs, pairs = table.responses, _both(marks, pair)
    rows = rows_of(arcs, pairs)
    height = {"mean": excess.mean, "expected": excess.expected, "above": excess.above}
    evidence = [witness(Witness.MARKS, height, ids(arcs, rows))]
    evidence += [_direction(table, marks, one) for one in pairs]
    instants = [arcs.at[row] for row in rows]
    people = ordered(table, pair, pairs)
    return flag(FlagKind.RATING_INFLATION, people, instants, min(chance, 0.0), evidence)


def _direction(table: Table, marks: Marks, pair: Pair) -> Evidence:
    """One way, beside the plain means of what the giver gives and the receiver gets elsewhere."""
    count = marks.counts[pair]
    numbers = {"count": count, "mean": marks.sums[pair] / count}
    if (given := marks.elsewhere(pair, 0)) is not None:
        numbers["given_elsewhere"] = given
    if (got := marks.elsewhere(pair, 1)) is not None:
        numbers["got_elsewhere"] = got
    return witness(Witness.DIRECTION, numbers, ids(table.responses, table.responses.rows[pair]))

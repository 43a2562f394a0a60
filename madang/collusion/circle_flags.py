"""RECIPROCITY and RING: small groups whose points go round among themselves.

Two independent witnesses are needed. Many acts inside are how honest teams look, too; so they must also give
each other more than they give others and get from others, or thank each other without having worked together.
"""

from collections.abc import Sequence
from math import log10

from madang.collusion.chances import admitted
from madang.collusion.circle import Circle, Volume
from madang.collusion.circling import Circling
from madang.collusion.flagging import flag, ids, ordered, received, witness
from madang.collusion.flags import Evidence, Flag, FlagKind, Witness
from madang.collusion.marks import Excess
from madang.collusion.table import Table
from madang.collusion.thresholds import Thresholds


def circle_flags(table: Table, circling: Circling, limits: Thresholds) -> list[Flag]:
    found, tried = circling.found(), circling.tried()
    cutoff = admitted((one.marks_chance for one in found), tested=tried, share=limits.false_share)
    made: list[Flag] = []
    for circle in found:
        chances: list[float] = []
        evidence: list[Evidence] = []
        if circle.marks is not None and _rated_above(circle, circle.marks, cutoff, limits):
            chances.append(circle.marks_chance + log10(max(tried, 1)))
            evidence += _rated(table, circle.acts, circle.marks)
        if _thanked_for_nothing(circle, limits):
            chances.append(circle.thanks.chance)
            evidence.append(_thanked(table, circle))
        if chances:
            made.append(_flag(table, circle, min(chances), evidence))
    return made


def _rated_above(circle: Circle, marks: Excess, cutoff: float, limits: Thresholds) -> bool:
    return (
        circle.acts.chance <= log10(limits.group_chance)
        and circle.marks_chance <= cutoff
        and marks.above >= limits.least_excess
    )


def _thanked_for_nothing(circle: Circle, limits: Thresholds) -> bool:
    backed = circle.acts.count > limits.backed_share * circle.thanks.count
    return circle.thanks.chance <= log10(limits.group_chance) and not backed


def _rated(table: Table, acts: Volume, marks: Excess) -> Sequence[Evidence]:
    sources = ids(table.responses, acts.rows)
    volume = {"count": acts.count, "expected": acts.expected, "times": acts.times}
    height = {"mean": marks.mean, "expected": marks.expected, "above": marks.above}
    return witness(Witness.VOLUME, volume, sources), witness(Witness.MARKS, height, sources)


def _thanked(table: Table, circle: Circle) -> Evidence:
    thanks = circle.thanks
    numbers = {"count": thanks.count, "expected": thanks.expected, "times": thanks.times}
    sources = ids(table.thanks, thanks.rows)
    return witness(Witness.THANKS, {**numbers, "backing": circle.acts.count}, sources)


def _flag(table: Table, circle: Circle, chance: float, evidence: Sequence[Evidence]) -> Flag:
    """With the share of all points its people received that came from inside."""
    acts, thanks = circle.acts.rows, circle.thanks.rows
    inside = sum(received(table, circle.group, circle.pairs).values())
    everything = sum(table.income[person] for person in circle.group)
    sources = [*ids(table.responses, acts), *ids(table.thanks, thanks)]
    share = witness(Witness.SHARE, {"percent": 100 * inside / max(everything, 1)}, sources)
    kind = FlagKind.RECIPROCITY if len(circle.group) == 2 else FlagKind.RING
    instants = [table.responses.at[row] for row in acts] + [table.thanks.at[row] for row in thanks]
    people = ordered(table, circle.group, circle.pairs)
    return flag(kind, people, instants, min(chance, 0.0), [*evidence, share])

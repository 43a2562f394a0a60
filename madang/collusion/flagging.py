"""Making a flag of what was found: people in order, the period of its acts, the explanation."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from madang.collusion.flags import Evidence, Flag, FlagKind, Period, Witness
from madang.collusion.table import Arcs, Pair, Table
from madang.collusion.wording import explanation


def flag(
    kind: FlagKind,
    people: Sequence[UUID],
    instants: Sequence[datetime],
    chance: float,
    evidence: Sequence[Evidence],
) -> Flag:
    """`chance` is a log10; `instants` are those of all acts behind the evidence."""
    first, last = min(instants), max(instants)
    return Flag(
        kind=kind,
        people=tuple(people),
        period=Period(first, last),
        score=round(-chance, 2),
        evidence=tuple(evidence),
        explanation=explanation(len(people), first, last, evidence),
    )


def witness(what: Witness, numbers: Mapping[str, float], sources: Sequence[UUID]) -> Evidence:
    rounded = tuple((name, round(value, 2)) for name, value in numbers.items())
    return Evidence(what=what, numbers=rounded, sources=tuple(sources))


def rows_of(arcs: Arcs, pairs: Sequence[Pair]) -> list[int]:
    """The acts of these pairs in order of time."""
    return sorted(row for pair in pairs for row in arcs.rows.get(pair, ()))


def ids(arcs: Arcs, rows: Sequence[int]) -> list[UUID]:
    return [arcs.ids[row] for row in rows]


def received(table: Table, group: Sequence[int], pairs: Sequence[Pair]) -> dict[int, int]:
    """Points each member has received from these pairs, in hundredths."""
    found = dict.fromkeys(group, 0)
    for arcs in (table.responses, table.thanks):
        for pair in pairs:
            found[pair[1]] += sum(arcs.points[row] for row in arcs.rows.get(pair, ()))
    return found


def ordered(table: Table, group: Sequence[int], pairs: Sequence[Pair]) -> list[UUID]:
    """Whoever received most inside comes first; of equals, whoever gave first."""
    points = received(table, group, pairs)
    return [table.people[person] for person in sorted(group, key=lambda one: (-points[one], one))]

"""What is measured of a small group: acts inside beside those to be expected, and the marks of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from madang.collusion.chances import choices, normal_tail, poisson_tail
from madang.collusion.expectation import Expectation
from madang.collusion.flagging import rows_of
from madang.collusion.marks import Excess, Marks
from madang.collusion.table import Arcs, Pair, Table, back
from madang.collusion.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Volume:
    """Acts inside a group, in order of time. `chance` is log10 of so many in any group of that size there
    could be among all people."""

    rows: list[int]
    expected: float
    chance: float

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def times(self) -> float:
        return self.count / self.expected


@dataclass(frozen=True, slots=True)
class Circle:
    group: tuple[int, ...]
    pairs: list[Pair]  # all ordered pairs inside that rated or thanked
    acts: Volume
    thanks: Volume
    marks: Excess | None  # None without ratings inside

    @property
    def marks_chance(self) -> float:
        """log10, of marks so far above what is expected, for this group alone."""
        return normal_tail(self.marks.deviations) if self.marks else 0.0


class Measures:
    """The measures of a whole period."""

    def __init__(self, table: Table, acts: Expectation, marks: Marks, limits: Thresholds) -> None:
        self.table, self.acts, self.marks = table, acts, marks
        self.thanks = Expectation(table.thanks, limits)

    def circle(self, group: Sequence[int]) -> Circle:
        """Of people who have acted towards each other at least once."""
        responses, thanks = self.table.responses, self.table.thanks
        pairs = [pair for pair in permutations(group, 2) if pair in responses.rows or pair in thanks.rows]
        rated = [pair for pair in pairs if pair in responses.rows]
        return Circle(
            group=tuple(group),
            pairs=pairs,
            acts=self._volume(responses, self.acts, group, pairs),
            thanks=self._volume(thanks, self.thanks, group, pairs),
            marks=self.marks.excess(rated) if rated else None,
        )

    def _volume(self, arcs: Arcs, expected: Expectation, group: Sequence[int], pairs: list[Pair]) -> Volume:
        rows = rows_of(arcs, pairs)
        usual = sum(expected.of(pair) for pair in pairs if pair in arcs.rows)
        chance = poisson_tail(len(rows), usual) + choices(len(self.table.people), len(group))
        return Volume(rows, usual, chance)

    def worked(self, pair: Pair) -> int:
        """Rated responses between two people, in both directions."""
        rows = self.table.responses.rows
        return len(rows.get(pair, ())) + len(rows.get(back(pair), ()))

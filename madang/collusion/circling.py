"""The small groups that are worth a look: repeated acts that go round, marked no worse than others or thanked
for no work."""

from collections.abc import Iterator
from math import inf, log10

from madang.collusion.chances import normal_tail, poisson_tail
from madang.collusion.circle import Circle, Measures
from madang.collusion.expectation import Expectation
from madang.collusion.groups import Graph, circles, components, within
from madang.collusion.table import Arcs, Pair
from madang.collusion.thresholds import Thresholds


def repeated(arcs: Arcs, expectation: Expectation, *, least: int, chance: float) -> dict[Pair, float]:
    """Pairs with at least so many acts, and more than colleagues would explain but with this probability;
    with the log10 of it. In order of the pairs' first acts."""
    unlikely = log10(chance)
    return {
        pair: tail
        for pair, rows in arcs.rows.items()
        if len(rows) >= least and (tail := poisson_tail(len(rows), expectation.of(pair))) <= unlikely
    }


class Circling:
    """`often` are the pairs whose ratings are `repeated`."""

    def __init__(self, measures: Measures, often: dict[Pair, float], limits: Thresholds) -> None:
        self._measures, self._often, self._limits = measures, often, limits

    def found(self) -> list[Circle]:
        graph = self._rating_arcs() | self._thanking_arcs()
        return [
            self._measures.circle(group)
            for candidate in circles(graph, largest=self._limits.largest_group)
            for group in self._kernels(candidate, graph)
        ]

    def tried(self) -> int:
        """Two people who repeatedly rate each other, directly or round a circle: so many groups there were
        in which high marks could have been found."""
        home = {person: place for place, group in enumerate(components(self._often)) for person in group}
        return len(
            {frozenset(pair) for pair in self._often if home.get(pair[0], -1) == home.get(pair[1], -2)}
        )

    def _rating_arcs(self) -> dict[Pair, float]:
        deviations = {pair: self._measures.marks.excess([pair]).deviations for pair in self._often}
        least = self._limits.arc_deviations
        return {pair: -normal_tail(above) for pair, above in deviations.items() if above >= least}

    def _thanking_arcs(self) -> dict[Pair, float]:
        """Thanks that are repeated, and that no work explains."""
        limits, measures = self._limits, self._measures
        arcs = measures.table.thanks
        often = repeated(arcs, measures.thanks, least=limits.least_thanks, chance=limits.arc_chance)
        return {
            pair: -tail
            for pair, tail in often.items()
            if measures.worked(pair) <= limits.backed_share * len(arcs.rows[pair])
        }

    def _kernels(self, group: tuple[int, ...], graph: Graph) -> Iterator[tuple[int, ...]]:
        """Without members who only touch the group: those whose own ratings inside are nothing unusual."""
        arcs = within(graph, group)
        own = {person: self._belonging(person, arcs) for person in group}
        weakest = min(group, key=lambda person: (own[person], -person))
        if len(group) == 2 or own[weakest] >= self._limits.member_deviations:
            yield group
            return
        rest = {arc: strength for arc, strength in arcs.items() if weakest not in arc}
        for smaller in components(rest):
            yield from self._kernels(smaller, rest)

    def _belonging(self, person: int, arcs: Graph) -> float:
        """Standard deviations of a person's ratings in the group; unbounded with thanks for no work."""
        own = [arc for arc in arcs if person in arc]
        if not all(arc in self._often for arc in own):
            return inf
        return self._measures.marks.excess(own).deviations

"""How many acts of a giver for a receiver are to be expected, if the giver did as colleagues do.

As many as the giver gives in all, times the share of the receiver's department in what *other* people of the
giver's department give, times the receiver's share in what *others* give to that department: a configuration
model with blocks, from which the pair itself is left out. Departments that work together much and people who
are asked by everybody are thus expected to meet; what remains is a preference of these two.
"""

from collections import Counter, defaultdict

from madang.collusion.table import Arcs, Pair
from madang.collusion.thresholds import Thresholds


class Expectation:
    """Tallies of all acts of one sort; `of` a pair takes no time that depends on their number."""

    def __init__(self, arcs: Arcs, limits: Thresholds) -> None:
        self._arcs, self._limits = arcs, limits
        self._given = Counter(arcs.givers)
        self._got = Counter(arcs.receivers)
        self._sent = Counter(arcs.giver_departments)
        self._handled = Counter(arcs.receiver_departments)
        self._flow = Counter(zip(arcs.giver_departments, arcs.receiver_departments, strict=True))
        self._asked = Counter(zip(arcs.givers, arcs.receiver_departments, strict=True))
        self._staff: defaultdict[int, set[int]] = defaultdict(set)
        for person, department in zip(arcs.givers, arcs.giver_departments, strict=True):
            self._staff[department].add(person)
        for person, department in zip(arcs.receivers, arcs.receiver_departments, strict=True):
            self._staff[department].add(person)

    def of(self, pair: Pair) -> float:
        """Acts of the whole period; above zero for a pair that acted."""
        latest = self._arcs.rows[pair][-1]
        home = self._arcs.giver_departments[latest]
        away = self._arcs.receiver_departments[latest]
        return self._given[pair[0]] * self._department_share(pair, home, away) * self._share(pair, away)

    def _department_share(self, pair: Pair, home: int, away: int) -> float:
        """Leans towards the department's share in the whole city, as much as colleagues have done little."""
        prior = self._limits.prior_acts
        everywhere = self._handled[away] / len(self._arcs)
        own = self._asked[pair[0], away]
        colleagues = max(self._flow[home, away] - own, 0)
        all_of_colleagues = max(self._sent[home] - self._given[pair[0]], 0)
        return (colleagues + prior * everywhere) / (all_of_colleagues + prior)

    def _share(self, pair: Pair, away: int) -> float:
        """As if everybody of the department had done one act more than they have."""
        of_pair = len(self._arcs.rows[pair])
        got = max(self._got[pair[1]] - of_pair, 0)
        handled = max(self._handled[away] - self._asked[pair[0], away], 0)
        return min((got + 1) / (handled + len(self._staff[away])), 1.0)

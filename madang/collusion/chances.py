"""How unlikely a count is, as log10 of a probability: 0 is nothing unusual, −6 one in a million.

Logarithms, because the chances of planned acts are far below the smallest float.
"""

from collections.abc import Iterable
from math import erfc, inf, lgamma, log, log1p, log10, pi, sqrt

LN10 = log(10)
FAR = 30.0  # standard deviations: beyond it erfc leaves the floats, and its first term is exact to 0.1 %
NEGLIGIBLE = 1e-12  # of a sum


def poisson_tail(count: int, expected: float) -> float:
    """Of `count` or more where `expected` are expected; 0 for a count that is not above it."""
    if count <= expected:
        return 0.0
    if expected <= 0:
        return -inf
    total = term = 1.0
    place = count
    while term > NEGLIGIBLE * total:
        place += 1
        term *= expected / place
        total += term
    return min((count * log(expected) - expected - lgamma(count + 1) + log(total)) / LN10, 0.0)


def binomial_tail(count: int, trials: int, chance: float) -> float:
    """Of `count` or more in `trials`, each with this chance; 0 for a count that is not above the mean."""
    if count <= trials * chance:
        return 0.0
    if chance <= 0:
        return -inf
    odds = chance / (1 - chance)
    total = term = 1.0
    for place in range(count, trials):
        term *= (trials - place) / (place + 1) * odds
        total += term
        if term <= NEGLIGIBLE * total:
            break
    first = choices(trials, count) * LN10 + count * log(chance) + (trials - count) * log1p(-chance)
    return min((first + log(total)) / LN10, 0.0)


def normal_tail(deviations: float) -> float:
    """Of lying this many standard deviations or more above the mean; 0 below it."""
    if deviations <= 0:
        return 0.0
    if deviations > FAR:
        return -(deviations**2) / 2 / LN10 - log10(deviations * sqrt(2 * pi))
    return log10(erfc(deviations / sqrt(2)) / 2)


def choices(among: int, taken: int) -> float:
    """log10 of the number of ways to take so many: how many groups there are in which chance could strike."""
    if not 0 <= taken <= among:
        return 0.0
    return (lgamma(among + 1) - lgamma(taken + 1) - lgamma(among - taken + 1)) / LN10


def admitted(chances: Iterable[float], *, tested: int, share: float) -> float:
    """The largest chance that still counts, if at most `share` of those counted may be there by luck.

    Benjamini and Hochberg (1995). `tested` is how many were tried, those without any surprise included;
    -inf when none counts.
    """
    cutoff = -inf
    for rank, chance in enumerate(sorted(chances), start=1):
        if chance <= log10(share * rank / max(tested, rank)):
            cutoff = chance
    return cutoff

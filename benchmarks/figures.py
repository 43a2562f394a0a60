"""Rounds of samples as a table: medians with their spread, and ratios taken within each round.

A machine changes its speed from minute to minute; what was measured in one round was measured together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.load import Sample

Round = Mapping[str, Sample]  # by server
HEADER = (
    "| server | answers/s (min–max) | {base} ÷ it (min–max) | p50 ms | p99 ms "
    "| server CPU ms | it ÷ {base} (min–max) | PostgreSQL CPU ms | client | core |"
)
RULE = "|---|---|---|---|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Spread:
    least: float
    middle: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(min(values), median(values), max(values))


def spread(rounds: Sequence[Round], server: str, figure: Callable[[Sample], float]) -> Spread:
    return Spread.of([figure(one[server]) for one in rounds])


def ratio(rounds: Sequence[Round], over: str, under: str, figure: Callable[[Sample], float]) -> Spread:
    """How many times `over` has of what `under` has; each ratio of samples of the same round."""
    return Spread.of([figure(one[over]) / figure(one[under]) for one in rounds])


def rate(sample: Sample) -> float:
    return sample.rate


def server_time(sample: Sample) -> float:
    return sample.server


def table(rounds: Sequence[Round], titles: Mapping[str, str], base: str) -> str:
    """Markdown. Ratios above 1 speak for `base`, a server's name."""
    lines = [HEADER.format(base=titles[base]), RULE]
    return "\n".join(lines + [_row(rounds, name, title, base) for name, title in titles.items()])


def _row(rounds: Sequence[Round], name: str, title: str, base: str) -> str:
    def middle(figure: Callable[[Sample], float]) -> float:
        return spread(rounds, name, figure).middle

    cells = [
        title,
        shown(spread(rounds, name, rate), ",.0f"),
        shown(ratio(rounds, base, name, rate), ".2f"),
        f"{middle(lambda sample: sample.p50):.1f}",
        f"{middle(lambda sample: sample.p99):.1f}",
        f"{middle(server_time):.3f}",
        shown(ratio(rounds, name, base, server_time), ".2f"),
        f"{middle(lambda sample: sample.database):.3f}",
        f"{middle(lambda sample: sample.client):.0%}",
        f"{middle(lambda sample: sample.core):.0%}",
    ]
    return f"| {' | '.join(cells)} |"


def shown(values: Spread, form: str) -> str:
    """The middle, with least and most behind it."""
    return f"**{values.middle:{form}}** ({values.least:{form}}–{values.most:{form}})"

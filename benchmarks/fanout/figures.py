"""Rounds of fan-out as a table, in the ways of benchmarks.figures."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median

from benchmarks.fanout.measuring import FanSample, Times
from benchmarks.figures import Spread, shown

FanRound = Mapping[str, FanSample]  # by server
HEADER = (
    "| server | deliveries/s (min–max) | {base} ÷ it (min–max) | ms from sending: first, 50 %, 99 %, last "
    "| ms from the answer: the same | server CPU ms for 1,000 | it ÷ {base} (min–max) "
    "| KiB each: subscribed, after an event | CPU ms to subscribe | client | core |"
)
RULE = "|---|---|---|---|---|---|---|---|---|---|---|"
BUSY = 0.7  # of its core: beyond that the client is what limits


def table(rounds: Sequence[FanRound], titles: Mapping[str, str], base: str) -> str:
    """Markdown. Ratios above 1 speak for `base`, a server's name. Memory is that of the first round: later
    subscribers find the room that earlier ones have left."""
    lines = [HEADER.format(base=titles[base]), RULE]
    return "\n".join(lines + [_row(rounds, name, title, base) for name, title in titles.items()])


def _row(rounds: Sequence[FanRound], name: str, title: str, base: str) -> str:
    samples = [one[name] for one in rounds]
    client = median(one.client for one in samples)
    cells = [
        title,
        shown(Spread.of([one.rate for one in samples]), ",.0f"),
        shown(_ratio(rounds, base, name, lambda one: one.rate), ".2f"),
        _times([one.sent for one in samples]),
        _times([one.answered for one in samples]),
        f"{median(one.server for one in samples):.1f}",
        shown(_ratio(rounds, name, base, lambda one: one.server), ".2f"),
        f"{samples[0].subscribed:.1f}, {samples[0].heard:.1f}",
        f"{median(one.opening for one in samples):.2f}",
        f"{client:.0%}" + (" (it limits)" if client > BUSY else ""),
        f"{median(one.core for one in samples):.0%}",
    ]
    return f"| {' | '.join(cells)} |"


def _ratio(rounds: Sequence[FanRound], over: str, under: str, figure: Callable[[FanSample], float]) -> Spread:
    return Spread.of([figure(one[over]) / figure(one[under]) for one in rounds])


def _times(times: Sequence[Times]) -> str:
    places = [[one.first, one.half, one.most, one.last] for one in times]
    return ", ".join(f"{median(values):.1f}" for values in zip(*places, strict=True))

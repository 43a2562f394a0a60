"""What the doors of /graphql have done since the process began, in plain numbers."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from madang.counting import Spread

TIMES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
NOTHING = "none"  # the kind of what was refused before any operation ran


def _times() -> Spread:
    return Spread(TIMES)


@dataclass(slots=True)
class Requests:
    """Over HTTP. The kind is that of the operation: query, mutation or none."""

    answered: Counter[tuple[str, int]] = field(default_factory=Counter[tuple[str, int]])  # by kind, status
    times: defaultdict[str, Spread] = field(default_factory=lambda: defaultdict(_times))  # by kind

    def add(self, kind: str, status: int, seconds: float) -> None:
        """`seconds`: from the whole request to its answer."""
        self.answered[kind, status] += 1
        self.times[kind].add(seconds)


@dataclass(slots=True)
class Sockets:
    """`stalled` are among the closed ones: their clients left a message unread."""

    opened: int = 0
    stalled: int = 0
    closed: Counter[int] = field(default_factory=Counter[int])  # by us, by code
    operations: Counter[str] = field(default_factory=Counter[str])  # begun, by kind

"""Whether the client of a long connection is still there, for those who must know sooner than the connection.

A machine that is switched off closes nothing, and a socket asks its client so seldom that a crowd of
quiet clients costs nothing. A subscription that must know sooner finds the pulse of its own client here.
"""

import time
from collections.abc import Callable
from contextvars import ContextVar

BETWEEN = 2.5  # seconds, between two questions to a client that says nothing


class Pulse:
    """`ask` makes the client say something, and never waits. Times are `time.monotonic`."""

    __slots__ = ("_ask", "_asked_at", "heard_at")

    def __init__(self, ask: Callable[[], None]) -> None:
        self._ask = ask
        self.heard_at = self._asked_at = time.monotonic()

    def beat(self) -> None:
        """The client was heard."""
        self.heard_at = time.monotonic()

    def feel(self, now: float) -> None:
        """Ask, if nothing was heard for a while and nobody has asked just now."""
        if now - max(self.heard_at, self._asked_at) >= BETWEEN:
            self._asked_at = now
            self._ask()


pulse: ContextVar[Pulse | None] = ContextVar("pulse", default=None)  # of the client of this operation

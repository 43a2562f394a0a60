"""Whether the client of a long connection is still there, for those who must know sooner than the connection.

A machine that is switched off closes nothing, and a socket asks its client so seldom that a crowd of
quiet clients costs nothing. A subscription that must know sooner finds the pulse of its own client here.
"""

import time
from abc import ABC, abstractmethod
from contextvars import ContextVar

BETWEEN = 2.5  # seconds, between two questions to a client that says nothing


class Pulse(ABC):
    """Of one client. Times are `time.monotonic`."""

    __slots__ = ("_asked_at", "heard_at")

    def __init__(self) -> None:
        self.heard_at = self._asked_at = time.monotonic()

    @abstractmethod
    def ask(self) -> None:
        """Make the client say something. Never waits."""

    def beat(self) -> None:
        """The client was heard."""
        self.heard_at = time.monotonic()

    def feel(self, now: float) -> None:
        """Ask, if nothing was heard for a while and nobody has asked just now."""
        if now - max(self.heard_at, self._asked_at) >= BETWEEN:
            self._asked_at = now
            self.ask()


pulse: ContextVar[Pulse | None] = ContextVar("pulse", default=None)  # of the client of this operation

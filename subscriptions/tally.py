"""What a hub has done since its process began. Plain numbers: counting must cost delivery nothing."""

import time
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from madang.counting import Spread
from subscriptions.events import Record

LAGS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds


class Noticed(Enum):
    """By what it was noticed that lines had not been heard."""

    LATER_LINE = "later_line"  # one that does not follow the last
    NEW_LINK = "new_link"  # the link to the other processes was made anew
    REGULAR_LOOK = "regular_look"  # nothing was heard at all


@dataclass(slots=True)
class Tally:
    """`lag`: from when an event happened, by its own clock, until all followers here had been offered it."""

    events: int = 0  # of the log, handed on to however many followers
    deliveries: int = 0  # of an event to one follower
    dropped: int = 0  # followers that took their events too slowly
    replays: int = 0  # followers that read what they had missed
    replayed: int = 0  # events read by them
    snapshots: int = 0  # followers whose cursor could not be replayed
    looks: int = 0  # at the log, each until nothing more was there
    begun_anew: int = 0  # the log turned out to be another one
    repairs: Counter[Noticed] = field(default_factory=Counter[Noticed])  # gaps that were read from the log
    lag: Spread = field(default_factory=lambda: Spread(LAGS))

    def handed_on(self, record: Record) -> None:
        self.events += 1
        self.lag.add(max(0.0, time.time() - record.occurred_at.timestamp()))

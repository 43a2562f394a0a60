"""What is looked at: who rated whose work, who commented where, who thanked whom. One row an act that earned.

A row's `id` is that of the ledger's entry and occurs once; flags name it as their source. Where several
handlers share one response, each of them is a row. Instants are aware.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedResponse:
    """The requester (giver) rated the work of a handler (receiver), both with their department of that day.

    `marks` are importance, effectiveness, promptness and difficulty, 1 to 5 each; `points` are hundredths.
    """

    id: UUID
    at: datetime
    giver: UUID
    receiver: UUID
    giver_department: UUID
    receiver_department: UUID
    marks: tuple[int, int, int, int]
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedComment:
    """A comment that earned points. `thread` is the comment that opened the conversation, its own id perhaps;
    `other` is to whom it spoke, None when to nobody in particular; `length` is in characters, trimmed."""

    id: UUID
    at: datetime
    author: UUID
    request: UUID
    thread: UUID
    other: UUID | None
    length: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksGiven:
    """Points of thanks (P9), in hundredths."""

    id: UUID
    at: datetime
    giver: UUID
    receiver: UUID
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """All of one period, in any order."""

    responses: Sequence[RatedResponse] = ()
    comments: Sequence[CountedComment] = ()
    thanks: Sequence[ThanksGiven] = ()

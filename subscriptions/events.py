"""What the system announces: how an event is declared and written down. The kinds stand one module a subject.

An event says which act happened and what it changed (identifiers, states, numbers, reasons), so that folding
a subject's events gives its state. Long texts stay in their own tables; events carry length and digest.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

import msgspec


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of all events. `kind` is its name in the log: never rename one that has been written."""

    kind: ClassVar[str] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text that stands elsewhere."""

    length: int  # characters
    digest: str  # the first half of its SHA-256, in hexadecimal digits

    @classmethod
    def of(cls, text: str) -> "Wording":
        return cls(length=len(text), digest=hashlib.sha256(text.encode()).hexdigest()[:32])


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line of the log. `position` orders all lines, `version` those of one subject; both begin at 1."""

    position: int
    subject_kind: str
    subject_id: UUID
    version: int
    actor_id: UUID | None  # None: the system itself (reminders, closings)
    occurred_at: datetime
    event: Event


KINDS: dict[str, type[Event]] = {}
E = TypeVar("E", bound=type[Event])


def announced(cls: E) -> E:
    """Register an event class under its name."""
    cls.kind = cls.__name__
    KINDS[cls.kind] = cls
    return cls


def to_data(event: Event) -> dict[str, Any]:
    """The event as JSON values: UUIDs and instants as text."""
    return msgspec.to_builtins(event)


def from_data(kind: str, data: Mapping[str, Any]) -> Event:
    """Read back what `to_data` wrote. A field added later takes its default on old lines.

    Raises KeyError for a kind that no longer exists, msgspec.ValidationError for a damaged line.
    """
    return msgspec.convert(data, KINDS[kind])

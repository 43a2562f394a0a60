"""A line of the log before and after it has its place, and lines that nobody can read any more."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from subscriptions.events import Event, Record, from_data

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is known of an event when it is written: everything but its position."""

    subject_kind: str
    subject_id: UUID
    version: int
    actor_id: UUID | None
    occurred_at: datetime
    event: Event

    def at(self, position: int) -> Record:
        """The line with its place among all lines."""
        return Record(
            position=position,
            subject_kind=self.subject_kind,
            subject_id=self.subject_id,
            version=self.version,
            actor_id=self.actor_id,
            occurred_at=self.occurred_at,
            event=self.event,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Event):
    """Stands for a line whose kind is gone or whose data is damaged, so that it keeps its position."""

    written_as: str


def read_event(kind: str, data: Mapping[str, Any]) -> Event:
    """The event of a line; one that nobody understands any more is `Unreadable`, never an error."""
    try:
        return from_data(kind, data)
    except (KeyError, msgspec.ValidationError) as error:
        logger.warning("an event of kind %r cannot be read: %r", kind, error)
        return Unreadable(written_as=kind)

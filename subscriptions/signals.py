"""What processes tell each other: lines that were numbered, and that there are lines to number."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from subscriptions.attendance import Attendance
from subscriptions.entries import Unreadable, read_event
from subscriptions.events import Record, to_data

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Committed lines of one incarnation of the log, in order and without a gap between them."""

    epoch: UUID
    records: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Wake:
    """Somebody committed: whoever numbers the log has work."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The link was made, or made again: anything may have been missed."""


Said = Lines | Wake | Attendance
Signal = Said | Gap


class WrittenLine(msgspec.Struct, array_like=True):
    position: int
    subject_kind: str
    subject_id: UUID
    version: int
    actor_id: UUID | None
    occurred_at: datetime
    kind: str
    data: dict[str, Any]


class WrittenSignal(msgspec.Struct):
    """No epoch and no lines: a wake."""

    epoch: UUID | None = None
    lines: list[WrittenLine] = []


def encode(signal: Lines | Wake) -> bytes:
    if isinstance(signal, Wake):
        return msgspec.json.encode(WrittenSignal())
    return msgspec.json.encode(WrittenSignal(signal.epoch, [_written(record) for record in signal.records]))


def decode(data: bytes) -> Signal:
    """A message of another version of this program is a gap: the log has what it said."""
    try:
        written = msgspec.json.decode(data, type=WrittenSignal)
    except msgspec.MsgspecError as error:
        logger.warning("a message cannot be read: %s", error)
        return Gap()
    if written.epoch is None:
        return Wake()
    return Lines(epoch=written.epoch, records=[_record(line) for line in written.lines])


def _written(record: Record) -> WrittenLine:
    event = record.event
    return WrittenLine(
        position=record.position,
        subject_kind=record.subject_kind,
        subject_id=record.subject_id,
        version=record.version,
        actor_id=record.actor_id,
        occurred_at=record.occurred_at,
        kind=event.written_as if isinstance(event, Unreadable) else event.kind,
        data=to_data(event),
    )


def _record(line: WrittenLine) -> Record:
    return Record(
        position=line.position,
        subject_kind=line.subject_kind,
        subject_id=line.subject_id,
        version=line.version,
        actor_id=line.actor_id,
        occurred_at=line.occurred_at,
        event=read_event(line.kind, line.data),
    )

"""The event log: one line an event, its place among all lines, and who may give out places.

A line is written in the transaction of the change it tells of. Its position is given after that commit
(PostgreSQL: an `unnumbered_events` row says that it is still to do) or with it (SQLite, with its one writer).
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Identity,
    Integer,
    String,
    UniqueConstraint,
    and_,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from models.base import Base, Document
from models.requests import Request

Serial = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts only a column of exactly this type
THE_LOG = 1


class EventLine(Base):
    """What happened to one subject. Lines are never changed; of one subject, ids rise with the version."""

    __tablename__ = "events"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "version"),)

    id: Mapped[int] = mapped_column(Serial, Identity(), primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(64))
    actor_id: Mapped[UUID | None] = mapped_column(index=True)
    occurred_at: Mapped[datetime]
    data: Mapped[dict[str, Any]] = mapped_column(Document)

    request: Mapped[Request | None] = relationship(
        lazy="raise",
        viewonly=True,
        primaryjoin=lambda: and_(
            EventLine.subject_kind == Request.subject_kind, foreign(EventLine.subject_id) == Request.id
        ),
    )


class EventPosition(Base):
    """A line's place among all lines: 1, 2, 3 … without a gap, in an order that never changes."""

    __tablename__ = "event_positions"

    position: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), unique=True)


class UnnumberedEvent(Base):
    """A committed line that waits for its place.

    The statement that writes the line writes this, too; a foreign key would cost each change as much as
    its delivery's row does. Its place has one.
    """

    __tablename__ = "unnumbered_events"

    event_id: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=False)


class LogState(Base):
    """The one row about the log itself.

    `epoch` names this incarnation of the log: cursors of another one mean nothing. `head` is the last
    position given. Only the holder of the newest `token` gives positions, and only until `lease_until`.
    """

    __tablename__ = "log_state"
    __table_args__ = (CheckConstraint(f"id = {THE_LOG}", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    epoch: Mapped[UUID]
    head: Mapped[int] = mapped_column(Serial, default=0)
    token: Mapped[int] = mapped_column(Serial, default=0)
    holder: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]

"""What people think of finished cooperation: marks, replies and appeals, and notices about missing marks."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.evaluations import Marks, NoticeKind, ReturnMarks, Verdict, score_of
from models.base import Base, HasId, enum_column
from models.people import Employee
from models.requests import Delivery


class Evaluation(HasId, Base):
    """The requester's marks for one delivery, and the handlers' one reply to them.

    `total` is the sum of the four marks: the exact score, times four. `version` is the number of the
    request's event that last changed this row.
    """

    __tablename__ = "evaluations"
    __table_args__ = (
        CheckConstraint("importance BETWEEN 1 AND 5", "importance"),
        CheckConstraint("effectiveness BETWEEN 1 AND 5", "effectiveness"),
        CheckConstraint("promptness BETWEEN 1 AND 5", "promptness"),
        CheckConstraint("difficulty BETWEEN 1 AND 5", "difficulty"),
        CheckConstraint("total = importance + effectiveness + promptness + difficulty", "total"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), unique=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"), index=True)
    importance: Mapped[int] = mapped_column(SmallInteger)
    effectiveness: Mapped[int] = mapped_column(SmallInteger)
    promptness: Mapped[int] = mapped_column(SmallInteger)
    difficulty: Mapped[int] = mapped_column(SmallInteger)
    total: Mapped[int] = mapped_column(SmallInteger)
    comment: Mapped[str] = mapped_column(String(2000), default="")
    submitted_at: Mapped[datetime] = mapped_column(index=True)
    edited_at: Mapped[datetime | None]
    reply: Mapped[str | None] = mapped_column(String(2000))
    replied_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    replied_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=0)

    delivery: Mapped[Delivery] = relationship(lazy="raise")
    author: Mapped[Employee] = relationship(lazy="raise", foreign_keys=[author_id])

    @property
    def marks(self) -> Marks:
        return Marks(
            importance=self.importance,
            effectiveness=self.effectiveness,
            promptness=self.promptness,
            difficulty=self.difficulty,
        )

    @marks.setter
    def marks(self, marks: Marks) -> None:
        self.importance, self.effectiveness = marks.importance, marks.effectiveness
        self.promptness, self.difficulty = marks.promptness, marks.difficulty
        self.total = marks.total

    @property
    def score(self) -> Decimal:
        return score_of(self.total)


class EvaluationAppeal(HasId, Base):
    """A handler's appeal against the marks, and what an administrator made of it."""

    __tablename__ = "evaluation_appeals"
    __table_args__ = (Index("ix_evaluation_appeals_verdict", "verdict", "appealed_at"),)

    evaluation_id: Mapped[UUID] = mapped_column(ForeignKey("evaluations.id", ondelete="CASCADE"), unique=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    reason: Mapped[str] = mapped_column(String(2000))
    appealed_at: Mapped[datetime]
    verdict: Mapped[Verdict | None] = mapped_column(enum_column(Verdict))
    decision: Mapped[str | None] = mapped_column(String(2000))
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=0)

    evaluation: Mapped[Evaluation] = relationship(lazy="raise")


class ReturnEvaluation(HasId, Base):
    """What the partner's lead handler thinks of the request. Counts for nothing."""

    __tablename__ = "return_evaluations"
    __table_args__ = (
        CheckConstraint("clarity BETWEEN 1 AND 5", "clarity"),
        CheckConstraint("communication BETWEEN 1 AND 5", "communication"),
        CheckConstraint("timing BETWEEN 1 AND 5", "timing"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), unique=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    clarity: Mapped[int] = mapped_column(SmallInteger)
    communication: Mapped[int] = mapped_column(SmallInteger)
    timing: Mapped[int] = mapped_column(SmallInteger)
    comment: Mapped[str] = mapped_column(String(2000), default="")
    submitted_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer, default=0)

    delivery: Mapped[Delivery] = relationship(lazy="raise")

    @property
    def marks(self) -> ReturnMarks:
        return ReturnMarks(clarity=self.clarity, communication=self.communication, timing=self.timing)


class EvaluationNotice(HasId, Base):
    """A reminder that was given, or that the time for marks ran out: once for each confirmation.

    Reminders are numbered from 1; the lapse is number 0. Work that was sent back and confirmed again has a
    new time, and so new notices.
    """

    __tablename__ = "evaluation_notices"
    __table_args__ = (UniqueConstraint("delivery_id", "confirmed_at", "kind", "number"),)

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    confirmed_at: Mapped[datetime]
    kind: Mapped[NoticeKind] = mapped_column(enum_column(NoticeKind))
    number: Mapped[int] = mapped_column(SmallInteger)
    given_at: Mapped[datetime]

    delivery: Mapped[Delivery] = relationship(lazy="raise")

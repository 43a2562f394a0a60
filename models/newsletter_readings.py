"""Who of the staff has read or starred an issue, and how often citizens have opened it: of them, a number."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, HasId


class NewsletterReading(HasId, Base):
    """What an issue is to one member of staff. Nobody else sees the row; how many there are is shown."""

    __tablename__ = "newsletter_readings"
    __table_args__ = (
        UniqueConstraint("issue_id", "employee_id"),
        Index("ix_newsletter_readings_employee_id", "employee_id"),
    )

    issue_id: Mapped[UUID] = mapped_column(ForeignKey("newsletter_issues.id", ondelete="CASCADE"))
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    read_at: Mapped[datetime | None]
    starred_at: Mapped[datetime | None]


class NewsletterOpenings(HasId, Base):
    """How often the citizens' page of an issue was opened on a day in Seoul. Nothing is kept of who did."""

    __tablename__ = "newsletter_openings"
    __table_args__ = (UniqueConstraint("issue_id", "day"),)

    issue_id: Mapped[UUID] = mapped_column(ForeignKey("newsletter_issues.id", ondelete="CASCADE"))
    day: Mapped[date]
    count: Mapped[int]

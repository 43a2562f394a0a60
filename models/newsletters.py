"""Newsletters (소식지): titles that departments publish, and their issues."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.newsletters import (
    Audience,
    FileRole,
    IssueFormat,
    IssueState,
    Language,
    Period,
    TitleStatus,
)
from models.base import Base, HasId, Subject, enum_column
from models.newsletter_readings import NewsletterReading
from models.people import Department, Employee

SCHEDULED = text("publish_at IS NOT NULL")


class Newsletter(Subject, Base):
    """A title. `slug` stands in addresses and never changes.

    `topics`, `formats` (of `TitleFormat`): one a line, with a line end before and behind each, so that one is
    found whole.
    """

    __tablename__ = "newsletters"
    subject_kind = "newsletter"
    __table_args__ = (Index("ix_newsletters_audience", "audience", "name", "id"),)

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"), index=True)
    audience: Mapped[Audience] = mapped_column(enum_column(Audience))
    period: Mapped[Period] = mapped_column(enum_column(Period))
    topics: Mapped[str] = mapped_column(String(500), default="")
    formats: Mapped[str] = mapped_column(String(60), default="\nWEB\n")
    language: Mapped[Language] = mapped_column(enum_column(Language), default=Language.KO)
    status: Mapped[TitleStatus] = mapped_column(enum_column(TitleStatus), default=TitleStatus.ACTIVE)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    department: Mapped[Department] = relationship(lazy="raise")


class NewsletterIssue(Subject, Base):
    """One issue. `html` and `plain` are what `body` renders to, made when it was written.

    `audience` is the title's or a narrower one, never a wider one.
    What was taken from elsewhere has its own `html`, and its text for a `body`; `source_digest` is the
    SHA-256 of what it was taken from, so that it is taken once. It has no author if the city itself took it.
    `source_id`: which source it came from, `source_wording` the SHA-256 of what that last said, and
    `source_version` this issue's version then: no person has touched a draft that still has it.
    `source_changed_at`: when the source has said something else that does not stand here.
    `publish_at`: when the city puts it out by itself, while it is approved; `schedule_problem`: why it has
    not gone out then.
    """

    __tablename__ = "newsletter_issues"
    subject_kind = "newsletter_issue"
    __table_args__ = (
        UniqueConstraint("newsletter_id", "number"),
        UniqueConstraint("newsletter_id", "source_digest"),
        Index("ix_newsletter_issues_newsletter_id", "newsletter_id", "issued_on", "id"),
        Index("ix_newsletter_issues_source_id", "source_id", "issued_on", "id"),
        Index("ix_newsletter_issues_issued_on", "issued_on", "id"),
        Index(
            "ix_newsletter_issues_publish_at",
            "publish_at",
            "id",
            sqlite_where=SCHEDULED,
            postgresql_where=SCHEDULED,
        ),
    )

    newsletter_id: Mapped[UUID] = mapped_column(ForeignKey("newsletters.id"))
    number: Mapped[int]
    issued_on: Mapped[date]
    heading: Mapped[str] = mapped_column(String(200))
    format: Mapped[IssueFormat] = mapped_column(enum_column(IssueFormat), default=IssueFormat.MARKDOWN)
    body: Mapped[str]
    html: Mapped[str]
    plain: Mapped[str]
    audience: Mapped[Audience] = mapped_column(enum_column(Audience))
    state: Mapped[IssueState] = mapped_column(enum_column(IssueState), default=IssueState.DRAFT)
    source_digest: Mapped[str | None] = mapped_column(String(64))
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("newsletter_sources.id"))
    source_wording: Mapped[str | None] = mapped_column(String(64))
    source_version: Mapped[int | None]
    source_changed_at: Mapped[datetime | None]
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    created_at: Mapped[datetime]
    edited_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    edited_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    approved_at: Mapped[datetime | None]
    publish_at: Mapped[datetime | None]
    scheduled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    schedule_problem: Mapped[str | None] = mapped_column(String(200))
    published_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    published_at: Mapped[datetime | None]
    archived_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    archived_at: Mapped[datetime | None]

    newsletter: Mapped[Newsletter] = relationship(lazy="raise")
    author: Mapped[Employee | None] = relationship(lazy="raise", foreign_keys=[author_id])
    readings: Mapped[list[NewsletterReading]] = relationship(lazy="raise", viewonly=True)


class NewsletterFile(HasId, Base):
    """A file of an issue; its bytes lie in a storage. `text` is what can be read in it, to be searched.

    A removed one keeps its row, for the audit, and loses its bytes and its text. `version` is the issue's
    when it was last changed.
    """

    __tablename__ = "newsletter_files"
    __table_args__ = (Index("ix_newsletter_files_issue_id", "issue_id", "role", "created_at", "id"),)

    issue_id: Mapped[UUID] = mapped_column(ForeignKey("newsletter_issues.id", ondelete="CASCADE"))
    role: Mapped[FileRole] = mapped_column(enum_column(FileRole))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    storage_key: Mapped[str] = mapped_column(String(100))  # a document that is the issue is attached, too
    text: Mapped[str] = mapped_column(default="", deferred=True)
    uploaded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=0)

    issue: Mapped[NewsletterIssue] = relationship(lazy="raise")

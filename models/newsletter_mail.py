"""Newsletters by mail: who gets which, who has asked and not confirmed yet, and the outbox.

Addresses of citizens stand in two columns, `email` of subscribers and of signups, and nowhere else. Whoever
leaves takes everything along: mails and their contents hang on the subscriber.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.newsletter_mail import Frequency, MailKind, MailState
from models.base import Base, Document, HasId, Subject, enum_column
from models.events import Serial
from models.newsletters import NewsletterIssue
from models.people import Employee

THE_OUTBOX = 1


class NewsletterSubscriber(Subject, Base):
    """A citizen at a confirmed address, or an employee at the one that the import of people keeps.

    `refusals`: how often in a row the address was refused for good.
    """

    __tablename__ = "newsletter_subscribers"
    subject_kind = "newsletter_subscriber"
    __table_args__ = (CheckConstraint("(email IS NULL) <> (employee_id IS NULL)", name="one_address"),)

    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"), unique=True)
    frequency: Mapped[Frequency] = mapped_column(enum_column(Frequency))
    refusals: Mapped[int] = mapped_column(Integer, default=0)
    created_at: Mapped[datetime]

    employee: Mapped[Employee | None] = relationship(lazy="raise")


class NewsletterSubscription(HasId, Base):
    """What somebody wants: a title, a topic, or all of a department. One of the three."""

    __tablename__ = "newsletter_subscriptions"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "newsletter_id"),
        UniqueConstraint("subscriber_id", "topic"),
        UniqueConstraint("subscriber_id", "department_id"),
        CheckConstraint(
            "(newsletter_id IS NOT NULL AND topic IS NULL AND department_id IS NULL) OR "
            "(newsletter_id IS NULL AND topic IS NOT NULL AND department_id IS NULL) OR "
            "(newsletter_id IS NULL AND topic IS NULL AND department_id IS NOT NULL)",
            name="one_wish",
        ),
    )

    subscriber_id: Mapped[UUID] = mapped_column(ForeignKey("newsletter_subscribers.id", ondelete="CASCADE"))
    newsletter_id: Mapped[UUID | None] = mapped_column(ForeignKey("newsletters.id"), index=True)
    topic: Mapped[str | None] = mapped_column(String(20), index=True)
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("departments.id"), index=True)


class NewsletterSignup(HasId, Base):
    """Somebody has typed an address. Until its owner confirms, nothing but that question is sent there.

    `digest`: of the token in the newest question, which is in no table. `client`: a keyed digest of where it
    came from, to count by.
    """

    __tablename__ = "newsletter_signups"
    __table_args__ = (Index("ix_newsletter_signups_email", "email", "asked_at"),)

    email: Mapped[str] = mapped_column(String(254))
    frequency: Mapped[Frequency] = mapped_column(enum_column(Frequency))
    wishes: Mapped[dict[str, Any]] = mapped_column(Document)
    client: Mapped[str | None] = mapped_column(String(32), index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime]
    digest: Mapped[str | None] = mapped_column(String(64), unique=True)


class NewsletterMail(Base):
    """A mail of the outbox: to one subscriber in one edition, or about one signup.

    `due_at` is when it was to go out first, `next_at` when it is tried (again). `code`: the last three digits
    that the server said. HANDED means that the end of its content may have been sent, by the sender whose
    lease has `token`; as long as that sender says nothing else, nobody knows whether it was accepted.
    """

    __tablename__ = "newsletter_mails"
    __table_args__ = (
        UniqueConstraint("subscriber_id", "edition"),
        Index("ix_newsletter_mails_queue", "state", "kind", "next_at", "id"),
        Index("ix_newsletter_mails_done_at", "done_at"),
    )

    id: Mapped[int] = mapped_column(Serial, Identity(), primary_key=True)
    kind: Mapped[MailKind] = mapped_column(enum_column(MailKind))
    subscriber_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("newsletter_subscribers.id", ondelete="CASCADE")
    )
    signup_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("newsletter_signups.id", ondelete="CASCADE"), unique=True
    )
    edition: Mapped[str] = mapped_column(String(40))
    state: Mapped[MailState] = mapped_column(enum_column(MailState), default=MailState.WAITING)
    due_at: Mapped[datetime]
    next_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    code: Mapped[int | None] = mapped_column(Integer)
    token: Mapped[int | None] = mapped_column(Serial)
    handed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]


class NewsletterMailItem(Base):
    """An issue in a subscriber's mail. The key is why nobody gets an issue twice, however they subscribe."""

    __tablename__ = "newsletter_mail_items"

    subscriber_id: Mapped[UUID] = mapped_column(
        ForeignKey("newsletter_subscribers.id", ondelete="CASCADE"), primary_key=True
    )
    issue_id: Mapped[UUID] = mapped_column(ForeignKey("newsletter_issues.id"), primary_key=True)
    mail_id: Mapped[int] = mapped_column(ForeignKey("newsletter_mails.id", ondelete="CASCADE"), index=True)

    issue: Mapped[NewsletterIssue] = relationship(lazy="raise")


class NewsletterOutbox(Base):
    """The one row about the outbox: up to which line the log has been followed."""

    __tablename__ = "newsletter_outbox"
    __table_args__ = (CheckConstraint(f"id = {THE_OUTBOX}", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(Serial)

"""Comments (댓글) on requests and deliveries, their history, and what people attach to them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.comments import CommentState, FollowUpState, ReactionKind, state_of
from models.base import Base, HasId, enum_column
from models.people import Department, Employee
from models.requests import Delivery, Request


class Comment(HasId, Base):
    """One text in a thread: the first has no parent, all others have the first as theirs.

    `html` and `plain` are what `body` renders to, made when it was written. A deleted comment keeps its row
    and loses its texts; a hidden one keeps them. Reactions and reports do not change `version`: nobody's edit
    shall fail because somebody else has thanked.
    """

    __tablename__ = "comments"
    __table_args__ = (
        Index("ix_comments_request_id_created_at", "request_id", "created_at", "id"),
        Index("ix_comments_parent_id_created_at", "parent_id", "created_at", "id"),
        Index("ix_comments_delivery_id", "delivery_id"),
        Index("ix_comments_author_id_created_at", "author_id", "created_at"),
        Index("ix_comments_request_id_follow_up", "request_id", "follow_up"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"))
    delivery_id: Mapped[UUID | None] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    quoted_id: Mapped[UUID | None] = mapped_column(ForeignKey("comments.id", ondelete="SET NULL"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    author_department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    author_department_name: Mapped[str] = mapped_column(String(100))
    body: Mapped[str]
    html: Mapped[str]
    plain: Mapped[str]
    follow_up: Mapped[FollowUpState | None] = mapped_column(enum_column(FollowUpState))
    answer_id: Mapped[UUID | None] = mapped_column(ForeignKey("comments.id", ondelete="SET NULL"))
    resolved_at: Mapped[datetime | None]
    resolved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str | None] = mapped_column(String(500))
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer, default=0)

    request: Mapped[Request] = relationship(lazy="raise")
    delivery: Mapped[Delivery | None] = relationship(lazy="raise")
    author: Mapped[Employee] = relationship(lazy="raise", foreign_keys=[author_id])

    @property
    def state(self) -> CommentState:
        return state_of(self.deleted_at, self.hidden_at)


class CommentRevision(HasId, Base):
    """What a comment said before an edit."""

    __tablename__ = "comment_revisions"
    __table_args__ = (Index("ix_comment_revisions_comment_id_written_at", "comment_id", "written_at"),)

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    body: Mapped[str]
    html: Mapped[str]
    plain: Mapped[str]
    written_at: Mapped[datetime]
    replaced_at: Mapped[datetime]

    comment: Mapped[Comment] = relationship(lazy="raise")


class CommentMention(HasId, Base):
    """An employee or a department whom the present text of a comment calls."""

    __tablename__ = "comment_mentions"
    __table_args__ = (
        UniqueConstraint("comment_id", "employee_id"),
        UniqueConstraint("comment_id", "department_id"),
        Index("ix_comment_mentions_employee_id_created_at", "employee_id", "created_at", "id"),
        Index("ix_comment_mentions_department_id_created_at", "department_id", "created_at", "id"),
        CheckConstraint("(employee_id IS NULL) <> (department_id IS NULL)", "one_of_both"),
    )

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("departments.id"))
    created_at: Mapped[datetime]

    comment: Mapped[Comment] = relationship(lazy="raise")
    employee: Mapped[Employee | None] = relationship(lazy="raise")
    department: Mapped[Department | None] = relationship(lazy="raise")


class CommentReaction(HasId, Base):
    __tablename__ = "comment_reactions"
    __table_args__ = (UniqueConstraint("comment_id", "employee_id", "kind"),)

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    kind: Mapped[ReactionKind] = mapped_column(enum_column(ReactionKind))
    created_at: Mapped[datetime]

    comment: Mapped[Comment] = relationship(lazy="raise")
    employee: Mapped[Employee] = relationship(lazy="raise")


class CommentReport(HasId, Base):
    """Somebody asks the administrators to look at a comment. One a person and comment."""

    __tablename__ = "comment_reports"
    __table_args__ = (UniqueConstraint("comment_id", "reporter_id"),)

    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    reporter_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    reason: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime]

    comment: Mapped[Comment] = relationship(lazy="raise")
    reporter: Mapped[Employee] = relationship(lazy="raise")

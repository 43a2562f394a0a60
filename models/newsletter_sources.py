"""Where issues of newsletters are taken from: feeds and home pages, and how asking them has gone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.newsletter_sources import Release, SourceKind, SourceState
from models.base import Base, Document, Subject, enum_column
from models.newsletters import Newsletter
from models.people import Employee


class NewsletterSource(Subject, Base):
    """`visits` counts what was saved of fetches and changes: who has seen an older one saves nothing.

    `settled_at`: since when all that was there is taken; before, it is past. `digest` and `text` are the
    watched page as it was. `misses`: how often a linked page could not be taken, by its address. What is
    removed stays, so that it is known when it is added again.
    """

    __tablename__ = "newsletter_sources"
    subject_kind = "newsletter_source"
    __table_args__ = (
        UniqueConstraint("newsletter_id", "url"),
        Index("ix_newsletter_sources_due", "state", "next_at"),
    )

    newsletter_id: Mapped[UUID] = mapped_column(ForeignKey("newsletters.id"))
    kind: Mapped[SourceKind] = mapped_column(enum_column(SourceKind))
    url: Mapped[str] = mapped_column(String(2000))
    part_selector: Mapped[str | None] = mapped_column(String(200))
    link_selector: Mapped[str | None] = mapped_column(String(200))
    release: Mapped[Release] = mapped_column(enum_column(Release), default=Release.DRAFT)
    released_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    state: Mapped[SourceState] = mapped_column(enum_column(SourceState), default=SourceState.ACTIVE)
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    visits: Mapped[int] = mapped_column(default=0)
    etag: Mapped[str | None] = mapped_column(String(500))
    last_modified: Mapped[str | None] = mapped_column(String(500))
    next_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None] = mapped_column(String(500))
    last_fetched_at: Mapped[datetime | None]
    last_found_at: Mapped[datetime | None]
    found: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]
    digest: Mapped[str | None] = mapped_column(String(64))
    text: Mapped[str | None]
    misses: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)

    newsletter: Mapped[Newsletter] = relationship(lazy="raise")
    added_by: Mapped[Employee] = relationship(lazy="raise", foreign_keys=[added_by_id])

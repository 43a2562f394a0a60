"""What was taken from elsewhere and then discarded: remembered, so that it does not come back by itself."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.newsletters import Newsletter


class NewsletterDiscard(Base):
    """`source_digest`: of what it was taken from, as its issue had it. `said_digest`: of what it said, by
    which the same is known that comes another way; null where somebody had written another text.
    """

    __tablename__ = "newsletter_discards"
    __table_args__ = (Index("ix_newsletter_discards_said", "newsletter_id", "said_digest"),)

    newsletter_id: Mapped[UUID] = mapped_column(ForeignKey(Newsletter.id), primary_key=True)
    source_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    said_digest: Mapped[str | None] = mapped_column(String(64))
    discarded_at: Mapped[datetime]

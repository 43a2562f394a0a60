"""What a request points to: pages elsewhere, and other requests."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.material import Direction, RelationKind
from models.base import Base, HasId, enum_column
from models.requests import Request


class RequestLink(HasId, Base):
    """An address outside, with the words it is shown by."""

    __tablename__ = "request_links"
    __table_args__ = (UniqueConstraint("request_id", "url"),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"))
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    url: Mapped[str] = mapped_column(String(2000))
    label: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer, default=0)

    request: Mapped[Request] = relationship(lazy="raise")


class RequestRelation(HasId, Base):
    """One end of a relation between two requests; the other request holds its mirror image.

    Two rows a relation, so that each request lists and counts its own; the unique key thereby refuses the
    same kind between the same two in either direction: no second edge, and nobody blocks their blocker.
    """

    __tablename__ = "request_relations"
    __table_args__ = (UniqueConstraint("request_id", "other_id", "kind"),)

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"))
    other_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)
    kind: Mapped[RelationKind] = mapped_column(enum_column(RelationKind))
    direction: Mapped[Direction] = mapped_column(enum_column(Direction))
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer, default=0)

    request: Mapped[Request] = relationship(lazy="raise", foreign_keys=[request_id])
    other: Mapped[Request] = relationship(lazy="raise", foreign_keys=[other_id])

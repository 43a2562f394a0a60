"""참여 의사: help offered by departments that were not asked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.offering import OfferState
from madang.rules.requests import PartnerRole
from models.base import Base, HasId, enum_column
from models.people import Department, Employee
from models.requests import Request

WAITING = text("state = 'OFFERED'")


class HelpOffer(HasId, Base):
    """One department's offer, and the requester's answer. An accepted one has become a delivery."""

    __tablename__ = "help_offers"
    __table_args__ = (
        Index(
            "uq_help_offers_waiting",
            "request_id",
            "department_id",
            unique=True,
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index("ix_help_offers_request_id_created_at", "request_id", "created_at"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"))
    department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    department_name: Mapped[str] = mapped_column(String(100))
    offered_by_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    role: Mapped[PartnerRole] = mapped_column(enum_column(PartnerRole))
    message: Mapped[str] = mapped_column(String(2000))
    resources: Mapped[str] = mapped_column(String(1000), default="")
    state: Mapped[OfferState] = mapped_column(enum_column(OfferState), default=OfferState.OFFERED)
    answer: Mapped[str | None] = mapped_column(String(1000))
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    answered_at: Mapped[datetime | None]
    delivery_id: Mapped[UUID | None] = mapped_column(ForeignKey("deliveries.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer, default=0)

    request: Mapped[Request] = relationship(lazy="raise")
    department: Mapped[Department] = relationship(lazy="raise")
    offered_by: Mapped[Employee] = relationship(lazy="raise", foreign_keys=[offered_by_id])

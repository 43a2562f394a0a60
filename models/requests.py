"""Cooperation requests (협력 요청), the departments' parts in them (협력부서), and what hangs on them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.requests import DeliveryState, Health, PartnerRole, RequestState, Scale
from madang.rules.workflow import Act
from models.base import Base, Document, HasId, Subject, enum_column
from models.people import Department, Employee

if TYPE_CHECKING:
    from models.search import RequestText

LIVING = text("state NOT IN ('RETURNED', 'CANCELLED')")
WHOLE_LEAVING = (
    "(leaving IS NULL) = (leaving_reason IS NULL) AND (leaving IS NULL) = (leaving_by_id IS NULL)"
    " AND (leaving IS NULL) = (leaving_since IS NULL) AND (leaving_to_id IS NULL OR leaving = 'TRANSFER')"
)
UNRATED = text("evaluated_at IS NULL AND confirmed_at IS NOT NULL")


class Request(Subject, Base):
    """One public call for help, addressed to one department or many.

    `state` follows from the deliveries and is kept for lists. `version` counts all events about the request,
    its deliveries' and comments' too; `changed_version` is the event that last changed this row itself.
    """

    __tablename__ = "requests"
    subject_kind = "request"
    __table_args__ = (
        Index("ix_requests_state_updated_at", "state", "updated_at", "id"),
        Index("ix_requests_requester_id_updated_at", "requester_id", "updated_at"),
        Index("ix_requests_department_updated_at", "requester_department_id", "updated_at"),
    )

    key: Mapped[str | None] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    project: Mapped[str] = mapped_column(String(200))
    scale: Mapped[Scale] = mapped_column(enum_column(Scale))
    significance: Mapped[str] = mapped_column(String(1000), default="")
    body: Mapped[str]
    due_on: Mapped[date | None] = mapped_column(index=True)
    state: Mapped[RequestState] = mapped_column(enum_column(RequestState), default=RequestState.DRAFT)
    restriction: Mapped[str | None] = mapped_column(String(500))
    ending: Mapped[str | None] = mapped_column(String(1000))
    addressees: Mapped[list[dict[str, Any]]] = mapped_column(Document, default=list)  # of a draft
    requester_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    requester_department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    requester_department_name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_at: Mapped[datetime | None]
    changed_version: Mapped[int] = mapped_column(Integer, default=0)

    requester: Mapped[Employee] = relationship(lazy="raise")
    requester_department: Mapped[Department] = relationship(lazy="raise")
    deliveries: Mapped[list["Delivery"]] = relationship(lazy="raise", back_populates="request")
    text: Mapped["RequestText"] = relationship(lazy="raise", viewonly=True)


class Delivery(HasId, Base):
    """One department's part in one request; each moves at its own pace.

    `version` is the number of the request's event that last changed this row. `leaving` is the return or
    transfer that a clerk has proposed and that waits for the head; decided ones stand in the log alone.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(
            "uq_deliveries_living",
            "request_id",
            "department_id",
            unique=True,
            sqlite_where=LIVING,
            postgresql_where=LIVING,
        ),
        Index("ix_deliveries_department_id_state", "department_id", "state", "state_since"),
        Index("ix_deliveries_unrated", "confirmed_at", sqlite_where=UNRATED, postgresql_where=UNRATED),
        CheckConstraint("progress BETWEEN 0 AND 100", "progress"),
        CheckConstraint(WHOLE_LEAVING, "leaving"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), index=True)
    department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    department_name: Mapped[str] = mapped_column(String(100))
    role: Mapped[PartnerRole] = mapped_column(enum_column(PartnerRole))
    ask: Mapped[str] = mapped_column(String(2000), default="")
    offered_resource: Mapped[str] = mapped_column(String(1000), default="")
    state: Mapped[DeliveryState] = mapped_column(enum_column(DeliveryState), default=DeliveryState.SENT)
    held_from: Mapped[DeliveryState | None] = mapped_column(enum_column(DeliveryState))
    reason: Mapped[str | None] = mapped_column(String(1000))
    leaving: Mapped[Act | None] = mapped_column(enum_column(Act))
    leaving_to_id: Mapped[UUID | None] = mapped_column(ForeignKey("departments.id"))
    leaving_reason: Mapped[str | None] = mapped_column(String(1000))
    leaving_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    leaving_since: Mapped[datetime | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    progress: Mapped[int] = mapped_column(Integer, default=0)
    health: Mapped[Health | None] = mapped_column(enum_column(Health))
    progress_note: Mapped[str] = mapped_column(String(2000), default="")
    result: Mapped[str] = mapped_column(String(10_000), default="")
    sent_at: Mapped[datetime]
    state_since: Mapped[datetime]
    received_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    evaluated_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=0)

    request: Mapped[Request] = relationship(lazy="raise", back_populates="deliveries")
    department: Mapped[Department] = relationship(lazy="raise", foreign_keys=[department_id])
    handlers: Mapped[list["DeliveryHandler"]] = relationship(
        lazy="raise", back_populates="delivery", cascade="all, delete-orphan"
    )


class DeliveryHandler(HasId, Base):
    """담당자. Shares are whole percents that add up to 100; one handler leads (주담당)."""

    __tablename__ = "delivery_handlers"
    __table_args__ = (
        UniqueConstraint("delivery_id", "employee_id"),
        CheckConstraint("share BETWEEN 0 AND 100", "share"),
    )

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"), index=True)
    leads: Mapped[bool]
    share: Mapped[int] = mapped_column(Integer)

    delivery: Mapped[Delivery] = relationship(lazy="raise", back_populates="handlers")
    employee: Mapped[Employee] = relationship(lazy="raise")


class RequestNumber(Base):
    """The last number given in a year. Its row lock keeps the numbers gapless."""

    __tablename__ = "request_numbers"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class RequestTemplate(HasId, Base):
    """서식: a frequent kind of request, for everybody in its department. Days count from the drafting.

    `version` is the number of the department's event that last changed this row.
    """

    __tablename__ = "request_templates"
    __table_args__ = (UniqueConstraint("department_id", "name"),)

    department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    author_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    name: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    project: Mapped[str] = mapped_column(String(200))
    scale: Mapped[Scale] = mapped_column(enum_column(Scale))
    significance: Mapped[str] = mapped_column(String(1000), default="")
    body: Mapped[str]
    due_in_days: Mapped[int | None]
    addressees: Mapped[list[dict[str, Any]]] = mapped_column(Document, default=list)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer, default=0)

    department: Mapped[Department] = relationship(lazy="raise")
    author: Mapped[Employee] = relationship(lazy="raise")

"""Departments and employees, dated: what was true on a day stays readable after every reorganisation."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.people import OrganisationKind, Position, Role
from models.base import Base, HasId, Subject, enum_column

if TYPE_CHECKING:
    from models.newsletters import Newsletter


class Department(Subject, Base):
    """A department through all its names. Its present state is kept beside the dated facts.

    `meets_citizens`: as an administrator has said; None: as its kind tells.
    """

    __tablename__ = "departments"
    __table_args__ = (Index("ix_departments_id_name", "id", "name"),)  # as of employees
    subject_kind = "department"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("departments.id"), index=True)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("departments.id"), index=True)
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)
    meets_citizens: Mapped[bool | None]

    parent: Mapped["Department | None"] = relationship(
        lazy="raise", foreign_keys=[parent_id], remote_side="Department.id"
    )
    successor: Mapped["Department | None"] = relationship(
        lazy="raise", foreign_keys=[successor_id], remote_side="Department.id"
    )
    newsletters: Mapped[list["Newsletter"]] = relationship(lazy="raise", viewonly=True)
    facts: Mapped[list["DepartmentFact"]] = relationship(
        lazy="raise", foreign_keys="DepartmentFact.department_id", back_populates="department"
    )


class DepartmentFact(HasId, Base):
    """Name, kind and place of a department from one day until the next fact (`until` is exclusive)."""

    __tablename__ = "department_facts"
    __table_args__ = (UniqueConstraint("department_id", "since"),)

    department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("departments.id"))

    department: Mapped[Department] = relationship(
        lazy="raise", foreign_keys=[department_id], back_populates="facts"
    )


class Employee(Subject, Base):
    """A member of staff. `number` (사번) is what the portal's sign-in calls them."""

    __tablename__ = "employees"
    __table_args__ = (Index("ix_employees_id_name", "id", "name"),)  # whoever is named is found in it alone
    subject_kind = "employee"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    email: Mapped[str | None] = mapped_column(String(254))
    left_on: Mapped[date | None]
    is_sample: Mapped[bool] = mapped_column(Boolean, default=False)

    memberships: Mapped[list["Membership"]] = relationship(lazy="raise", back_populates="employee")
    role_grants: Mapped[list["RoleGrant"]] = relationship(lazy="raise")


class Membership(HasId, Base):
    """An employee in a department from a day until another (exclusive). One open one is the main one."""

    __tablename__ = "memberships"
    __table_args__ = (
        UniqueConstraint("employee_id", "department_id", "since"),
        Index("ix_memberships_department_id_until", "department_id", "until"),
        Index(
            "uq_memberships_one_main",
            "employee_id",
            unique=True,
            sqlite_where=text("is_main AND until IS NULL"),
            postgresql_where=text("is_main AND until IS NULL"),
        ),
    )

    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    position: Mapped[Position] = mapped_column(enum_column(Position), default=Position.MEMBER)
    is_main: Mapped[bool] = mapped_column(Boolean, default=True)
    since: Mapped[date]
    until: Mapped[date | None]

    employee: Mapped[Employee] = relationship(lazy="raise", back_populates="memberships")
    department: Mapped[Department] = relationship(lazy="raise")


class Deputy(HasId, Base):
    """대결: `deputy` acts as the head of `department` from a day until another (exclusive)."""

    __tablename__ = "deputies"

    department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"), index=True)
    deputy_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"), index=True)
    appointed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    since: Mapped[date]
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class RoleGrant(HasId, Base):
    """A city-wide role of an employee from a day until another (exclusive)."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("employee_id", "role", "since"),)

    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    role: Mapped[Role] = mapped_column(enum_column(Role))
    since: Mapped[date]
    until: Mapped[date | None]

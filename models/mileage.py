"""Mileage: the ledger, the books it is kept by, boards, policies, and what people do beside earning it.

Entries, books and standings follow from the log alone, and are written by one transaction that also moves
`MileageState`. They point at rows of other subjects without a foreign key: a ledger is made again where there
are none.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    UniqueConstraint,
    and_,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from madang.rules.mileage import AdjustmentState, Holder, MonthState, Outcome, PolicyState, Rule
from madang.rules.mileage_kings import Place
from models.base import Base, Document, HasId, Subject, enum_column
from models.events import Serial
from models.people import Department, Employee
from models.requests import Request

THE_BOOKS = 1
BUILT_IN_POLICY = UUID(int=1)


class MileageEntry(Base):
    """One line of the ledger, never changed. `amount` in hundredths; `chain` closes over all up to it."""

    __tablename__ = "mileage_entries"
    __table_args__ = (
        Index("ix_mileage_entries_person_id_month", "person_id", "month", "number"),
        Index("ix_mileage_entries_month", "month", "number"),
        Index("ix_mileage_entries_request_id", "request_id"),
        Index("ix_mileage_entries_source_id", "source_id"),
    )

    id: Mapped[UUID] = mapped_column(unique=True)  # follows from the number
    number: Mapped[int] = mapped_column(Serial, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger)  # of the line that earned it
    rule: Mapped[Rule] = mapped_column(enum_column(Rule))
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))
    source_id: Mapped[UUID]
    person_id: Mapped[UUID]
    department_id: Mapped[UUID | None]
    counterpart_id: Mapped[UUID | None]
    counterpart_department_id: Mapped[UUID | None]
    request_id: Mapped[UUID | None]
    amount: Mapped[int] = mapped_column(Integer)
    policy_number: Mapped[int] = mapped_column(Integer)
    month: Mapped[int] = mapped_column(Integer)  # 201407
    day: Mapped[date]
    occurred_at: Mapped[datetime]
    explanation: Mapped[str] = mapped_column(String(2000))
    importance: Mapped[int | None] = mapped_column(SmallInteger)
    effectiveness: Mapped[int | None] = mapped_column(SmallInteger)
    promptness: Mapped[int | None] = mapped_column(SmallInteger)
    difficulty: Mapped[int | None] = mapped_column(SmallInteger)
    share: Mapped[int | None] = mapped_column(SmallInteger)  # percent
    leads: Mapped[bool] = mapped_column(Boolean, default=False)
    ordinal: Mapped[int | None] = mapped_column(Integer)
    reverses: Mapped[int | None] = mapped_column(BigInteger)
    since: Mapped[int | None] = mapped_column(Integer)  # the month of what it reverses
    chain: Mapped[str] = mapped_column(String(64))

    person: Mapped[Employee | None] = relationship(
        lazy="raise", viewonly=True, primaryjoin=lambda: foreign(MileageEntry.person_id) == Employee.id
    )
    request: Mapped[Request | None] = relationship(
        lazy="raise", viewonly=True, primaryjoin=lambda: foreign(MileageEntry.request_id) == Request.id
    )
    crowns: Mapped[list["MonthlyKing"]] = relationship(
        lazy="raise",
        viewonly=True,
        primaryjoin=lambda: and_(
            MileageEntry.person_id == foreign(MonthlyKing.person_id),
            MileageEntry.month == foreign(MonthlyKing.month),
        ),
    )  # the one that its person has won in its month


class MileageClaim(Base):
    """An entry that counts and has not been taken back: what caps are counted by."""

    __tablename__ = "mileage_claims"
    __table_args__ = (
        Index("ix_mileage_claims_day", "person_id", "rule", "day"),
        Index("ix_mileage_claims_request", "person_id", "rule", "request_id"),
        Index("ix_mileage_claims_pair", "person_id", "rule", "month", "counterpart_id"),
        Index("ix_mileage_claims_given", "counterpart_id", "rule", "month"),
    )

    rule: Mapped[Rule] = mapped_column(enum_column(Rule), primary_key=True)
    source_id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Serial)
    counterpart_id: Mapped[UUID | None]
    request_id: Mapped[UUID | None]
    month: Mapped[int] = mapped_column(Integer)
    day: Mapped[date]


class MileageWork(Base):
    """What the books know of a request: who asked, and whose hands each delivery is in."""

    __tablename__ = "mileage_works"

    request_id: Mapped[UUID] = mapped_column(primary_key=True)
    requester_id: Mapped[UUID]
    department_id: Mapped[UUID]
    parts: Mapped[dict[str, Any]] = mapped_column(Document)
    asked: Mapped[bool] = mapped_column(Boolean)


class MileageRemark(Base):
    """What the books know of a comment."""

    __tablename__ = "mileage_remarks"
    __table_args__ = (Index("ix_mileage_remarks_author_id_digest", "author_id", "digest"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    root_id: Mapped[UUID]
    author_id: Mapped[UUID]
    department_id: Mapped[UUID | None]
    length: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(64))
    stands: Mapped[bool] = mapped_column(Boolean)
    other_id: Mapped[UUID | None]


class MileageStanding(HasId, Base):
    """A row of a board: what somebody has reached in a month (2014-07), a half (2014-H2), a year, or in ALL.

    Boards are ordered by `total`, `mean`, `helped` and `earliness`, more being better: published as the chain
    that decides equal mileage. `hidden`: the person is not shown on boards.
    """

    __tablename__ = "mileage_standings"
    __table_args__ = (
        UniqueConstraint("holder", "holder_id", "period"),
        Index(
            "ix_mileage_standings_board",
            "holder",
            "period",
            "hidden",
            "total",
            "mean",
            "helped",
            "earliness",
            "id",
        ),
    )

    holder: Mapped[Holder] = mapped_column(enum_column(Holder))
    holder_id: Mapped[UUID]
    period: Mapped[str] = mapped_column(String(8))
    hidden: Mapped[bool] = mapped_column(Boolean, default=False)
    total: Mapped[int] = mapped_column(BigInteger, default=0)  # hundredths, as are the next five
    request_amount: Mapped[int] = mapped_column(BigInteger, default=0)
    response_amount: Mapped[int] = mapped_column(BigInteger, default=0)
    comment_amount: Mapped[int] = mapped_column(BigInteger, default=0)
    thanks_amount: Mapped[int] = mapped_column(BigInteger, default=0)
    adjustment_amount: Mapped[int] = mapped_column(BigInteger, default=0)
    requests: Mapped[int] = mapped_column(Integer, default=0)
    responses: Mapped[int] = mapped_column(Integer, default=0)
    comments: Mapped[int] = mapped_column(Integer, default=0)
    thanks: Mapped[int] = mapped_column(Integer, default=0)
    importance: Mapped[int] = mapped_column(Integer, default=0)  # sums of marks of `responses`
    effectiveness: Mapped[int] = mapped_column(Integer, default=0)
    promptness: Mapped[int] = mapped_column(Integer, default=0)
    difficulty: Mapped[int] = mapped_column(Integer, default=0)
    mean: Mapped[int] = mapped_column(BigInteger, default=0)  # of all marks, in millionths, rounded down
    helped: Mapped[int] = mapped_column(Integer, default=0)  # different departments
    earliness: Mapped[int] = mapped_column(
        BigInteger, default=0
    )  # of the last earning: minus its Unix time, in µs

    employee: Mapped[Employee | None] = relationship(
        lazy="raise", viewonly=True, primaryjoin=lambda: foreign(MileageStanding.holder_id) == Employee.id
    )
    department: Mapped[Department | None] = relationship(
        lazy="raise", viewonly=True, primaryjoin=lambda: foreign(MileageStanding.holder_id) == Department.id
    )


class MileageHelped(Base):
    """How many responses to one department count for a person or department in a period."""

    __tablename__ = "mileage_helped"

    holder: Mapped[Holder] = mapped_column(enum_column(Holder), primary_key=True)
    holder_id: Mapped[UUID] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    department_id: Mapped[UUID] = mapped_column(primary_key=True)
    responses: Mapped[int] = mapped_column(Integer)


class MileageState(Base):
    """The one row about the ledger: how far the log has been booked, and the first month that is open."""

    __tablename__ = "mileage_state"
    __table_args__ = (CheckConstraint(f"id = {THE_BOOKS}", name="one_row"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(BigInteger, default=0)
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    chain: Mapped[str] = mapped_column(String(64), default="")
    first_month: Mapped[int | None] = mapped_column(Integer)  # that has an entry
    open_month: Mapped[int | None] = mapped_column(Integer)
    policies: Mapped[list[dict[str, Any]]] = mapped_column(
        Document, default=list
    )  # in force, as the log told


def _the_built_in(dialect: str) -> str:
    """The statement that adds the rules every city begins with."""
    moment = "2014-06-30 15:00:00.000000" + ("+00" if dialect == "postgresql" else "")
    values = (
        f"'{BUILT_IN_POLICY.hex}', 0, 1, 'ACTIVE', '처음부터 있는 규칙', '{{}}', '2014-07-01', '{moment}'"
    )
    columns = "id, version, number, state, note, numbers, effective_from, drafted_at"
    return f"INSERT INTO mileage_policies ({columns}) VALUES ({values})"


class MileagePolicyVersion(Subject, Base):
    """One set of rules in numbers: drafted, tried on past months, put in force by a second administrator.

    The built-in one is there with the table. `numbers`: those that differ from the usual ones.
    """

    __tablename__ = "mileage_policies"
    subject_kind = "mileage_policy"
    __table_args__ = (
        Index("ix_mileage_policies_drafted_at", "drafted_at"),
        {"info": {name: {"create": [_the_built_in(name)]} for name in ("sqlite", "postgresql")}},
    )

    number: Mapped[int | None] = mapped_column(Integer, unique=True)  # once it is in force
    state: Mapped[PolicyState] = mapped_column(enum_column(PolicyState))
    note: Mapped[str] = mapped_column(String(1000))
    numbers: Mapped[dict[str, int]] = mapped_column(Document)
    effective_from: Mapped[date | None]
    drafted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    drafted_at: Mapped[datetime]
    edited_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    edited_at: Mapped[datetime | None]
    simulated_at: Mapped[datetime | None]  # as it is now
    simulation: Mapped[dict[str, Any] | None] = mapped_column(Document)
    activated_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    activated_at: Mapped[datetime | None]

    drafted_by: Mapped[Employee | None] = relationship(lazy="raise", foreign_keys=[drafted_by_id])
    edited_by: Mapped[Employee | None] = relationship(lazy="raise", foreign_keys=[edited_by_id])
    activated_by: Mapped[Employee | None] = relationship(lazy="raise", foreign_keys=[activated_by_id])


class MileageMonth(Subject, Base):
    """A month that is over. `entries` and `chain`: the ledger's last line when it was closed."""

    __tablename__ = "mileage_months"
    subject_kind = "mileage_month"

    month: Mapped[int] = mapped_column(Integer, unique=True)
    state: Mapped[MonthState] = mapped_column(enum_column(MonthState))
    closed_at: Mapped[datetime]
    entries: Mapped[int | None] = mapped_column(BigInteger)
    chain: Mapped[str | None] = mapped_column(String(64))
    people: Mapped[int | None] = mapped_column(Integer)  # with points, and not resting
    tied: Mapped[list[str]] = mapped_column(Document, default=list)  # people between whom is to decide
    decided: Mapped[list[str]] = mapped_column(Document, default=list)  # people in the order decided on
    decision: Mapped[str | None] = mapped_column(String(1000))
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    decided_at: Mapped[datetime | None]

    decided_by: Mapped[Employee | None] = relationship(lazy="raise")
    kings: Mapped[list["MonthlyKing"]] = relationship(lazy="raise", back_populates="closing")


class MonthlyKing(HasId, Base):
    """이달의 협력왕: one of at most three winners of a month, and what they were given."""

    __tablename__ = "monthly_kings"
    __table_args__ = (
        UniqueConstraint("month", "place"),
        UniqueConstraint("month", "person_id"),
        Index("ix_monthly_kings_person_id", "person_id"),
    )

    month_id: Mapped[UUID] = mapped_column(ForeignKey("mileage_months.id", ondelete="CASCADE"), index=True)
    month: Mapped[int] = mapped_column(Integer)
    place: Mapped[Place] = mapped_column(enum_column(Place))
    rank: Mapped[int] = mapped_column(SmallInteger)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("departments.id"))  # where it was earned
    total: Mapped[int] = mapped_column(BigInteger)
    mean: Mapped[int] = mapped_column(BigInteger)
    helped: Mapped[int] = mapped_column(Integer)
    chosen_at: Mapped[datetime]
    incentive: Mapped[str | None] = mapped_column(String(200))
    incentive_amount: Mapped[int | None] = mapped_column(BigInteger)  # won
    incentive_note: Mapped[str] = mapped_column(String(1000), default="")
    incentive_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(Integer, default=0)

    closing: Mapped[MileageMonth] = relationship(lazy="raise", back_populates="kings")
    person: Mapped[Employee] = relationship(lazy="raise")
    department: Mapped[Department | None] = relationship(lazy="raise")


class MileageAdjustment(Subject, Base):
    """Points that an administrator gives or takes by hand, once a second one agrees."""

    __tablename__ = "mileage_adjustments"
    subject_kind = "mileage_adjustment"
    __table_args__ = (Index("ix_mileage_adjustments_state", "state", "proposed_at", "id"),)

    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"), index=True)
    department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    amount: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(1000))
    state: Mapped[AdjustmentState] = mapped_column(enum_column(AdjustmentState))
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str | None] = mapped_column(String(1000))

    employee: Mapped[Employee] = relationship(lazy="raise", foreign_keys=[employee_id])
    proposed_by: Mapped[Employee] = relationship(lazy="raise", foreign_keys=[proposed_by_id])
    decided_by: Mapped[Employee | None] = relationship(lazy="raise", foreign_keys=[decided_by_id])


class Thanks(Subject, Base):
    """감사: a colleague of another department thanked, a few times a month."""

    __tablename__ = "thanks"
    subject_kind = "thanks"
    __table_args__ = (
        Index("ix_thanks_giver_id", "giver_id", "month", "receiver_id"),
        Index("ix_thanks_receiver_id", "receiver_id", "given_at", "id"),
    )

    giver_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    giver_department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    receiver_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id"))
    receiver_department_id: Mapped[UUID] = mapped_column(ForeignKey("departments.id"))
    message: Mapped[str] = mapped_column(String(500))
    month: Mapped[int] = mapped_column(Integer)
    given_at: Mapped[datetime]

    giver: Mapped[Employee] = relationship(lazy="raise", foreign_keys=[giver_id])
    receiver: Mapped[Employee] = relationship(lazy="raise", foreign_keys=[receiver_id])


class MileagePrivacy(Base):
    """Who is not shown on boards, and whether they would still be winners. As they chose last."""

    __tablename__ = "mileage_privacy"

    employee_id: Mapped[UUID] = mapped_column(primary_key=True)
    hidden: Mapped[bool] = mapped_column(Boolean)
    wins: Mapped[bool] = mapped_column(Boolean)

"""Departments and employees as the API shows them: today, and on any day before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, case, select
from strawberry import Parent

import models
from madang.rules.conditions import Absent, equal
from madang.rules.people import OrganisationKind, Position, Role
from madang.text.mentions import MentionKind, call_for
from resolvers.context import Context
from resolvers.departments import name_on, successor_of
from resolvers.deputies import belongs_on
from resolvers.listings import Listing, Order
from resolvers.questions import today
from schema.connections import Connection, connection
from schema.evaluation_summaries import RatedDepartment
from schema.loaders import Find
from schema.newsletter_starting import StartingDepartment
from schema.sources import Node, column, derived, found, gathered, rows_of, to_many, to_one

DepartmentLater = Annotated["Department", strawberry.lazy("schema.people")]
EmployeeLater = Annotated["Employee", strawberry.lazy("schema.people")]
MembershipLater = Annotated["Membership", strawberry.lazy("schema.people")]

CHILDREN = Listing(model=models.Department, order=(Order("code"),), parent="parent_id")
MEMBERS = Listing(
    model=models.Membership, where=Absent("until"), order=(Order("since"),), parent="department_id"
)
NEWEST_FIRST = (Order("since", descending=True),)


@dataclass(frozen=True, slots=True)
class NameOn:
    """What departments were called on a day."""

    day: date

    async def __call__(self, ctx: Context, ids: Sequence[UUID]) -> dict[UUID, str | None]:
        id = models.Department.id
        async with ctx.reads() as session:
            rows = await session.execute(select(id, name_on(id, self.day)).where(id.in_(set(ids))))
            return {row: name for row, name in rows}


def _present(department: Any) -> ColumnElement[Any]:
    """Itself while it is open, then the open department that it has become part of."""
    return case((department.closed_on.is_(None), department.id), else_=successor_of(department.id))


def _main_department(employee: Any) -> ColumnElement[Any]:
    """The employee's main department of today."""
    membership = models.Membership
    belongs = (membership.employee_id == employee.id, membership.is_main, belongs_on(today))
    return select(membership.department_id).where(*belongs).correlate(employee).scalar_subquery()


def _call_of_department(ctx: Context, id: UUID, name: str) -> str:
    return call_for(MentionKind.DEPARTMENT, id, name)


def _call_of_employee(ctx: Context, id: UUID, name: str) -> str:
    return call_for(MentionKind.EMPLOYEE, id, name)


@rows_of(models.DepartmentFact, description="부서의 이름과 자리가 그러했던 기간")
class DepartmentFact:
    since: date = column("이 날부터")
    until: date | None = column("이 날 전까지. 지금도 그러하면 null")
    name: str = column("그때의 이름")
    kind: OrganisationKind = column("그때의 기관 종류")
    parent: DepartmentLater | None = to_one(models.Department, "parent_id", "그때의 상위 부서")


@rows_of(models.Membership, description="직원이 부서에 속한 기간")
class Membership(Node):
    employee: EmployeeLater | None = to_one(models.Employee, "employee_id", "직원")
    department: DepartmentLater | None = to_one(models.Department, "department_id", "부서")
    position: Position = column("부서 안에서의 직위")
    is_main: bool = column("주 소속이면 true, 겸직이면 false")
    since: date = column("이 날부터")
    until: date | None = column("이 날 전까지. 지금도 속해 있으면 null")


@rows_of(models.Deputy, description="대결: 부서장을 대신하는 기간")
class Deputy(Node):
    department: DepartmentLater | None = to_one(models.Department, "department_id", "부서")
    deputy: EmployeeLater | None = to_one(models.Employee, "deputy_id", "대결자")
    appointed_by: EmployeeLater | None = to_one(models.Employee, "appointed_by_id", "지정한 사람")
    since: date = column("이 날부터")
    until: date = column("이 날 전까지")
    reason: str = column("까닭")
    created_at: datetime = column("지정한 때")


@rows_of(models.RoleGrant, description="시 전체에서 맡은 역할과 그 기간")
class RoleGrant:
    role: Role = column("역할")
    since: date = column("이 날부터")
    until: date | None = column("이 날 전까지. 끝이 없으면 null")


@rows_of(models.Department, description="부서 또는 기관. 이름이 바뀌고 옮겨져도 같은 부서입니다.")
class Department(Node, RatedDepartment, StartingDepartment):
    code: str = column("조직도의 코드")
    name: str = column("지금의(닫힌 부서는 마지막) 이름")
    kind: OrganisationKind = column("기관 종류")
    opened_on: date = column("생긴 날")
    closed_on: date | None = column("닫힌 날. 지금 있으면 null")
    is_sample: bool = column("예시 자료인지")
    version: int = column("마지막 사건 번호")
    parent: DepartmentLater | None = to_one(models.Department, "parent_id", "상위 부서")
    successor: DepartmentLater | None = to_one(models.Department, "successor_id", "통합된 부서(바로 다음)")
    facts: list[DepartmentFact] = to_many(
        models.DepartmentFact, "department_id", "이름과 자리의 역사. 최근 것부터", order=NEWEST_FIRST
    )
    deputies: list[Deputy] = to_many(
        models.Deputy, "department_id", "대결 지정. 최근 것부터", order=NEWEST_FIRST
    )

    present: DepartmentLater | None = found(
        models.Department,
        _present,
        "지금 이 부서의 일을 맡은 부서. 닫히지 않았으면 자신, 맡은 곳이 없으면 null",
        of=models.Department,
    )
    mention_text: str = derived(
        _call_of_department,
        "id",
        "name",
        description="댓글에서 이 부서를 부르는 글: @[이름](department:UUID)",
    )

    @gathered(str | None, description="그날의 이름. 생기기 전이면 null")
    def name_on(self, day: Annotated[date, strawberry.argument(description="어느 날")]) -> Find:
        return NameOn(day)

    @connection(Connection[DepartmentLater], description="하위 부서")
    def children(root: Parent[Any]) -> Listing:
        return CHILDREN.narrowed(Absent("closed_on"))

    @connection(Connection[MembershipLater], description="지금 속한 직원")
    def members(
        root: Parent[Any],
        position: Annotated[Position | None, strawberry.argument(description="이 직위만")] = None,
    ) -> Listing:
        return MEMBERS if position is None else MEMBERS.narrowed(equal("position", position))


@rows_of(models.Employee, description="직원")
class Employee(Node):
    number: str = column("사번")
    name: str = column("이름")
    email: str | None = column("전자우편 주소")
    left_on: date | None = column("떠난 날. 지금 일하면 null")
    is_sample: bool = column("예시 자료인지")
    version: int = column("마지막 사건 번호")
    memberships: list[Membership] = to_many(
        models.Membership, "employee_id", "속한 부서의 역사. 최근 것부터", order=NEWEST_FIRST
    )
    role_grants: list[RoleGrant] = to_many(
        models.RoleGrant, "employee_id", "맡은 역할의 역사. 최근 것부터", order=NEWEST_FIRST
    )

    mention_text: str = derived(
        _call_of_employee,
        "id",
        "name",
        description="댓글에서 이 직원을 부르는 글: @[이름](employee:UUID)",
    )
    department: Department | None = found(
        models.Department, _main_department, "지금의 주 소속 부서", of=models.Employee
    )

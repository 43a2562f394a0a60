"""What can be asked about departments, employees and oneself."""

from typing import Annotated, Any

import strawberry
from strawberry import UNSET

import models
from madang.errors import Invalid, Reason
from madang.rules.conditions import EVERYTHING, Absent, Condition, Not, among, equal, every, some
from madang.rules.people import OrganisationKind, Position, Role
from madang.rules.templates import may_create
from madang.text import line
from resolvers.context import Context
from resolvers.departments import found_by
from resolvers.listings import Listing, Order
from schema.connections import Connection, connection
from schema.guards import Anyone, StaffOnly
from schema.identifiers import uuid_of
from schema.people import Department, Employee
from schema.permissions import Permission
from schema.picking import Pick, picked
from schema.sources import Ctx, column, derived, several, to_one

DEPARTMENTS = Listing(model=models.Department, order=(Order("code"),))
EMPLOYEES = Listing(model=models.Employee, order=(Order("name"),))


@strawberry.input(description="부서를 고르는 조건. 적은 것을 모두 만족해야 합니다.")
class DepartmentFilter:
    search: str | None = strawberry.field(
        default=UNSET, description="이름의 일부나 초성(ㅂㅅㅈ: 버스정책과), 또는 코드"
    )
    kinds: list[OrganisationKind] | None = strawberry.field(default=UNSET, description="기관 종류")
    parent: strawberry.ID | None = strawberry.field(
        default=UNSET, description="바로 위 부서. null이면 맨 위 부서만"
    )
    closed: bool | None = strawberry.field(
        default=False, description="닫힌 부서만이면 true, 모두면 null. 적지 않으면 지금 있는 부서만"
    )

    def condition(self) -> Condition:
        return every(
            found_by(self.search, code="code") if self.search else EVERYTHING,
            among("kind", self.kinds) if self.kinds else EVERYTHING,
            self._below(),
            EVERYTHING if self.closed is None else _marked("closed_on", self.closed),
        )

    def _below(self) -> Condition:
        if self.parent is UNSET:
            return EVERYTHING
        if self.parent is None:
            return Absent("parent_id")
        return equal("parent_id", uuid_of(self.parent, "Department", field=("filter", "parent")))


@strawberry.input(description="직원을 고르는 조건. 적은 것을 모두 만족해야 합니다.")
class EmployeeFilter:
    search: str | None = strawberry.field(default=UNSET, description="이름의 일부나 초성, 또는 사번")
    department: strawberry.ID | None = strawberry.field(default=UNSET, description="지금 속한 부서")
    positions: list[Position] | None = strawberry.field(default=UNSET, description="지금의 직위")
    roles: list[Role] | None = strawberry.field(
        default=UNSET, description="지금 맡은 역할(끝이 정해지지 않은)"
    )
    has_left: bool | None = strawberry.field(
        default=False, description="떠난 직원만이면 true, 모두면 null. 적지 않으면 지금 일하는 직원만"
    )

    def condition(self) -> Condition:
        return every(
            found_by(self.search, code="number") if self.search else EVERYTHING,
            self._belonging(),
            some("role_grants", every(Absent("until"), among("role", self.roles)))
            if self.roles
            else EVERYTHING,
            EVERYTHING if self.has_left is None else _marked("left_on", self.has_left),
        )

    def _belonging(self) -> Condition:
        wanted: list[Condition] = []
        if self.department:
            id = uuid_of(self.department, "Department", field=("filter", "department"))
            wanted.append(equal("department_id", id))
        if self.positions:
            wanted.append(among("position", self.positions))
        return some("memberships", every(Absent("until"), *wanted)) if wanted else EVERYTHING


def _marked(attribute: str, present: bool) -> Condition:
    return Not(Absent(attribute)) if present else Absent(attribute)


def _sorted(ctx: Context, roles: frozenset[Role]) -> list[Role]:
    return sorted(roles)


def _can_create_template(ctx: Context) -> Any:
    return may_create(ctx.actor, ctx.policy)


@strawberry.type(description="로그인한 사람: 오늘 누구로서 무엇을 할 수 있는지")
class Viewer:
    """Resolves on a madang.rules.people.Actor."""

    employee: Employee | None = to_one(models.Employee, "id", "직원")
    department: Department | None = to_one(
        models.Department, "department_id", "주 소속 부서. 이 부서의 이름으로 요청합니다."
    )
    departments: list[Department] = several(
        DEPARTMENTS, "departments", "속하거나 부서장을 대신하는 부서. 통합되어 들어온 옛 부서도 있습니다."
    )
    clerk_of: list[Department] = several(DEPARTMENTS, "clerk_of", "접수 담당(서무)인 부서")
    head_of: list[Department] = several(DEPARTMENTS, "head_of", "부서장이거나 대결하는 부서")
    roles: list[Role] = derived(_sorted, "roles", description="시 전체에서 맡은 역할")
    can_create_template: Permission = derived(
        _can_create_template, description="지금 주 소속 부서의 서식을 만들 수 있는지"
    )
    read_only: bool = column("읽기만 할 수 있는 로그인인지")


@strawberry.type
class PeopleQuery:
    @strawberry.field(description="로그인한 사람. 로그인하지 않았으면 null", permission_classes=[Anyone])
    def viewer(self, info: Ctx) -> Viewer | None:
        actor: Any = info.context.visitor
        return actor

    @picked(Department | None, description="부서 하나: ID나 코드로", permission_classes=[StaffOnly])
    def department(
        self,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="부서의 ID")] = None,
        code: Annotated[str | None, strawberry.argument(description="조직도의 코드")] = None,
    ) -> Pick:
        return _one(models.Department, id=id, key=code, attribute="code")

    @connection(
        Connection[Department],
        description="부서 목록. 코드 순서",
        permission_classes=[StaffOnly],
    )
    def departments(
        self,
        filter: Annotated[DepartmentFilter | None, strawberry.argument(description="고르는 조건")] = None,
    ) -> Listing:
        return DEPARTMENTS.narrowed((filter or DepartmentFilter()).condition())

    @picked(Employee | None, description="직원 하나: ID나 사번으로", permission_classes=[StaffOnly])
    def employee(
        self,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="직원의 ID")] = None,
        number: Annotated[str | None, strawberry.argument(description="사번")] = None,
    ) -> Pick:
        return _one(models.Employee, id=id, key=number, attribute="number")

    @connection(
        Connection[Employee],
        description="직원 목록. 이름 순서",
        permission_classes=[StaffOnly],
    )
    def employees(
        self, filter: Annotated[EmployeeFilter | None, strawberry.argument(description="고르는 조건")] = None
    ) -> Listing:
        return EMPLOYEES.narrowed((filter or EmployeeFilter()).condition())


def _one(
    model: type[models.Department] | type[models.Employee],
    *,
    id: str | None,
    key: str | None,
    attribute: str,
) -> Pick:
    if (id is None) is (key is None):
        message = f"id와 {attribute} 가운데 하나만 적어 주십시오."
        raise Invalid(message, field=("id",), reason=Reason.AMBIGUOUS)
    if id is not None:
        return Pick(model, uuid_of(id, model.__name__))
    readable = line(key or "", field=(attribute,), most=100, least=0)
    return Pick(model, readable, by=attribute)

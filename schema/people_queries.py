"""What can be asked about departments, employees and oneself."""

from asyncio import gather
from collections.abc import Iterable
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry
from strawberry import UNSET, Private

import models
from madang.errors import Invalid, Reason
from madang.rules.conditions import EVERYTHING, Absent, Condition, Not, among, equal, every, some
from madang.rules.people import Actor, OrganisationKind, Position, Role
from madang.rules.templates import may_create
from madang.text import line
from resolvers.departments import found_by
from resolvers.listings import Listing, Order
from schema import loaders
from schema.connections import Connection, connection
from schema.guards import Anyone, StaffOnly
from schema.identifiers import uuid_of
from schema.people import Department, Employee
from schema.permissions import Permission
from schema.sources import Ctx

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


@strawberry.type(description="로그인한 사람: 오늘 누구로서 무엇을 할 수 있는지")
class Viewer:
    actor: Private[Actor]

    @strawberry.field(description="직원")
    async def employee(self, info: Ctx) -> Employee | None:
        return await loaders.row_by(info.context, models.Employee, self.actor.id)

    @strawberry.field(description="주 소속 부서. 이 부서의 이름으로 요청합니다.")
    async def department(self, info: Ctx) -> Department | None:
        return await loaders.row_by(info.context, models.Department, self.actor.department_id)

    @strawberry.field(description="속하거나 부서장을 대신하는 부서. 통합되어 들어온 옛 부서도 있습니다.")
    async def departments(self, info: Ctx) -> list[Department]:
        return await _rows(info, self.actor.departments)

    @strawberry.field(description="접수 담당(서무)인 부서")
    async def clerk_of(self, info: Ctx) -> list[Department]:
        return await _rows(info, self.actor.clerk_of)

    @strawberry.field(description="부서장이거나 대결하는 부서")
    async def head_of(self, info: Ctx) -> list[Department]:
        return await _rows(info, self.actor.head_of)

    @strawberry.field(description="시 전체에서 맡은 역할")
    def roles(self) -> list[Role]:
        return sorted(self.actor.roles)

    @strawberry.field(description="지금 주 소속 부서의 서식을 만들 수 있는지")
    def can_create_template(self, info: Ctx) -> Permission:
        return cast(Any, may_create(self.actor, info.context.policy))

    @strawberry.field(description="읽기만 할 수 있는 로그인인지")
    def read_only(self) -> bool:
        return self.actor.read_only


async def _rows(info: Ctx, ids: Iterable[UUID]) -> list[Any]:
    found = await gather(*(loaders.row_by(info.context, models.Department, id) for id in ids))
    return sorted((row for row in found if row is not None), key=lambda row: row.code)


@strawberry.type
class PeopleQuery:
    @strawberry.field(description="로그인한 사람. 로그인하지 않았으면 null", permission_classes=[Anyone])
    def viewer(self, info: Ctx) -> Viewer | None:
        return Viewer(actor=info.context.visitor) if info.context.visitor else None

    @strawberry.field(description="부서 하나: ID나 코드로", permission_classes=[StaffOnly])
    async def department(
        self,
        info: Ctx,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="부서의 ID")] = None,
        code: Annotated[str | None, strawberry.argument(description="조직도의 코드")] = None,
    ) -> Department | None:
        return await _one(info, models.Department, id=id, key=code, attribute="code")

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

    @strawberry.field(description="직원 하나: ID나 사번으로", permission_classes=[StaffOnly])
    async def employee(
        self,
        info: Ctx,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="직원의 ID")] = None,
        number: Annotated[str | None, strawberry.argument(description="사번")] = None,
    ) -> Employee | None:
        return await _one(info, models.Employee, id=id, key=number, attribute="number")

    @connection(
        Connection[Employee],
        description="직원 목록. 이름 순서",
        permission_classes=[StaffOnly],
    )
    def employees(
        self, filter: Annotated[EmployeeFilter | None, strawberry.argument(description="고르는 조건")] = None
    ) -> Listing:
        return EMPLOYEES.narrowed((filter or EmployeeFilter()).condition())


async def _one(
    info: Ctx,
    model: type[models.Department] | type[models.Employee],
    *,
    id: str | None,
    key: str | None,
    attribute: str,
) -> Any:
    if (id is None) is (key is None):
        message = f"id와 {attribute} 가운데 하나만 적어 주십시오."
        raise Invalid(message, field=("id",), reason=Reason.AMBIGUOUS)
    if id is not None:
        return await loaders.row_by(info.context, model, uuid_of(id, model.__name__))
    readable = line(key or "", field=(attribute,), most=100, least=0)
    return await loaders.row_by(info.context, model, readable, attribute=attribute)

"""Acts on people: deputies (대결) and city-wide roles."""

from datetime import date
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

import models
from madang.rules.people import Role
from resolvers.deputies import appoint_deputy, end_deputy
from resolvers.roles import grant_role, revoke_role
from schema import loaders
from schema.guards import AdministratorOnly
from schema.identifiers import uuid_of
from schema.payloads import Payload, mutation
from schema.people import Deputy, Employee
from schema.sources import Ctx


@strawberry.input(description="대결 지정: 부서장이 없는 동안 누가 대신하는지")
class DeputyAppointInput:
    department_id: strawberry.ID = strawberry.field(description="부서")
    deputy_id: strawberry.ID = strawberry.field(description="대결자")
    since: date = strawberry.field(description="이 날부터. 오늘이거나 그 뒤")
    until: date = strawberry.field(description="이 날 전까지. 시작한 날부터 1년 안")
    reason: str = strawberry.field(description="까닭: 출장, 휴가 …")


@strawberry.input(description="줄 역할")
class RoleGrantInput:
    employee_id: strawberry.ID = strawberry.field(description="직원")
    role: Role = strawberry.field(description="역할")
    until: date | None = strawberry.field(
        default=None, description="이 날 전까지. 적지 않으면 끝이 없습니다."
    )


@strawberry.input(description="거둘 역할")
class RoleRevokeInput:
    employee_id: strawberry.ID = strawberry.field(description="직원")
    role: Role = strawberry.field(description="역할")


@strawberry.type(description="대결을 바꾼 결과. version은 부서의 것")
class DeputyPayload(Payload):
    deputy: Deputy | None = strawberry.field(default=None, description="대결 지정")


@strawberry.type(description="역할을 바꾼 결과. version은 직원의 것")
class RolePayload(Payload):
    employee: Employee | None = strawberry.field(default=None, description="직원")


@strawberry.type
class PeopleMutation:
    @mutation("대결자를 지정합니다. 그 부서의 부서장이나 관리자가 합니다.")
    async def deputy_appoint(
        self,
        info: Ctx,
        input: Annotated[DeputyAppointInput, strawberry.argument(description="누가 언제 대신하는지")],
    ) -> DeputyPayload:
        deputy, version = await appoint_deputy(
            info.context,
            uuid_of(input.department_id, "Department", field=("input", "departmentId")),
            deputy_id=uuid_of(input.deputy_id, "Employee", field=("input", "deputyId")),
            since=input.since,
            until=input.until,
            reason=input.reason,
        )
        return DeputyPayload(deputy=cast(Any, deputy), version=version)

    @mutation("대결을 오늘로 끝냅니다. 부서장, 대결자, 관리자가 합니다.")
    async def deputy_end(
        self, info: Ctx, id: Annotated[strawberry.ID, strawberry.argument(description="대결 지정의 ID")]
    ) -> DeputyPayload:
        deputy, version = await end_deputy(info.context, uuid_of(id, "Deputy"))
        return DeputyPayload(deputy=cast(Any, deputy), version=version)

    @mutation("역할을 줍니다. 이미 있으면 끝나는 날만 바뀝니다.", guard=AdministratorOnly)
    async def role_grant(
        self,
        info: Ctx,
        input: Annotated[RoleGrantInput, strawberry.argument(description="누구에게 어느 역할을")],
    ) -> RolePayload:
        id = uuid_of(input.employee_id, "Employee", field=("input", "employeeId"))
        version = await grant_role(info.context, id, role=input.role, until=input.until)
        return await _payload(info, id, version)

    @mutation("역할을 오늘로 거둡니다. 마지막 관리자의 역할은 거둘 수 없습니다.", guard=AdministratorOnly)
    async def role_revoke(
        self,
        info: Ctx,
        input: Annotated[RoleRevokeInput, strawberry.argument(description="누구에게서 어느 역할을")],
    ) -> RolePayload:
        id = uuid_of(input.employee_id, "Employee", field=("input", "employeeId"))
        version = await revoke_role(info.context, id, role=input.role)
        return await _payload(info, id, version)


async def _payload(info: Ctx, id: UUID, version: int) -> RolePayload:
    return RolePayload(employee=await loaders.row_by(info.context, models.Employee, id), version=version)

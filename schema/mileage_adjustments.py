"""마일리지 조정: points given or taken by hand, by two administrators."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

import models
from madang.rules.conditions import EVERYTHING, among
from madang.rules.mileage import AdjustmentState
from resolvers import adjustments
from resolvers.listings import Listing, Order
from schema.connections import Connection, connection
from schema.enums import show
from schema.guards import AdministratorOnly, StaffOnly
from schema.identifiers import uuid_of
from schema.mileage_amounts import hundredths_of, points
from schema.payloads import CLIENT_ID, Payload, Version, mutation
from schema.people import Department, Employee
from schema.sources import Ctx, Node, column, rows_of, to_one

show(AdjustmentState, "마일리지 조정이 어디까지 왔는지", name="MileageAdjustmentState")

Id = Annotated[strawberry.ID, strawberry.argument(description="조정의 ID")]
NEWEST = Listing(model=models.MileageAdjustment, order=(Order("proposed_at", descending=True),))


@rows_of(
    models.MileageAdjustment,
    description="관리자 두 사람이 손으로 더하거나 뺀 마일리지. 관리자와 당사자만 봅니다.",
)
class MileageAdjustment(Node):
    employee: Employee | None = to_one(models.Employee, "employee_id", "누구의 마일리지인지")
    department: Department | None = to_one(models.Department, "department_id", "그때의 부서")
    points: Decimal = points("amount", "더할 점수. 빼는 것은 0보다 작습니다.")
    reason: str = column("까닭")
    state: AdjustmentState = column("어디까지 왔는지")
    proposed_by: Employee | None = to_one(models.Employee, "proposed_by_id", "제안한 관리자")
    proposed_at: datetime = column("제안한 때")
    decided_by: Employee | None = to_one(models.Employee, "decided_by_id", "결정한 관리자")
    decided_at: datetime | None = column("결정한 때")
    decision: str | None = column("반영하지 않은 까닭")
    version: int = column("마지막으로 바뀐 사건의 번호")


@strawberry.input(description="마일리지 조정의 제안")
class MileageAdjustmentProposeInput:
    employee_id: strawberry.ID = strawberry.field(description="직원")
    points: Decimal = strawberry.field(description="더할 점수. 빼려면 0보다 작게. 소수점 아래 두 자리까지")
    reason: str = strawberry.field(description="까닭. 당사자도 봅니다.")
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.type(description="조정을 바꾼 결과. version은 조정의 것")
class MileageAdjustmentPayload(Payload):
    adjustment: MileageAdjustment | None = strawberry.field(default=None, description="조정")

    @classmethod
    def of(cls, row: Any) -> "MileageAdjustmentPayload":
        return cls(adjustment=row, version=row.version)


@strawberry.type
class AdjustmentQuery:
    @connection(
        Connection[MileageAdjustment],
        description="마일리지 조정. 새것부터. 관리자는 모두, 다른 직원은 자기 것을 봅니다.",
        permission_classes=[StaffOnly],
    )
    def mileage_adjustments(
        self,
        state: Annotated[
            list[AdjustmentState] | None, strawberry.argument(description="이런 상태의 것만")
        ] = None,
    ) -> Listing:
        return NEWEST.narrowed(EVERYTHING if state is None else among("state", state))


@strawberry.type
class AdjustmentMutation:
    @mutation("마일리지 조정을 제안합니다. 다른 관리자가 반영해야 셉니다.", guard=AdministratorOnly)
    async def mileage_adjustment_propose(
        self,
        info: Ctx,
        input: Annotated[MileageAdjustmentProposeInput, strawberry.argument(description="제안")],
    ) -> MileageAdjustmentPayload:
        proposed = await adjustments.propose(
            info.context,
            uuid_of(input.employee_id, "Employee", field=("input", "employeeId")),
            amount=hundredths_of(input.points, field=("input", "points")),
            reason=input.reason,
            id=input.id,
        )
        return MileageAdjustmentPayload.of(proposed)

    @mutation("조정을 반영합니다. 제안하지도 조정받지도 않는 관리자가 합니다.", guard=AdministratorOnly)
    async def mileage_adjustment_confirm(
        self, info: Ctx, id: Id, version: Version = None
    ) -> MileageAdjustmentPayload:
        key = uuid_of(id, "MileageAdjustment")
        return MileageAdjustmentPayload.of(await adjustments.confirm(info.context, key, version=version))

    @mutation("조정을 반영하지 않거나, 자기 제안을 거둡니다. 관리자가 합니다.", guard=AdministratorOnly)
    async def mileage_adjustment_decline(
        self,
        info: Ctx,
        id: Id,
        reason: Annotated[str, strawberry.argument(description="까닭")],
        version: Version = None,
    ) -> MileageAdjustmentPayload:
        declined = await adjustments.decline(
            info.context, uuid_of(id, "MileageAdjustment"), reason=reason, version=version
        )
        return MileageAdjustmentPayload.of(declined)

"""마일리지 규칙: the numbers there are, the sets of rules, and which of them holds on a day."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import strawberry

import models
from madang.errors import Invalid, Reason
from madang.rules.conditions import EVERYTHING, among
from madang.rules.mileage import PolicyState
from madang.rules.mileage_drafts import may_activate, may_change
from madang.rules.mileage_numbers import shown
from madang.rules.mileage_policy import NUMBERS, Number, Unit, policy_of
from resolvers.context import Context
from resolvers.listings import Listing, Order
from resolvers.mileage_policies import in_force, policy_facts, simulation_of
from schema.connections import Connection, connection
from schema.enums import show
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.mileage_simulations import MileageSimulation
from schema.people import Employee
from schema.permissions import Permission
from schema.picking import Pick, picked
from schema.sources import Ctx, Node, column, derived, rows_of, ruled, to_one

show(PolicyState, "마일리지 규칙이 어디까지 왔는지", name="MileagePolicyState")
show(Unit, "수를 세는 단위. POINTS는 소수점 아래 두 자리까지, 나머지는 정수", name="MileagePolicyUnit")

NEWEST = Listing(model=models.MileagePolicyVersion, order=(Order("drafted_at", descending=True),))


@strawberry.type(description="마일리지 규칙의 수 하나: 무엇이고, 왜 있고, 어디부터 어디까지인지")
class MileagePolicyNumber:
    name: str = strawberry.field(description="바꿀 때 쓰는 이름")
    label: str = strawberry.field(description="읽는 이름")
    description: str = strawberry.field(description="왜 있는 수인지, 어떻게 쓰이는지")
    unit: Unit = strawberry.field(description="단위")
    least: Decimal = strawberry.field(description="가장 작은 값")
    most: Decimal = strawberry.field(description="가장 큰 값")
    usual: Decimal = strawberry.field(description="처음부터 있는 규칙의 값")

    @classmethod
    def of(cls, one: Number) -> "MileagePolicyNumber":
        return cls(
            name=one.name,
            label=one.label,
            description=one.description,
            unit=one.unit,
            least=shown(one, one.least),
            most=shown(one, one.most),
            usual=shown(one, one.usual),
        )


@strawberry.type(description="한 규칙에서의 수 하나")
class MileagePolicyValue:
    name: str = strawberry.field(description="이름. mileagePolicyNumbers에 뜻이 있습니다.")
    label: str = strawberry.field(description="읽는 이름")
    unit: Unit = strawberry.field(description="단위")
    value: Decimal = strawberry.field(description="값")
    is_usual: bool = strawberry.field(description="처음부터 있는 규칙과 같은지")


def _values(ctx: Context, numbers: Mapping[str, int]) -> list[MileagePolicyValue]:
    values = policy_of(numbers).values
    return [
        MileagePolicyValue(
            name=one.name,
            label=one.label,
            unit=one.unit,
            value=shown(one, values[one.name]),
            is_usual=values[one.name] == one.usual,
        )
        for one in NUMBERS
    ]


def _simulation(ctx: Context, document: Any) -> Any:
    administers = ctx.visitor is not None and ctx.visitor.is_administrator
    return simulation_of(document) if administers else None


@rows_of(
    models.MileagePolicyVersion,
    name="MileagePolicy",
    description="마일리지 규칙. 확정한 것은 모든 직원이, 초안과 버린 것은 관리자만 봅니다.",
)
class MileagePolicy(Node):
    number: int | None = column("확정한 차례. 처음부터 있는 규칙이 1이고, 초안이면 null")
    state: PolicyState = column("어디까지 왔는지")
    note: str = column("왜 이렇게 정하는지")
    effective_from: date | None = column("이 날 0시(서울)부터 일어난 일에 씁니다. 초안이면 null")
    drafted_by: Employee | None = to_one(models.Employee, "drafted_by_id", "초안을 쓴 관리자")
    drafted_at: datetime = column("초안을 쓴 때")
    edited_by: Employee | None = to_one(models.Employee, "edited_by_id", "초안을 마지막으로 고친 관리자")
    edited_at: datetime | None = column("초안을 마지막으로 고친 때")
    simulated_at: datetime | None = column("이 초안 그대로를 지난 기록으로 시험한 때. 고치면 null이 됩니다.")
    activated_by: Employee | None = to_one(models.Employee, "activated_by_id", "확정한 관리자")
    activated_at: datetime | None = column("확정한 때")
    version: int = column("마지막으로 바뀐 사건의 번호")

    viewer_can_update: Permission = ruled(
        may_change, policy_facts, "지금 내가 고치거나 시험하거나 버릴 수 있는지"
    )
    viewer_can_activate: Permission = ruled(may_activate, policy_facts, "지금 내가 확정할 수 있는지")

    numbers: list[MileagePolicyValue] = derived(_values, "numbers", description="모든 수와 그 값")
    simulation: MileageSimulation | None = derived(
        _simulation, "simulation", description="시험한 결과. 관리자만 봅니다."
    )


@strawberry.type
class MileagePolicyQuery:
    @strawberry.field(
        description="마일리지 규칙의 모든 수. 이것으로 양식을 그릴 수 있습니다.",
        permission_classes=[StaffOnly],
    )
    def mileage_policy_numbers(self) -> list[MileagePolicyNumber]:
        return [MileagePolicyNumber.of(one) for one in NUMBERS]

    @connection(
        Connection[MileagePolicy],
        description="마일리지 규칙. 새것부터. 관리자가 아니면 확정한 것만 봅니다.",
        permission_classes=[StaffOnly],
    )
    def mileage_policies(
        self,
        states: Annotated[
            list[PolicyState] | None, strawberry.argument(description="이런 상태의 것만")
        ] = None,
    ) -> Listing:
        return NEWEST.narrowed(EVERYTHING if states is None else among("state", states))

    @picked(
        MileagePolicy | None,
        description="마일리지 규칙 하나: 번호나 ID로. 없거나 볼 수 없으면 null",
        permission_classes=[StaffOnly],
    )
    def mileage_policy(
        self,
        number: Annotated[int | None, strawberry.argument(description="확정한 차례")] = None,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="규칙의 ID")] = None,
    ) -> Pick:
        if (number is None) is (id is None):
            message = "number와 id 가운데 하나만 적어 주십시오."
            raise Invalid(message, field=("number",), reason=Reason.AMBIGUOUS)
        if id is not None:
            return Pick(models.MileagePolicyVersion, uuid_of(id, "MileagePolicy"))
        return Pick(models.MileagePolicyVersion, number, by="number")

    @strawberry.field(
        description="어느 날의 일에 쓰는 마일리지 규칙. 앞날은 지금까지 확정한 대로",
        permission_classes=[StaffOnly],
    )
    async def mileage_policy_in_force(
        self,
        info: Ctx,
        on: Annotated[date | None, strawberry.argument(description="서울의 날짜. 적지 않으면 오늘")] = None,
    ) -> MileagePolicy:
        row: Any = await in_force(info.context, on or info.context.today)
        return row

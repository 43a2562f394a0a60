"""Acts on rules of mileage: drafted, edited, tried, discarded, put in force."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry

from resolvers import mileage_policies as policies
from schema.guards import AdministratorOnly
from schema.identifiers import uuid_of
from schema.mileage_policies import MileagePolicy
from schema.mileage_simulations import FirstMonth, LastMonth, MileagePolicyNumberInput, policy_in
from schema.payloads import CLIENT_ID, Payload, Version, mutation
from schema.sources import Ctx

Id = Annotated[strawberry.ID, strawberry.argument(description="마일리지 규칙의 ID")]
NUMBERS = ("input", "numbers")


@strawberry.input(description="마일리지 규칙의 초안")
class MileagePolicyDraftInput:
    note: str = strawberry.field(description="왜 이렇게 정하는지. 확정하면 모두가 봅니다. 1,000자까지")
    numbers: list[MileagePolicyNumberInput] = strawberry.field(
        description="수. 적지 않은 것은 처음부터 있는 규칙의 값"
    )
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.input(description="초안에서 바꿀 것. 주지 않은 것은 그대로입니다.")
class MileagePolicyUpdateInput:
    note: str | None = strawberry.field(default=None, description="왜 이렇게 정하는지")
    numbers: list[MileagePolicyNumberInput] | None = strawberry.field(
        default=None, description="모든 수. 적지 않은 것은 처음부터 있는 규칙의 값이 됩니다."
    )


@strawberry.type(description="마일리지 규칙을 바꾼 결과. version은 규칙의 것")
class MileagePolicyPayload(Payload):
    policy: MileagePolicy | None = strawberry.field(default=None, description="마일리지 규칙")

    @classmethod
    def of(cls, row: Any) -> "MileagePolicyPayload":
        return cls(policy=row, version=row.version)


@strawberry.type
class MileagePolicyMutation:
    @mutation("마일리지 규칙의 초안을 씁니다. 관리자가 합니다.", guard=AdministratorOnly)
    async def mileage_policy_draft(
        self, info: Ctx, input: Annotated[MileagePolicyDraftInput, strawberry.argument(description="초안")]
    ) -> MileagePolicyPayload:
        policy = policy_in(input.numbers, field=NUMBERS)
        drafted = await policies.draft(info.context, policy, note=input.note, id=input.id)
        return MileagePolicyPayload.of(drafted)

    @mutation("초안을 고칩니다. 고치면 다시 시험해야 합니다. 관리자가 합니다.", guard=AdministratorOnly)
    async def mileage_policy_update(
        self,
        info: Ctx,
        id: Id,
        input: Annotated[MileagePolicyUpdateInput, strawberry.argument(description="바꿀 것")],
        version: Version = None,
    ) -> MileagePolicyPayload:
        policy = None if input.numbers is None else policy_in(input.numbers, field=NUMBERS)
        edited = await policies.update(
            info.context, uuid_of(id, "MileagePolicy"), policy=policy, note=input.note, version=version
        )
        return MileagePolicyPayload.of(edited)

    @mutation("초안을 버립니다. 되돌릴 수 없습니다. 관리자가 합니다.", guard=AdministratorOnly)
    async def mileage_policy_discard(
        self, info: Ctx, id: Id, version: Version = None
    ) -> MileagePolicyPayload:
        key = uuid_of(id, "MileagePolicy")
        return MileagePolicyPayload.of(await policies.discard(info.context, key, version=version))

    @mutation(
        "초안을 지난달의 기록으로 시험하고 결과를 남깁니다. 점수는 바뀌지 않습니다. 관리자가 합니다.",
        guard=AdministratorOnly,
    )
    async def mileage_policy_simulate(
        self,
        info: Ctx,
        id: Id,
        first_month: FirstMonth,
        last_month: LastMonth,
        version: Version = None,
    ) -> MileagePolicyPayload:
        first, last = first_month.value(("firstMonth",)), last_month.value(("lastMonth",))
        key = uuid_of(id, "MileagePolicy")
        return MileagePolicyPayload.of(
            await policies.try_draft(info.context, key, first, last, version=version)
        )

    @mutation(
        "시험한 초안을 확정합니다. 쓰거나 마지막으로 고친 사람이 아닌 다른 관리자가 합니다.",
        guard=AdministratorOnly,
    )
    async def mileage_policy_activate(
        self,
        info: Ctx,
        id: Id,
        effective_from: Annotated[
            date, strawberry.argument(description="이 날 0시(서울)부터. 내일부터 고를 수 있습니다.")
        ],
        version: Version = None,
    ) -> MileagePolicyPayload:
        activated = await policies.activate(
            info.context, uuid_of(id, "MileagePolicy"), effective_from=effective_from, version=version
        )
        return MileagePolicyPayload.of(activated)

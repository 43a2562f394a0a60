"""What departments, handlers and the requester do with one department's part."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry import UNSET

import models
from madang.errors import Invalid, Reason
from madang.rules.requests import Health
from resolvers import deliveries, leavings
from resolvers.bare import Changed
from resolvers.handlers import Handler
from schema.deliveries import Delivery
from schema.identifiers import uuid_of
from schema.payloads import Payload, Version, mutation
from schema.requests import Request
from schema.sources import Ctx, to_one

Id = Annotated[strawberry.ID, strawberry.argument(description="협력부서별 협력의 ID")]
Why = Annotated[str, strawberry.argument(description="사유. 1,000자까지")]


@strawberry.input(description="담당자 한 명")
class HandlerInput:
    employee_id: strawberry.ID = strawberry.field(description="그 부서의 직원")
    leads: bool = strawberry.field(default=False, description="주담당. 아무도 없으면 첫째 사람")
    share: int | None = strawberry.field(
        default=None, description="기여율(%). 아무에게도 주지 않으면 고르게 나눕니다."
    )


@strawberry.input(description="배부: 누가 맡을지")
class DeliveryAssignInput:
    handlers: list[HandlerInput] = strawberry.field(description="담당자. 1~10명")


@strawberry.input(description="진행 보고")
class DeliveryProgressInput:
    percent: int = strawberry.field(description="진행률(%). 0~100")
    health: Health | None = strawberry.field(default=None, description="순조로운지")
    note: str = strawberry.field(default="", description="어떻게 되어 가는지. 2,000자까지")


@strawberry.type(description="협력을 바꾼 결과. version은 협력 요청의 것")
class DeliveryPayload(Payload):
    delivery_id: strawberry.Private[UUID | None] = None
    request_id: strawberry.Private[UUID | None] = None

    delivery: Delivery | None = to_one(models.Delivery, "delivery_id", "바뀐 협력")
    request: Request | None = to_one(models.Request, "request_id", "그 협력 요청")

    @classmethod
    def of(cls, changed: Changed) -> "DeliveryPayload":
        return cls(delivery_id=changed.delivery_id, request_id=changed.request_id, version=changed.version)


@strawberry.type
class DeliveryMutation:
    @mutation("접수합니다. 협력부서의 서무나 부서장이 합니다.")
    async def delivery_receive(self, info: Ctx, id: Id, version: Version = None) -> DeliveryPayload:
        return DeliveryPayload.of(await deliveries.receive(info.context, _uuid(id), version=version))

    @mutation("배부합니다: 담당자를 정하거나 바꿉니다.")
    async def delivery_assign(
        self,
        info: Ctx,
        id: Id,
        input: Annotated[DeliveryAssignInput, strawberry.argument(description="담당자")],
        version: Version = None,
    ) -> DeliveryPayload:
        handlers = [
            Handler(employee_id=_employee(one.employee_id, place), leads=one.leads, share=one.share)
            for place, one in enumerate(input.handlers)
        ]
        changed = await deliveries.assign(info.context, _uuid(id), handlers=handlers, version=version)
        return DeliveryPayload.of(changed)

    @mutation("맡은 일을 수락하고 시작합니다. 담당자가 합니다.")
    async def delivery_accept(self, info: Ctx, id: Id, version: Version = None) -> DeliveryPayload:
        return DeliveryPayload.of(await deliveries.accept(info.context, _uuid(id), version=version))

    @mutation("진행을 보고합니다. 담당자가 합니다.")
    async def delivery_progress(
        self,
        info: Ctx,
        id: Id,
        input: Annotated[DeliveryProgressInput, strawberry.argument(description="진행")],
        version: Version = None,
    ) -> DeliveryPayload:
        changed = await deliveries.progress(
            info.context,
            _uuid(id),
            percent=input.percent,
            health=input.health,
            note=input.note,
            version=version,
        )
        return DeliveryPayload.of(changed)

    @mutation("보류합니다.")
    async def delivery_hold(self, info: Ctx, id: Id, reason: Why, version: Version = None) -> DeliveryPayload:
        changed = await deliveries.hold(info.context, _uuid(id), reason=reason, version=version)
        return DeliveryPayload.of(changed)

    @mutation("보류한 일을 다시 시작합니다.")
    async def delivery_resume(self, info: Ctx, id: Id, version: Version = None) -> DeliveryPayload:
        return DeliveryPayload.of(await deliveries.resume(info.context, _uuid(id), version=version))

    @mutation("완료를 보고합니다. 담당자가 합니다.")
    async def delivery_report(
        self,
        info: Ctx,
        id: Id,
        result: Annotated[str, strawberry.argument(description="한 일과 결과. 10,000자까지")],
        version: Version = None,
    ) -> DeliveryPayload:
        changed = await deliveries.report(info.context, _uuid(id), result=result, version=version)
        return DeliveryPayload.of(changed)

    @mutation("완료를 확인합니다. 요청자가 합니다.")
    async def delivery_confirm(self, info: Ctx, id: Id, version: Version = None) -> DeliveryPayload:
        return DeliveryPayload.of(await deliveries.confirm(info.context, _uuid(id), version=version))

    @mutation("보완을 요청합니다. 평가하기 전이면 확인한 뒤에도 할 수 있습니다.")
    async def delivery_send_back(
        self, info: Ctx, id: Id, reason: Why, version: Version = None
    ) -> DeliveryPayload:
        changed = await deliveries.send_back(info.context, _uuid(id), reason=reason, version=version)
        return DeliveryPayload.of(changed)

    @mutation("반려합니다. 부서장이 있는 부서의 서무가 하면 상신이 되어 승인을 기다립니다.")
    async def delivery_return(
        self, info: Ctx, id: Id, reason: Why, version: Version = None
    ) -> DeliveryPayload:
        changed = await leavings.return_(info.context, _uuid(id), reason=reason, version=version)
        return DeliveryPayload.of(changed)

    @mutation("맞는 부서로 이송합니다. 걸린 시간과 자취는 그대로 따라갑니다. 서무가 하면 승인을 기다립니다.")
    async def delivery_transfer(
        self,
        info: Ctx,
        id: Id,
        department_id: Annotated[strawberry.ID, strawberry.argument(description="맞는 부서")],
        reason: Why,
        version: Version = None,
    ) -> DeliveryPayload:
        target = uuid_of(department_id, "Department", field=("departmentId",))
        changed = await leavings.transfer(
            info.context, _uuid(id), department_id=target, reason=reason, version=version
        )
        return DeliveryPayload.of(changed)

    @mutation("상신된 반려나 이송을 승인합니다. 그대로 이루어집니다. 협력부서장이나 대결자가 합니다.")
    async def delivery_leaving_approve(self, info: Ctx, id: Id, version: Version = None) -> DeliveryPayload:
        return DeliveryPayload.of(await leavings.approve(info.context, _uuid(id), version=version))

    @mutation("상신된 반려나 이송을 승인하지 않습니다. 협력은 그대로 남습니다.")
    async def delivery_leaving_decline(
        self, info: Ctx, id: Id, reason: Why, version: Version = None
    ) -> DeliveryPayload:
        changed = await leavings.decline(info.context, _uuid(id), reason=reason, version=version)
        return DeliveryPayload.of(changed)

    @mutation("상신한 반려나 이송을 거둡니다. 협력부서의 서무가 합니다.")
    async def delivery_leaving_withdraw(self, info: Ctx, id: Id, version: Version = None) -> DeliveryPayload:
        return DeliveryPayload.of(await leavings.withdraw(info.context, _uuid(id), version=version))

    @mutation("이 부서에 한 요청만 취소합니다. 요청자가 합니다.")
    async def delivery_cancel(
        self, info: Ctx, id: Id, reason: Why, version: Version = None
    ) -> DeliveryPayload:
        changed = await deliveries.cancel(info.context, _uuid(id), reason=reason, version=version)
        return DeliveryPayload.of(changed)

    @mutation("이 부서의 기한을 바꿉니다. 요청자가 합니다.")
    async def delivery_change_due(
        self,
        info: Ctx,
        id: Id,
        due_on: Annotated[
            date | None, strawberry.argument(description="새 기한. null이면 없앱니다.")
        ] = UNSET,
        version: Version = None,
    ) -> DeliveryPayload:
        if due_on is UNSET:
            message = "새 기한을 주십시오. 없애려면 null을 주십시오."
            raise Invalid(message, field=("dueOn",), reason=Reason.REQUIRED)
        changed = await deliveries.change_due(info.context, _uuid(id), due_on=due_on, version=version)
        return DeliveryPayload.of(changed)


def _uuid(id: strawberry.ID) -> Any:
    return uuid_of(id, "Delivery")


def _employee(id: strawberry.ID, place: int) -> Any:
    return uuid_of(id, "Employee", field=("input", "handlers", str(place), "employeeId"))

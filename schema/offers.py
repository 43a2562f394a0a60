"""참여 의사: help offered by departments that were not asked, as the API shows it."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, cast
from uuid import UUID

import strawberry

import models
from madang.rules.offering import OfferAct, OfferFacts, OfferingFacts, OfferState, may_offer, permission
from madang.rules.people import Actor
from madang.rules.requests import PartnerRole
from resolvers import offers
from resolvers.listings import Listing, Order
from resolvers.offers import Help, offer_facts
from schema.enums import show
from schema.identifiers import uuid_of
from schema.payloads import Payload, mutation
from schema.people import Department, Employee
from schema.permissions import Permission
from schema.sources import Ctx, Node, column, rows_of, ruled, to_one

if TYPE_CHECKING:
    from schema.deliveries import Delivery
    from schema.requests import Request

RequestLater = Annotated["Request", strawberry.lazy("schema.requests")]
DeliveryLater = Annotated["Delivery", strawberry.lazy("schema.deliveries")]
OFFERS = Listing(model=models.HelpOffer, order=(Order("created_at"),), parent="request_id")

show(OfferState, "참여 의사가 어떻게 되었는지", name="HelpOfferState")

OfferId = Annotated[strawberry.ID, strawberry.argument(description="참여 의사의 ID")]


def may_offer_from_main(actor: Actor, facts: OfferingFacts) -> Any:
    """In the name of the main department: the one that is offered unless another is named."""
    return may_offer(actor, actor.department_id, facts)


def may(act: OfferAct) -> Any:
    """`viewerCan…` for one act on an offer."""
    return ruled(partial(_permission, act), offer_facts, f"지금 내가 할 수 있는지: {act.label}")


def _permission(act: OfferAct, actor: Actor, facts: OfferFacts) -> Any:
    return permission(act, actor, facts)


@rows_of(models.HelpOffer, description="요청받지 않은 부서가 밝힌 참여 의사")
class HelpOffer(Node):
    request: RequestLater | None = to_one(models.Request, "request_id", "협력 요청")
    department: Department | None = to_one(models.Department, "department_id", "참여하려는 부서")
    department_name: str = column("밝힐 때의 부서 이름")
    offered_by: Employee | None = to_one(models.Employee, "offered_by_id", "밝힌 사람")
    role: PartnerRole = column("맡으려는 역할")
    message: str = column("무엇을 어떻게 돕겠다는지")
    resources: str = column("내놓을 수 있는 자원")
    state: OfferState = column("상태")
    answer: str | None = column("사양한 사유")
    answered_by: Employee | None = to_one(models.Employee, "answered_by_id", "답했거나 거둔 사람")
    answered_at: datetime | None = column("답했거나 거둔 때")
    delivery: DeliveryLater | None = to_one(models.Delivery, "delivery_id", "수락하여 생긴 협력")
    created_at: datetime = column("밝힌 때")
    version: int = column("마지막으로 바뀐 사건의 번호")

    viewer_can_accept: Permission = may(OfferAct.ACCEPT)
    viewer_can_decline: Permission = may(OfferAct.DECLINE)
    viewer_can_withdraw: Permission = may(OfferAct.WITHDRAW)


@strawberry.input(description="참여 의사")
class HelpOfferInput:
    role: PartnerRole = strawberry.field(description="맡으려는 역할")
    message: str = strawberry.field(description="무엇을 어떻게 돕겠다는지. 2,000자까지")
    resources: str = strawberry.field(default="", description="내놓을 수 있는 자원. 1,000자까지")
    department_id: strawberry.ID | None = strawberry.field(
        default=None, description="내 부서 가운데 어느 부서의 이름으로. 적지 않으면 주 소속 부서"
    )
    id: UUID | None = strawberry.field(
        default=None, description="클라이언트가 만든 UUID. 같은 것으로 다시 보내도 하나만 생깁니다."
    )


@strawberry.type(description="참여 의사를 바꾼 결과. version은 요청의 것")
class HelpOfferPayload(Payload):
    offer: HelpOffer | None = strawberry.field(default=None, description="참여 의사")


@strawberry.type
class OfferMutation:
    @mutation("요청받지 않은 우리 부서가 돕겠다고 밝힙니다. 부서의 누구나 할 수 있고, 요청자가 답합니다.")
    async def help_offer(
        self,
        info: Ctx,
        request_id: Annotated[strawberry.ID, strawberry.argument(description="협력 요청의 ID")],
        input: Annotated[HelpOfferInput, strawberry.argument(description="참여 의사")],
    ) -> HelpOfferPayload:
        department, field = input.department_id, ("input", "departmentId")
        help = Help(
            role=input.role,
            message=input.message,
            resources=input.resources,
            department_id=uuid_of(department, "Department", field=field) if department else None,
            id=input.id,
        )
        id = uuid_of(request_id, "Request", field=("requestId",))
        return _payload(await offers.offer_help(info.context, id, help))

    @mutation("참여를 받아들입니다. 그 부서의 협력이 접수된 상태로 시작됩니다.")
    async def help_accept(self, info: Ctx, id: OfferId) -> HelpOfferPayload:
        return _payload(await offers.accept_help(info.context, uuid_of(id, "HelpOffer")))

    @mutation("참여를 사양합니다.")
    async def help_decline(
        self, info: Ctx, id: OfferId, reason: Annotated[str, strawberry.argument(description="사유")]
    ) -> HelpOfferPayload:
        return _payload(await offers.decline_help(info.context, uuid_of(id, "HelpOffer"), reason=reason))

    @mutation("답을 받기 전에 참여 의사를 거둡니다.")
    async def help_withdraw(self, info: Ctx, id: OfferId) -> HelpOfferPayload:
        return _payload(await offers.withdraw_help(info.context, uuid_of(id, "HelpOffer")))


def _payload(offer: models.HelpOffer) -> HelpOfferPayload:
    return HelpOfferPayload(offer=cast(Any, offer), version=offer.version)

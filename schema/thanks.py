"""감사: a word of thanks to a colleague of another department, a few a month."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

import models
from madang.rules.conditions import equal
from resolvers import thanks
from resolvers.listings import Listing, Order
from schema.connections import Connection, connection
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.mileage_amounts import month, year
from schema.payloads import CLIENT_ID, Payload, mutation
from schema.people import Department, Employee
from schema.sources import Ctx, Node, column, rows_of, to_one

NEWEST = (Order("given_at", descending=True),)


@rows_of(models.Thanks, description="감사 한마디. 보낸 사람과 받은 사람, 관리자만 봅니다.")
class Thanks(Node):
    giver: Employee | None = to_one(models.Employee, "giver_id", "보낸 사람")
    giver_department: Department | None = to_one(models.Department, "giver_department_id", "보낸 사람의 부서")
    receiver: Employee | None = to_one(models.Employee, "receiver_id", "받은 사람")
    receiver_department: Department | None = to_one(
        models.Department, "receiver_department_id", "받은 사람의 부서"
    )
    message: str = column("감사의 말")
    given_at: datetime = column("보낸 때")
    version: int = column("마지막으로 바뀐 사건의 번호")


@strawberry.type(description="이달에 내가 보낼 수 있는 감사. 남은 것은 다음 달로 넘어가지 않습니다.")
class ThanksAllowance:
    """Resolves on a resolvers.thanks.Allowance."""

    year: int = year()
    month: int = month()
    given: int = column("이달에 보낸 수")
    left: int = column("이달에 더 보낼 수 있는 수")
    most_for_one: int = column("한 달에 한 사람에게 보낼 수 있는 수")


@strawberry.input(description="보낼 감사")
class ThanksGiveInput:
    receiver_id: strawberry.ID = strawberry.field(description="받을 직원. 다른 부서의 동료")
    message: str = strawberry.field(description="감사의 말. 500자까지")
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.type(description="감사를 보낸 결과. version은 감사의 것")
class ThanksPayload(Payload):
    thanks: Thanks | None = strawberry.field(default=None, description="감사")


@strawberry.type
class ThanksQuery:
    @connection(Connection[Thanks], description="내가 받은 감사. 새것부터", permission_classes=[StaffOnly])
    def thanks_received(self, info: Ctx) -> Listing:
        mine = equal("receiver_id", info.context.actor.id)
        return Listing(model=models.Thanks, order=NEWEST, where=mine)

    @connection(Connection[Thanks], description="내가 보낸 감사. 새것부터", permission_classes=[StaffOnly])
    def thanks_given(self, info: Ctx) -> Listing:
        mine = equal("giver_id", info.context.actor.id)
        return Listing(model=models.Thanks, order=NEWEST, where=mine)

    @strawberry.field(description="이달에 내가 보낼 수 있는 감사", permission_classes=[StaffOnly])
    async def thanks_allowance(self, info: Ctx) -> ThanksAllowance:
        left: Any = await thanks.allowance(info.context)
        return left


@strawberry.type
class ThanksMutation:
    @mutation("다른 부서의 동료에게 감사를 보냅니다.")
    async def thanks_give(
        self, info: Ctx, input: Annotated[ThanksGiveInput, strawberry.argument(description="감사")]
    ) -> ThanksPayload:
        given: Any = await thanks.give_thanks(
            info.context,
            uuid_of(input.receiver_id, "Employee", field=("input", "receiverId")),
            message=input.message,
            id=input.id,
        )
        return ThanksPayload(thanks=given, version=given.version)

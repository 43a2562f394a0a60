"""이달의 협력왕: months that are closed, their winners, and what an administrator decides about them."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

import models
from madang.rules.conditions import equal
from madang.rules.mileage import MonthState
from madang.rules.mileage_kings import Place
from resolvers import kings
from resolvers.following import present_actor
from resolvers.listings import Listing, Order
from schema.connections import Connection, connection
from schema.enums import show
from schema.guards import AdministratorOnly, StaffOnly
from schema.identifiers import uuid_of
from schema.live import After, SnapshotRequired
from schema.mileage_amounts import MonthInput, mean, month, points, year
from schema.payloads import Payload, mutation
from schema.people import Department, Employee
from schema.sources import Ctx, Node, column, derived, rows_of, to_many, to_one
from subscriptions import follower
from subscriptions.cursor import Cursor
from subscriptions.events import Record
from subscriptions.mileage_events import MonthlyKingsChosen

show(MonthState, "달의 마감이 어디까지 왔는지", name="MileageMonthState")

BY_MONTH = (Order("month", descending=True),)
BY_PLACE = (Order("rank"),)
NEWEST_KINGS = Listing(model=models.MonthlyKing, order=(*BY_MONTH, *BY_PLACE))


@rows_of(models.MonthlyKing, description="이달의 협력왕 한 사람. 모든 직원이 봅니다.")
class MonthlyKing(Node):
    year: int = year()
    month: int = month()
    place: Place = column("자리")
    rank: int = column("몇째 자리인지. 1부터 3까지")
    employee: Employee | None = to_one(models.Employee, "person_id", "협력왕")
    department: Department | None = to_one(models.Department, "department_id", "그달에 일한 부서")
    points: Decimal = points("total", "그달의 마일리지")
    mean_score: Decimal | None = mean("mean", "그달에 받은 만족도 평가의 평균. 없으면 null")
    helped_departments: int = column("협력한 부서의 수", of="helped")
    chosen_at: datetime = column("뽑힌 때")
    incentive: str | None = column("받은 인센티브. 아직 적지 않았으면 null")
    incentive_amount: int | None = column("인센티브의 금액(원). 돈이 아니면 null")
    incentive_note: str = column("인센티브에 덧붙인 말")
    incentive_at: datetime | None = column("인센티브를 적은 때")
    version: int = column("마지막으로 바뀐 사건의 번호")


@strawberry.type(description="점수의 사슬로 가려지지 않아 같은 순위인 사람")
class TiedEmployee:
    employee_id: strawberry.Private[UUID]

    employee: Employee | None = to_one(models.Employee, "employee_id", "직원")


def _tied(ctx: Any, ids: list[str]) -> list[TiedEmployee]:
    return [TiedEmployee(employee_id=UUID(id)) for id in ids]


@rows_of(models.MileageMonth, description="끝난 달의 마감. 마감한 달의 기록은 다시 바뀌지 않습니다.")
class MileageMonth(Node):
    year: int = year()
    month: int = month()
    state: MonthState = column("어디까지 왔는지")
    closed_at: datetime = column("마감한 때")
    entries: int | None = column("마감까지 적힌 장부의 줄 수. 마감하는 중이면 null")
    chain: str | None = column("장부의 마지막 줄까지 이은 SHA-256. 마감하는 중이면 null")
    people: int | None = column("협력왕이 될 수 있었던 사람 수. 셋보다 적으면 협력왕도 적습니다.")
    tied: list[TiedEmployee] = derived(_tied, "tied", description="관리자가 순서를 정할 사람. 없으면 빈 목록")
    decision: str | None = column("동점을 그렇게 정한 까닭. 동점이 없었으면 null")
    decided_by: Employee | None = to_one(models.Employee, "decided_by_id", "동점의 순서를 정한 관리자")
    decided_at: datetime | None = column("동점의 순서를 정한 때")
    kings: list[MonthlyKing] = to_many(models.MonthlyKing, "month_id", "협력왕. 최우수부터", order=BY_PLACE)
    version: int = column("마지막으로 바뀐 사건의 번호")


@strawberry.input(description="동점인 사람의 순서")
class KingTieDecideInput:
    month: MonthInput = strawberry.field(description="마감한 달")
    order: list[strawberry.ID] = strawberry.field(description="동점인 직원 모두를 앞선 사람부터")
    reason: str = strawberry.field(description="그렇게 정한 까닭. 모두가 봅니다.")


@strawberry.input(description="협력왕이 받은 것")
class KingIncentiveRecordInput:
    month: MonthInput = strawberry.field(description="협력왕의 달")
    place: Place = strawberry.field(description="자리")
    incentive: str = strawberry.field(description="무엇을 받았는지")
    amount: int | None = strawberry.field(default=None, description="금액(원). 돈이 아니면 적지 않습니다.")
    note: str = strawberry.field(default="", description="덧붙이는 말")


@strawberry.type(description="달의 마감을 바꾼 결과. version은 마감의 것")
class MileageMonthPayload(Payload):
    month: MileageMonth | None = strawberry.field(default=None, description="마감한 달")


@strawberry.type(description="협력왕의 기록을 바꾼 결과. version은 마감의 것")
class MonthlyKingPayload(Payload):
    king: MonthlyKing | None = strawberry.field(default=None, description="협력왕")


@strawberry.type(description="새로 뽑힌 이달의 협력왕")
class MonthlyKingsAnnounced:
    subject_id: strawberry.Private[UUID]

    cursor: str = strawberry.field(description="끊긴 뒤 이어받을 때 after에 줄 커서")
    month: MileageMonth | None = to_one(models.MileageMonth, "subject_id", "마감한 달")


KingsLive = Annotated[
    MonthlyKingsAnnounced | SnapshotRequired,
    strawberry.union("MonthlyKingsLive", description="이달의 협력왕의 실시간 소식"),
]


@strawberry.type
class KingQuery:
    @connection(Connection[MileageMonth], description="마감한 달. 새것부터", permission_classes=[StaffOnly])
    def mileage_months(self) -> Listing:
        return Listing(model=models.MileageMonth, order=BY_MONTH)

    @connection(
        Connection[MonthlyKing],
        description="이달의 협력왕. 새 달부터, 한 달 안에서는 최우수부터",
        permission_classes=[StaffOnly],
    )
    def monthly_kings(
        self,
        employee: Annotated[strawberry.ID | None, strawberry.argument(description="이 직원의 것만")] = None,
    ) -> Listing:
        if employee is None:
            return NEWEST_KINGS
        id = uuid_of(employee, "Employee", field=("employee",))
        return NEWEST_KINGS.narrowed(equal("person_id", id))


@strawberry.type
class KingMutation:
    @mutation("동점인 사람의 순서를 정해 협력왕을 뽑습니다. 관리자가 합니다.", guard=AdministratorOnly)
    async def king_tie_decide(
        self,
        info: Ctx,
        input: Annotated[KingTieDecideInput, strawberry.argument(description="순서와 까닭")],
    ) -> MileageMonthPayload:
        order = [uuid_of(id, "Employee", field=("input", "order")) for id in input.order]
        of = input.month.value(("input", "month"))
        month: Any = await kings.decide_tie(info.context, of, order, input.reason)
        return MileageMonthPayload(month=month, version=month.version)

    @mutation("협력왕이 받은 것을 적거나 고쳐 적습니다. 관리자가 합니다.", guard=AdministratorOnly)
    async def king_incentive_record(
        self,
        info: Ctx,
        input: Annotated[KingIncentiveRecordInput, strawberry.argument(description="받은 것")],
    ) -> MonthlyKingPayload:
        king: Any = await kings.record_incentive(
            info.context,
            input.month.value(("input", "month")),
            input.place,
            incentive=input.incentive,
            amount=input.amount,
            note=input.note,
        )
        return MonthlyKingPayload(king=king, version=king.version)


@strawberry.type
class KingSubscription:
    @strawberry.subscription(description="이달의 협력왕이 뽑힐 때", permission_classes=[StaffOnly])
    async def monthly_kings_chosen(self, info: Ctx, after: After = None) -> AsyncGenerator[KingsLive, None]:
        ctx = info.context
        given = ctx.after or after
        begin = Cursor.decode(given) if given else None
        async with aclosing(ctx.hub.follow(after=begin, wants=_are_chosen)) as items:
            async for item in items:
                await present_actor(ctx)
                if isinstance(item, follower.SnapshotRequired):
                    yield SnapshotRequired(cursor=item.cursor.encode())
                    continue
                cursor = ctx.hub.cursor(item.position).encode()
                yield MonthlyKingsAnnounced(subject_id=item.subject_id, cursor=cursor)


def _are_chosen(record: Record) -> bool:
    return isinstance(record.event, MonthlyKingsChosen)

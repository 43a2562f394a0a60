"""What the board and inboxes can be filtered and sorted by."""

from collections.abc import Sequence
from typing import Any

import strawberry

from madang.rules.conditions import Absent, Condition, Not, every, says, some
from madang.rules.labels import Labelled
from madang.rules.people import Actor
from madang.rules.requests import DeliveryState, Health, PartnerRole, RequestState, Scale
from madang.search import words
from resolvers.boards import leaving_for, overdue_deliveries, overdue_requests
from resolvers.context import Context
from resolvers.listings import Order
from schema.enums import show
from schema.filters import (
    Choice,
    DateComparator,
    DepartmentChoice,
    EmployeeChoice,
    InstantComparator,
    TextComparator,
    chosen_department,
    chosen_employee,
    combined,
    compared,
)


def either_way(condition: Condition, wanted: bool | None) -> Condition:
    """The condition, its opposite, or nothing asked."""
    return every() if wanted is None else condition if wanted else Not(condition)


@strawberry.input(description="협력부서별 협력 고르기. 준 조건을 모두 만족하는 것")
class DeliveryFilter:
    state: Choice[DeliveryState] | None = strawberry.field(default=None, description="진행 상태")
    department: DepartmentChoice | None = strawberry.field(default=None, description="협력부서")
    handler: EmployeeChoice | None = strawberry.field(default=None, description="담당자")
    role: Choice[PartnerRole] | None = strawberry.field(default=None, description="역할")
    health: Choice[Health] | None = strawberry.field(default=None, description="순조로운지")
    due_on: DateComparator | None = strawberry.field(default=None, description="기한")
    overdue: bool | None = strawberry.field(default=None, description="기한이 지난 것(true), 아닌 것(false)")
    waits_for_my_approval: bool | None = strawberry.field(
        default=None, description="부서장이나 대결자인 나의 승인을 기다리는 것(true), 아닌 것(false)"
    )
    and_: list["DeliveryFilter"] | None = strawberry.field(
        default=None, name="and", description="이것도 모두"
    )
    or_: list["DeliveryFilter"] | None = strawberry.field(
        default=None, name="or", description="이 가운데 하나라도"
    )
    not_: "DeliveryFilter | None" = strawberry.field(default=None, name="not", description="이것이 아닌 것")


@strawberry.input(description="협력 요청 고르기. 준 조건을 모두 만족하는 것")
class RequestFilter:
    search: str | None = strawberry.field(
        default=None,
        description="번호·제목·사업명·내용에서 찾을 말. 띄어쓰기와 조사는 달라도 찾습니다. 200자까지",
    )
    state: Choice[RequestState] | None = strawberry.field(default=None, description="상태")
    scale: Choice[Scale] | None = strawberry.field(default=None, description="규모")
    key: TextComparator | None = strawberry.field(default=None, description="요청 번호")
    title: TextComparator | None = strawberry.field(default=None, description="제목")
    project: TextComparator | None = strawberry.field(default=None, description="사업명")
    requester: EmployeeChoice | None = strawberry.field(default=None, description="요청자")
    department: DepartmentChoice | None = strawberry.field(default=None, description="요청부서")
    deliveries: DeliveryFilter | None = strawberry.field(
        default=None, description="이런 협력부서가 하나라도 있는 것"
    )
    due_on: DateComparator | None = strawberry.field(default=None, description="기한")
    published_at: InstantComparator | None = strawberry.field(default=None, description="발송한 때")
    updated_at: InstantComparator | None = strawberry.field(default=None, description="마지막으로 움직인 때")
    overdue: bool | None = strawberry.field(
        default=None, description="요청이나 어느 협력의 기한이 지난 것(true), 아닌 것(false)"
    )
    restricted: bool | None = strawberry.field(
        default=None, description="열람이 제한된 것(true), 아닌 것(false)"
    )
    and_: list["RequestFilter"] | None = strawberry.field(default=None, name="and", description="이것도 모두")
    or_: list["RequestFilter"] | None = strawberry.field(
        default=None, name="or", description="이 가운데 하나라도"
    )
    not_: "RequestFilter | None" = strawberry.field(default=None, name="not", description="이것이 아닌 것")


def delivery_condition(ctx: Context, filter: DeliveryFilter | None) -> Condition:
    def own(one: DeliveryFilter) -> Condition:
        return every(
            compared("state", one.state),
            compared("role", one.role),
            compared("health", one.health),
            compared("due_on", one.due_on),
            chosen_department("department_id", one.department, ctx.actor),
            _handled(one.handler, ctx.actor),
            either_way(overdue_deliveries(ctx.today), one.overdue),
            either_way(leaving_for(ctx.actor), one.waits_for_my_approval),
        )

    return combined(filter, own)


def request_condition(ctx: Context, filter: RequestFilter | None) -> Condition:
    def own(one: RequestFilter) -> Condition:
        asked = delivery_condition(ctx, one.deliveries)
        return every(
            says(words(one.search or "", field=("filter", "search"))),
            compared("state", one.state),
            compared("scale", one.scale),
            compared("key", one.key),
            compared("title", one.title),
            compared("project", one.project),
            compared("due_on", one.due_on),
            compared("published_at", one.published_at),
            compared("updated_at", one.updated_at),
            chosen_employee("requester_id", one.requester, ctx.actor),
            chosen_department("requester_department_id", one.department, ctx.actor),
            every() if one.deliveries is None else some("deliveries", asked),
            either_way(overdue_requests(ctx.today), one.overdue),
            either_way(Not(Absent("restriction")), one.restricted),
        )

    return combined(filter, own)


def _handled(handler: EmployeeChoice | None, actor: Actor) -> Condition:
    return every() if handler is None else some("handlers", chosen_employee("employee_id", handler, actor))


class Direction(Labelled):
    ASC = "ASC", "오름차순"
    DESC = "DESC", "내림차순"


show(Direction, "정렬 방향")


class RequestOrderField(Labelled):
    UPDATED_AT = "updated_at", "마지막으로 움직인 때"
    PUBLISHED_AT = "published_at", "발송한 때"
    DUE_ON = "due_on", "기한. 없는 것은 뒤에"
    KEY = "key", "요청 번호"
    TITLE = "title", "제목"


show(RequestOrderField, "협력 요청을 늘어놓는 기준")


class DeliveryOrderField(Labelled):
    STATE_SINCE = "state_since", "지금 상태가 된 때"
    SENT_AT = "sent_at", "발송한 때"
    DUE_ON = "due_on", "기한. 없는 것은 뒤에"
    PROGRESS = "progress", "진행률"


show(DeliveryOrderField, "협력부서별 협력을 늘어놓는 기준")


@strawberry.input(description="협력 요청 정렬")
class RequestOrder:
    field: RequestOrderField = strawberry.field(description="기준")
    direction: Direction = strawberry.field(default=Direction.ASC, description="방향")


@strawberry.input(description="협력부서별 협력 정렬")
class DeliveryOrder:
    field: DeliveryOrderField = strawberry.field(description="기준")
    direction: Direction = strawberry.field(default=Direction.ASC, description="방향")


def orders(asked: Sequence[Any] | None) -> tuple[Order, ...]:
    """The asked order, each field at most once."""
    fields = {one.field: one for one in asked or ()}
    return tuple(Order(one.field.value, one.direction is Direction.DESC) for one in fields.values())

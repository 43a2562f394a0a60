"""협력부서별 협력: one department's part in a request, as the API shows it."""

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

import models
from madang.rules.people import Actor
from madang.rules.requests import DeliveryState, Health, PartnerRole
from madang.rules.workflow import Act, DeliveryFacts, permission, waits_for_head
from resolvers import comments
from resolvers.acting import delivery_facts
from resolvers.listings import Listing, Order
from schema.comment_filters import CommentLater, Filter, OrderBy, chosen
from schema.connections import Connection, connection
from schema.evaluations import RatedDelivery
from schema.people import Department, Employee
from schema.permissions import Permission
from schema.sources import Ctx, Node, aspect, column, rows_of, ruled, to_many, to_one

if TYPE_CHECKING:
    from schema.requests import Request

RequestLater = Annotated["Request", strawberry.lazy("schema.requests")]


def may(act: Act) -> Any:
    """`viewerCan…` for one act of the workflow."""
    rule = partial(_permission, act)
    return ruled(rule, delivery_facts, f"지금 내가 할 수 있는지: {act.label}")


def _permission(act: Act, actor: Actor, facts: DeliveryFacts) -> Any:
    return permission(act, actor, facts)


@rows_of(models.DeliveryHandler, description="협력부서의 담당자")
class Handler:
    employee: Employee | None = to_one(models.Employee, "employee_id", "담당 직원")
    leads: bool = column("주담당이면 true")
    share: int = column("기여율(%). 담당자 모두의 것을 더하면 100")


def _waits_for_head(actor: Actor, facts: DeliveryFacts) -> Any:
    return waits_for_head(actor, facts)


@strawberry.type(description="부서장의 승인을 기다리는 반려나 이송(상신)")
class DeliveryLeaving:
    """Resolves on the models.Delivery it is about."""

    act: Act = column("하려는 일: RETURN 또는 TRANSFER", of="leaving")
    reason: str = column("사유", of="leaving_reason")
    target: Department | None = to_one(models.Department, "leaving_to_id", "이송이면 받을 부서")
    proposed_by: Employee | None = to_one(models.Employee, "leaving_by_id", "상신한 직원")
    proposed_at: datetime = column("상신한 때", of="leaving_since")


@rows_of(models.Delivery, description="한 협력부서에 보낸 협력 요청과 그 진행")
class Delivery(Node, RatedDelivery):
    request: RequestLater | None = to_one(models.Request, "request_id", "협력 요청")
    department: Department | None = to_one(models.Department, "department_id", "협력부서")
    department_name: str = column("요청할 때의 협력부서 이름")
    role: PartnerRole = column("바라는 역할")
    ask: str = column("이 부서에 따로 바라는 것")
    offered_resource: str = column("요청부서가 내놓는 자원")
    state: DeliveryState = column("진행 상태")
    state_since: datetime = column("지금 상태가 된 때")
    reason: str | None = column("마지막 반려·보류·보완·이송·취소의 사유")

    leaving: DeliveryLeaving | None = aspect("leaving", "부서장의 승인을 기다리는 반려나 이송. 없으면 null")
    due_on: date | None = column("기한")
    progress: int = column("진행률(%)")
    health: Health | None = column("순조로운지. 아직 보고하지 않았으면 null")
    progress_note: str = column("마지막 진행 보고")
    result: str = column("완료보고 내용")
    sent_at: datetime = column("발송한 때")
    received_at: datetime | None = column("접수한 때")
    accepted_at: datetime | None = column("담당자가 수락한 때")
    reported_at: datetime | None = column("완료를 보고한 때")
    confirmed_at: datetime | None = column("요청자가 확인한 때")
    handlers: list[Handler] = to_many(
        models.DeliveryHandler, "delivery_id", "담당자", order=(Order("share", descending=True),)
    )
    version: int = column("이 협력이 마지막으로 바뀐 사건의 번호")

    @connection(Connection[CommentLater], description="이 협력에 단 댓글. 답글도")
    def comments(self, info: Ctx, filter: Filter = None, order_by: OrderBy = None) -> Listing:
        return chosen(comments.of_delivery(), info.context, filter, order_by)

    viewer_can_receive: Permission = may(Act.RECEIVE)
    viewer_can_assign: Permission = may(Act.ASSIGN)
    viewer_can_accept: Permission = may(Act.ACCEPT)
    viewer_can_progress: Permission = may(Act.PROGRESS)
    viewer_can_hold: Permission = may(Act.HOLD)
    viewer_can_resume: Permission = may(Act.RESUME)
    viewer_can_report: Permission = may(Act.REPORT)
    viewer_can_confirm: Permission = may(Act.CONFIRM)
    viewer_can_send_back: Permission = may(Act.SEND_BACK)
    viewer_can_return: Permission = may(Act.RETURN)
    viewer_can_transfer: Permission = may(Act.TRANSFER)
    viewer_can_cancel: Permission = may(Act.CANCEL)
    viewer_can_change_due: Permission = may(Act.CHANGE_DUE)
    viewer_can_approve_leaving: Permission = may(Act.APPROVE_LEAVING)
    viewer_can_decline_leaving: Permission = may(Act.DECLINE_LEAVING)
    viewer_can_withdraw_leaving: Permission = may(Act.WITHDRAW_LEAVING)
    viewer_needs_approval: bool = ruled(
        _waits_for_head, delivery_facts, "내가 반려하거나 이송하면 먼저 부서장의 승인을 기다리는지"
    )

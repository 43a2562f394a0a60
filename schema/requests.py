"""협력 요청 as the API shows it."""

from datetime import date, datetime
from functools import lru_cache, partial
from typing import Annotated, Any

import strawberry

import models
from madang.rules import asking
from madang.rules.asking import RequestAct, RequestFacts
from madang.rules.comments import commenting
from madang.rules.material import MaterialAct, RequestParties, may_add
from madang.rules.people import Actor
from madang.rules.policy import BoardPolicy
from madang.rules.requests import PartnerRole, RequestState, Scale
from madang.text import render
from resolvers import boards, comments
from resolvers.addressees import from_document
from resolvers.context import Context
from resolvers.listings import Listing, Order
from resolvers.material import request_parties
from resolvers.offers import offering_facts
from resolvers.subjects import request_facts
from schema.attachments import ATTACHMENTS, Attachment
from schema.board_filters import (
    DeliveryFilter,
    DeliveryOrder,
    Direction,
    delivery_condition,
    orders,
)
from schema.comment_filters import CommentLater, Filter, OrderBy, chosen
from schema.connections import Connection, connection
from schema.deliveries import Delivery
from schema.links import LINKS, RELATIONS, RequestLink, RequestRelation
from schema.offers import OFFERS, HelpOffer, may_offer_from_main
from schema.people import Department, Employee
from schema.permissions import Permission
from schema.sources import Ctx, Node, column, derived, rows_of, ruled, to_one
from schema.timeline import KINDS, TimelineEvent


def may(act: RequestAct) -> Any:
    """`viewerCan…` for one act on the whole request."""
    return ruled(partial(_permission, act), request_facts, f"지금 내가 할 수 있는지: {act.label}")


def _permission(act: RequestAct, actor: Actor, found: tuple[RequestFacts, BoardPolicy]) -> Any:
    facts, policy = found
    return asking.permission(act, actor, facts, policy)


def may_add_to(act: MaterialAct) -> Any:
    """`viewerCan…` for hanging something on the request."""
    return ruled(partial(_adding, act), request_parties, f"지금 내가 할 수 있는지: {act.label}")


def _adding(act: MaterialAct, actor: Actor, parties: RequestParties) -> Any:
    return may_add(act, actor, parties)


def _commenting(actor: Actor, found: tuple[RequestFacts, BoardPolicy]) -> Any:
    return commenting(found[0].state)


@strawberry.type(description="아직 발송하지 않은 요청이 보낼 협력부서")
class Addressee:
    """Resolves on a resolvers.addressees.Addressee."""

    department: Department | None = to_one(models.Department, "department_id", "협력부서")
    role: PartnerRole = column("바라는 역할")
    ask: str = column("이 부서에 따로 바라는 것")
    offered_resource: str = column("요청부서가 내놓는 자원")
    due_on: date | None = column("이 부서의 기한. null이면 요청의 기한")


@lru_cache(maxsize=1_024)
def _rendered(body: str) -> str:
    return render(body).html


def _body_html(ctx: Context, body: str) -> str:
    return _rendered(body)


def _addressees(ctx: Context, document: Any) -> Any:
    return from_document(document)


@rows_of(models.Request, description="협력 요청: 하나의 요청을 하나 또는 여러 부서에 보냅니다.")
class Request(Node):
    key: str | None = column("사람이 쓰는 번호. 예: 협업-2014-0001. 발송하기 전에는 null")
    title: str = column("제목")
    project: str = column("사업명")
    scale: Scale = column("사업 규모")
    significance: str = column("왜 무게 있는 일인지")
    body: str = column("협조 내용. Markdown")
    body_html: str = derived(_body_html, "body", description="협조 내용을 안전한 HTML로")
    due_on: date | None = column("기한")
    state: RequestState = column("상태. 협력부서별 상태에서 나옵니다.")
    restriction: str | None = column("열람을 제한한 사유. 제한하지 않았으면 null")
    cancel_reason: str | None = column("취소한 사유", of="ending")
    requester: Employee | None = to_one(models.Employee, "requester_id", "요청자")
    requester_department: Department | None = to_one(models.Department, "requester_department_id", "요청부서")
    requester_department_name: str = column("요청할 때의 요청부서 이름")
    created_at: datetime = column("쓰기 시작한 때")
    updated_at: datetime = column("마지막으로 움직인 때")
    published_at: datetime | None = column("발송한 때")
    closed_at: datetime | None = column("끝난 때")
    version: int = column("이 요청에 일어난 일의 수: 마지막 사건의 번호")
    changed_version: int = column("요청 자체가 마지막으로 바뀐 사건의 번호")

    viewer_can_edit: Permission = may(RequestAct.EDIT)
    viewer_can_discard: Permission = may(RequestAct.DISCARD)
    viewer_can_publish: Permission = may(RequestAct.PUBLISH)
    viewer_can_add_departments: Permission = may(RequestAct.ADD_DEPARTMENTS)
    viewer_can_cancel: Permission = may(RequestAct.CANCEL)
    viewer_can_restrict: Permission = may(RequestAct.RESTRICT)
    viewer_can_open: Permission = may(RequestAct.OPEN)
    viewer_can_comment: Permission = ruled(_commenting, request_facts, "지금 내가 할 수 있는지: 댓글")
    viewer_can_attach: Permission = may_add_to(MaterialAct.ATTACH)
    viewer_can_link: Permission = may_add_to(MaterialAct.LINK)
    viewer_can_relate: Permission = may_add_to(MaterialAct.RELATE)
    viewer_can_offer_help: Permission = ruled(
        may_offer_from_main, offering_facts, "지금 내 부서의 이름으로 참여 의사를 밝힐 수 있는지"
    )

    addressees: list[Addressee] = derived(
        _addressees, "addressees", description="발송하면 협력을 요청할 부서. 발송한 뒤에는 빈 목록"
    )

    @connection(Connection[Delivery], description="협력부서별 협력")
    def deliveries(
        self,
        info: Ctx,
        filter: Annotated[DeliveryFilter | None, strawberry.argument(description="이런 것만")] = None,
        order_by: Annotated[
            list[DeliveryOrder] | None, strawberry.argument(description="정렬. 기본은 발송한 순서")
        ] = None,
    ) -> Listing:
        order = orders(order_by) or (Order("sent_at"),)
        return boards.deliveries(delivery_condition(info.context, filter), order, parent="request_id")

    @connection(Connection[Attachment], description="첨부 파일. POST /attachments/{요청 ID}로 올립니다.")
    def attachments(self) -> Listing:
        return ATTACHMENTS

    @connection(Connection[CommentLater], description="모든 댓글: 협력부서에 단 것과 답글도")
    def comments(self, info: Ctx, filter: Filter = None, order_by: OrderBy = None) -> Listing:
        return chosen(comments.of_request(), info.context, filter, order_by)

    @connection(Connection[RequestLink], description="다른 곳의 웹 페이지로 가는 링크")
    def links(self) -> Listing:
        return LINKS

    @connection(Connection[RequestRelation], description="다른 협력 요청과의 연결. 볼 수 있는 것만")
    def relations(self) -> Listing:
        return RELATIONS

    @connection(Connection[HelpOffer], description="요청받지 않은 부서가 밝힌 참여 의사")
    def offers(self) -> Listing:
        return OFFERS

    @connection(Connection[TimelineEvent], description="이 요청에 일어난 모든 일")
    def timeline(
        self,
        direction: Annotated[
            Direction, strawberry.argument(description="오름차순이면 오래된 것부터")
        ] = Direction.ASC,
    ) -> Listing:
        return boards.timeline(tuple(KINDS), descending=direction is Direction.DESC)

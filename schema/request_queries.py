"""The board, one request, and the inboxes of departments and handlers."""

from typing import Annotated, Any

import strawberry

import models
from madang.errors import Invalid, Reason
from madang.rules.conditions import among, every
from madang.rules.requests import RequestState
from madang.text import line
from resolvers import boards
from resolvers.listings import Listing
from schema.board_filters import (
    DeliveryFilter,
    DeliveryOrder,
    RequestFilter,
    RequestOrder,
    delivery_condition,
    orders,
    request_condition,
)
from schema.connections import Connection, connection
from schema.deliveries import Delivery
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.picking import Pick, picked
from schema.requests import Request
from schema.sources import Ctx

Filter = Annotated[RequestFilter | None, strawberry.argument(description="이런 것만")]
Deliveries = Annotated[DeliveryFilter | None, strawberry.argument(description="이런 것만")]
DeliverySort = Annotated[
    list[DeliveryOrder] | None, strawberry.argument(description="정렬. 기본은 오래 기다린 순서")
]


@strawberry.type(description="한 상태에 있는 협력 요청의 수")
class RequestCount:
    state: RequestState = strawberry.field(description="상태")
    count: int = strawberry.field(description="수")


@strawberry.type
class RequestQuery:
    @connection(Connection[Request], description="협력 요청 목록", permission_classes=[StaffOnly])
    def requests(
        self,
        info: Ctx,
        filter: Filter = None,
        order_by: Annotated[
            list[RequestOrder] | None, strawberry.argument(description="정렬. 기본은 최근에 움직인 순서")
        ] = None,
    ) -> Listing:
        return boards.board(request_condition(info.context, filter), orders(order_by))

    @strawberry.field(description="상태마다 몇 건인지. 없는 상태는 0", permission_classes=[StaffOnly])
    async def request_counts(self, info: Ctx, filter: Filter = None) -> list[RequestCount]:
        counted = await boards.counts_by_state(info.context, request_condition(info.context, filter))
        return [RequestCount(state=state, count=counted.get(state, 0)) for state in RequestState]

    @picked(
        Request | None,
        description="협력 요청 하나. id나 번호(key)로 찾습니다.",
        permission_classes=[StaffOnly],
    )
    def request(
        self,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="협력 요청의 ID")] = None,
        key: Annotated[str | None, strawberry.argument(description="번호. 예: 협업-2014-0001")] = None,
    ) -> Pick:
        if (id is None) is (key is None):
            raise Invalid("id와 key 가운데 하나를 주십시오.", field=("id",), reason=Reason.REQUIRED)
        if id is not None:
            return Pick(models.Request, uuid_of(id, "Request"))
        readable = line(key or "", field=("key",), most=100, least=0)
        return Pick(models.Request, readable, by="key")

    @connection(
        Connection[Delivery], description="내가 볼 수 있는 협력부서별 협력", permission_classes=[StaffOnly]
    )
    def deliveries(self, info: Ctx, filter: Deliveries = None, order_by: DeliverySort = None) -> Listing:
        return boards.deliveries(delivery_condition(info.context, filter), orders(order_by))

    @connection(
        Connection[Delivery],
        description="내 부서의 접수함: 우리 부서에 온 협력. 오래 기다린 것부터",
        permission_classes=[StaffOnly],
    )
    def inbox(self, info: Ctx, filter: Deliveries = None, order_by: DeliverySort = None) -> Listing:
        ours: Any = among("department_id", info.context.actor.departments)
        return boards.deliveries(every(ours, delivery_condition(info.context, filter)), orders(order_by))

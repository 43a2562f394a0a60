"""What a request points to: links to pages elsewhere, and relations to other requests."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, cast
from uuid import UUID

import strawberry

import models
from madang.rules.material import Direction, RelationKind, may_remove
from madang.rules.people import Actor
from resolvers import links, relations
from resolvers.listings import Listing, Order
from resolvers.material import Removal, link_removals, relation_removals
from schema.enums import show
from schema.identifiers import uuid_of
from schema.payloads import Payload, mutation
from schema.people import Employee
from schema.permissions import Permission
from schema.sources import Ctx, Node, column, rows_of, ruled, to_one

if TYPE_CHECKING:
    from schema.requests import Request

RequestLater = Annotated["Request", strawberry.lazy("schema.requests")]
OLDEST_FIRST = (Order("created_at"),)
LINKS = Listing(model=models.RequestLink, order=OLDEST_FIRST, parent="request_id")
RELATIONS = Listing(model=models.RequestRelation, order=OLDEST_FIRST, parent="request_id")

show(RelationKind, "두 요청이 어떻게 이어지는지. 선행: 저 요청은 이 요청이 끝나야 나아갑니다.")
show(Direction, "연결의 방향", name="RelationDirection")

RequestId = Annotated[strawberry.ID, strawberry.argument(description="협력 요청의 ID")]
CLIENT_ID = "클라이언트가 만든 UUID. 같은 것으로 다시 보내도 하나만 생깁니다."


def removable(actor: Actor, found: Removal) -> Any:
    return may_remove(actor, author_id=found.author_id, requester_id=found.requester_id)


@rows_of(models.RequestLink, description="다른 곳의 웹 페이지로 가는 링크", name="RequestLink")
class RequestLink(Node):
    url: str = column("주소(https)")
    label: str = column("보일 말")
    added_by: Employee | None = to_one(models.Employee, "added_by_id", "더한 사람")
    created_at: datetime = column("더한 때")
    version: int = column("더한 사건의 번호")
    viewer_can_remove: Permission = ruled(removable, link_removals, "지금 내가 지울 수 있는지")


@rows_of(
    models.RequestRelation,
    description="다른 협력 요청과의 연결. 볼 수 없는 요청과의 연결은 없는 것과 같습니다.",
)
class RequestRelation(Node):
    kind: RelationKind = column("어떻게 이어지는지")
    direction: Direction = column("어느 쪽에서 이어지는지")
    request: RequestLater | None = to_one(models.Request, "other_id", "이어진 요청")
    added_by: Employee | None = to_one(models.Employee, "added_by_id", "연결한 사람")
    created_at: datetime = column("연결한 때")
    version: int = column("연결한 사건의 번호")
    viewer_can_remove: Permission = ruled(removable, relation_removals, "지금 내가 지울 수 있는지")


@strawberry.input(description="더할 링크")
class LinkAddInput:
    url: str = strawberry.field(description="https://로 시작하는 주소. 2,000자까지")
    label: str = strawberry.field(default="", description="보일 말. 비우면 주소를 보입니다. 200자까지")
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.input(description="이을 요청")
class RelationAddInput:
    kind: RelationKind = strawberry.field(description="이 요청이 저 요청과 어떻게 이어지는지")
    other_id: strawberry.ID = strawberry.field(description="저 요청")
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.type(description="링크를 바꾼 결과. version은 요청의 것")
class LinkPayload(Payload):
    link: RequestLink | None = strawberry.field(default=None, description="더한 링크")


@strawberry.type(description="연결을 바꾼 결과. version은 요청의 것")
class RelationPayload(Payload):
    relation: RequestRelation | None = strawberry.field(default=None, description="더한 연결")


@strawberry.type(description="링크나 연결을 지운 결과. version은 요청의 것")
class RemovePayload(Payload):
    id: strawberry.ID | None = strawberry.field(default=None, description="지운 것의 ID")


@strawberry.type
class LinkMutation:
    @mutation("요청에 링크를 더합니다. 요청부서와 협력부서의 직원이 합니다.")
    async def link_add(
        self,
        info: Ctx,
        request_id: RequestId,
        input: Annotated[LinkAddInput, strawberry.argument(description="링크")],
    ) -> LinkPayload:
        id = uuid_of(request_id, "Request", field=("requestId",))
        link = await links.add_link(info.context, id, url=input.url, label=input.label, id=input.id)
        return LinkPayload(link=cast(Any, link), version=link.version)

    @mutation("링크를 지웁니다. 더한 사람, 요청자, 관리자가 합니다.")
    async def link_remove(
        self, info: Ctx, id: Annotated[strawberry.ID, strawberry.argument(description="링크의 ID")]
    ) -> RemovePayload:
        link = await links.remove_link(info.context, uuid_of(id, "RequestLink"))
        return RemovePayload(id=id, version=link.version)

    @mutation("요청을 다른 요청과 잇습니다. 둘 다 볼 수 있어야 하고, 요청부서와 협력부서의 직원이 합니다.")
    async def relation_add(
        self,
        info: Ctx,
        request_id: RequestId,
        input: Annotated[RelationAddInput, strawberry.argument(description="연결")],
    ) -> RelationPayload:
        id = uuid_of(request_id, "Request", field=("requestId",))
        other_id = uuid_of(input.other_id, "Request", field=("input", "otherId"))
        relation = await relations.relate(info.context, id, kind=input.kind, other_id=other_id, id=input.id)
        return RelationPayload(relation=cast(Any, relation), version=relation.version)

    @mutation("연결을 지웁니다. 이은 사람, 요청자, 관리자가 합니다.")
    async def relation_remove(
        self, info: Ctx, id: Annotated[strawberry.ID, strawberry.argument(description="연결의 ID")]
    ) -> RemovePayload:
        relation = await relations.unrelate(info.context, uuid_of(id, "RequestRelation"))
        return RemovePayload(id=id, version=relation.version)

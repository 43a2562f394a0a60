"""실시간: what happens to requests, pushed to those who may see it, and replayed after a break."""

from collections.abc import AsyncGenerator
from typing import Annotated
from uuid import UUID

import strawberry

import models
from madang.errors import NotFound
from madang.rules.people import Actor
from resolvers.following import Feed, Remembered, Seen, concerns
from resolvers.sights import is_seen
from schema.board_filters import RequestFilter, request_condition
from schema.feeds import Live
from schema.filters import ids
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.requests import Request
from schema.sources import Ctx, column, to_one
from schema.timeline import KINDS, TimelineEvent
from subscriptions import follower
from subscriptions.events import Record

After = Annotated[
    str | None,
    strawberry.argument(description="이 커서 다음부터 이어받습니다. 주지 않으면 지금부터"),
]


@strawberry.type(description="이어받을 수 없으니 상태를 새로 읽으라는 알림. 그 뒤의 사건은 이어서 옵니다.")
class SnapshotRequired:
    cursor: str = strawberry.field(description="이 알림 뒤에 이어받을 커서")


@strawberry.type(description="협력 요청에 방금 일어난 일")
class RequestChange:
    line: strawberry.Private[Record]
    subject_id: strawberry.Private[UUID]

    cursor: str = strawberry.field(description="끊긴 뒤 이어받을 때 after에 줄 커서")
    position: int = strawberry.field(description="모든 사건 가운데 몇 번째인지. 1씩 커집니다.")
    matches: bool = strawberry.field(
        description="요청이 지금 filter에 맞는지. 맞지 않게 되면 false로 한 번 옵니다."
    )

    event: TimelineEvent = column("일어난 일", of="line")
    request: Request | None = to_one(models.Request, "subject_id", "지금의 협력 요청")


RequestLive = Annotated[
    RequestChange | SnapshotRequired,
    strawberry.union("RequestLive", description="협력 요청의 실시간 소식"),
]


@strawberry.type
class LiveQuery:
    @strawberry.field(
        description="지금의 커서. 먼저 이것을, 다음에 상태를 읽고 이 커서 뒤를 구독하면 빠짐이 없습니다.",
        permission_classes=[StaffOnly],
    )
    def live_cursor(self, info: Ctx) -> str:
        return info.context.hub.cursor(info.context.hub.head).encode()


@strawberry.type
class LiveSubscription:
    @strawberry.subscription(description="협력 요청 하나에 일어나는 일", permission_classes=[StaffOnly])
    async def request_events(
        self,
        info: Ctx,
        id: Annotated[strawberry.ID, strawberry.argument(description="협력 요청의 ID")],
        after: After = None,
    ) -> AsyncGenerator[RequestLive, None]:
        key = uuid_of(id, "Request")
        if not await is_seen(info.context, key):
            raise NotFound("협력 요청을 찾을 수 없습니다.", field=("id",))

        return LiveRequests(info.context, Feed(is_shown, subject=key), after)

    @strawberry.subscription(
        description="목록에 있는 협력 요청에 일어나는 일. filter에 맞는 것과, 맞다가 안 맞게 된 것",
        permission_classes=[StaffOnly],
    )
    async def board_events(
        self,
        info: Ctx,
        filter: Annotated[RequestFilter | None, strawberry.argument(description="이런 것만")] = None,
        watching: Annotated[
            list[strawberry.ID] | None,
            strawberry.argument(description="화면에 이미 있는 요청. filter에 안 맞게 되면 알려 줍니다."),
        ] = None,
        after: After = None,
    ) -> AsyncGenerator[RequestLive, None]:
        feed = Feed(is_shown, where=request_condition(info.context, filter))
        return LiveRequests(info.context, feed, after, Remembered(ids(watching or [], "Request")))

    @strawberry.subscription(
        description="내 부서의 접수함에 일어나는 일: 우리 부서에 온 협력이 보내지고, 움직이고, 이송되는 것",
        permission_classes=[StaffOnly],
    )
    async def inbox_events(self, info: Ctx, after: After = None) -> AsyncGenerator[RequestLive, None]:
        return LiveRequests(info.context, Feed(is_shown, concerns=_is_ours), after)


def is_shown(record: Record) -> bool:
    return record.event.kind in KINDS


def _is_ours(actor: Actor, record: Record) -> bool:
    return concerns(record.event, actor.departments)


class LiveRequests(Live):
    def show(self, item: Seen | follower.SnapshotRequired) -> RequestChange | SnapshotRequired:
        if isinstance(item, follower.SnapshotRequired):
            return SnapshotRequired(cursor=item.cursor.encode())
        return RequestChange(
            line=item.record,
            subject_id=item.record.subject_id,
            cursor=item.cursor.encode(),
            position=item.record.position,
            matches=item.matches,
        )

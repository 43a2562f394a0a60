"""실시간: calls of the viewer, pushed when they are written."""

from collections.abc import AsyncGenerator
from uuid import UUID

import strawberry

from madang.rules.people import Actor
from resolvers.following import Feed
from schema.guards import StaffOnly
from schema.live import After, LiveRequests, RequestLive
from schema.sources import Ctx
from subscriptions.comment_events import CommentAdded, CommentEdited, Mentioned
from subscriptions.events import Event, Record


@strawberry.type
class CommentSubscription:
    @strawberry.subscription(
        description="댓글이 나나 내 부서를 부르는 것. 고친 글은 새로 부를 때만",
        permission_classes=[StaffOnly],
    )
    async def mention_events(self, info: Ctx, after: After = None) -> AsyncGenerator[RequestLive, None]:
        return LiveRequests(info.context, Feed(_calls_somebody, concerns=_is_called), after)


def newly_called(event: Event) -> set[UUID]:
    """Employees and departments whom the event calls for the first time."""
    match event:
        case CommentAdded(mentioned=Mentioned() as called) | CommentEdited(newly_mentioned=called):
            return {*called.employees, *called.departments}
        case _:
            return set()


def _calls_somebody(record: Record) -> bool:
    return bool(newly_called(record.event))


def _is_called(actor: Actor, record: Record) -> bool:
    """One's own comments call nobody else's attention to oneself."""
    called = newly_called(record.event)
    return record.actor_id != actor.id and not called.isdisjoint({actor.id, *actor.departments})

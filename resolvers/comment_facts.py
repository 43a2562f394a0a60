"""What the rules of comments ask about a comment: for one that is held, or for many that are shown."""

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import load_only

from madang.errors import NotFound
from madang.rules.comments import CommentAct, CommentFacts, is_party, permission
from madang.rules.people import Actor
from madang.rules.requests import GONE
from models import Comment, Delivery, Request
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.subjects import expect_version, locked_request
from subscriptions.events import Event

ASKED_ABOUT = load_only(
    Comment.request_id,
    Comment.delivery_id,
    Comment.parent_id,
    Comment.author_id,
    Comment.follow_up,
    Comment.resolved_at,
    Comment.hidden_at,
    Comment.deleted_at,
    raiseload=True,
)


def facts_of(
    comment: Comment, request: Request, deliveries: Iterable[Delivery], *, actor: Actor
) -> CommentFacts:
    """`deliveries` are the request's, living or gone."""
    asked = frozenset(
        delivery.department_id
        for delivery in deliveries
        if delivery.state not in GONE and comment.delivery_id in (None, delivery.id)
    )
    party = is_party(
        actor, requester_id=request.requester_id, asking=request.requester_department_id, asked=asked
    )
    return CommentFacts(
        author_id=comment.author_id,
        state=comment.state,
        is_reply=comment.parent_id is not None,
        is_resolved=comment.resolved_at is not None,
        follow_up=comment.follow_up,
        is_party=party,
    )


async def facts_by_id(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, CommentFacts]:
    """Two statements for any number of comments."""
    asking = load_only(Request.requester_id, Request.requester_department_id, raiseload=True)
    comments = select(Comment, Request).join(Request, Request.id == Comment.request_id)
    deliveries = select(Delivery).options(
        load_only(Delivery.request_id, Delivery.department_id, Delivery.state, raiseload=True)
    )
    by_request: defaultdict[UUID, list[Delivery]] = defaultdict(list)
    async with ctx.reads() as session:
        wanted = comments.where(Comment.id.in_(set(ids))).options(ASKED_ABOUT, asking)
        rows = [(comment, request) for comment, request in await session.execute(wanted)]
        requests = {request.id for _, request in rows}
        for delivery in await session.scalars(deliveries.where(Delivery.request_id.in_(requests))):
            by_request[delivery.request_id].append(delivery)
    return {
        comment.id: facts_of(comment, request, by_request[request.id], actor=ctx.actor)
        for comment, request in rows
    }


@dataclass(frozen=True, slots=True)
class Held:
    """A comment that nobody else can change before this change ends."""

    change: Change
    request: Request
    comment: Comment

    def announce(self, event: Event) -> None:
        """An act on the comment's own row."""
        self.comment.version = self.change.announce(self.request, event)
        self.request.updated_at = self.change.now

    def announce_beside(self, event: Event) -> None:
        """Something beside the comment: neither it nor its request counts as changed."""
        self.change.announce(self.request, event)


@asynccontextmanager
async def acting(
    ctx: Context, id: UUID, act: CommentAct, *, version: int | None = None
) -> AsyncGenerator[Held, None]:
    """A change of one comment by an actor who may do the act now.

    Raises NotFound, Conflict (too late, or not as it is now) or Forbidden.
    """
    async with ctx.change() as change:
        held = await locked_comment(change, ctx.actor, id)
        expect_version(held.comment.version, version)
        facts = facts_of(held.comment, held.request, held.request.deliveries, actor=ctx.actor)
        permission(act, ctx.actor, facts).demand()
        yield held


async def locked_comment(change: Change, actor: Actor, id: UUID) -> Held:
    found = select(Comment.request_id).where(Comment.id == id, seen(Comment, actor))
    request_id = await change.session.scalar(found)
    if request_id is None:
        raise NotFound("댓글을 찾을 수 없습니다. 열람이 제한된 요청의 댓글인지 확인하십시오.")
    request = await locked_request(change, actor, request_id)
    return Held(change, request, await change.session.get_one(Comment, id))

"""Comments: listing threads, and what authors do: add, edit, delete."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete

from madang.errors import Invalid, NotFound, Reason
from madang.rules.comments import (
    MOST_CHARACTERS,
    CommentAct,
    FollowUpState,
    commenting,
    digest,
    permission,
)
from madang.rules.people import Actor
from madang.text.markdown import render
from madang.text.normal import text
from models import (
    Comment,
    CommentMention,
    CommentReaction,
    CommentRevision,
    Request,
)
from models.base import uuid7
from resolvers.calls import Resolution, Unresolved, resolve
from resolvers.comment_facts import Held, acting, facts_of
from resolvers.context import Change, Context
from resolvers.listings import Listing, Order
from resolvers.mentions import keep, keep_anew
from resolvers.subjects import locked_request, taken
from subscriptions.comment_events import CommentAdded, CommentDeleted, CommentEdited, Mentioned

BODY = ("input", "body")
OLDEST_FIRST = (Order("created_at"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComment:
    """`id` made by the client makes a retry harmless; `parent_id` may be any comment of the thread."""

    request_id: UUID
    body: str
    id: UUID | None = None
    delivery_id: UUID | None = None
    parent_id: UUID | None = None
    quoted_id: UUID | None = None
    is_follow_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented:
    """The comment after an act, its request's version, and calls in its text that reach nobody."""

    comment: Comment
    version: int
    unresolved: tuple[Unresolved, ...] = ()


def of_request() -> Listing:
    """All comments of a request, those on its deliveries and replies too."""
    return Listing(model=Comment, order=OLDEST_FIRST, parent="request_id")


def of_delivery() -> Listing:
    return Listing(model=Comment, order=OLDEST_FIRST, parent="delivery_id")


def replies() -> Listing:
    return Listing(model=Comment, order=OLDEST_FIRST, parent="parent_id")


def revisions() -> Listing:
    """What a comment said before, the latest first."""
    return Listing(model=CommentRevision, order=(Order("written_at", descending=True),), parent="comment_id")


async def add(ctx: Context, new: NewComment) -> Commented:
    """Raises NotFound, Invalid, Conflict (a draft, or an `id` that somebody else has used) or Forbidden."""
    body = text(new.body, field=BODY, most=MOST_CHARACTERS, least=1)
    async with ctx.change() as change:
        request = await locked_request(change, ctx.actor, new.request_id)
        if earlier := await _earlier(change, ctx.actor, new):
            return Commented(comment=earlier, version=request.version)
        commenting(request.state).demand()
        comment = await _placed(change, ctx.actor, request, new)
        calls = await resolve(change.session, request, body, today=change.today, path=BODY)
        _write(comment, body, calls)
        change.session.add(comment)
        event = _added(comment, calls)
        Held(change, request, comment).announce(event)
        await change.session.flush()
        keep(change, comment, calls.mentioned)
    return Commented(comment=comment, version=request.version, unresolved=tuple(calls.unresolved))


async def edit(ctx: Context, id: UUID, *, body: str, version: int | None = None) -> Commented:
    """Keep what it said before. The same text again changes nothing."""
    body = text(body, field=BODY, most=MOST_CHARACTERS, least=1)
    async with acting(ctx, id, CommentAct.EDIT, version=version) as held:
        comment, change = held.comment, held.change
        if body == comment.body:
            return Commented(comment=comment, version=held.request.version)
        calls = await resolve(change.session, held.request, body, today=change.today, path=BODY)
        change.session.add(_revision(comment, change))
        newly = await keep_anew(change, comment, calls.mentioned)
        _write(comment, body, calls)
        comment.edited_at = change.now
        held.announce(_edited(comment, calls, newly))
    return Commented(comment=comment, version=held.request.version, unresolved=tuple(calls.unresolved))


async def take_back(ctx: Context, id: UUID, *, version: int | None = None) -> Commented:
    """Delete one's own: the thread keeps its place, nothing keeps its text."""
    async with acting(ctx, id, CommentAct.DELETE, version=version) as held:
        comment = held.comment
        for attached in (CommentRevision, CommentMention, CommentReaction):
            await held.change.session.execute(delete(attached).where(attached.comment_id == id))
        comment.body = comment.html = comment.plain = ""
        comment.follow_up, comment.answer_id = None, None
        comment.deleted_at = held.change.now
        held.announce(CommentDeleted(comment_id=id))
    return Commented(comment=comment, version=held.request.version)


async def _earlier(change: Change, actor: Actor, new: NewComment) -> Comment | None:
    """What an earlier try has written already."""
    earlier = None if new.id is None else await change.session.get(Comment, new.id)
    if earlier is not None and (earlier.author_id, earlier.request_id) != (actor.id, new.request_id):
        raise taken()
    return earlier


async def _placed(change: Change, actor: Actor, request: Request, new: NewComment) -> Comment:
    """The comment in its thread and on its delivery, still without text."""
    parent = await _neighbour(change, request, new.parent_id, field=("input", "parentId"))
    quoted = await _neighbour(change, request, new.quoted_id, field=("input", "quotedId"))
    if quoted is not None:
        facts = facts_of(quoted, request, request.deliveries, actor=actor)
        permission(CommentAct.QUOTE, actor, facts).demand()
    comment = Comment(
        id=new.id or uuid7(),
        request_id=request.id,
        delivery_id=_delivery(request, parent, new.delivery_id),
        parent_id=parent and (parent.parent_id or parent.id),
        quoted_id=quoted and quoted.id,
        author_id=actor.id,
        author_department_id=actor.department_id,
        author_department_name=actor.department_name,
        created_at=change.now,
    )
    if new.is_follow_up:
        facts = facts_of(comment, request, request.deliveries, actor=actor)
        permission(CommentAct.OPEN_FOLLOW_UP, actor, facts).demand()
        comment.follow_up = FollowUpState.OPEN
    return comment


async def _neighbour(
    change: Change, request: Request, id: UUID | None, *, field: tuple[str, ...]
) -> Comment | None:
    if id is None:
        return None
    comment = await change.session.get(Comment, id)
    if comment is None or comment.request_id != request.id:
        raise NotFound("이 요청의 댓글이 아닙니다.", field=field)
    return comment


def _delivery(request: Request, parent: Comment | None, id: UUID | None) -> UUID | None:
    """A reply stands where its thread stands."""
    field = ("input", "deliveryId")
    if parent is not None:
        if id not in (None, parent.delivery_id):
            raise Invalid("대화의 첫 댓글과 같은 협력부서여야 합니다.", field=field, reason=Reason.WRONG_KIND)
        return parent.delivery_id
    if id is not None and all(delivery.id != id for delivery in request.deliveries):
        raise NotFound("이 요청의 협력부서가 아닙니다.", field=field)
    return id


def _write(comment: Comment, body: str, calls: Resolution) -> None:
    rendered = render(body, mentions=calls.labels)
    comment.body, comment.html, comment.plain = body, rendered.html, rendered.plain


def _revision(comment: Comment, change: Change) -> CommentRevision:
    return CommentRevision(
        comment_id=comment.id,
        body=comment.body,
        html=comment.html,
        plain=comment.plain,
        written_at=comment.edited_at or comment.created_at,
        replaced_at=change.now,
    )


def _added(comment: Comment, calls: Resolution) -> CommentAdded:
    return CommentAdded(
        comment_id=comment.id,
        parent_id=comment.parent_id,
        delivery_id=comment.delivery_id,
        quoted_id=comment.quoted_id,
        length=len(comment.plain.strip()),
        digest=digest(comment.plain),
        follow_up=comment.follow_up,
        mentioned=calls.mentioned,
        author_department_id=comment.author_department_id,
    )


def _edited(comment: Comment, calls: Resolution, newly: Mentioned) -> CommentEdited:
    return CommentEdited(
        comment_id=comment.id,
        length=len(comment.plain.strip()),
        digest=digest(comment.plain),
        mentioned=calls.mentioned,
        newly_mentioned=newly,
    )

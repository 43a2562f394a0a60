"""Additional requests (추가 요청) that comments carry, and threads that are settled."""

from uuid import UUID

from madang.errors import Invalid, NotFound, Reason
from madang.rules.comments import CommentAct, CommentState, FollowUpState
from models import Comment
from resolvers.comment_facts import Held, acting
from resolvers.comments import Commented
from resolvers.context import Context
from subscriptions.comment_events import (
    FollowUpAnswered,
    FollowUpOpened,
    FollowUpReopened,
    ThreadReopened,
    ThreadResolved,
)

ANSWER = ("answerId",)


async def open_follow_up(ctx: Context, id: UUID, *, version: int | None = None) -> Commented:
    """Turn a comment into an additional request that waits for its answer."""
    async with acting(ctx, id, CommentAct.OPEN_FOLLOW_UP, version=version) as held:
        held.comment.follow_up = FollowUpState.OPEN
        held.announce(FollowUpOpened(comment_id=id))
    return _done(held)


async def answer_follow_up(
    ctx: Context, id: UUID, *, answer_id: UUID | None, version: int | None = None
) -> Commented:
    """Mark it answered, by a comment on the same request or without one."""
    async with acting(ctx, id, CommentAct.ANSWER_FOLLOW_UP, version=version) as held:
        await _check_answer(held, answer_id)
        held.comment.follow_up, held.comment.answer_id = FollowUpState.ANSWERED, answer_id
        held.announce(FollowUpAnswered(comment_id=id, answer_id=answer_id))
    return _done(held)


async def reopen_follow_up(ctx: Context, id: UUID, *, version: int | None = None) -> Commented:
    """The answer was not enough."""
    async with acting(ctx, id, CommentAct.REOPEN_FOLLOW_UP, version=version) as held:
        held.comment.follow_up, held.comment.answer_id = FollowUpState.OPEN, None
        held.announce(FollowUpReopened(comment_id=id))
    return _done(held)


async def resolve_thread(ctx: Context, id: UUID, *, version: int | None = None) -> Commented:
    async with acting(ctx, id, CommentAct.RESOLVE_THREAD, version=version) as held:
        held.comment.resolved_at = held.change.now
        held.comment.resolved_by_id = ctx.actor.id
        held.announce(ThreadResolved(comment_id=id))
    return _done(held)


async def reopen_thread(ctx: Context, id: UUID, *, version: int | None = None) -> Commented:
    async with acting(ctx, id, CommentAct.REOPEN_THREAD, version=version) as held:
        held.comment.resolved_at = held.comment.resolved_by_id = None
        held.announce(ThreadReopened(comment_id=id))
    return _done(held)


async def _check_answer(held: Held, id: UUID | None) -> None:
    if id is None:
        return
    if id == held.comment.id:
        raise Invalid("추가 요청이 스스로의 답변일 수는 없습니다.", field=ANSWER, reason=Reason.WRONG_KIND)
    answer = await held.change.session.get(Comment, id)
    if answer is None or answer.request_id != held.request.id:
        raise NotFound("이 요청의 댓글이 아닙니다.", field=ANSWER)
    if answer.state is not CommentState.VISIBLE:
        raise Invalid("지웠거나 가린 댓글은 답변일 수 없습니다.", field=ANSWER, reason=Reason.WRONG_KIND)


def _done(held: Held) -> Commented:
    return Commented(comment=held.comment, version=held.request.version)

"""Follow-ups, threads, reactions and moderation: each act is refused where it has no place."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Reason
from madang.rules.comments import CommentState, FollowUpState, ReactionKind
from models import Comment, CommentMention, CommentReport, CommentRevision, Request
from resolvers.access import readable
from resolvers.comment_facts import facts_by_id
from resolvers.comments import Commented, NewComment, add, edit, take_back
from resolvers.context import Context
from resolvers.follow_ups import (
    answer_follow_up,
    open_follow_up,
    reopen_follow_up,
    reopen_thread,
    resolve_thread,
)
from resolvers.moderation import hide, report, restore
from resolvers.reactions import ReactionCount, counts_by_id, react, unreact
from subscriptions import comment_events
from subscriptions.comment_events import (
    CommentEvent,
    CommentReported,
    FollowUpAnswered,
    FollowUpOpened,
    ReactionSet,
    ReactionUnset,
)
from tests.comments.conftest import Thread, folded


async def test_any_comment_becomes_a_follow_up_and_is_answered_by_another(thread: Thread) -> None:
    asked = await thread.add("오솔길", "주말 자료도 있으면 좋겠습니다.")
    await thread.checked(open_follow_up(await thread.ctx("김하늘"), asked.id))
    answer = await thread.add("이바다", "주말 자료입니다.")
    done = await thread.checked(answer_follow_up(await thread.ctx("이바다"), asked.id, answer_id=answer.id))
    assert (done.comment.follow_up, done.comment.answer_id) == (FollowUpState.ANSWERED, answer.id)
    assert (await thread.events())[1] == FollowUpOpened(comment_id=asked.id)
    assert (await thread.events())[3] == FollowUpAnswered(comment_id=asked.id, answer_id=answer.id)
    reopened = await thread.checked(reopen_follow_up(await thread.ctx("오솔길"), asked.id))
    assert (reopened.comment.follow_up, reopened.comment.answer_id) == (FollowUpState.OPEN, None)


async def test_follow_ups_move_only_one_step_at_a_time(thread: Thread) -> None:
    comment = await thread.add("김하늘", "추가로 부탁합니다.")
    ctx = await thread.ctx("김하늘")
    with pytest.raises(Conflict, match="답변을 기다리는"):
        await answer_follow_up(ctx, comment.id, answer_id=None)
    with pytest.raises(Conflict, match="답변이 끝난"):
        await reopen_follow_up(ctx, comment.id)
    await thread.checked(open_follow_up(ctx, comment.id))
    with pytest.raises(Conflict, match="이미 추가 요청"):
        await open_follow_up(ctx, comment.id)
    with pytest.raises(Forbidden):
        await answer_follow_up(await thread.ctx("오솔길"), comment.id, answer_id=None)
    assert len(await thread.events()) == 2


async def test_an_answer_is_another_readable_comment_of_the_request(
    thread: Thread, restricted: Thread
) -> None:
    asked = await thread.add("김하늘", "추가로 부탁합니다.", is_follow_up=True)
    gone = await thread.add("김하늘", "지울 답")
    await thread.checked(take_back(await thread.ctx("김하늘"), gone.id))
    elsewhere = await restricted.add("김하늘", "다른 요청의 답")
    ctx = await thread.ctx("김하늘")
    for id, kind in [(asked.id, Invalid), (gone.id, Invalid), (elsewhere.id, NotFound)]:
        with pytest.raises(kind) as refusal:
            await answer_follow_up(ctx, asked.id, answer_id=id)
        assert refusal.value.field == ("answerId",)
    assert len(await thread.events()) == 3


async def test_on_a_delivery_only_its_department_is_a_party(thread: Thread) -> None:
    delivery = await thread.delivery("서대문구")
    comment = await thread.add("김하늘", "현장 사진", delivery_id=delivery.id, is_follow_up=True)
    with pytest.raises(Forbidden):
        await answer_follow_up(await thread.ctx("이바다"), comment.id, answer_id=None)
    await thread.checked(answer_follow_up(await thread.ctx("정들"), comment.id, answer_id=None))


async def test_a_thread_is_resolved_at_its_first_comment_by_its_author_or_a_party(thread: Thread) -> None:
    first = await thread.add("오솔길", "궁금합니다.")
    reply = await thread.add("김하늘", "답입니다.", parent_id=first.id)
    with pytest.raises(Conflict, match="첫 댓글"):
        await resolve_thread(await thread.ctx("김하늘"), reply.id)
    resolved = await thread.checked(resolve_thread(await thread.ctx("오솔길"), first.id))
    assert resolved.comment.resolved_by_id == thread.people["오솔길"].id
    with pytest.raises(Conflict):
        await resolve_thread(await thread.ctx("김하늘"), first.id)
    reopened = await thread.checked(reopen_thread(await thread.ctx("정들"), first.id))
    assert (reopened.comment.resolved_at, reopened.comment.resolved_by_id) == (None, None)


async def test_a_thread_whose_first_comment_is_deleted_can_still_be_resolved(thread: Thread) -> None:
    first = await thread.add("김하늘", "지울 글")
    await thread.checked(take_back(await thread.ctx("김하늘"), first.id))
    await thread.checked(resolve_thread(await thread.ctx("이바다"), first.id))


async def test_reacting_twice_is_reacting_once(thread: Thread) -> None:
    comment = await thread.add("김하늘", "완료했습니다.")
    for name, kind in [("박솔", "THANKS"), ("박솔", "THANKS"), ("이바다", "THANKS"), ("이바다", "AGREE")]:
        await thread.checked(react(await thread.ctx(name), comment.id, ReactionKind(kind)))
    ctx = await thread.ctx("박솔")
    assert await counts_by_id(ctx, [comment.id]) == {
        comment.id: [
            ReactionCount(kind=ReactionKind.AGREE, count=1, viewer_reacted=False),
            ReactionCount(kind=ReactionKind.THANKS, count=2, viewer_reacted=True),
        ]
    }
    for _ in range(2):
        await thread.checked(unreact(ctx, comment.id, ReactionKind.THANKS))
    assert [type(one) for one in (await thread.events())[1:]] == [ReactionSet] * 3 + [ReactionUnset]
    assert (await counts_by_id(ctx, [comment.id]))[comment.id][1].count == 1


async def test_acts_at_once_happen_one_after_the_other(thread: Thread) -> None:
    comment = await thread.add("김하늘", "완료했습니다.")
    ctx, administrator = await thread.ctx("박솔"), await thread.ctx("한별")
    again = NewComment(request_id=thread.request.id, body="한 번만", id=uuid4())
    await asyncio.gather(*(react(ctx, comment.id, ReactionKind.THANKS) for _ in range(3)))
    await asyncio.gather(*(add(ctx, again) for _ in range(3)))
    hidden = await asyncio.gather(
        *(hide(administrator, comment.id, reason="비방", version=1) for _ in range(3)), return_exceptions=True
    )
    assert sum(isinstance(one, Conflict) and one.reason is Reason.STALE for one in hidden) == 2
    kinds = [type(one).__name__ for one in await thread.events()]
    assert kinds == ["CommentAdded", "ReactionSet", "CommentAdded", "CommentHidden"]
    assert await thread.stored() == folded(await thread.entries())


async def test_reactions_do_not_move_a_request_up_the_board(thread: Thread) -> None:
    comment = await thread.add("김하늘", "완료했습니다.")
    thread.city.clock.advance(timedelta(hours=1))
    await thread.checked(react(await thread.ctx("박솔"), comment.id, ReactionKind.CHEER))
    async with thread.city.sessions() as session:
        request = await session.get_one(Request, thread.request.id)
        assert request.updated_at == thread.city.clock() - timedelta(hours=1)
    await thread.add("박솔", "수고하셨습니다.")
    async with thread.city.sessions() as session:
        assert (await session.get_one(Request, thread.request.id)).updated_at == thread.city.clock()


async def test_a_report_counts_once_and_is_for_administrators(thread: Thread) -> None:
    comment = await thread.add("김하늘", "지나친 말")
    for reason in ("욕설입니다.", "다시 신고합니다."):
        await thread.checked(report(await thread.ctx("오솔길"), comment.id, reason=reason))
    with pytest.raises(Forbidden, match="작성자가 아닌"):
        await report(await thread.ctx("김하늘"), comment.id, reason="제 글")
    assert (await thread.events())[1:] == [CommentReported(comment_id=comment.id, reason="욕설입니다.")]
    assert await seen_by(thread, CommentReport) == {"한별": 1, "오솔길": 1, "김하늘": 0, "이바다": 0}


async def test_what_a_hidden_comment_said_is_left_to_its_author_and_administrators(thread: Thread) -> None:
    comment = await thread.add("김하늘", "지나친 말 @박솔")
    await thread.checked(edit(await thread.ctx("김하늘"), comment.id, body="더 지나친 말 @박솔"))
    with pytest.raises(Forbidden, match="관리자"):
        await hide(await thread.ctx("박솔"), comment.id, reason="보기 싫음")
    hidden = await thread.checked(hide(await thread.ctx("한별"), comment.id, reason="비방"))
    assert (hidden.comment.state, hidden.comment.hidden_reason) == (CommentState.HIDDEN, "비방")
    for model in (CommentRevision, CommentMention):
        assert await seen_by(thread, model) == {"한별": 1, "오솔길": 0, "김하늘": 1, "이바다": 0}
    with pytest.raises(Conflict, match="이미 가린"):
        await hide(await thread.ctx("한별"), comment.id, reason="비방")
    with pytest.raises(Conflict, match="가린 댓글"):
        await edit(await thread.ctx("김하늘"), comment.id, body="고침")
    await thread.checked(restore(await thread.ctx("한별"), comment.id))
    assert await seen_by(thread, CommentRevision) == dict.fromkeys(["한별", "오솔길", "김하늘", "이바다"], 1)


async def seen_by(thread: Thread, model: type[Any]) -> dict[str, int]:
    """How many rows each of four people sees."""
    counts: dict[str, int] = {}
    for name in ("한별", "오솔길", "김하늘", "이바다"):
        ctx = await thread.ctx(name)
        async with ctx.reads() as session:
            counts[name] = len((await session.scalars(readable(model, ctx.visitor))).all())
    return counts


async def test_comments_are_seen_by_those_who_see_the_request(thread: Thread, restricted: Thread) -> None:
    open, secret = await thread.add("김하늘", "모두에게"), await restricted.add("김하늘", "당사자에게")
    seen: dict[str, set[object]] = {}
    for name in ("이바다", "한별", "정들"):
        ctx = await thread.ctx(name)
        async with ctx.reads() as session:
            seen[name] = {row.id for row in await session.scalars(readable(Comment, ctx.visitor))}
    assert seen == {"이바다": {open.id, secret.id}, "한별": {open.id, secret.id}, "정들": {open.id}}


async def edit_it(ctx: Context, id: UUID) -> Commented:
    return await edit(ctx, id, body="글")


async def agree(ctx: Context, id: UUID) -> Commented:
    return await react(ctx, id, ReactionKind.AGREE)


async def report_it(ctx: Context, id: UUID) -> Commented:
    return await report(ctx, id, reason="까닭")


@pytest.mark.parametrize("act", [edit_it, take_back, open_follow_up, resolve_thread, agree, report_it])
async def test_nobody_acts_on_a_comment_they_do_not_see(
    restricted: Thread, act: Callable[[Context, UUID], Awaitable[Commented]]
) -> None:
    secret = await restricted.add("김하늘", "당사자에게")
    with pytest.raises(NotFound, match="댓글을 찾을 수 없습니다"):
        await act(await restricted.ctx("정들"), secret.id)
    assert len(await restricted.events()) == 1


async def test_facts_of_many_comments_are_those_of_each(thread: Thread) -> None:
    first = await thread.add("김하늘", "하나", is_follow_up=True)
    reply = await thread.add("이바다", "둘", parent_id=first.id)
    facts = await facts_by_id(await thread.ctx("정들"), [first.id, reply.id])
    assert [facts[first.id].follow_up, facts[first.id].is_reply, facts[first.id].is_party] == [
        FollowUpState.OPEN,
        False,
        True,
    ]
    assert (facts[reply.id].is_reply, facts[reply.id].author_id) == (True, thread.people["이바다"].id)
    stranger = await facts_by_id(await thread.ctx("오솔길"), [first.id])
    assert not stranger[first.id].is_party


def test_every_event_of_comments_is_one_that_the_fold_knows() -> None:
    declared = {
        one for one in vars(comment_events).values() if isinstance(one, type) and getattr(one, "kind", "")
    }
    assert declared == set(get_args(CommentEvent))

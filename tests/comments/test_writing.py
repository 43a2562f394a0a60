"""Authors add, edit and take back comments; nothing they wrote is lost or left by mistake."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Reason, Refused
from madang.rules.comments import CommentState, FollowUpState, ReactionKind, digest
from models import Comment, CommentReaction, CommentRevision
from resolvers.comments import NewComment, add, edit, take_back
from resolvers.reactions import react
from subscriptions.comment_events import CommentAdded, CommentDeleted, CommentEdited, Mentioned
from tests import builders
from tests.comments.conftest import Thread


async def test_a_comment_is_kept_with_its_html_and_plain_text(thread: Thread) -> None:
    comment = await thread.add("오솔길", "  **통화량**은\r\n<b>비공개</b>입니다. ")
    assert comment.body == "  **통화량**은\n<b>비공개</b>입니다."
    assert comment.html == "<p><strong>통화량</strong>은<br>\n&lt;b&gt;비공개&lt;/b&gt;입니다.</p>\n"
    assert comment.plain == "통화량은\n<b>비공개</b>입니다."
    assert (comment.author_department_name, comment.state) == ("총무과", CommentState.VISIBLE)
    assert await thread.events() == [
        CommentAdded(
            comment_id=comment.id,
            parent_id=None,
            delivery_id=None,
            quoted_id=None,
            length=19,
            digest=digest(comment.plain),
            follow_up=None,
            mentioned=Mentioned(),
            author_department_id=comment.author_department_id,
        )
    ]


async def test_a_reply_to_a_reply_stays_in_the_same_thread(thread: Thread) -> None:
    first = await thread.add("김하늘", "언제까지 되겠습니까?")
    second = await thread.add("이바다", "금요일까지입니다.", parent_id=first.id)
    third = await thread.add("김하늘", "고맙습니다.", parent_id=second.id, quoted_id=second.id)
    assert [second.parent_id, third.parent_id, third.quoted_id] == [first.id, first.id, second.id]


async def test_a_reply_stands_on_the_delivery_of_its_thread(thread: Thread) -> None:
    delivery = await thread.delivery("서대문구")
    other = await thread.delivery("통계데이터담당관")
    first = await thread.add("정들", "현장을 보겠습니다.", delivery_id=delivery.id)
    reply = await thread.add("김하늘", "함께 가겠습니다.", parent_id=first.id)
    assert reply.delivery_id == delivery.id
    with pytest.raises(Invalid, match="같은 협력부서"):
        await thread.add("김하늘", "여기에도", parent_id=first.id, delivery_id=other.id)
    assert len(await thread.stored()) == 2


async def test_whoever_asks_twice_with_one_id_has_written_once(thread: Thread) -> None:
    id = uuid4()
    first = await thread.written("김하늘", "한 번만", id=id)
    second = await thread.written("김하늘", "한 번만", id=id)
    assert (first.comment.id, second.comment.id, second.version) == (id, id, 1)
    with pytest.raises(Conflict) as refusal:
        await thread.add("박솔", "남의 ID", id=id)
    assert (refusal.value.reason, refusal.value.field) == (Reason.DUPLICATE, ("input", "id"))
    assert len(await thread.events()) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", Reason.REQUIRED),
        (" \n\u200b ", Reason.REQUIRED),
        ("가" * 10_001, Reason.TOO_LONG),
        ("가\ud800", Reason.UNREADABLE),
        ("@홍길동 " * 51, Reason.TOO_MANY),
    ],
    ids=["empty", "blank", "long", "surrogate", "calls"],
)
async def test_a_text_that_cannot_be_kept_is_refused_and_leaves_nothing(
    thread: Thread, body: str, reason: Reason
) -> None:
    with pytest.raises(Invalid) as refusal:
        await thread.add("김하늘", body)
    assert (refusal.value.reason, refusal.value.field) == (reason, ("input", "body"))
    assert (await thread.stored(), await thread.events()) == ({}, [])


async def test_nobody_comments_on_a_draft_or_on_what_they_do_not_see(
    thread: Thread, restricted: Thread
) -> None:
    draft = await builders.draft(thread.city, thread.people["김하늘"])
    with pytest.raises(Conflict, match="아직 발송하지 않은"):
        await add(await thread.ctx("김하늘"), NewComment(request_id=draft.id, body="미리"))
    with pytest.raises(NotFound):
        await add(await thread.ctx("오솔길"), NewComment(request_id=draft.id, body="미리"))
    with pytest.raises(NotFound):
        await restricted.add("오솔길", "보이지 않습니다.")
    assert await restricted.events() == []


async def test_neighbours_must_be_of_the_same_request(thread: Thread, restricted: Thread) -> None:
    elsewhere = await restricted.add("김하늘", "비밀")
    delivery = await restricted.delivery("통계데이터담당관")
    for field, id in [("parent", elsewhere.id), ("quoted", elsewhere.id), ("delivery", delivery.id)]:
        with pytest.raises(NotFound) as refusal:
            await thread.add("김하늘", "옆", **{f"{field}_id": id})
        assert refusal.value.field == ("input", f"{field}Id")
    assert await thread.events() == []


async def test_an_edit_keeps_what_was_said_before(thread: Thread) -> None:
    comment = await thread.add("김하늘", "첫 글")
    thread.city.clock.advance(timedelta(minutes=5))
    edited = await thread.checked(edit(await thread.ctx("김하늘"), comment.id, body="고친 글", version=1))
    assert (edited.comment.body, edited.comment.edited_at) == ("고친 글", thread.city.clock())
    async with thread.city.sessions() as session:
        (revision,) = await session.scalars(select(CommentRevision))
    assert (revision.body, revision.plain, revision.html) == ("첫 글", "첫 글", "<p>첫 글</p>\n")
    assert (revision.written_at, revision.replaced_at) == (builders.NOON, thread.city.clock())
    assert (await thread.events())[1:] == [
        CommentEdited(
            comment_id=comment.id,
            length=4,
            digest=digest("고친 글"),
            mentioned=Mentioned(),
            newly_mentioned=Mentioned(),
        )
    ]


async def test_the_same_text_again_is_no_edit(thread: Thread) -> None:
    comment = await thread.add("김하늘", "그대로")
    await thread.checked(edit(await thread.ctx("김하늘"), comment.id, body="그대로 \n"))
    assert len(await thread.events()) == 1


async def test_of_two_edits_at_once_the_second_hears_of_the_first(thread: Thread) -> None:
    comment = await thread.add("김하늘", "처음")
    await thread.checked(edit(await thread.ctx("김하늘"), comment.id, body="하나", version=1))
    with pytest.raises(Conflict) as refusal:
        await edit(await thread.ctx("김하늘"), comment.id, body="둘", version=1)
    assert refusal.value.reason is Reason.STALE
    async with thread.city.sessions() as session:
        assert (await session.get_one(Comment, comment.id)).body == "하나"


async def test_a_reaction_in_between_does_not_make_an_edit_stale(thread: Thread) -> None:
    comment = await thread.add("김하늘", "처음")
    await thread.checked(react(await thread.ctx("박솔"), comment.id, ReactionKind.THANKS))
    edited = await thread.checked(edit(await thread.ctx("김하늘"), comment.id, body="나중", version=1))
    assert (edited.comment.version, edited.version) == (3, 3)


async def test_only_the_author_edits_and_deletes(thread: Thread) -> None:
    comment = await thread.add("김하늘", "내 글")
    for name in ("박솔", "한별"):
        ctx = await thread.ctx(name)
        for act in (edit(ctx, comment.id, body="남의 글"), take_back(ctx, comment.id)):
            with pytest.raises(Forbidden, match="작성자만"):
                await act
    assert len(await thread.events()) == 1


async def test_a_deleted_comment_leaves_its_place_and_none_of_its_text(thread: Thread) -> None:
    comment = await thread.add("김하늘", "지울 글 @박솔", is_follow_up=True)
    reply = await thread.add("이바다", "답글", parent_id=comment.id)
    await thread.checked(edit(await thread.ctx("김하늘"), comment.id, body="지울 글 둘 @박솔"))
    await thread.checked(react(await thread.ctx("이바다"), comment.id, ReactionKind.AGREE))
    deleted = await thread.checked(take_back(await thread.ctx("김하늘"), comment.id))
    assert (await thread.events())[-1] == CommentDeleted(comment_id=comment.id)
    assert deleted.comment.state is CommentState.DELETED
    async with thread.city.sessions() as session:
        row = await session.get_one(Comment, comment.id)
        assert (row.body, row.html, row.plain, row.follow_up) == ("", "", "", None)
        assert (await session.scalars(select(CommentRevision))).all() == []
        assert (await session.scalars(select(CommentReaction))).all() == []
        assert (await session.get_one(Comment, reply.id)).parent_id == comment.id
    again = await thread.add("박솔", "이어서", parent_id=comment.id)
    assert again.parent_id == comment.id


async def test_nothing_more_is_done_with_a_deleted_comment(thread: Thread) -> None:
    comment = await thread.add("김하늘", "지울 글")
    ctx = await thread.ctx("김하늘")
    await thread.checked(take_back(ctx, comment.id))
    refused: list[type[Refused]] = []
    for act in (
        edit(ctx, comment.id, body="다시"),
        take_back(ctx, comment.id),
        react(ctx, comment.id, ReactionKind.AGREE),
        thread.add("김하늘", "인용", quoted_id=comment.id),
    ):
        with pytest.raises(Conflict, match="삭제된 댓글") as refusal:
            await act
        refused.append(type(refusal.value))
    assert refused == [Conflict] * 4
    assert len(await thread.events()) == 2


async def test_only_parties_add_follow_ups(thread: Thread) -> None:
    comment = await thread.add("이바다", "자료가 더 필요합니다.", is_follow_up=True)
    assert comment.follow_up is FollowUpState.OPEN
    with pytest.raises(Forbidden, match="요청자·요청부서·협력부서의 직원만"):
        await thread.add("오솔길", "저도 필요합니다.", is_follow_up=True)
    assert len(await thread.events()) == 1

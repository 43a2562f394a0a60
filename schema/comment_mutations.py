"""What people do with comments."""

from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

from madang.rules.comments import ReactionKind
from resolvers import comments, follow_ups, moderation
from resolvers import reactions as reacting
from resolvers.calls import WhyUnresolved
from resolvers.comments import Commented, NewComment
from resolvers.context import Context
from schema.comments import Comment
from schema.identifiers import uuid_of
from schema.payloads import Payload, Version, mutation
from schema.sources import Ctx, column, derived

Id = Annotated[strawberry.ID, strawberry.argument(description="댓글의 ID")]
Why = Annotated[str, strawberry.argument(description="까닭. 500자까지")]
Kind = Annotated[ReactionKind, strawberry.argument(description="반응")]
AnswerId = Annotated[
    strawberry.ID | None, strawberry.argument(description="답한 댓글의 ID. 댓글 없이 답했으면 비웁니다.")
]


@strawberry.input(description="새 댓글")
class CommentAddInput:
    request_id: strawberry.ID = strawberry.field(description="댓글을 달 협력 요청")
    body: str = strawberry.field(
        description="Markdown. 10,000자까지. @이름, @부서명이나 @[이름](employee:UUID)로 부릅니다(50번까지)."
    )
    delivery_id: strawberry.ID | None = strawberry.field(
        default=None, description="한 협력부서의 협력에 달려면 그 ID"
    )
    parent_id: strawberry.ID | None = strawberry.field(
        default=None, description="답글이면 그 대화의 댓글(아무 것이나). 대화는 한 단계입니다."
    )
    quoted_id: strawberry.ID | None = strawberry.field(default=None, description="인용할 댓글")
    is_follow_up: bool = strawberry.field(default=False, description="추가 요청으로 남길지")
    id: UUID | None = strawberry.field(
        default=None, description="클라이언트가 만든 UUID. 같은 것으로 다시 보내도 하나만 생깁니다."
    )


@strawberry.input(description="고칠 댓글의 글")
class CommentEditInput:
    body: str = strawberry.field(description="Markdown. 10,000자까지")


NewInput = Annotated[CommentAddInput, strawberry.argument(description="새 댓글")]
EditInput = Annotated[CommentEditInput, strawberry.argument(description="고칠 글")]


def _why(ctx: Context, why: WhyUnresolved) -> str:
    return why.label


@strawberry.type(description="불렀으나 아무에게도 닿지 않은 이름")
class UnresolvedMention:
    """Resolves on a resolvers.calls.Unresolved."""

    name: str = column("부른 이름")
    reason: WhyUnresolved = column("까닭", of="why")

    message: str = derived(_why, "why", description="사람이 읽을 까닭")


@strawberry.type(description="댓글을 바꾼 결과. version은 요청의 마지막 사건 번호")
class CommentPayload(Payload):
    comment: Comment | None = strawberry.field(default=None, description="바뀐 댓글")


@strawberry.type(description="댓글을 쓴 결과. version은 요청의 마지막 사건 번호")
class CommentWritePayload(Payload):
    comment: Comment | None = strawberry.field(default=None, description="쓴 댓글")
    unresolved_mentions: list[UnresolvedMention] = strawberry.field(
        default_factory=list[UnresolvedMention], description="불렀으나 아무에게도 닿지 않은 이름"
    )


@strawberry.type
class CommentMutation:
    @mutation("댓글을 답니다. 발송된 요청을 볼 수 있는 직원이면 언제든지")
    async def comment_add(self, info: Ctx, input: NewInput) -> CommentWritePayload:
        return _written(await comments.add(info.context, _new(input)))

    @mutation("자기 댓글을 고칩니다. 고치기 전의 글도 남습니다.")
    async def comment_edit(
        self, info: Ctx, id: Id, input: EditInput, version: Version = None
    ) -> CommentWritePayload:
        return _written(await comments.edit(info.context, _uuid(id), body=input.body, version=version))

    @mutation("자기 댓글을 지웁니다. 글은 되살릴 수 없고 자리만 남습니다.")
    async def comment_delete(self, info: Ctx, id: Id, version: Version = None) -> CommentPayload:
        return _done(await comments.take_back(info.context, _uuid(id), version=version))

    @mutation("댓글을 가립니다(관리자). 까닭은 모두가 봅니다.")
    async def comment_hide(self, info: Ctx, id: Id, reason: Why, version: Version = None) -> CommentPayload:
        return _done(await moderation.hide(info.context, _uuid(id), reason=reason, version=version))

    @mutation("가린 댓글을 되살립니다(관리자).")
    async def comment_restore(self, info: Ctx, id: Id, version: Version = None) -> CommentPayload:
        return _done(await moderation.restore(info.context, _uuid(id), version=version))

    @mutation("댓글을 관리자에게 신고합니다. 한 댓글에 한 번")
    async def comment_report(self, info: Ctx, id: Id, reason: Why) -> CommentPayload:
        return _done(await moderation.report(info.context, _uuid(id), reason=reason))

    @mutation("댓글을 추가 요청으로 바꿉니다. 요청부서와 협력부서의 직원이 합니다.")
    async def follow_up_open(self, info: Ctx, id: Id, version: Version = None) -> CommentPayload:
        return _done(await follow_ups.open_follow_up(info.context, _uuid(id), version=version))

    @mutation("추가 요청에 답했다고 표시합니다.")
    async def follow_up_answer(
        self, info: Ctx, id: Id, answer_id: AnswerId = None, version: Version = None
    ) -> CommentPayload:
        answer = None if answer_id is None else uuid_of(answer_id, "Comment", field=("answerId",))
        return _done(
            await follow_ups.answer_follow_up(info.context, _uuid(id), answer_id=answer, version=version)
        )

    @mutation("답한 추가 요청을 다시 엽니다.")
    async def follow_up_reopen(self, info: Ctx, id: Id, version: Version = None) -> CommentPayload:
        return _done(await follow_ups.reopen_follow_up(info.context, _uuid(id), version=version))

    @mutation("반응을 남깁니다. 이미 남겼으면 그대로입니다.")
    async def reaction_set(self, info: Ctx, id: Id, kind: Kind) -> CommentPayload:
        return _done(await reacting.react(info.context, _uuid(id), kind))

    @mutation("남긴 반응을 거둡니다. 남기지 않았으면 그대로입니다.")
    async def reaction_unset(self, info: Ctx, id: Id, kind: Kind) -> CommentPayload:
        return _done(await reacting.unreact(info.context, _uuid(id), kind))

    @mutation("대화를 해결했다고 표시합니다. 대화의 첫 댓글에 합니다.")
    async def thread_resolve(self, info: Ctx, id: Id, version: Version = None) -> CommentPayload:
        return _done(await follow_ups.resolve_thread(info.context, _uuid(id), version=version))

    @mutation("해결된 대화를 다시 엽니다.")
    async def thread_reopen(self, info: Ctx, id: Id, version: Version = None) -> CommentPayload:
        return _done(await follow_ups.reopen_thread(info.context, _uuid(id), version=version))


def _uuid(id: str) -> UUID:
    return uuid_of(id, "Comment")


def _new(input: CommentAddInput) -> NewComment:
    def given(id: str | None, kind: str, name: str) -> UUID | None:
        return None if id is None else uuid_of(id, kind, field=("input", name))

    return NewComment(
        request_id=uuid_of(input.request_id, "Request", field=("input", "requestId")),
        body=input.body,
        id=input.id,
        delivery_id=given(input.delivery_id, "Delivery", "deliveryId"),
        parent_id=given(input.parent_id, "Comment", "parentId"),
        quoted_id=given(input.quoted_id, "Comment", "quotedId"),
        is_follow_up=input.is_follow_up,
    )


def _done(done: Commented) -> CommentPayload:
    return CommentPayload(comment=cast(Any, done.comment), version=done.version)


def _written(done: Commented) -> CommentWritePayload:
    return CommentWritePayload(
        comment=cast(Any, done.comment),
        version=done.version,
        unresolved_mentions=cast(Any, list(done.unresolved)),
    )

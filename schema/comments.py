"""댓글 as the API shows it: threads, mentions, reactions, history and what the viewer may do."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry

import models
from madang.rules.comments import (
    CommentAct,
    CommentFacts,
    CommentState,
    FollowUpState,
    ReactionKind,
    may_read,
    permission,
    state_of,
)
from madang.rules.people import Actor
from resolvers import comments, moderation, reactions
from resolvers.comment_facts import facts_by_id
from resolvers.context import Context
from resolvers.listings import Listing, Order
from schema.comment_filters import CommentLater, Filter, OrderBy, chosen
from schema.connections import Connection, connection
from schema.people import Department, Employee
from schema.permissions import Permission
from schema.sources import Ctx, Node, column, derived, rows_of, ruled, to_many, to_one

if TYPE_CHECKING:
    from schema.deliveries import Delivery
    from schema.requests import Request

DeliveryLater = Annotated["Delivery", strawberry.lazy("schema.deliveries")]
RequestLater = Annotated["Request", strawberry.lazy("schema.requests")]

PEOPLE_FIRST = (Order("employee_id"), Order("department_id"))


def may(act: CommentAct) -> Any:
    """`viewerCan…` for one act on a comment."""
    return ruled(partial(_permission, act), facts_by_id, f"지금 내가 할 수 있는지: {act.label}")


def _permission(act: CommentAct, actor: Actor, facts: CommentFacts) -> Any:
    return permission(act, actor, facts)


def written(attribute: str, description: str) -> Any:
    """A text of the comment, for those who may read it."""

    asked = ("author_id", "deleted_at", "hidden_at", attribute)
    return derived(_readable, *asked, description=description)


def _readable(
    ctx: Context, author_id: UUID, deleted_at: datetime | None, hidden_at: datetime | None, text: str
) -> str | None:
    if deleted_at is None and hidden_at is None:  # nearly all, on long pages: everybody reads them
        return text
    return text if may_read(ctx.actor, author_id, state_of(deleted_at, hidden_at)) else None


def _state(ctx: Context, deleted_at: datetime | None, hidden_at: datetime | None) -> CommentState:
    return state_of(deleted_at, hidden_at)


def _as_counted(actor: Actor, counts: list[reactions.ReactionCount]) -> Any:
    return counts


def _emoji(ctx: Context, kind: ReactionKind) -> str:
    return kind.emoji


def _label(ctx: Context, kind: ReactionKind) -> str:
    return kind.label


@strawberry.type(description="한 가지 반응을 남긴 사람 수")
class ReactionCount:
    """Resolves on a resolvers.reactions.ReactionCount."""

    kind: ReactionKind = column("반응")
    count: int = column("사람 수")
    viewer_reacted: bool = column("나도 남겼는지")

    emoji: str = derived(_emoji, "kind", description="반응의 그림 문자")
    label: str = derived(_label, "kind", description="그림 문자와 우리말 이름")


@rows_of(models.CommentMention, description="댓글이 부른 직원이나 부서 하나")
class CommentMention(Node):
    comment: CommentLater | None = to_one(models.Comment, "comment_id", "부른 댓글")
    employee: Employee | None = to_one(models.Employee, "employee_id", "부른 직원. 부서를 불렀으면 null")
    department: Department | None = to_one(
        models.Department, "department_id", "부른 부서. 직원을 불렀으면 null"
    )
    created_at: datetime = column("부른 때")


@rows_of(models.CommentRevision, description="고치기 전의 댓글")
class CommentRevision(Node):
    body: str = column("그때의 Markdown 원문")
    body_html: str = column("그때의 안전한 HTML", of="html")
    body_text: str = column("그때의 글자만", of="plain")
    written_at: datetime = column("이렇게 쓴 때")
    replaced_at: datetime = column("다음 글로 고친 때")


@rows_of(models.CommentReport, description="댓글 신고. 관리자와 신고한 사람만 봅니다.")
class CommentReport(Node):
    comment: CommentLater | None = to_one(models.Comment, "comment_id", "신고한 댓글")
    reporter: Employee | None = to_one(models.Employee, "reporter_id", "신고한 사람")
    reason: str = column("신고한 까닭")
    created_at: datetime = column("신고한 때")


@rows_of(models.Comment, description="댓글. 지우거나 가리면 글은 사라져도 자리는 남습니다.")
class Comment(Node):
    request: RequestLater | None = to_one(models.Request, "request_id", "협력 요청")
    delivery: DeliveryLater | None = to_one(
        models.Delivery, "delivery_id", "협력부서에 달았으면 그 협력. 요청 전체에 달았으면 null"
    )
    parent: CommentLater | None = to_one(
        models.Comment, "parent_id", "대화의 첫 댓글. 스스로 첫 댓글이면 null"
    )
    quoted: CommentLater | None = to_one(models.Comment, "quoted_id", "인용한 댓글")
    author: Employee | None = to_one(models.Employee, "author_id", "쓴 사람")
    author_department: Department | None = to_one(
        models.Department, "author_department_id", "쓴 사람의 그때 부서"
    )
    author_department_name: str = column("그때의 부서 이름")
    state: CommentState = derived(_state, "deleted_at", "hidden_at", description="글이 있는지")
    body: str | None = written("body", "Markdown 원문. 지웠거나 나에게 가렸으면 null")
    body_html: str | None = written("html", "안전한 HTML. 지웠거나 나에게 가렸으면 null")
    body_text: str | None = written("plain", "글자만. 지웠거나 나에게 가렸으면 null")
    hidden_reason: str | None = column("관리자가 가린 까닭")
    follow_up: FollowUpState | None = column("추가 요청의 상태. 추가 요청이 아니면 null")
    answer: CommentLater | None = to_one(models.Comment, "answer_id", "추가 요청에 답한 댓글")
    resolved_at: datetime | None = column("대화가 해결된 때. 첫 댓글에만 있습니다.")
    resolved_by: Employee | None = to_one(models.Employee, "resolved_by_id", "대화를 해결한 사람")
    created_at: datetime = column("쓴 때")
    edited_at: datetime | None = column("마지막으로 고친 때")
    deleted_at: datetime | None = column("작성자가 지운 때")
    version: int = column("마지막으로 바뀐, 요청의 사건 번호. 반응과 신고는 세지 않습니다.")
    mentions: list[CommentMention] = to_many(
        models.CommentMention, "comment_id", "부른 직원과 부서", order=PEOPLE_FIRST
    )
    reactions: list[ReactionCount] = ruled(_as_counted, reactions.counts_by_id, "남긴 반응")

    viewer_can_edit: Permission = may(CommentAct.EDIT)
    viewer_can_delete: Permission = may(CommentAct.DELETE)
    viewer_can_hide: Permission = may(CommentAct.HIDE)
    viewer_can_restore: Permission = may(CommentAct.RESTORE)
    viewer_can_report: Permission = may(CommentAct.REPORT)
    viewer_can_react: Permission = may(CommentAct.REACT)
    viewer_can_quote: Permission = may(CommentAct.QUOTE)
    viewer_can_open_follow_up: Permission = may(CommentAct.OPEN_FOLLOW_UP)
    viewer_can_answer_follow_up: Permission = may(CommentAct.ANSWER_FOLLOW_UP)
    viewer_can_reopen_follow_up: Permission = may(CommentAct.REOPEN_FOLLOW_UP)
    viewer_can_resolve_thread: Permission = may(CommentAct.RESOLVE_THREAD)
    viewer_can_reopen_thread: Permission = may(CommentAct.REOPEN_THREAD)

    @connection(Connection[CommentLater], description="답글")
    def replies(self, info: Ctx, filter: Filter = None, order_by: OrderBy = None) -> Listing:
        return chosen(comments.replies(), info.context, filter, order_by)

    @connection(Connection[CommentRevision], description="고치기 전의 글. 최근 것부터")
    def revisions(self) -> Listing:
        return comments.revisions()

    @connection(Connection[CommentReport], description="신고. 관리자가 아니면 내가 한 것만")
    def reports(self) -> Listing:
        return moderation.reports_of_comment()

"""What happened to comments, as the timeline and live streams show it."""

from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from madang.rules.comments import FollowUpState, ReactionKind
from schema.timeline import TimelineEvent, pointed, shows, told
from subscriptions import comment_events as happened

if TYPE_CHECKING:
    from schema.comments import Comment
    from schema.deliveries import Delivery

CommentLater = Annotated["Comment", strawberry.lazy("schema.comments")]
DeliveryLater = Annotated["Delivery", strawberry.lazy("schema.deliveries")]


@strawberry.interface(description="댓글에 일어난 일")
class CommentEvent(TimelineEvent):
    comment: CommentLater | None = pointed(models.Comment, "댓글", by="comment_id")


@shows(happened.CommentAdded, "댓글이 달림")
class CommentAddedEvent(CommentEvent):
    parent: CommentLater | None = pointed(models.Comment, "답글이면 대화의 첫 댓글", by="parent_id")
    delivery: DeliveryLater | None = pointed(models.Delivery, "협력부서에 달았으면 그 협력", by="delivery_id")
    length: int = told("글자 수")
    follow_up: FollowUpState | None = told("추가 요청이면 그 상태")


@shows(happened.CommentEdited, "댓글을 고침")
class CommentEditedEvent(CommentEvent):
    length: int = told("고친 뒤의 글자 수")


@shows(happened.CommentDeleted, "작성자가 댓글을 지움")
class CommentDeletedEvent(CommentEvent):
    pass


@shows(happened.CommentHidden, "관리자가 댓글을 가림")
class CommentHiddenEvent(CommentEvent):
    reason: str | None = told("까닭")


@shows(happened.CommentRestored, "관리자가 가린 댓글을 되살림")
class CommentRestoredEvent(CommentEvent):
    pass


@shows(happened.CommentReported, "댓글이 신고됨. 관리자만 봅니다.")
class CommentReportedEvent(CommentEvent):
    reason: str | None = told("까닭")


@shows(happened.FollowUpOpened, "댓글이 추가 요청이 됨")
class FollowUpOpenedEvent(CommentEvent):
    pass


@shows(happened.FollowUpAnswered, "추가 요청에 답함")
class FollowUpAnsweredEvent(CommentEvent):
    answer: CommentLater | None = pointed(models.Comment, "답한 댓글", by="answer_id")


@shows(happened.FollowUpReopened, "추가 요청을 다시 엶")
class FollowUpReopenedEvent(CommentEvent):
    pass


@shows(happened.ReactionSet, "반응을 남김")
class ReactionSetEvent(CommentEvent):
    reaction: ReactionKind = told("반응")


@shows(happened.ReactionUnset, "반응을 거둠")
class ReactionUnsetEvent(CommentEvent):
    reaction: ReactionKind = told("반응")


@shows(happened.ThreadResolved, "대화가 해결됨")
class ThreadResolvedEvent(CommentEvent):
    pass


@shows(happened.ThreadReopened, "해결된 대화를 다시 엶")
class ThreadReopenedEvent(CommentEvent):
    pass

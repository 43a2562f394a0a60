"""What comments can be filtered and sorted by."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import strawberry

from madang.rules.comments import FollowUpState
from madang.rules.conditions import Absent, Condition, Not, equal, every
from madang.rules.labels import Labelled
from resolvers.context import Context
from resolvers.listings import Listing
from schema.board_filters import Direction, either_way, orders
from schema.enums import show
from schema.filters import (
    Choice,
    EmployeeChoice,
    InstantComparator,
    chosen_employee,
    combined,
    compared,
)
from schema.identifiers import uuid_of

if TYPE_CHECKING:
    from schema.comments import Comment


@strawberry.input(description="댓글 고르기. 준 조건을 모두 만족하는 것")
class CommentFilter:
    author: EmployeeChoice | None = strawberry.field(default=None, description="쓴 사람")
    delivery_id: strawberry.ID | None = strawberry.field(default=None, description="이 협력부서에 단 것")
    follow_up: Choice[FollowUpState] | None = strawberry.field(default=None, description="추가 요청의 상태")
    is_follow_up: bool | None = strawberry.field(default=None, description="추가 요청(true), 아닌 것(false)")
    is_reply: bool | None = strawberry.field(default=None, description="답글(true), 대화의 첫 댓글(false)")
    is_resolved: bool | None = strawberry.field(
        default=None, description="해결된 대화의 첫 댓글(true), 아닌 것(false)"
    )
    created_at: InstantComparator | None = strawberry.field(default=None, description="쓴 때")
    and_: list["CommentFilter"] | None = strawberry.field(default=None, name="and", description="이것도 모두")
    or_: list["CommentFilter"] | None = strawberry.field(
        default=None, name="or", description="이 가운데 하나라도"
    )
    not_: "CommentFilter | None" = strawberry.field(default=None, name="not", description="이것이 아닌 것")


class CommentOrderField(Labelled):
    CREATED_AT = "created_at", "쓴 때"
    EDITED_AT = "edited_at", "고친 때. 고치지 않은 것은 뒤에"


show(CommentOrderField, "댓글을 늘어놓는 기준")


@strawberry.input(description="댓글 정렬")
class CommentOrder:
    field: CommentOrderField = strawberry.field(description="기준")
    direction: Direction = strawberry.field(default=Direction.ASC, description="방향")


CommentLater = Annotated["Comment", strawberry.lazy("schema.comments")]
Filter = Annotated[CommentFilter | None, strawberry.argument(description="이런 것만")]
OrderBy = Annotated[list[CommentOrder] | None, strawberry.argument(description="정렬. 기본은 오래된 것부터")]


def chosen(
    listing: Listing, ctx: Context, filter: CommentFilter | None, order_by: list[CommentOrder] | None
) -> Listing:
    """The listing narrowed and ordered as asked; oldest first when nothing is asked."""
    narrowed = listing.narrowed(comment_condition(ctx, filter))
    return replace(narrowed, order=orders(order_by) or narrowed.order)


def comment_condition(ctx: Context, filter: CommentFilter | None) -> Condition:
    def own(one: CommentFilter) -> Condition:
        return every(
            chosen_employee("author_id", one.author, ctx.actor),
            _on_delivery(one.delivery_id),
            compared("follow_up", one.follow_up),
            either_way(Not(Absent("follow_up")), one.is_follow_up),
            either_way(Not(Absent("parent_id")), one.is_reply),
            either_way(Not(Absent("resolved_at")), one.is_resolved),
            compared("created_at", one.created_at),
        )

    return combined(filter, own)


def _on_delivery(id: strawberry.ID | None) -> Condition:
    if id is None:
        return every()
    return equal("delivery_id", uuid_of(id, "Delivery", field=("filter", "deliveryId")))

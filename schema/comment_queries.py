"""Root fields about comments: calls of the viewer, and reports for administrators."""

import strawberry

from resolvers import mentions, moderation
from resolvers.listings import Listing
from schema.comments import CommentMention, CommentReport
from schema.connections import Connection, connection
from schema.guards import AdministratorOnly, StaffOnly
from schema.sources import Ctx


@strawberry.type
class CommentQuery:
    @connection(
        Connection[CommentMention],
        description="댓글에서 나나 내 부서를 부른 것. 최근 것부터",
        permission_classes=[StaffOnly],
    )
    def mentions(self, info: Ctx) -> Listing:
        return mentions.of_actor(info.context.actor)

    @connection(
        Connection[CommentReport],
        description="들어온 댓글 신고. 최근 것부터. 관리자만",
        permission_classes=[AdministratorOnly],
    )
    def comment_reports(self) -> Listing:
        return moderation.reports()

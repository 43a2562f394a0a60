"""관련된 것: newsletters about what a request is about, and requests about what a newsletter is about."""

from typing import Annotated
from uuid import UUID

import strawberry

import models
from resolvers.newsletters import relations
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.newsletters import NewsletterIssue
from schema.requests import Request
from schema.sources import Ctx, to_one

First = Annotated[int, strawberry.argument(description="몇 건까지 (1~20)")]


@strawberry.type(description="협력 요청과 관련된 소식지의 호")
class RelatedNewsletterIssue:
    issue_id: strawberry.Private[UUID]

    on_subject: bool = strawberry.field(description="같은 일을 다루는지")
    of_partner: bool = strawberry.field(description="요청에 참여하는 부서가 펴냈는지")

    issue: NewsletterIssue | None = to_one(models.NewsletterIssue, "issue_id", "호")


@strawberry.type(description="소식지의 호와 관련된 협력 요청")
class RelatedRequest:
    request_id: strawberry.Private[UUID]

    request: Request | None = to_one(models.Request, "request_id", "협력 요청")


@strawberry.type
class NewsletterRelationQuery:
    @strawberry.field(
        description="협력 요청과 같은 일을 다루거나 참여 부서가 펴낸 소식지의 호. 가까운 것부터",
        permission_classes=[StaffOnly],
    )
    async def newsletter_issues_related_to_request(
        self,
        info: Ctx,
        request_id: Annotated[strawberry.ID, strawberry.argument(description="협력 요청의 ID")],
        first: First = 5,
    ) -> list[RelatedNewsletterIssue]:
        key = uuid_of(request_id, "Request", field=("requestId",))
        return [
            RelatedNewsletterIssue(
                issue_id=one.issue_id, on_subject=one.on_subject, of_partner=one.of_partner
            )
            for one in await relations.issues_for(info.context, key, first=first)
        ]

    @strawberry.field(
        description="소식지의 호와 같은 일을 다루거나 펴낸 부서가 참여하는 협력 요청. 가까운 것부터",
        permission_classes=[StaffOnly],
    )
    async def requests_related_to_newsletter_issue(
        self,
        info: Ctx,
        issue_id: Annotated[strawberry.ID, strawberry.argument(description="호의 ID")],
        first: First = 5,
    ) -> list[RelatedRequest]:
        key = uuid_of(issue_id, "NewsletterIssue", field=("issueId",))
        return [
            RelatedRequest(request_id=id)
            for id in await relations.requests_for(info.context, key, first=first)
        ]

"""소식지 읽기: what staff have read and starred, each for oneself, and how often an issue is read."""

from typing import Annotated
from uuid import UUID

import strawberry

from resolvers.newsletters import readings
from schema.identifiers import uuid_of
from schema.newsletter_mutations import IssueId, NewsletterIssuePayload
from schema.payloads import mutation
from schema.sources import Ctx


@strawberry.type
class NewsletterReadingMutation:
    @mutation("호를 읽었다고, 또는 읽지 않았다고 나에게만 표시합니다. 몇 명이 읽었는지에 셉니다.")
    async def newsletter_issue_mark_read(
        self,
        info: Ctx,
        id: IssueId,
        read: Annotated[bool, strawberry.argument(description="읽었으면 true")] = True,
    ) -> NewsletterIssuePayload:
        return NewsletterIssuePayload.of(await readings.mark(info.context, _issue(id), read=read))

    @mutation("호에 별을 답니다, 또는 뗍니다. 나에게만 보입니다.")
    async def newsletter_issue_star(
        self,
        info: Ctx,
        id: IssueId,
        starred: Annotated[bool, strawberry.argument(description="달려면 true, 떼려면 false")] = True,
    ) -> NewsletterIssuePayload:
        return NewsletterIssuePayload.of(await readings.mark(info.context, _issue(id), starred=starred))


def _issue(id: strawberry.ID) -> UUID:
    return uuid_of(id, "NewsletterIssue")

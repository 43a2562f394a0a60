"""실시간: issues of newsletters as they are written and come out, pushed to those who may see them."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

import models
from madang.rules.labels import Labelled
from madang.rules.newsletters import IssueState
from resolvers.following import Feed, Remembered, Seen
from schema.enums import show
from schema.feeds import Live
from schema.filters import ids
from schema.guards import StaffOnly
from schema.identifiers import global_id
from schema.live import After, SnapshotRequired
from schema.newsletter_filters import NewsletterIssueFilter, issue_condition
from schema.newsletters import NewsletterIssue
from schema.people import Employee
from schema.sources import Ctx, to_one
from subscriptions import follower
from subscriptions import newsletter_events as happened
from subscriptions.events import Record


class NewsletterIssueNews(Labelled):
    DRAFTED = "DRAFTED", "쓰기 시작함"
    EDITED = "EDITED", "고침"
    APPROVED = "APPROVED", "승인함"
    SCHEDULED = "SCHEDULED", "발행을 예약함"
    UNSCHEDULED = "UNSCHEDULED", "발행 예약이 없어짐"
    PUBLISHED = "PUBLISHED", "펴냄"
    ARCHIVED = "ARCHIVED", "지난 호로 보관함"
    NARROWED = "NARROWED", "직원만 읽게 함"
    SOURCE_CHANGED = "SOURCE_CHANGED", "가져온 원문이 바뀜"
    DISCARDED = "DISCARDED", "펴내기 전에 버림"


show(NewsletterIssueNews, "소식지의 호에 일어난 일")

NEWS: dict[str, NewsletterIssueNews] = {
    happened.NewsletterIssueDrafted.kind: NewsletterIssueNews.DRAFTED,
    happened.NewsletterIssueImported.kind: NewsletterIssueNews.DRAFTED,
    happened.NewsletterIssueSourceChanged.kind: NewsletterIssueNews.SOURCE_CHANGED,
    happened.NewsletterIssueEdited.kind: NewsletterIssueNews.EDITED,
    happened.NewsletterIssueFileAdded.kind: NewsletterIssueNews.EDITED,
    happened.NewsletterIssueFileRemoved.kind: NewsletterIssueNews.EDITED,
    happened.NewsletterIssueApproved.kind: NewsletterIssueNews.APPROVED,
    happened.NewsletterIssueScheduled.kind: NewsletterIssueNews.SCHEDULED,
    happened.NewsletterIssueUnscheduled.kind: NewsletterIssueNews.UNSCHEDULED,
    happened.NewsletterIssuePublished.kind: NewsletterIssueNews.PUBLISHED,
    happened.NewsletterIssueArchived.kind: NewsletterIssueNews.ARCHIVED,
    happened.NewsletterIssueNarrowed.kind: NewsletterIssueNews.NARROWED,
    happened.NewsletterIssueDiscarded.kind: NewsletterIssueNews.DISCARDED,
}


@strawberry.type(description="소식지의 호에 방금 일어난 일")
class NewsletterIssueChange:
    subject_id: strawberry.Private[UUID]
    actor_id: strawberry.Private[UUID | None]

    cursor: str = strawberry.field(description="끊긴 뒤 이어받을 때 after에 줄 커서")
    position: int = strawberry.field(description="모든 사건 가운데 몇 번째인지. 1씩 커집니다.")
    matches: bool = strawberry.field(
        description="호가 지금 filter에 맞는지. 맞지 않게 되면 false로 한 번 옵니다. "
        "버린 호는 filter와 상관없이 false로 옵니다."
    )
    news: NewsletterIssueNews = strawberry.field(description="무슨 일인지")
    version: int = strawberry.field(description="이 호에 일어난 몇 번째 일인지")
    occurred_at: datetime = strawberry.field(description="일어난 때")

    @strawberry.field(description="호의 ID. 버린 호도 이것으로 알아봅니다.")
    def issue_id(self) -> strawberry.ID:
        return strawberry.ID(global_id("NewsletterIssue", self.subject_id))

    actor: Employee | None = to_one(models.Employee, "actor_id", "한 사람. 시스템이 한 일이면 null")
    issue: NewsletterIssue | None = to_one(models.NewsletterIssue, "subject_id", "지금의 호. 버렸으면 null")


NewsletterIssueLive = Annotated[
    NewsletterIssueChange | SnapshotRequired,
    strawberry.union("NewsletterIssueLive", description="소식지의 호의 실시간 소식"),
]


@strawberry.type
class NewsletterSubscription:
    @strawberry.subscription(
        description="볼 수 있는 호에 일어나는 일. filter에 맞는 것과, 맞다가 안 맞게 된 것",
        permission_classes=[StaffOnly],
    )
    async def newsletter_issue_events(
        self,
        info: Ctx,
        filter: Annotated[NewsletterIssueFilter | None, strawberry.argument(description="이런 호만")] = None,
        watching: Annotated[
            list[strawberry.ID] | None,
            strawberry.argument(description="화면에 이미 있는 호. filter에 안 맞게 되면 알려 줍니다."),
        ] = None,
        after: After = None,
    ) -> AsyncGenerator[NewsletterIssueLive, None]:
        where = issue_condition(info.context, filter)
        feed = Feed(_is_news, where=where, model=models.NewsletterIssue)
        return LiveIssues(info.context, feed, after, Remembered(ids(watching or [], "NewsletterIssue")))


def _is_news(record: Record) -> bool:
    """Past issues that are taken over are none, and new ones are told of when they are published."""
    if isinstance(record.event, happened.NewsletterIssueImported):
        return record.event.state is IssueState.DRAFT
    return record.event.kind in NEWS


class LiveIssues(Live):
    def show(self, item: Seen | follower.SnapshotRequired) -> NewsletterIssueChange | SnapshotRequired:
        if isinstance(item, follower.SnapshotRequired):
            return SnapshotRequired(cursor=item.cursor.encode())
        record = item.record
        return NewsletterIssueChange(
            subject_id=record.subject_id,
            actor_id=record.actor_id,
            cursor=item.cursor.encode(),
            position=record.position,
            matches=item.matches,
            news=NEWS[record.event.kind],
            version=record.version,
            occurred_at=record.occurred_at,
        )

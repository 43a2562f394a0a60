"""가져올 곳: where issues of a title are taken from, shown to those who look after it."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import strawberry

import models
from madang.rules.conditions import EVERYTHING, Absent, Not
from madang.rules.newsletter_sources import Release, SourceKind, SourceState, may_change_source, may_fetch
from resolvers.listings import Listing, Order
from resolvers.newsletters.intake.sources import source_facts
from schema.connections import Connection, connection
from schema.enums import show
from schema.guards import StaffOnly
from schema.newsletters import IssueFilter, IssueSort, Newsletter, NewsletterIssue, issues_of
from schema.people import Employee
from schema.permissions import Permission
from schema.sources import Ctx, Node, column, rows_of, ruled, to_one

show(SourceKind, "무엇을 살피는지", name="NewsletterSourceKind")
show(SourceState, "지금 살피는지", name="NewsletterSourceState")
show(Release, "가져온 글을 어떻게 하는지", name="NewsletterSourceRelease")

EVERY = Listing(model=models.NewsletterSource, order=(Order("next_at"),))


@rows_of(
    models.NewsletterSource,
    description="소식지를 가져올 곳: 소식 목록이나 홈페이지. 펴내거나 감독하는 부서와 관리자만 봅니다.",
)
class NewsletterSource(Node):
    newsletter: Newsletter | None = to_one(models.Newsletter, "newsletter_id", "가져온 글이 실릴 소식지")
    kind: SourceKind = column("무엇을 살피는지")
    url: str = column("주소")
    part_selector: str | None = column("홈페이지에서 살필 곳(CSS 선택자). 없으면 본문 전체")
    link_selector: str | None = column("홈페이지에서 따라갈 링크(CSS 선택자). 있으면 새 링크마다 한 호")
    release: Release = column("가져온 글을 어떻게 하는지")
    state: SourceState = column("지금 살피는지")
    problem: str | None = column("마지막에 잘 되지 않은 일과 할 일. 없으면 null")
    failures: int = column("이어서 가져오지 못한 횟수")
    found: int = column("이제까지 가져온 호")
    next_at: datetime = column("다음에 살필 때. 쉬는 중이면 뜻이 없습니다.")
    last_fetched_at: datetime | None = column("마지막으로 살핀 때")
    last_found_at: datetime | None = column("마지막으로 새 글을 가져온 때")
    added_by: Employee | None = to_one(models.Employee, "added_by_id", "더한 사람")
    released_by: Employee | None = to_one(
        models.Employee, "released_by_id", "가져온 글을 어떻게 할지 정한 사람"
    )
    created_at: datetime = column("더한 때")
    version: int = column("마지막으로 바뀐 사건의 번호")

    viewer_can_change: Permission = ruled(
        may_change_source, source_facts, "지금 내가 고치거나 지울 수 있는지"
    )
    viewer_can_fetch: Permission = ruled(may_fetch, source_facts, "지금 내가 가져오게 할 수 있는지")

    @connection(Connection[NewsletterIssue], description="여기에서 가져온 호. 볼 수 있는 것만")
    def issues(self, info: Ctx, filter: IssueFilter = None, order_by: IssueSort = None) -> Listing:
        return replace(issues_of(info.context, filter, order_by), parent="source_id")


@strawberry.type
class NewsletterSourceQuery:
    @connection(
        Connection[NewsletterSource],
        description="내가 보는 모든 소식지의 가져올 곳. 곧 살필 것부터",
        permission_classes=[StaffOnly],
    )
    def newsletter_sources(
        self,
        has_problem: Annotated[
            bool | None, strawberry.argument(description="잘 되지 않는 곳만, 또는 잘 되는 곳만")
        ] = None,
    ) -> Listing:
        fine = Absent("problem")
        return replace(EVERY, where={None: EVERYTHING, True: Not(fine), False: fine}[has_problem])

"""소식지: titles and their issues. Citizens come in here, and find what is out and for them."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, String, func

import models
from madang.errors import Invalid, Reason
from madang.rules.newsletter_sources import may_keep_sources
from madang.rules.newsletters import (
    Audience,
    IssueAct,
    IssueFormat,
    IssueState,
    Language,
    Period,
    TitleFormat,
    TitleStatus,
    may_change_title,
    may_write,
    permission,
)
from resolvers.columns import through
from resolvers.context import Context
from resolvers.listings import Listing, Order
from resolvers.newsletters.issues import issue_facts, preview
from resolvers.newsletters.readings import readership
from resolvers.newsletters.similar import MOST_SIMILAR, similar_of
from resolvers.newsletters.titles import formats_of, title_facts, topics_of
from schema.connections import Connection, connection
from schema.guards import Anyone, StaffOnly
from schema.identifiers import uuid_of
from schema.newsletter_files import FileRoles, NewsletterFile, cover_of, files_of
from schema.newsletter_filters import (
    NewsletterFilter,
    NewsletterIssueFilter,
    NewsletterIssueOrder,
    NewsletterOrder,
    issue_condition,
    issue_orders,
    newsletter_condition,
    newsletter_orders,
)
from schema.people import Department, Employee
from schema.permissions import Permission
from schema.picking import Pick, picked
from schema.sources import Ctx, Node, column, computed, derived, found, gathered, rows_of, ruled, to_one

if TYPE_CHECKING:
    from schema.newsletter_sources import NewsletterSource

MOST_EXCERPT = 200  # characters
ISSUES = Listing(model=models.NewsletterIssue)
IssueFilter = Annotated[NewsletterIssueFilter | None, strawberry.argument(description="이런 호만")]
IssueSort = Annotated[
    list[NewsletterIssueOrder] | None, strawberry.argument(description="정렬. 기본은 최근 호부터")
]
SOURCES = Listing(model=models.NewsletterSource, parent="newsletter_id", order=(Order("created_at"),))
SourcesLater = Annotated["NewsletterSource", strawberry.lazy("schema.newsletter_sources")]
PUBLISHER_NAME = through(models.Department, "department_id", "name")
IssuesLater = Annotated["NewsletterIssue", strawberry.lazy("schema.newsletters")]


def may(act: IssueAct) -> Any:
    """`viewerCan…` for one act on an issue."""
    return ruled(partial(permission, act), issue_facts, f"지금 내가 할 수 있는지: {act.label}")


def _excerpt(issue: Any) -> ColumnElement[str]:
    return func.substr(issue.plain, 1, MOST_EXCERPT, type_=String())


def _topics(ctx: Context, kept: str) -> list[str]:
    return topics_of(kept)


def _formats(ctx: Context, kept: str) -> list[TitleFormat]:
    return formats_of(kept)


def issues_of(ctx: Context, filter: NewsletterIssueFilter | None, order_by: Any) -> Listing:
    return replace(ISSUES, order=issue_orders(order_by), where=issue_condition(ctx, filter))


@rows_of(models.Newsletter, description="소식지. 시민용은 누구나, 직원용은 직원만 봅니다.")
class Newsletter(Node):
    slug: str = column("주소에 쓰는 이름. 하나뿐이고 바뀌지 않습니다.")
    name: str = column("이름")
    publisher: Department | None = to_one(
        models.Department, "department_id", "펴내는 부서. 직원만 봅니다. 시민에게는 publisherName"
    )
    publisher_name: str = computed(models.Newsletter, PUBLISHER_NAME, "펴내는 부서의 이름")
    audience: Audience = column("누가 읽는지")
    period: Period = column("얼마나 자주 펴내는지")
    topics: list[str] = derived(_topics, "topics", description="다루는 주제")
    formats: list[TitleFormat] = derived(_formats, "formats", description="어떻게 펴내는지. 하나 이상")
    language: Language = column("무슨 말로 쓰는지")
    status: TitleStatus = column("지금도 펴내는지")
    created_at: datetime = column("등록한 때")
    updated_at: datetime = column("마지막으로 고친 때")
    version: int = column("마지막으로 바뀐 사건의 번호. 호의 것은 세지 않습니다.")

    viewer_can_update: Permission = ruled(may_change_title, title_facts, "지금 내가 고칠 수 있는지")
    viewer_can_create_issue: Permission = ruled(may_write, title_facts, "지금 내가 새 호를 쓸 수 있는지")
    viewer_can_add_source: Permission = ruled(
        may_keep_sources, title_facts, "지금 내가 가져올 곳을 더할 수 있는지"
    )

    @connection(Connection[IssuesLater], description="이 소식지의 호. 볼 수 있는 것만")
    def issues(self, info: Ctx, filter: IssueFilter = None, order_by: IssueSort = None) -> Listing:
        return replace(issues_of(info.context, filter, order_by), parent="newsletter_id")

    @connection(
        Connection[SourcesLater],
        description="가져올 곳. 펴내거나 감독하는 부서의 직원과 관리자만 봅니다. 그 밖에는 비어 있습니다.",
    )
    def sources(self) -> Listing:
        return SOURCES


@strawberry.type(description="호를 얼마나 읽었는지. 누가 읽었는지는 아무에게도 보이지 않습니다.")
class NewsletterReadership:
    """Resolves on a resolvers.newsletters.readings.Readership."""

    staff: int = column("읽었다고 표시한 직원 수")
    citizens: int = column("시민의 화면을 연 횟수. 누가 열었는지는 적어 두지 않습니다.")
    viewer_has_read: bool = column("내가 읽었는지")
    viewer_has_starred: bool = column("내가 별을 달았는지")


@strawberry.type(description="글이 거의 같은 다른 호")
class SimilarNewsletterIssue:
    """Resolves on a resolvers.newsletters.similar.Similar."""

    issue_id: strawberry.Private[UUID]

    likeness: float = column("글이 얼마나 같은지. 0부터 1까지이고, 1이면 같은 글입니다.")
    issue: IssuesLater | None = to_one(
        models.NewsletterIssue, "issue_id", "그 호. 그 사이에 볼 수 없게 되었으면 null"
    )


@rows_of(
    models.NewsletterIssue,
    description="소식지의 한 호. 펴낸 것은 그 소식지의 독자가, 아직 아닌 것은 펴내는 부서와 관리자가 봅니다.",
)
class NewsletterIssue(Node):
    newsletter: Newsletter | None = to_one(models.Newsletter, "newsletter_id", "소식지")
    number: int = column("몇째 호인지. 소식지 안에서 하나뿐입니다.")
    issued_on: date = column("호에 적는 날짜")
    heading: str = column("제목")
    format: IssueFormat = column("글이 어떻게 왔는지")
    body: str = column("Markdown 원문. 가져온 호는 그 글자")
    body_html: str = column("안전한 HTML", of="html")
    body_text: str = column("글자만", of="plain")
    audience: Audience = column("누가 읽는지. 소식지의 독자이거나 그보다 좁습니다.")
    excerpt: str = computed(models.NewsletterIssue, _excerpt, f"글자의 처음 {MOST_EXCERPT}자")
    state: IssueState = column("어디까지 왔는지")
    author: Employee | None = to_one(models.Employee, "author_id", "쓴 사람. 직원만 봅니다.")
    created_at: datetime = column("쓴 때")
    edited_by: Employee | None = to_one(
        models.Employee, "edited_by_id", "마지막으로 고친 사람. 직원만 봅니다."
    )
    edited_at: datetime | None = column("마지막으로 고친 때")
    approved_by: Employee | None = to_one(models.Employee, "approved_by_id", "승인한 사람. 직원만 봅니다.")
    approved_at: datetime | None = column("승인한 때")
    publish_at: datetime | None = column("저절로 펴낼 때. 펴내기 전에 예약한 동안만")
    scheduled_by: Employee | None = to_one(
        models.Employee, "scheduled_by_id", "발행을 예약한 사람. 직원만 봅니다."
    )
    schedule_problem: str | None = column("예약한 때에 펴내지 못한 까닭. 다시 예약하거나 고치면 없어집니다.")
    published_by: Employee | None = to_one(models.Employee, "published_by_id", "펴낸 사람. 직원만 봅니다.")
    published_at: datetime | None = column("펴낸 때")
    archived_by: Employee | None = to_one(
        models.Employee, "archived_by_id", "지난 호로 보관한 사람. 직원만 봅니다."
    )
    archived_at: datetime | None = column("지난 호로 보관한 때")
    source: SourcesLater | None = to_one(
        models.NewsletterSource, "source_id", "저절로 가져온 곳. 가져올 곳을 보는 사람만 봅니다."
    )
    source_changed_at: datetime | None = column(
        "가져온 원문이 그 뒤에 바뀐 때. 사람이 고쳤거나 펴낸 호는 저절로 바꾸지 않고 이렇게 알립니다."
    )
    version: int = column("마지막으로 바뀐 사건의 번호")
    cover: NewsletterFile | None = found(
        models.NewsletterFile, cover_of, "표지 그림", of=models.NewsletterIssue
    )

    @gathered(NewsletterReadership | None, description="얼마나 읽었는지. 직원만 봅니다.")
    def readership(self) -> Any:
        return readership

    @gathered(
        list[SimilarNewsletterIssue],
        description="글이 거의 같은 다른 호. 볼 수 있는 것만, 가장 비슷한 것부터. 펴내고 몇 초 뒤부터",
    )
    def similar(
        self, first: Annotated[int, strawberry.argument(description=f"몇 호까지 (0~{MOST_SIMILAR})")] = 5
    ) -> Any:
        return similar_of(first)

    @connection(
        Connection[NewsletterFile],
        description="파일. 초안에는 POST /newsletter-files/{호 ID}?role=ATTACHMENT로 올립니다.",
    )
    def files(self, roles: FileRoles = None) -> Listing:
        return files_of(roles)

    viewer_can_update: Permission = may(IssueAct.UPDATE)
    viewer_can_approve: Permission = may(IssueAct.APPROVE)
    viewer_can_publish: Permission = may(IssueAct.PUBLISH)
    viewer_can_schedule: Permission = may(IssueAct.SCHEDULE)
    viewer_can_unschedule: Permission = may(IssueAct.UNSCHEDULE)
    viewer_can_archive: Permission = may(IssueAct.ARCHIVE)
    viewer_can_discard: Permission = may(IssueAct.DISCARD)
    viewer_can_narrow: Permission = may(IssueAct.NARROW)


@strawberry.type
class NewsletterQuery:
    @connection(
        Connection[Newsletter],
        description="소식지. 로그인하지 않았으면 시민용만 봅니다.",
        permission_classes=[Anyone],
    )
    def newsletters(
        self,
        info: Ctx,
        filter: Annotated[NewsletterFilter | None, strawberry.argument(description="이런 것만")] = None,
        order_by: Annotated[
            list[NewsletterOrder] | None, strawberry.argument(description="정렬. 기본은 이름 순서")
        ] = None,
    ) -> Listing:
        where = newsletter_condition(info.context, filter)
        return Listing(model=models.Newsletter, where=where, order=newsletter_orders(order_by))

    @picked(
        Newsletter | None,
        description="소식지 하나: slug나 ID로. 없거나 볼 수 없으면 null",
        permission_classes=[Anyone],
    )
    def newsletter(
        self,
        slug: Annotated[str | None, strawberry.argument(description="주소에 쓰는 이름")] = None,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="소식지의 ID")] = None,
    ) -> Pick:
        if (slug is None) is (id is None):
            message = "slug와 id 가운데 하나만 적어 주십시오."
            raise Invalid(message, field=("slug",), reason=Reason.AMBIGUOUS)
        if id is not None:
            return Pick(models.Newsletter, uuid_of(id, "Newsletter"))
        return Pick(models.Newsletter, slug, by="slug")

    @connection(
        Connection[NewsletterIssue],
        description="모든 소식지의 호. 볼 수 있는 것만",
        permission_classes=[Anyone],
    )
    def newsletter_issues(self, info: Ctx, filter: IssueFilter = None, order_by: IssueSort = None) -> Listing:
        return issues_of(info.context, filter, order_by)

    @picked(
        NewsletterIssue | None,
        description="소식지의 호 하나. 없거나 볼 수 없으면 null",
        permission_classes=[Anyone],
    )
    def newsletter_issue(
        self, id: Annotated[strawberry.ID, strawberry.argument(description="호의 ID")]
    ) -> Pick:
        return Pick(models.NewsletterIssue, uuid_of(id, "NewsletterIssue"))

    @strawberry.field(
        description="쓰고 있는 글이 독자에게 어떻게 보일지. 아무것도 저장하지 않습니다.",
        permission_classes=[StaffOnly],
    )
    async def newsletter_preview(
        self, body: Annotated[str, strawberry.argument(description="Markdown 원문. 20,000자까지")]
    ) -> str:
        return await preview(body)

"""소식지가 없는 곳: departments that citizens come to and that have no newsletter, and their first one."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry

import models
from madang.rules.newsletter_starts import without_newsletter
from madang.rules.newsletters import Period
from madang.rules.people import OrganisationKind
from resolvers.listings import Listing, Order
from resolvers.newsletters import starts
from schema.connections import Connection, connection
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.newsletter_mutations import TOPICS
from schema.newsletters import Newsletter, NewsletterIssue
from schema.payloads import CLIENT_ID, Payload, mutation
from schema.people import Department
from schema.sources import Ctx

WITHOUT = Listing(model=models.Department, order=(Order("code"),))


@strawberry.input(description="부서의 첫 시민용 소식지")
class NewsletterStartInput:
    department_id: strawberry.ID = strawberry.field(description="펴낼 부서나 민간위탁기관")
    name: str = strawberry.field(description="이름. 100자까지, 하나뿐")
    period: Period = strawberry.field(description="얼마나 자주 펴내려는지")
    issued_on: date = strawberry.field(description="첫 호에 적을 날짜")
    topics: list[str] = strawberry.field(default_factory=list[str], description=TOPICS)
    slug: str | None = strawberry.field(
        default=None, description="주소에 쓸 이름. 적지 않으면 부서의 코드로 짓습니다."
    )
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.type(description="소식지를 시작한 결과. version은 첫 호의 것")
class NewsletterStartPayload(Payload):
    newsletter: Newsletter | None = strawberry.field(default=None, description="소식지")
    issue: NewsletterIssue | None = strawberry.field(default=None, description="채워 넣을 첫 호. 초안입니다.")

    @classmethod
    def of(cls, title: Any, issue: Any) -> "NewsletterStartPayload":
        return cls(newsletter=title, issue=issue, version=issue.version)


@strawberry.type(description="부서에 표시한 결과. version은 부서의 것")
class DepartmentPayload(Payload):
    department: Department | None = strawberry.field(default=None, description="부서")


@strawberry.type
class NewsletterStartQuery:
    @connection(
        Connection[Department],
        description="시민을 만나는데 시민용 소식지가 없는 부서",
        permission_classes=[StaffOnly],
    )
    def departments_without_newsletter(
        self,
        info: Ctx,
        kinds: Annotated[
            list[OrganisationKind] | None,
            strawberry.argument(
                description="이런 종류의 기관을 모두. 적지 않으면 시민을 만나는 곳: 그렇다고 표시한 부서와, "
                "아니라고 표시하지 않은 사업소와 민간위탁기관"
            ),
        ] = None,
    ) -> Listing:
        return replace(WITHOUT, where=without_newsletter(tuple(kinds) if kinds else None))


@strawberry.type
class NewsletterStartMutation:
    @mutation(
        "부서의 첫 시민용 소식지를 시작합니다. 채워 넣을 첫 호가 초안으로 생깁니다."
        " 그 부서의 부서장(대결자)이나 관리자가, 민간위탁기관이면 그 직원도 합니다."
    )
    async def newsletter_start(
        self,
        info: Ctx,
        input: Annotated[NewsletterStartInput, strawberry.argument(description="시작할 소식지")],
    ) -> NewsletterStartPayload:
        department = uuid_of(input.department_id, "Department", field=("input", "departmentId"))
        given = starts.Start(
            department_id=department,
            name=input.name,
            period=input.period,
            issued_on=input.issued_on,
            topics=tuple(input.topics),
            slug=input.slug,
            id=input.id,
        )
        title, issue = await starts.start(info.context, given)
        return NewsletterStartPayload.of(title, issue)

    @mutation(
        "부서가 시민을 만나는 곳인지 표시합니다. 소식지가 없는 곳을 이것으로 찾습니다. 관리자가 합니다."
    )
    async def department_mark_meeting_citizens(
        self,
        info: Ctx,
        id: Annotated[strawberry.ID, strawberry.argument(description="부서의 ID")],
        meets_citizens: Annotated[
            bool | None, strawberry.argument(description="만나는지. null이면 기관 종류로 압니다.")
        ] = None,
    ) -> DepartmentPayload:
        marked: Any = await starts.mark(info.context, uuid_of(id, "Department"), meets_citizens)
        return DepartmentPayload(department=marked, version=marked.version)

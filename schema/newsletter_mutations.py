"""Acts on newsletters: titles registered and changed; issues written, approved, published, archived."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

from madang.rules.newsletters import Audience, Language, Period, TitleFormat, TitleStatus
from resolvers.newsletters import discarding as newsletter_discarding
from resolvers.newsletters import files as newsletter_files
from resolvers.newsletters import issues
from resolvers.newsletters import scheduling as newsletter_scheduling
from resolvers.newsletters import titles as newsletters
from resolvers.newsletters.issues import IssueContent
from resolvers.newsletters.titles import TitleContent
from schema.guards import AdministratorOnly
from schema.identifiers import uuid_of
from schema.newsletters import Newsletter, NewsletterIssue
from schema.payloads import CLIENT_ID, Payload, Version, mutation
from schema.sources import Ctx

TitleId = Annotated[strawberry.ID, strawberry.argument(description="소식지의 ID")]
IssueId = Annotated[strawberry.ID, strawberry.argument(description="호의 ID")]
FORMATS = "어떻게 펴내는지. 하나 이상 고릅니다."
TOPICS = "다루는 주제. 10개까지, 하나에 20자까지"
NARROWER = "누가 읽는지. 소식지의 독자보다 넓힐 수 없습니다."
HEADS = "부서장(대결자)이나 관리자가 합니다."


@strawberry.input(description="새 소식지")
class NewsletterCreateInput:
    slug: str = strawberry.field(description="주소에 쓸 이름. 영어 소문자·숫자·붙임표 60자까지. 못 바꿉니다.")
    name: str = strawberry.field(description="이름. 100자까지, 하나뿐")
    department_id: strawberry.ID = strawberry.field(description="펴내는 부서")
    audience: Audience = strawberry.field(description="누가 읽는지. 호를 쓴 뒤에는 못 바꿉니다.")
    period: Period = strawberry.field(description="얼마나 자주 펴내는지")
    topics: list[str] = strawberry.field(default_factory=list[str], description=TOPICS)
    formats: list[TitleFormat] = strawberry.field(
        default_factory=lambda: [TitleFormat.WEB], description=f"{FORMATS} 적지 않으면 누리집"
    )
    language: Language = strawberry.field(default=Language.KO, description="무슨 말로 쓰는지")
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.input(description="소식지에서 바꿀 것. 주지 않은 것은 그대로입니다.")
class NewsletterUpdateInput:
    name: str | None = strawberry.field(default=None, description="이름. 100자까지, 하나뿐")
    department_id: strawberry.ID | None = strawberry.field(default=None, description="펴내는 부서")
    audience: Audience | None = strawberry.field(
        default=None, description="누가 읽는지. 호가 하나라도 있으면 못 바꿉니다."
    )
    period: Period | None = strawberry.field(default=None, description="얼마나 자주 펴내는지")
    topics: list[str] | None = strawberry.field(default=None, description=TOPICS)
    formats: list[TitleFormat] | None = strawberry.field(default=None, description=FORMATS)
    language: Language | None = strawberry.field(default=None, description="무슨 말로 쓰는지")
    status: TitleStatus | None = strawberry.field(default=None, description="지금도 펴내는지")


@strawberry.input(description="새 호. 초안으로 시작합니다.")
class NewsletterIssueCreateInput:
    newsletter_id: strawberry.ID = strawberry.field(description="소식지")
    issued_on: date = strawberry.field(description="호에 적는 날짜")
    heading: str = strawberry.field(description="제목. 200자까지")
    body: str = strawberry.field(description="Markdown 원문. 20,000자까지")
    number: int | None = strawberry.field(
        default=None, description="몇째 호인지. 적지 않으면 마지막 호의 다음"
    )
    audience: Audience | None = strawberry.field(
        default=None, description=f"{NARROWER} 적지 않으면 소식지의 독자"
    )
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.input(description="호에서 바꿀 것. 주지 않은 것은 그대로입니다.")
class NewsletterIssueUpdateInput:
    issued_on: date | None = strawberry.field(default=None, description="호에 적는 날짜")
    heading: str | None = strawberry.field(default=None, description="제목. 200자까지")
    body: str | None = strawberry.field(default=None, description="Markdown 원문. 20,000자까지")
    number: int | None = strawberry.field(default=None, description="몇째 호인지")
    audience: Audience | None = strawberry.field(default=None, description=NARROWER)


@strawberry.type(description="소식지를 바꾼 결과. version은 소식지의 것")
class NewsletterPayload(Payload):
    newsletter: Newsletter | None = strawberry.field(default=None, description="소식지")

    @classmethod
    def of(cls, row: Any) -> "NewsletterPayload":
        return cls(newsletter=row, version=row.version)


@strawberry.type(description="호를 바꾼 결과. version은 호의 것")
class NewsletterIssuePayload(Payload):
    issue: NewsletterIssue | None = strawberry.field(default=None, description="호")

    @classmethod
    def of(cls, row: Any) -> "NewsletterIssuePayload":
        return cls(issue=row, version=row.version)


@strawberry.type(description="호를 버린 결과. version은 버린 사건의 것")
class NewsletterIssueDiscardPayload(Payload):
    id: strawberry.ID | None = strawberry.field(default=None, description="버린 호의 ID")


@strawberry.type
class NewsletterMutation:
    @mutation("소식지를 등록합니다. 관리자가 합니다.", guard=AdministratorOnly)
    async def newsletter_create(
        self,
        info: Ctx,
        input: Annotated[NewsletterCreateInput, strawberry.argument(description="새 소식지")],
    ) -> NewsletterPayload:
        content = TitleContent(
            name=input.name,
            department_id=_department(input.department_id),
            audience=input.audience,
            period=input.period,
            topics=input.topics,
            formats=input.formats,
            language=input.language,
        )
        created = await newsletters.create(info.context, input.slug, content, id=input.id)
        return NewsletterPayload.of(created)

    @mutation("소식지를 고칩니다. 관리자가 합니다.", guard=AdministratorOnly)
    async def newsletter_update(
        self,
        info: Ctx,
        id: TitleId,
        input: Annotated[NewsletterUpdateInput, strawberry.argument(description="바꿀 것")],
        version: Version = None,
    ) -> NewsletterPayload:
        content = TitleContent(
            name=input.name,
            department_id=None if input.department_id is None else _department(input.department_id),
            audience=input.audience,
            period=input.period,
            topics=input.topics,
            formats=input.formats,
            language=input.language,
            status=input.status,
        )
        key = uuid_of(id, "Newsletter")
        return NewsletterPayload.of(await newsletters.update(info.context, key, content, version=version))

    @mutation("새 호를 초안으로 씁니다. 소식지를 펴내는 부서의 직원이 합니다.")
    async def newsletter_issue_create(
        self,
        info: Ctx,
        input: Annotated[NewsletterIssueCreateInput, strawberry.argument(description="새 호")],
    ) -> NewsletterIssuePayload:
        title = uuid_of(input.newsletter_id, "Newsletter", field=("input", "newsletterId"))
        return NewsletterIssuePayload.of(
            await issues.create(info.context, title, _content(input), id=input.id)
        )

    @mutation("펴내기 전의 호를 고칩니다. 승인한 호는 다시 초안이 됩니다.")
    async def newsletter_issue_update(
        self,
        info: Ctx,
        id: IssueId,
        input: Annotated[NewsletterIssueUpdateInput, strawberry.argument(description="바꿀 것")],
        version: Version = None,
    ) -> NewsletterIssuePayload:
        return NewsletterIssuePayload.of(
            await issues.update(info.context, _issue(id), _content(input), version=version)
        )

    @mutation("펴내기 전의 호에서 첨부파일이나 표지를 지웁니다. 승인한 호는 다시 초안이 됩니다.")
    async def newsletter_issue_file_remove(
        self,
        info: Ctx,
        id: Annotated[strawberry.ID, strawberry.argument(description="파일의 ID")],
        version: Version = None,
    ) -> NewsletterIssuePayload:
        file = uuid_of(id, "NewsletterFile")
        return NewsletterIssuePayload.of(await newsletter_files.remove(info.context, file, version=version))

    @mutation(
        "펴내기 전의 호를 파일과 함께 버립니다. 되돌릴 수 없습니다. 소식지를 펴내는 부서의 직원이 합니다."
    )
    async def newsletter_issue_discard(
        self, info: Ctx, id: IssueId, version: Version = None
    ) -> NewsletterIssueDiscardPayload:
        discarded = await newsletter_discarding.discard(info.context, _issue(id), version=version)
        return NewsletterIssueDiscardPayload(id=id, version=discarded.version)

    @mutation(f"초안을 승인합니다. {HEADS}")
    async def newsletter_issue_approve(
        self, info: Ctx, id: IssueId, version: Version = None
    ) -> NewsletterIssuePayload:
        return NewsletterIssuePayload.of(await issues.approve(info.context, _issue(id), version=version))

    @mutation(f"승인한 호를 펴냅니다. 그 소식지의 독자가 봅니다. {HEADS}")
    async def newsletter_issue_publish(
        self, info: Ctx, id: IssueId, version: Version = None
    ) -> NewsletterIssuePayload:
        return NewsletterIssuePayload.of(await issues.publish(info.context, _issue(id), version=version))

    @mutation(f"승인한 호를 정한 때에 저절로 펴내게 합니다. 다시 예약하면 때가 바뀝니다. {HEADS}")
    async def newsletter_issue_schedule(
        self,
        info: Ctx,
        id: IssueId,
        at: Annotated[datetime, strawberry.argument(description="펴낼 때. 지금부터 1년 안")],
        version: Version = None,
    ) -> NewsletterIssuePayload:
        issue = _issue(id)
        return NewsletterIssuePayload.of(
            await newsletter_scheduling.schedule(info.context, issue, at, version=version)
        )

    @mutation(f"발행 예약을 없앱니다. 호는 승인한 그대로입니다. {HEADS}")
    async def newsletter_issue_unschedule(
        self, info: Ctx, id: IssueId, version: Version = None
    ) -> NewsletterIssuePayload:
        issue = _issue(id)
        return NewsletterIssuePayload.of(
            await newsletter_scheduling.unschedule(info.context, issue, version=version)
        )

    @mutation(f"펴낸 호를 지난 호로 보관합니다. 계속 읽을 수 있습니다. {HEADS}")
    async def newsletter_issue_archive(
        self, info: Ctx, id: IssueId, version: Version = None
    ) -> NewsletterIssuePayload:
        return NewsletterIssuePayload.of(await issues.archive(info.context, _issue(id), version=version))

    @mutation(f"펴낸 호를 직원만 읽게 합니다. 시민에게는 더 보이지 않고, 되돌릴 수 없습니다. {HEADS}")
    async def newsletter_issue_narrow(
        self, info: Ctx, id: IssueId, version: Version = None
    ) -> NewsletterIssuePayload:
        return NewsletterIssuePayload.of(await issues.narrow(info.context, _issue(id), version=version))


def _department(id: strawberry.ID) -> UUID:
    return uuid_of(id, "Department", field=("input", "departmentId"))


def _content(input: NewsletterIssueCreateInput | NewsletterIssueUpdateInput) -> IssueContent:
    return IssueContent(
        number=input.number,
        issued_on=input.issued_on,
        heading=input.heading,
        body=input.body,
        audience=input.audience,
    )


def _issue(id: strawberry.ID) -> UUID:
    return uuid_of(id, "NewsletterIssue")

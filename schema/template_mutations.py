"""Keeping templates of requests, and beginning a request with one."""

from collections.abc import Sequence
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry
from strawberry import UNSET

import models
from madang.rules.requests import PartnerRole, Scale
from madang.rules.templates import Adjustment
from resolvers import templates
from resolvers.template_parts import Part
from resolvers.template_sources import TemplateContent
from schema.identifiers import uuid_of
from schema.payloads import Payload, mutation
from schema.requests import Request
from schema.sources import Ctx
from schema.templates import RequestTemplate, RequestTemplateAdjustment

TemplateId = Annotated[strawberry.ID, strawberry.argument(description="서식의 ID")]
Version = Annotated[
    int | None,
    strawberry.argument(description="내가 마지막으로 본 서식의 version. 그 뒤에 바뀌었으면 거절합니다."),
]
CLIENT_ID = "클라이언트가 만든 UUID. 같은 것으로 다시 보내도 하나만 생깁니다."
DAYS = "기한: 쓰는 날부터 며칠 뒤(0~3,650)"


@strawberry.input(description="서식에 적을 협력부서 하나")
class RequestTemplateAddresseeInput:
    department_id: strawberry.ID = strawberry.field(description="협력부서")
    role: PartnerRole = strawberry.field(default=PartnerRole.JOINT, description="바라는 역할")
    ask: str = strawberry.field(default="", description="이 부서에 따로 바라는 것. 2,000자까지")
    offered_resource: str = strawberry.field(default="", description="요청부서가 내놓는 자원. 1,000자까지")
    due_in_days: int | None = strawberry.field(
        default=None, description=f"이 부서의 {DAYS}. null이면 요청의 기한"
    )


@strawberry.input(description="새 서식. fromRequest를 주면 적지 않은 것은 그 요청에서 가져옵니다.")
class RequestTemplateCreateInput:
    name: str = strawberry.field(description="서식의 이름. 100자까지, 부서 안에서 하나뿐")
    from_request: strawberry.ID | None = strawberry.field(
        default=None, description="본보기로 삼을 협력 요청. 열람이 제한된 것은 안 됩니다."
    )
    title: str | None = strawberry.field(
        default=None, description="제목. 200자까지. fromRequest가 없으면 필수"
    )
    project: str | None = strawberry.field(
        default=None, description="사업명. 200자까지. fromRequest가 없으면 필수"
    )
    body: str | None = strawberry.field(
        default=None, description="협조 내용. 20,000자까지. fromRequest가 없으면 필수"
    )
    scale: Scale | None = strawberry.field(default=None, description="사업 규모. 기본은 여러 실·국")
    significance: str | None = strawberry.field(default=None, description="왜 무게 있는 일인지. 1,000자까지")
    due_in_days: int | None = strawberry.field(default=UNSET, description=f"{DAYS}. null이면 기한 없이")
    deliveries: list[RequestTemplateAddresseeInput] | None = strawberry.field(
        default=None, description="협력을 요청할 부서"
    )
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.input(description="서식에서 바꿀 것. 주지 않은 것은 그대로입니다.")
class RequestTemplateUpdateInput:
    name: str | None = strawberry.field(default=None, description="서식의 이름")
    title: str | None = strawberry.field(default=None, description="제목")
    project: str | None = strawberry.field(default=None, description="사업명")
    body: str | None = strawberry.field(default=None, description="협조 내용")
    scale: Scale | None = strawberry.field(default=None, description="사업 규모")
    significance: str | None = strawberry.field(default=None, description="왜 무게 있는 일인지")
    due_in_days: int | None = strawberry.field(
        default=UNSET, description=f"{DAYS}. null을 주면 기한을 없앱니다."
    )
    deliveries: list[RequestTemplateAddresseeInput] | None = strawberry.field(
        default=None, description="협력을 요청할 부서 전부"
    )


@strawberry.input(description="서식으로 쓰기 시작할 협력 요청")
class RequestTemplateUseInput:
    id: UUID | None = strawberry.field(default=None, description=f"새 요청의 ID로 쓸, {CLIENT_ID}")


@strawberry.type(description="서식을 바꾼 결과. version은 부서의 것")
class RequestTemplatePayload(Payload):
    template: RequestTemplate | None = strawberry.field(default=None, description="서식")
    adjustments: list[RequestTemplateAdjustment] = strawberry.field(
        default_factory=list[RequestTemplateAdjustment],
        description="본보기로 삼은 요청에서, 조직이 바뀌어 달라진 협력부서",
    )


@strawberry.type(description="서식을 지운 결과. version은 부서의 것")
class RequestTemplateRemovePayload(Payload):
    id: strawberry.ID | None = strawberry.field(default=None, description="지운 서식의 ID")


@strawberry.type(description="서식으로 협력 요청을 쓰기 시작한 결과. version은 요청의 것")
class RequestTemplateUsePayload(Payload):
    request: Request | None = strawberry.field(default=None, description="쓰기 시작한 협력 요청")
    adjustments: list[RequestTemplateAdjustment] = strawberry.field(
        default_factory=list[RequestTemplateAdjustment],
        description="조직이 바뀌어 서식과 달라진 협력부서",
    )


@strawberry.type
class TemplateMutation:
    @mutation("주 소속 부서의 서식을 만듭니다. 협력을 요청할 수 있는 기관의 직원이 합니다.")
    async def request_template_create(
        self,
        info: Ctx,
        input: Annotated[RequestTemplateCreateInput, strawberry.argument(description="서식")],
    ) -> RequestTemplatePayload:
        source = input.from_request
        template, adjustments = await templates.create(
            info.context,
            _content(input),
            id=input.id,
            from_request=uuid_of(source, "Request", field=("input", "fromRequest")) if source else None,
        )
        return _payload(template, adjustments)

    @mutation("서식을 고칩니다. 만든 사람과 그 부서의 서무·부서장이 합니다.")
    async def request_template_update(
        self,
        info: Ctx,
        id: TemplateId,
        input: Annotated[RequestTemplateUpdateInput, strawberry.argument(description="바꿀 것")],
        version: Version = None,
    ) -> RequestTemplatePayload:
        key = uuid_of(id, "RequestTemplate")
        return _payload(await templates.update(info.context, key, _content(input), version=version))

    @mutation("서식을 지웁니다. 이 서식으로 쓴 요청은 남습니다. 만든 사람과 그 부서의 서무·부서장이 합니다.")
    async def request_template_remove(
        self, info: Ctx, id: TemplateId, version: Version = None
    ) -> RequestTemplateRemovePayload:
        key = uuid_of(id, "RequestTemplate")
        template = await templates.remove(info.context, key, version=version)
        return RequestTemplateRemovePayload(id=id, version=template.version)

    @mutation(
        "서식으로 협력 요청을 쓰기 시작합니다. 없어진 부서는 그 일을 맡은 부서로 바꾸거나 빼고 알립니다."
    )
    async def request_template_use(
        self,
        info: Ctx,
        id: TemplateId,
        input: Annotated[
            RequestTemplateUseInput | None, strawberry.argument(description="새 요청에 줄 것")
        ] = None,
    ) -> RequestTemplateUsePayload:
        key = uuid_of(id, "RequestTemplate")
        wanted = input.id if input else None
        request, adjustments = await templates.use(info.context, key, request_id=wanted)
        return RequestTemplateUsePayload(
            request=cast(Any, request), adjustments=cast(Any, list(adjustments)), version=request.version
        )


def _payload(
    template: models.RequestTemplate, adjustments: Sequence[Adjustment] = ()
) -> RequestTemplatePayload:
    return RequestTemplatePayload(
        template=cast(Any, template), adjustments=cast(Any, list(adjustments)), version=template.version
    )


def _content(input: RequestTemplateCreateInput | RequestTemplateUpdateInput) -> TemplateContent:
    return TemplateContent(
        name=input.name,
        title=input.title,
        project=input.project,
        body=input.body,
        scale=input.scale,
        significance=input.significance,
        sets_due=input.due_in_days is not UNSET,
        due_in_days=None if input.due_in_days is UNSET else input.due_in_days,
        parts=None
        if input.deliveries is None
        else tuple(_part(place, one) for place, one in enumerate(input.deliveries)),
    )


def _part(place: int, one: RequestTemplateAddresseeInput) -> Part:
    field = ("input", "deliveries", str(place), "departmentId")
    return Part(
        department_id=uuid_of(one.department_id, "Department", field=field),
        role=one.role,
        ask=one.ask,
        offered_resource=one.offered_resource,
        due_in_days=one.due_in_days,
    )

"""What a requester does with a request."""

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import UNSET

from madang.rules.requests import PartnerRole, Scale
from resolvers import addressees, drafts, requests
from resolvers.drafts import RequestContent
from schema.identifiers import uuid_of
from schema.payloads import Payload, Version, mutation
from schema.requests import Request
from schema.sources import Ctx

Id = Annotated[strawberry.ID, strawberry.argument(description="협력 요청의 ID")]
Why = Annotated[str, strawberry.argument(description="사유")]


@strawberry.input(description="협력을 요청할 부서 하나")
class AddresseeInput:
    department_id: strawberry.ID = strawberry.field(description="협력부서")
    role: PartnerRole = strawberry.field(default=PartnerRole.JOINT, description="바라는 역할")
    ask: str = strawberry.field(default="", description="이 부서에 따로 바라는 것. 2,000자까지")
    offered_resource: str = strawberry.field(default="", description="요청부서가 내놓는 자원. 1,000자까지")
    due_on: date | None = strawberry.field(default=None, description="이 부서의 기한")


@strawberry.input(description="새 협력 요청")
class RequestCreateInput:
    title: str = strawberry.field(description="제목. 200자까지")
    project: str = strawberry.field(description="사업명. 200자까지")
    body: str = strawberry.field(description="협조 내용. 20,000자까지")
    scale: Scale = strawberry.field(default=Scale.MULTI_BUREAU, description="사업 규모")
    significance: str = strawberry.field(default="", description="왜 무게 있는 일인지. 1,000자까지")
    due_on: date | None = strawberry.field(default=None, description="기한")
    restriction: str | None = strawberry.field(
        default=None, description="당사자만 보게 하려면 그 사유(개인정보·보안)"
    )
    deliveries: list[AddresseeInput] = strawberry.field(
        default_factory=list[AddresseeInput], description="협력을 요청할 부서"
    )
    id: UUID | None = strawberry.field(
        default=None, description="클라이언트가 만든 UUID. 같은 것으로 다시 보내도 하나만 생깁니다."
    )


@strawberry.input(description="협력 요청에서 바꿀 것. 주지 않은 것은 그대로입니다.")
class RequestUpdateInput:
    title: str | None = strawberry.field(default=None, description="제목")
    project: str | None = strawberry.field(default=None, description="사업명")
    body: str | None = strawberry.field(default=None, description="협조 내용")
    scale: Scale | None = strawberry.field(default=None, description="사업 규모")
    significance: str | None = strawberry.field(default=None, description="왜 무게 있는 일인지")
    due_on: date | None = strawberry.field(default=UNSET, description="기한. null을 주면 기한을 없앱니다.")
    deliveries: list[AddresseeInput] | None = strawberry.field(
        default=None, description="협력을 요청할 부서 전부. 발송하기 전에만"
    )


@strawberry.type(description="협력 요청을 바꾼 결과")
class RequestPayload(Payload):
    request: Request | None = strawberry.field(default=None, description="바뀐 협력 요청")


@strawberry.type(description="쓰던 협력 요청을 버린 결과")
class RequestDiscardPayload(Payload):
    id: strawberry.ID | None = strawberry.field(default=None, description="버린 것의 ID")


@strawberry.type
class RequestMutation:
    @mutation("협력 요청을 쓰기 시작합니다. 발송할 때까지 나만 봅니다.")
    async def request_create(
        self,
        info: Ctx,
        input: Annotated[RequestCreateInput, strawberry.argument(description="내용")],
    ) -> RequestPayload:
        content = RequestContent(
            title=input.title,
            project=input.project,
            body=input.body,
            scale=input.scale,
            significance=input.significance,
            sets_due=True,
            due_on=input.due_on,
            addressees=_addressees(input.deliveries, "input", "deliveries"),
        )
        request = await drafts.create(info.context, content, id=input.id, restriction=input.restriction)
        return _payload(request)

    @mutation("협력 요청의 내용을 고칩니다. 어느 부서든 접수하기 전까지 할 수 있습니다.")
    async def request_update(
        self,
        info: Ctx,
        id: Id,
        input: Annotated[RequestUpdateInput, strawberry.argument(description="바꿀 것")],
        version: Version = None,
    ) -> RequestPayload:
        sent = input.deliveries
        content = RequestContent(
            title=input.title,
            project=input.project,
            body=input.body,
            scale=input.scale,
            significance=input.significance,
            sets_due=input.due_on is not UNSET,
            due_on=input.due_on or None,
            addressees=None if sent is None else _addressees(sent, "input", "deliveries"),
        )
        request = await drafts.update(info.context, uuid_of(id, "Request"), content, version=version)
        return _payload(request)

    @mutation("쓰던 협력 요청을 버립니다.")
    async def request_discard(self, info: Ctx, id: Id) -> RequestDiscardPayload:
        request = await drafts.discard(info.context, uuid_of(id, "Request"))
        return RequestDiscardPayload(id=id, version=request.version)

    @mutation("협력 요청을 발송합니다. 번호가 매겨지고, 모든 직원이 봅니다.")
    async def request_publish(self, info: Ctx, id: Id, version: Version = None) -> RequestPayload:
        return _payload(await requests.publish(info.context, uuid_of(id, "Request"), version=version))

    @mutation("협력부서를 더합니다.")
    async def request_add_departments(
        self,
        info: Ctx,
        id: Id,
        deliveries: Annotated[list[AddresseeInput], strawberry.argument(description="더할 부서")],
        version: Version = None,
    ) -> RequestPayload:
        added = _addressees(deliveries, "deliveries")
        request = await requests.add_departments(info.context, uuid_of(id, "Request"), added, version=version)
        return _payload(request)

    @mutation("협력 요청을 취소합니다. 끝나지 않은 모든 협력이 취소됩니다.")
    async def request_cancel(self, info: Ctx, id: Id, reason: Why, version: Version = None) -> RequestPayload:
        request = await requests.cancel(info.context, uuid_of(id, "Request"), reason=reason, version=version)
        return _payload(request)

    @mutation("당사자만 보게 합니다. 사유는 당사자에게 보입니다.")
    async def request_restrict(
        self, info: Ctx, id: Id, reason: Why, version: Version = None
    ) -> RequestPayload:
        request = await requests.restrict(
            info.context, uuid_of(id, "Request"), reason=reason, version=version
        )
        return _payload(request)

    @mutation("열람 제한을 풉니다. 모든 직원이 봅니다.")
    async def request_open(self, info: Ctx, id: Id, version: Version = None) -> RequestPayload:
        return _payload(await requests.open_to_all(info.context, uuid_of(id, "Request"), version=version))


def _payload(request: object) -> RequestPayload:
    return RequestPayload(request=request, version=request.version)  # type: ignore[attr-defined,arg-type]


def _addressees(inputs: list[AddresseeInput], *path: str) -> tuple[addressees.Addressee, ...]:
    return tuple(
        addressees.Addressee(
            department_id=uuid_of(one.department_id, "Department", field=(*path, str(place), "departmentId")),
            role=one.role,
            ask=one.ask,
            offered_resource=one.offered_resource,
            due_on=one.due_on,
        )
        for place, one in enumerate(inputs)
    )

"""The immutable timeline of a request: every kind of event as a type of its own."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from uuid import UUID

import strawberry
from strawberry import Parent

import models
from madang.rules.requests import DeliveryState, Health, PartnerRole, RequestState, Scale
from madang.rules.workflow import Act
from models import EventLine
from schema import loaders
from schema.people import Department, Employee
from schema.sources import (
    SOURCE,
    SWITCHES,
    Ctx,
    Switch,
    Told,
    ToldOne,
    check_sources,
    column,
    to_one,
)
from subscriptions import request_events as happened
from subscriptions.events import Event, Record, from_data

if TYPE_CHECKING:
    from schema.deliveries import Delivery

DeliveryLater = Annotated["Delivery", strawberry.lazy("schema.deliveries")]

T = TypeVar("T")
KINDS: dict[str, type] = {}  # the type that shows each kind of event


def event_of(line: EventLine | Record) -> Event:
    """A line of the log, read back (timeline) or as it came (live)."""
    return line.event if isinstance(line, Record) else from_data(line.kind, line.data)


def kind_of(line: object) -> str | None:
    return line.event.kind if isinstance(line, Record) else getattr(line, "kind", None)


def told(description: str, *, of: str | None = None) -> Any:
    """A field the event itself carries under the field's own name, or `of`."""

    def resolve(root: Parent[Any], info: Ctx) -> Any:
        return getattr(event_of(root), of or info.python_name)

    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: Told(of)})


def pointed(model: type[models.Base], description: str, *, by: str) -> Any:
    """The row that the event's attribute `by` points to, if the viewer may see it."""

    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        id: UUID | None = getattr(event_of(root), by)
        return None if id is None else await loaders.row_by(info.context, model, id)

    source = ToldOne(model, by)
    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: source})


@strawberry.interface(description="협력 요청에 일어난 일 하나. 한번 적히면 바뀌지 않습니다.")
class TimelineEvent:
    version: int = column("이 요청에 일어난 몇 번째 일인지")
    occurred_at: datetime = column("일어난 때")

    actor: Employee | None = to_one(models.Employee, "actor_id", "한 사람. 시스템이 한 일이면 null")


NAMES: dict[str, str] = {}  # the name of the type that shows each kind of event


def _name_of(record: Record) -> str:
    return NAMES[record.event.kind]


SWITCHES["TimelineEvent"] = Switch(models.EventLine, "kind", NAMES, _name_of)


def shows(event: type[Event], description: str) -> Callable[[type[T]], type[T]]:
    """The type that shows one kind of event."""

    def declare(cls: type[T]) -> type[T]:
        def is_type_of(value: object, info: object) -> bool:
            return kind_of(value) == event.kind

        cls.is_type_of = staticmethod(is_type_of)  # type: ignore[attr-defined]
        KINDS[event.kind] = cls
        NAMES[event.kind] = cls.__name__
        declared = strawberry.type(description=description)(cls)
        check_sources(declared, models.EventLine)
        return declared

    return declare


@shows(happened.RequestDrafted, "요청을 쓰기 시작함")
class RequestDraftedEvent(TimelineEvent):
    title: str = told("제목")
    project: str = told("사업명")


@shows(happened.RequestDiscarded, "쓰던 요청을 버림")
class RequestDiscardedEvent(TimelineEvent):
    pass


@shows(happened.RequestEdited, "요청 내용을 고침")
class RequestEditedEvent(TimelineEvent):
    fields: list[str] = told("바뀐 항목의 이름")
    title: str = told("고친 뒤의 제목")
    project: str = told("고친 뒤의 사업명")
    scale: Scale = told("고친 뒤의 규모")
    due_on: date | None = told("고친 뒤의 기한")


@shows(happened.RequestPublished, "요청을 발송함")
class RequestPublishedEvent(TimelineEvent):
    key: str = told("요청 번호")


@shows(happened.RequestStateChanged, "요청 전체의 상태가 바뀜")
class RequestStateChangedEvent(TimelineEvent):
    request_state_before: RequestState = told("전 상태", of="before")
    request_state_after: RequestState = told("뒤 상태", of="after")


@shows(happened.RequestCancelled, "요청을 취소함")
class RequestCancelledEvent(TimelineEvent):
    reason: str | None = told("사유")


@shows(happened.RequestRestricted, "열람을 제한함")
class RequestRestrictedEvent(TimelineEvent):
    reason: str | None = told("사유")


@shows(happened.RequestOpened, "열람 제한을 풂")
class RequestOpenedEvent(TimelineEvent):
    pass


@strawberry.interface(description="한 협력부서의 협력에 일어난 일")
class DeliveryEvent(TimelineEvent):
    delivery: DeliveryLater | None = pointed(models.Delivery, "협력", by="delivery_id")


@shows(happened.DeliverySent, "협력부서에 발송함")
class DeliverySentEvent(DeliveryEvent):
    department: Department | None = pointed(models.Department, "협력부서", by="department_id")
    role: PartnerRole = told("바라는 역할")
    due_on: date | None = told("기한")
    state: DeliveryState = told("처음 상태")


@shows(happened.DeliveryMoved, "협력부서의 상태가 바뀜")
class DeliveryMovedEvent(DeliveryEvent):
    department: Department | None = pointed(models.Department, "협력부서", by="department_id")
    act: Act = told("한 일")
    state_before: DeliveryState = told("전 상태", of="before")
    state_after: DeliveryState = told("뒤 상태", of="after")
    reason: str | None = told("사유")


@strawberry.type(description="배부할 때 정한 담당자와 기여율")
class AssignedHandler:
    employee: Employee | None = to_one(models.Employee, "employee_id", "담당 직원")
    leads: bool = column("주담당이면 true")
    share: int = column("기여율(%)")


@shows(happened.DeliveryAssigned, "담당자를 정함(배부)")
class DeliveryAssignedEvent(DeliveryEvent):
    department: Department | None = pointed(models.Department, "협력부서", by="department_id")
    state_before: DeliveryState = told("전 상태", of="before")
    state_after: DeliveryState = told("뒤 상태", of="after")
    handlers: list[AssignedHandler] = told("담당자")


@shows(happened.DeliveryTransferred, "다른 부서로 이송함")
class DeliveryTransferredEvent(DeliveryEvent):
    from_department: Department | None = pointed(models.Department, "보낸 부서", by="from_department_id")
    to_department: Department | None = pointed(models.Department, "받을 부서", by="to_department_id")
    reason: str | None = told("사유")


@strawberry.interface(description="부서장의 승인을 기다리는 반려나 이송(상신)에 일어난 일")
class DeliveryLeavingEvent(DeliveryEvent):
    department: Department | None = pointed(models.Department, "협력부서", by="department_id")
    act: Act = told("상신한 일: RETURN 또는 TRANSFER")


@shows(happened.DeliveryLeavingProposed, "서무가 반려나 이송을 상신함")
class DeliveryLeavingProposedEvent(DeliveryLeavingEvent):
    target: Department | None = pointed(models.Department, "이송이면 받을 부서", by="target_id")
    reason: str | None = told("사유")


@shows(happened.DeliveryLeavingApproved, "부서장이 승인함. 반려나 이송이 이어집니다.")
class DeliveryLeavingApprovedEvent(DeliveryLeavingEvent):
    pass


@shows(happened.DeliveryLeavingDeclined, "부서장이 승인하지 않음")
class DeliveryLeavingDeclinedEvent(DeliveryLeavingEvent):
    reason: str | None = told("사유")


@shows(happened.DeliveryLeavingWithdrawn, "서무가 상신을 거둠")
class DeliveryLeavingWithdrawnEvent(DeliveryLeavingEvent):
    pass


@shows(happened.DeliveryLeavingVoided, "다른 일이 먼저 일어나 상신이 무효가 됨")
class DeliveryLeavingVoidedEvent(DeliveryLeavingEvent):
    pass


@shows(happened.DeliveryProgressed, "진행을 보고함")
class DeliveryProgressedEvent(DeliveryEvent):
    progress_before: int = told("전 진행률(%)", of="before")
    progress_after: int = told("뒤 진행률(%)", of="after")
    health: Health | None = told("순조로운지")
    note: str = told("진행 보고")


@shows(happened.DeliveryDueChanged, "기한을 바꿈")
class DeliveryDueChangedEvent(DeliveryEvent):
    due_before: date | None = told("전 기한", of="before")
    due_after: date | None = told("뒤 기한", of="after")

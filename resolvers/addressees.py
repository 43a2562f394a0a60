"""The departments a request asks: checked against today's chart, kept with a draft, sent on publishing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from madang.errors import Conflict, Invalid, Reason
from madang.rules.requests import GONE, DeliveryState, PartnerRole
from madang.text.normal import text
from models import Delivery, Department, Request
from models.base import uuid7
from resolvers.context import Change
from resolvers.departments import present_successors
from subscriptions.request_events import DeliverySent

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One department to ask: for what part, by when. Without a day of its own, the request's day holds."""

    department_id: UUID
    role: PartnerRole = PartnerRole.JOINT
    ask: str = ""
    offered_resource: str = ""
    due_on: date | None = None


def to_document(addressees: Sequence[Addressee]) -> list[dict[str, Any]]:
    return msgspec.to_builtins(addressees)


def from_document(document: Sequence[dict[str, Any]]) -> tuple[Addressee, ...]:
    return msgspec.convert(document, tuple[Addressee, ...])


async def checked(
    change: Change, addressees: Sequence[Addressee], *, asking: UUID, most: int, field: Path
) -> tuple[Addressee, ...]:
    """The same with clean texts. Raises Invalid for the first one that cannot be asked, naming its place."""
    if len(addressees) > most:
        raise Invalid(f"한 번에 {most}개 부서까지 요청할 수 있습니다.", field=field, reason=Reason.TOO_MANY)
    clean = tuple(_clean(one, (*field, str(place))) for place, one in enumerate(addressees))
    departments = await _departments(change, [one.department_id for one in clean])
    met: set[UUID] = set()
    for place, one in enumerate(clean):
        path = (*field, str(place), "departmentId")
        await _check_department(change, departments.get(one.department_id), asking=asking, field=path)
        if one.department_id in met:
            raise Invalid("같은 부서가 두 번 들어 있습니다.", field=path, reason=Reason.DUPLICATE)
        if one.due_on is not None and one.due_on < change.today:
            due = (*field, str(place), "dueOn")
            raise Invalid("기한은 오늘이나 그 뒤여야 합니다.", field=due, reason=Reason.IN_THE_PAST)
        met.add(one.department_id)
    return clean


async def open_department(change: Change, id: UUID, *, asking: UUID, field: Path) -> Department:
    """A department that can be asked. Raises Invalid."""
    found = await _departments(change, [id])
    return await _check_department(change, found.get(id), asking=asking, field=field)


async def send(
    change: Change,
    request: Request,
    addressees: Sequence[Addressee],
    *,
    state: DeliveryState = DeliveryState.SENT,
) -> list[Delivery]:
    """Ask each department, adding a delivery to the request. Raises Conflict if one is already asked."""
    living = {delivery.department_id for delivery in request.deliveries if delivery.state not in GONE}
    names = await _departments(change, [one.department_id for one in addressees])
    sent: list[Delivery] = []
    for one in addressees:
        if one.department_id in living:
            name = names[one.department_id].name
            raise Conflict(f"이미 협력 중인 부서입니다: {name}.", reason=Reason.DUPLICATE)
        delivery = _delivery(change, request, one, names[one.department_id].name, state)
        request.deliveries.append(delivery)
        delivery.version = change.announce(request, _sent(delivery))
        sent.append(delivery)
    return sent


def _delivery(change: Change, request: Request, one: Addressee, name: str, state: DeliveryState) -> Delivery:
    received = change.now if state is DeliveryState.RECEIVED else None
    return Delivery(
        id=uuid7(),
        request_id=request.id,
        department_id=one.department_id,
        department_name=name,
        role=one.role,
        ask=one.ask,
        offered_resource=one.offered_resource,
        due_on=one.due_on or request.due_on,
        state=state,
        progress=0,
        sent_at=change.now,
        state_since=change.now,
        received_at=received,
        handlers=[],
    )


def _sent(delivery: Delivery) -> DeliverySent:
    return DeliverySent(
        delivery_id=delivery.id,
        department_id=delivery.department_id,
        role=delivery.role,
        due_on=delivery.due_on,
        state=delivery.state,
    )


def _clean(one: Addressee, field: Path) -> Addressee:
    return Addressee(
        department_id=one.department_id,
        role=one.role,
        ask=text(one.ask, field=(*field, "ask"), most=2000),
        offered_resource=text(one.offered_resource, field=(*field, "offeredResource"), most=1000),
        due_on=one.due_on,
    )


async def _departments(change: Change, ids: Sequence[UUID]) -> dict[UUID, Department]:
    rows = await change.session.scalars(select(Department).where(Department.id.in_(ids)))
    return {row.id: row for row in rows}


async def _check_department(
    change: Change, department: Department | None, *, asking: UUID, field: Path
) -> Department:
    if department is None:
        raise Invalid("없는 부서입니다.", field=field, reason=Reason.UNKNOWN)
    if department.closed_on is not None and department.closed_on <= change.today:
        advice = await _successor_advice(change, department)
        raise Invalid(f"없어진 부서입니다: {department.name}.{advice}", field=field, reason=Reason.CLOSED)
    if department.id == asking:
        message = "자기 부서에는 협력을 요청할 수 없습니다. 다른 부서를 고르십시오."
        raise Invalid(message, field=field, reason=Reason.OUT_OF_RANGE)
    return department


async def _successor_advice(change: Change, department: Department) -> str:
    found = (await change.session.execute(present_successors([department.id]))).first()
    successor = await change.session.get(Department, found[1]) if found else None
    return f" 지금은 {successor.name}에서 맡고 있습니다." if successor else ""

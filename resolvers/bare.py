"""A request and a delivery as an act sees them: the columns it asks for, and what it makes of them.

The rules in resolvers.moves take these and the entities of `models` alike. A column that no act asks about
can only be set: reading it is an AttributeError.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from madang.rules.requests import DeliveryState, Health, RequestState
from madang.rules.workflow import Act
from models import Delivery, Request


class Bare:
    """`changed`: what has been set since the row was read, by the column."""

    __slots__ = ("changed",)

    changed: dict[str, Any]

    def __new__(cls, *read: Any, **named: Any) -> Self:
        row = super().__new__(cls)
        object.__setattr__(row, "changed", {})
        return row

    def __post_init__(self) -> None:
        self.changed.clear()

    def __setattr__(self, column: str, value: Any) -> None:
        object.__setattr__(self, column, value)
        self.changed[column] = value


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another department's part in the same request."""

    state: DeliveryState


@dataclass(slots=True)
class BareDelivery(Bare):
    """`handled`: the actor is one of its handlers."""

    id: UUID
    request_id: UUID
    department_id: UUID
    version: int
    state: DeliveryState
    held_from: DeliveryState | None
    leaving: Act | None
    due_on: date | None
    progress: int
    evaluated_at: datetime | None
    handled: bool

    state_since: datetime = field(init=False)
    reason: str | None = field(init=False)
    leaving_to_id: UUID | None = field(init=False)
    leaving_reason: str | None = field(init=False)
    leaving_by_id: UUID | None = field(init=False)
    leaving_since: datetime | None = field(init=False)
    health: Health | None = field(init=False)
    progress_note: str = field(init=False)
    result: str = field(init=False)
    received_at: datetime | None = field(init=False)
    accepted_at: datetime | None = field(init=False)
    reported_at: datetime | None = field(init=False)
    confirmed_at: datetime | None = field(init=False)


@dataclass(slots=True)
class BareRequest(Bare):
    subject_kind: ClassVar[str] = Request.subject_kind

    id: UUID
    version: int
    state: RequestState
    requester_id: UUID
    requester_department_id: UUID
    deliveries: tuple[BareDelivery | Sibling, ...]

    updated_at: datetime = field(init=False)
    closed_at: datetime | None = field(init=False)
    changed_version: int = field(init=False)


AnyDelivery = Delivery | BareDelivery
AnyRequest = Request | BareRequest


@dataclass(frozen=True, slots=True)
class Changed:
    """What an act has changed; `version` is the request's at this very act, whatever has happened since."""

    delivery_id: UUID
    request_id: UUID
    version: int

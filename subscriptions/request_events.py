"""What happens to a request and to the departments' parts in it. Their subject is always the request."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from madang.rules.requests import DeliveryState, Health, PartnerRole, RequestState, Scale
from madang.rules.workflow import Act
from subscriptions.events import Event, announced


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerShare:
    employee_id: UUID
    leads: bool
    share: int  # percent


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDrafted(Event):
    title: str
    project: str
    scale: Scale
    due_on: date | None
    department_id: UUID
    restricted: bool = False


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDiscarded(Event):
    """A draft was thrown away: the last event of its subject."""


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestEdited(Event):
    """The fields that changed, with the short ones' new values; long texts only by name."""

    fields: tuple[str, ...]
    title: str
    project: str
    scale: Scale
    due_on: date | None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPublished(Event):
    key: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStateChanged(Event):
    """The overall state followed its deliveries."""

    before: RequestState
    after: RequestState


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCancelled(Event):
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRestricted(Event):
    """Only its parties see the request from here on; the reason is visible to them."""

    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOpened(Event):
    """The restriction was lifted."""


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySent(Event):
    """A department was asked, at publishing or later."""

    delivery_id: UUID
    department_id: UUID
    role: PartnerRole
    due_on: date | None
    state: DeliveryState = DeliveryState.SENT  # RECEIVED when the department had offered itself


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryMoved(Event):
    """An act of the workflow (madang.rules.workflow) changed a delivery's state, or left it as it was."""

    delivery_id: UUID
    department_id: UUID
    act: Act
    before: DeliveryState
    after: DeliveryState
    reason: str | None = None


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryAssigned(Event):
    delivery_id: UUID
    department_id: UUID
    before: DeliveryState
    after: DeliveryState
    handlers: tuple[HandlerShare, ...]


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryTransferred(Event):
    """이송: the part went to another department, with its clock and its trail."""

    delivery_id: UUID
    from_department_id: UUID
    to_department_id: UUID
    before: DeliveryState
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLeavingProposed(Event):
    """A clerk wants the part returned or transferred; the department's head decides.

    The target is not among the departments the event is about: nothing has come to it yet.
    """

    delivery_id: UUID
    department_id: UUID
    act: Act
    target_id: UUID | None  # of a transfer
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLeavingApproved(Event):
    """The head agrees: the return or transfer itself is the next event."""

    delivery_id: UUID
    department_id: UUID
    act: Act


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLeavingDeclined(Event):
    delivery_id: UUID
    department_id: UUID
    act: Act
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLeavingWithdrawn(Event):
    delivery_id: UUID
    department_id: UUID
    act: Act


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLeavingVoided(Event):
    """The act that comes next leaves nothing to decide."""

    delivery_id: UUID
    department_id: UUID
    act: Act


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryProgressed(Event):
    delivery_id: UUID
    department_id: UUID
    before: int
    after: int  # percent
    health: Health | None
    note: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDueChanged(Event):
    delivery_id: UUID
    department_id: UUID
    before: date | None
    after: date | None

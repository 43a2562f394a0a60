"""What happens to help that is offered. Their subject is the request."""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.requests import PartnerRole
from subscriptions.events import Event, announced


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class HelpOffered(Event):
    offer_id: UUID
    department_id: UUID
    role: PartnerRole


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAccepted(Event):
    """The department takes part from now on: its DeliverySent stands before."""

    offer_id: UUID
    department_id: UUID
    delivery_id: UUID


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class HelpDeclined(Event):
    offer_id: UUID
    department_id: UUID
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class HelpWithdrawn(Event):
    offer_id: UUID
    department_id: UUID

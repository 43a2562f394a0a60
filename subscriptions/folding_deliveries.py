"""The state of a request's deliveries, as its events tell it: what the tables say, from the log alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from madang.rules.requests import DeliveryState, Health, PartnerRole
from madang.rules.workflow import Act, held_after_assigning
from subscriptions.entries import Entry
from subscriptions.evaluation_events import EvaluationSubmitted
from subscriptions.events import Event
from subscriptions.request_events import (
    DeliveryAssigned,
    DeliveryDueChanged,
    DeliveryLeavingApproved,
    DeliveryLeavingDeclined,
    DeliveryLeavingProposed,
    DeliveryLeavingVoided,
    DeliveryLeavingWithdrawn,
    DeliveryMoved,
    DeliveryProgressed,
    DeliverySent,
    DeliveryTransferred,
    HandlerShare,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedLeaving:
    """A return or transfer that waits for the head."""

    act: Act
    target_id: UUID | None
    reason: str
    by_id: UUID | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldedDelivery:
    department_id: UUID
    role: PartnerRole
    state: DeliveryState
    due_on: date | None
    sent_at: datetime
    state_since: datetime
    version: int
    held_from: DeliveryState | None = None
    reason: str | None = None
    leaving: FoldedLeaving | None = None
    progress: int = 0
    health: Health | None = None
    progress_note: str = ""
    handlers: frozenset[HandlerShare] = frozenset()
    received_at: datetime | None = None
    accepted_at: datetime | None = None
    reported_at: datetime | None = None
    confirmed_at: datetime | None = None
    evaluated_at: datetime | None = None


FoldedDeliveries = Mapping[UUID, FoldedDelivery]


def apply(deliveries: FoldedDeliveries, line: Entry) -> FoldedDeliveries:
    """The deliveries after one more line of their request's log; lines about other things change nothing."""
    if isinstance(line.event, DeliverySent):
        return {**deliveries, line.event.delivery_id: _sent(line.event, line)}
    fold = FOLDS.get(type(line.event))
    if fold is None:
        return deliveries
    about: UUID = getattr(line.event, "delivery_id")  # noqa: B009 (each of these kinds has one)
    after = fold(deliveries[about], line.event, line)
    return {**deliveries, about: replace(after, version=line.version)}


def _sent(event: DeliverySent, line: Entry) -> FoldedDelivery:
    return FoldedDelivery(
        department_id=event.department_id,
        role=event.role,
        state=event.state,
        due_on=event.due_on,
        sent_at=line.occurred_at,
        state_since=line.occurred_at,
        received_at=line.occurred_at if event.state is DeliveryState.RECEIVED else None,
        version=line.version,
    )


def _moved(before: FoldedDelivery, event: DeliveryMoved, line: Entry) -> FoldedDelivery:
    held_from = event.before if event.after is DeliveryState.ON_HOLD else None
    moved = replace(_in_state(before, event.after, line), held_from=held_from, reason=event.reason)
    match event.act:
        case Act.RECEIVE:
            return replace(moved, received_at=line.occurred_at)
        case Act.ACCEPT:
            return replace(moved, accepted_at=line.occurred_at)
        case Act.REPORT:
            return replace(moved, reported_at=line.occurred_at)
        case Act.CONFIRM:
            return replace(moved, confirmed_at=line.occurred_at)
        case Act.SEND_BACK:
            return replace(moved, reported_at=None, confirmed_at=None)
        case _:
            return moved


def _assigned(before: FoldedDelivery, event: DeliveryAssigned, line: Entry) -> FoldedDelivery:
    return replace(
        _in_state(before, event.after, line),
        handlers=frozenset(event.handlers),
        held_from=held_after_assigning(before.held_from),
    )


def _transferred(before: FoldedDelivery, event: DeliveryTransferred, line: Entry) -> FoldedDelivery:
    """The other department begins anew; only what was agreed with the requester stays."""
    return replace(
        before,
        department_id=event.to_department_id,
        state=DeliveryState.SENT,
        state_since=line.occurred_at,
        reason=event.reason,
        handlers=frozenset(),
        received_at=None,
    )


def _proposed(before: FoldedDelivery, event: DeliveryLeavingProposed, line: Entry) -> FoldedDelivery:
    leaving = FoldedLeaving(
        act=event.act,
        target_id=event.target_id,
        reason=event.reason,
        by_id=line.actor_id,
        since=line.occurred_at,
    )
    return replace(before, leaving=leaving)


def _decided(before: FoldedDelivery, event: Event, line: Entry) -> FoldedDelivery:
    """However the proposal ended: what follows from it comes in an event of its own."""
    return replace(before, leaving=None)


def _progressed(before: FoldedDelivery, event: DeliveryProgressed, line: Entry) -> FoldedDelivery:
    return replace(before, progress=event.after, health=event.health, progress_note=event.note)


def _due_changed(before: FoldedDelivery, event: DeliveryDueChanged, line: Entry) -> FoldedDelivery:
    return replace(before, due_on=event.after)


def _evaluated(before: FoldedDelivery, event: EvaluationSubmitted, line: Entry) -> FoldedDelivery:
    return replace(before, evaluated_at=line.occurred_at)


def _in_state(before: FoldedDelivery, state: DeliveryState, line: Entry) -> FoldedDelivery:
    """A state that was already there goes on since when it did."""
    return before if before.state is state else replace(before, state=state, state_since=line.occurred_at)


Fold = Callable[[FoldedDelivery, Any, Entry], FoldedDelivery]
FOLDS: dict[type[Event], Fold] = {
    DeliveryMoved: _moved,
    DeliveryAssigned: _assigned,
    DeliveryTransferred: _transferred,
    DeliveryLeavingProposed: _proposed,
    DeliveryLeavingApproved: _decided,
    DeliveryLeavingDeclined: _decided,
    DeliveryLeavingWithdrawn: _decided,
    DeliveryLeavingVoided: _decided,
    DeliveryProgressed: _progressed,
    DeliveryDueChanged: _due_changed,
    EvaluationSubmitted: _evaluated,
}

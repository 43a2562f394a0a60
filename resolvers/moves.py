"""The ways a request's rows change: its own, and a delivery along the workflow. Each leaves an event."""

from madang.rules.requests import CLOSED_REQUESTS, DeliveryState, overall_state
from madang.rules.workflow import LEAVABLE, Act
from resolvers.bare import AnyDelivery, AnyRequest
from resolvers.context import Announcing
from subscriptions.events import Event
from subscriptions.request_events import DeliveryLeavingVoided, DeliveryMoved, RequestStateChanged


def announce(change: Announcing, request: AnyRequest, event: Event) -> None:
    """The request's own row changed."""
    request.changed_version = change.announce(request, event)
    request.updated_at = change.now


def move(
    change: Announcing,
    request: AnyRequest,
    delivery: AnyDelivery,
    act: Act,
    after: DeliveryState,
    *,
    reason: str | None = None,
) -> None:
    """The delivery comes to `after` by an act that has been allowed. Call `settle` when all have moved."""
    if after not in LEAVABLE:
        void_leaving(change, request, delivery)
    moved = DeliveryMoved(
        delivery_id=delivery.id,
        department_id=delivery.department_id,
        act=act,
        before=delivery.state,
        after=after,
        reason=reason,
    )
    delivery.held_from = delivery.state if after is DeliveryState.ON_HOLD else None
    if delivery.state is not after:
        delivery.state, delivery.state_since = after, change.now
    delivery.reason = reason
    delivery.version = change.announce(request, moved)


def void_leaving(change: Announcing, request: AnyRequest, delivery: AnyDelivery) -> None:
    """The act that is about to happen leaves nothing for the head to decide."""
    if delivery.leaving is not None:
        voided = DeliveryLeavingVoided(
            delivery_id=delivery.id, department_id=delivery.department_id, act=delivery.leaving
        )
        decide_leaving(change, request, delivery, voided)


def decide_leaving(change: Announcing, request: AnyRequest, delivery: AnyDelivery, event: Event) -> None:
    """What waited for the head waits no more."""
    delivery.leaving = delivery.leaving_to_id = delivery.leaving_reason = None
    delivery.leaving_by_id = delivery.leaving_since = None
    delivery.version = change.announce(request, event)


def settle(change: Announcing, request: AnyRequest) -> None:
    """Let the request's state follow its deliveries; the end of every act on a delivery."""
    before, after = request.state, overall_state([delivery.state for delivery in request.deliveries])
    request.updated_at = change.now
    if before is after:
        return
    request.state = after
    request.closed_at = change.now if after in CLOSED_REQUESTS else None
    announce(change, request, RequestStateChanged(before=before, after=after))

"""The two ways a request's rows change: its own, and a delivery along the workflow. Both leave an event."""

from madang.rules.requests import CLOSED_REQUESTS, DeliveryState, overall_state
from madang.rules.workflow import Act
from models import Delivery, Request
from resolvers.context import Change
from subscriptions.events import Event
from subscriptions.request_events import DeliveryMoved, RequestStateChanged


def announce(change: Change, request: Request, event: Event) -> None:
    """The request's own row changed."""
    request.changed_version = change.announce(request, event)
    request.updated_at = change.now


def move(
    change: Change,
    request: Request,
    delivery: Delivery,
    act: Act,
    after: DeliveryState,
    *,
    reason: str | None = None,
) -> None:
    """The delivery comes to `after` by an act that has been allowed. Call `settle` when all have moved."""
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


def settle(change: Change, request: Request) -> None:
    """Let the request's state follow its deliveries; the end of every act on a delivery."""
    before, after = request.state, overall_state([delivery.state for delivery in request.deliveries])
    request.updated_at = change.now
    if before is after:
        return
    request.state = after
    request.closed_at = change.now if after in CLOSED_REQUESTS else None
    announce(change, request, RequestStateChanged(before=before, after=after))

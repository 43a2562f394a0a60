"""A part leaves its department, returned (반려) or transferred (이송): a clerk proposes, the head decides."""

from uuid import UUID

from madang.errors import Conflict, Reason
from madang.rules.requests import GONE, DeliveryState
from madang.rules.workflow import Act
from models import Delivery, Department
from resolvers.acting import Acting, acting, reason_of
from resolvers.addressees import Path, open_department
from resolvers.bare import Changed
from resolvers.context import Context
from resolvers.moves import decide_leaving, move, void_leaving
from subscriptions.request_events import (
    DeliveryLeavingApproved,
    DeliveryLeavingDeclined,
    DeliveryLeavingProposed,
    DeliveryLeavingWithdrawn,
    DeliveryTransferred,
)


async def return_(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Changed:
    """반려: the department cannot take part."""
    async with acting(ctx, id, Act.RETURN, version) as held:
        why = reason_of(reason)
        if held.waits:
            _propose(held, None, why)
        else:
            held.move(reason=why)
    return held.changed


async def transfer(
    ctx: Context, id: UUID, *, department_id: UUID, reason: str, version: int | None = None
) -> Changed:
    """이송: another department is the right one. The delivery keeps its clock and its trail."""
    async with acting(ctx, id, Act.TRANSFER, version) as held:
        target = await _target(held, department_id, field=("departmentId",))
        why = reason_of(reason)
        if held.waits:
            _propose(held, target, why)
        else:
            _transfer(held, target, why)
    return held.changed


async def approve(ctx: Context, id: UUID, *, version: int | None = None) -> Changed:
    """What a clerk has proposed happens, as if the head did it, for the reason the clerk gave.

    Raises Invalid or Conflict when the target cannot be asked any more: the proposal goes on waiting.
    """
    async with acting(ctx, id, Act.APPROVE_LEAVING, version) as held:
        delivery, act, target_id = held.delivery, _waiting(held.delivery), held.delivery.leaving_to_id
        reason = delivery.leaving_reason or ""
        target = await _target(held, target_id, field=("id",)) if target_id else None
        approved = DeliveryLeavingApproved(
            delivery_id=delivery.id, department_id=delivery.department_id, act=act
        )
        decide_leaving(held.change, held.request, delivery, approved)
        if target:
            _transfer(held, target, reason)
        else:
            move(held.change, held.request, delivery, act, held.after, reason=reason)
    return held.changed


async def decline(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Changed:
    """The head says no: the part stays where it is."""
    async with acting(ctx, id, Act.DECLINE_LEAVING, version) as held:
        delivery = held.delivery
        declined = DeliveryLeavingDeclined(
            delivery_id=delivery.id,
            department_id=delivery.department_id,
            act=_waiting(delivery),
            reason=reason_of(reason),
        )
        decide_leaving(held.change, held.request, delivery, declined)
    return held.changed


async def withdraw(ctx: Context, id: UUID, *, version: int | None = None) -> Changed:
    """A clerk of the department takes the proposal back before it is decided."""
    async with acting(ctx, id, Act.WITHDRAW_LEAVING, version) as held:
        delivery = held.delivery
        withdrawn = DeliveryLeavingWithdrawn(
            delivery_id=delivery.id, department_id=delivery.department_id, act=_waiting(delivery)
        )
        decide_leaving(held.change, held.request, delivery, withdrawn)
    return held.changed


def _propose(held: Acting, target: Department | None, reason: str) -> None:
    delivery, change = held.delivery, held.change
    proposed = DeliveryLeavingProposed(
        delivery_id=delivery.id,
        department_id=delivery.department_id,
        act=held.act,
        target_id=target.id if target else None,
        reason=reason,
    )
    delivery.leaving, delivery.leaving_to_id, delivery.leaving_reason = held.act, proposed.target_id, reason
    delivery.leaving_by_id, delivery.leaving_since = change.actor_id, change.now
    delivery.version = change.announce(held.request, proposed)


def _transfer(held: Acting, target: Department, reason: str) -> None:
    """The other department begins anew; only what was agreed with the requester stays."""
    change, request, delivery = held.change, held.request, held.delivery
    void_leaving(change, request, delivery)
    transferred = DeliveryTransferred(
        delivery_id=delivery.id,
        from_department_id=delivery.department_id,
        to_department_id=target.id,
        before=delivery.state,
        reason=reason,
    )
    delivery.department_id, delivery.department_name = target.id, target.name
    delivery.state, delivery.state_since = DeliveryState.SENT, change.now
    delivery.received_at, delivery.handlers, delivery.reason = None, [], reason
    delivery.version = change.announce(request, transferred)


async def _target(held: Acting, department_id: UUID, *, field: Path) -> Department:
    """Who gets it: open today, not the asking department, and not in it already."""
    asking = held.request.requester_department_id
    target = await open_department(held.change, department_id, asking=asking, field=field)
    living = {one.department_id for one in held.request.deliveries if one.state not in GONE}
    if target.id in living:
        message = f"이미 협력 중인 부서입니다: {target.name}."
        raise Conflict(message, field=field, reason=Reason.DUPLICATE)
    return target


def _waiting(delivery: Delivery) -> Act:
    assert delivery.leaving is not None  # the rule has asked
    return delivery.leaving

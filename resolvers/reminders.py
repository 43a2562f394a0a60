"""Reminders of missing marks, and the end of the time for them: given once, whoever sweeps and how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement, exists, select

from madang.rules.evaluations import NoticeKind, Step, due_at, steps
from madang.rules.policy import BoardPolicy
from madang.rules.requests import DeliveryState
from models import Delivery, EvaluationNotice, Request
from resolvers.context import Change, Context
from resolvers.evaluation_facts import handled_by, was_noticed
from subscriptions.evaluation_events import EvaluationLapsed, EvaluationReminded


@dataclass(frozen=True, slots=True)
class Span:
    """Confirmations between `until` and `since` ago have reached a step, and not the next."""

    step: Step
    until: timedelta | None


async def remind_and_lapse(ctx: Context, *, batch: int = 100) -> int:
    """Give every notice that is due, and return how many were given. `batch` requests a transaction.

    Any number of processes may do this at once: a request's lock lets one of them give its notices, and a
    request that is busy is left for the next time. After an outage only the latest step is told.
    """
    given = 0
    for span in _spans(ctx.policy):
        while await _is_any_due(ctx, span):
            count = await _give_some(ctx, span, batch)
            if count == 0:
                break
            given += count
    return given


def _spans(policy: BoardPolicy) -> list[Span]:
    ordered = steps(policy)
    return [*(Span(step, following.after) for step, following in pairwise(ordered)), Span(ordered[-1], None)]


async def _is_any_due(ctx: Context, span: Span) -> bool:
    """Asked before the right to write is: most times there is nothing to do."""
    due = exists().where(Delivery.request_id == Request.id, *_due(span, ctx.clock()))
    async with ctx.reads() as session:
        return bool(await session.scalar(select(due)))


async def _give_some(ctx: Context, span: Span, batch: int) -> int:
    async with ctx.change() as change:
        requests = {request.id: request for request in await _lock_some(change, span, batch)}
        due = _due(span, change.now)
        found = select(Delivery).join(Request, Request.id == Delivery.request_id)
        found = found.where(Delivery.request_id.in_(requests), *due).order_by(Delivery.id)
        deliveries = (await change.session.scalars(found)).all()
        for delivery in deliveries:
            _give(ctx, change, requests[delivery.request_id], delivery, span.step)
    return len(deliveries)


async def _lock_some(change: Change, span: Span, batch: int) -> Sequence[Request]:
    """In the order of their identifiers, so that two sweeps never wait for each other."""
    due = select(Delivery.id).where(Delivery.request_id == Request.id, *_due(span, change.now)).exists()
    some = (
        select(Request)
        .where(due)
        .order_by(Request.id)
        .limit(batch)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return (await change.session.scalars(some)).all()


def _due(span: Span, now: datetime) -> list[ColumnElement[bool]]:
    """Deliveries, with their requests, that wait for marks and have reached the step without its notice.

    The rule in Python is EvaluationFacts.awaits_rating_until.
    """
    conditions = [
        Delivery.state == DeliveryState.CONFIRMED,
        Delivery.evaluated_at.is_(None),
        Delivery.confirmed_at <= now - span.step.after,
        Delivery.department_id != Request.requester_department_id,
        ~handled_by(Request.requester_id),
        ~was_noticed(span.step.kind, span.step.number),
    ]
    return conditions if span.until is None else [*conditions, Delivery.confirmed_at > now - span.until]


def _give(ctx: Context, change: Change, request: Request, delivery: Delivery, step: Step) -> None:
    """The request counts as unchanged on the board: nobody did anything."""
    confirmed_at = delivery.confirmed_at
    assert confirmed_at is not None
    change.session.add(
        EvaluationNotice(
            delivery_id=delivery.id,
            confirmed_at=confirmed_at,
            kind=step.kind,
            number=step.number,
            given_at=change.now,
        )
    )
    change.announce(request, _event(delivery, confirmed_at, step, ctx.policy))


def _event(
    delivery: Delivery, confirmed_at: datetime, step: Step, policy: BoardPolicy
) -> EvaluationReminded | EvaluationLapsed:
    id, department_id = delivery.id, delivery.department_id
    if step.kind is NoticeKind.LAPSED:
        return EvaluationLapsed(delivery_id=id, department_id=department_id, confirmed_at=confirmed_at)
    return EvaluationReminded(
        delivery_id=id,
        department_id=department_id,
        confirmed_at=confirmed_at,
        due_at=due_at(confirmed_at, policy),
        number=step.number,
    )

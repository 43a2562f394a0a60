"""What the rules of evaluation ask about deliveries, marks and appeals: one statement for many of them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from madang.rules.calendar import seoul_day
from madang.rules.evaluations import EvaluationFacts, NoticeKind, WrittenFacts, due_at, editable_until
from madang.rules.people import Actor
from madang.rules.policy import BoardPolicy
from models import (
    Delivery,
    DeliveryHandler,
    Employee,
    Evaluation,
    EvaluationAppeal,
    EvaluationNotice,
    Membership,
    Request,
    ReturnEvaluation,
)
from resolvers.context import Change, Context
from resolvers.departments import mergers, present_of
from resolvers.deputies import belongs_on


async def of_deliveries(ctx: Context, ids: Collection[UUID]) -> dict[UUID, EvaluationFacts]:
    async with ctx.reads() as session:
        rows = await session.execute(_about_deliveries(ids, ctx.actor, ctx.clock()))
        return {row.id: _delivery_facts(row, ctx.clock(), ctx.policy) for row in rows}


async def of_delivery(ctx: Context, change: Change, delivery: Delivery) -> EvaluationFacts:
    """As of the change, whose lock keeps them true until its end."""
    row = (await change.session.execute(_about_deliveries([delivery.id], ctx.actor, change.now))).one()
    return _delivery_facts(row, change.now, ctx.policy)


async def of_evaluations(ctx: Context, ids: Collection[UUID]) -> dict[UUID, WrittenFacts]:
    statement = _about_marks(ctx.actor).where(Evaluation.id.in_(ids))
    async with ctx.reads() as session:
        rows = await session.execute(statement)
        return {row.id: _written_facts(row, ctx.clock(), ctx.policy) for row in rows}


async def of_appeals(ctx: Context, ids: Collection[UUID]) -> dict[UUID, WrittenFacts]:
    """By the identifiers of appeals: what is known of the marks they are about."""
    statement = _about_marks(ctx.actor).where(EvaluationAppeal.id.in_(ids))
    async with ctx.reads() as session:
        rows = await session.execute(statement)
        return {row.appeal_id: _written_facts(row, ctx.clock(), ctx.policy) for row in rows}


async def of_evaluation(ctx: Context, change: Change, evaluation: Evaluation) -> WrittenFacts:
    """As of the change, whose lock keeps them true until its end."""
    statement = _about_marks(ctx.actor).where(Evaluation.id == evaluation.id)
    row = (await change.session.execute(statement)).one()
    return _written_facts(row, change.now, ctx.policy)


def _about_deliveries(ids: Collection[UUID], actor: Actor, now: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Delivery.id,
            Delivery.state,
            Delivery.confirmed_at,
            Delivery.evaluated_at,
            Delivery.department_id,
            Request.requester_id,
            Request.requester_department_id,
            was_noticed(NoticeKind.LAPSED).label("lapsed"),
            exists().where(ReturnEvaluation.delivery_id == Delivery.id).label("return_evaluated"),
            _requester_is_there(seoul_day(now)).label("requester_is_there"),
            handled_by(Request.requester_id).label("handled_by_requester"),
            handled_by(actor.id).label("handled_by_actor"),
            handled_by(actor.id, leads=True).label("led_by_actor"),
        )
        .join(Request, Request.id == Delivery.request_id)
        .where(Delivery.id.in_(ids))
    )


def _about_marks(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Evaluation.id,
            Evaluation.author_id,
            Evaluation.submitted_at,
            Evaluation.replied_at,
            EvaluationAppeal.id.label("appeal_id"),
            EvaluationAppeal.verdict,
            Request.requester_id,
            handled_by(actor.id).label("handled_by_actor"),
        )
        .join(Delivery, Delivery.id == Evaluation.delivery_id)
        .join(Request, Request.id == Evaluation.request_id)
        .outerjoin(EvaluationAppeal, EvaluationAppeal.evaluation_id == Evaluation.id)
    )


def handled_by(
    employee_id: UUID | InstrumentedAttribute[UUID], *, leads: bool = False
) -> ColumnElement[bool]:
    """Deliveries that this employee worked on, or led."""
    handles = exists().where(
        DeliveryHandler.delivery_id == Delivery.id, DeliveryHandler.employee_id == employee_id
    )
    return handles.where(DeliveryHandler.leads) if leads else handles


def was_noticed(kind: NoticeKind, number: int = 0) -> ColumnElement[bool]:
    """Deliveries with this notice since their last confirmation."""
    return exists().where(
        EvaluationNotice.delivery_id == Delivery.id,
        EvaluationNotice.confirmed_at == Delivery.confirmed_at,
        EvaluationNotice.kind == kind,
        EvaluationNotice.number == number,
    )


def _requester_is_there(today: date) -> ColumnElement[bool]:
    """Requests whose requester still belongs to the asking department, or to what it has become."""
    own = mergers().alias("own")
    belongs_to = func.coalesce(own.c.present_id, Membership.department_id)
    return (
        select(Membership.id)
        .join(Employee, Employee.id == Membership.employee_id)
        .outerjoin(own, own.c.origin_id == Membership.department_id)
        .where(Membership.employee_id == Request.requester_id, belongs_on(today))
        .where(or_(Employee.left_on.is_(None), Employee.left_on > today))
        .where(belongs_to == present_of(Request.requester_department_id))
        .correlate(Request)
        .exists()
    )


def _delivery_facts(row: Row[Any], now: datetime, policy: BoardPolicy) -> EvaluationFacts:
    return EvaluationFacts(
        as_of=now,
        state=row.state,
        due_at=due_at(row.confirmed_at, policy) if row.confirmed_at else None,
        lapsed=row.lapsed,
        evaluated=row.evaluated_at is not None,
        return_evaluated=row.return_evaluated,
        department_id=row.department_id,
        requester_id=row.requester_id,
        requester_department_id=row.requester_department_id,
        requester_is_there=row.requester_is_there,
        handled_by_requester=row.handled_by_requester,
        handled_by_actor=row.handled_by_actor,
        led_by_actor=row.led_by_actor,
    )


def _written_facts(row: Row[Any], now: datetime, policy: BoardPolicy) -> WrittenFacts:
    return WrittenFacts(
        as_of=now,
        editable_until=editable_until(row.submitted_at, policy),
        author_id=row.author_id,
        requester_id=row.requester_id,
        handled_by_actor=row.handled_by_actor,
        replied=row.replied_at is not None,
        appealed=row.appeal_id is not None,
        verdict=row.verdict,
    )

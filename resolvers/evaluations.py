"""Rating finished cooperation: marks by the requester, changed for a while, and marks in return."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select

from madang.errors import NotFound
from madang.rules.evaluations import (
    Marks,
    ReturnMarks,
    check_marks,
    may_edit,
    may_evaluate,
    may_evaluate_requester,
)
from madang.text import text
from models import Delivery, Evaluation, EvaluationAppeal, Request, ReturnEvaluation
from models.base import uuid7
from resolvers import evaluation_facts
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.subjects import expect_version, locked_delivery, taken
from subscriptions.evaluation_events import EvaluationEdited, EvaluationSubmitted, ReturnEvaluationSubmitted
from subscriptions.events import Event, Wording

MOST_CHARACTERS = 2000  # of a comment, a reply, an appeal, a decision
Changed = Evaluation | EvaluationAppeal | ReturnEvaluation | Delivery
T = TypeVar("T")


async def submit(
    ctx: Context,
    delivery_id: UUID,
    marks: Marks,
    *,
    comment: str,
    id: UUID | None = None,
    version: int | None = None,
) -> Evaluation:
    """The requester's marks for a confirmed delivery, once. The same `id` sent twice gives one evaluation.

    Raises Forbidden, Conflict (too early, too late, done already) or Invalid, naming the field.
    """
    comment = text(comment, field=("input", "comment"), most=MOST_CHARACTERS)
    check_marks(marks, comment=comment, policy=ctx.policy)
    async with ctx.change() as change:
        request, delivery = await locked_delivery(change, ctx.actor, delivery_id)
        if id and (sent := await change.session.get(Evaluation, id)):
            return sent_before(sent, is_same=_is_same(ctx, sent, delivery_id))
        expect_version(delivery.version, version)
        may_evaluate(ctx.actor, await evaluation_facts.of_delivery(ctx, change, delivery)).demand()
        evaluation = Evaluation(id=id or uuid7(), request_id=request.id, delivery_id=delivery.id, marks=marks)
        evaluation.author_id, evaluation.comment = ctx.actor.id, comment
        evaluation.submitted_at = delivery.evaluated_at = change.now
        change.session.add(evaluation)
        announce(change, request, _submitted(evaluation, delivery), evaluation, delivery)
    return evaluation


async def edit(
    ctx: Context, evaluation_id: UUID, marks: Marks, *, comment: str, version: int | None = None
) -> Evaluation:
    """Other marks or another comment, by the author, until they are locked."""
    comment = text(comment, field=("input", "comment"), most=MOST_CHARACTERS)
    check_marks(marks, comment=comment, policy=ctx.policy)
    async with ctx.change() as change:
        request, delivery, evaluation = await locked_evaluation(ctx, change, evaluation_id)
        expect_version(evaluation.version, version)
        may_edit(ctx.actor, await evaluation_facts.of_evaluation(ctx, change, evaluation)).demand()
        if (marks, comment) != (evaluation.marks, evaluation.comment):
            event = _edited(evaluation, delivery, marks, comment)
            evaluation.marks, evaluation.comment, evaluation.edited_at = marks, comment, change.now
            announce(change, request, event, evaluation)
    return evaluation


async def submit_return(
    ctx: Context,
    delivery_id: UUID,
    marks: ReturnMarks,
    *,
    comment: str,
    id: UUID | None = None,
    version: int | None = None,
) -> ReturnEvaluation:
    """What the lead handler thinks of the request, once, in the same time as the requester's marks."""
    comment = text(comment, field=("input", "comment"), most=MOST_CHARACTERS)
    check_marks(marks, comment=comment, policy=ctx.policy)
    async with ctx.change() as change:
        request, delivery = await locked_delivery(change, ctx.actor, delivery_id)
        if id and (sent := await change.session.get(ReturnEvaluation, id)):
            return sent_before(sent, is_same=_is_same(ctx, sent, delivery_id))
        expect_version(delivery.version, version)
        may_evaluate_requester(ctx.actor, await evaluation_facts.of_delivery(ctx, change, delivery)).demand()
        given = ReturnEvaluation(
            id=id or uuid7(),
            request_id=request.id,
            delivery_id=delivery.id,
            author_id=ctx.actor.id,
            clarity=marks.clarity,
            communication=marks.communication,
            timing=marks.timing,
            comment=comment,
            submitted_at=change.now,
        )
        change.session.add(given)
        announce(change, request, _returned(given, delivery), given)
    return given


async def locked_evaluation(ctx: Context, change: Change, id: UUID) -> tuple[Request, Delivery, Evaluation]:
    """The marks with their delivery and request, held until the end of the change.

    Raises NotFound also for marks that the actor may not see.
    """
    found = select(Evaluation.delivery_id).where(Evaluation.id == id, seen(Evaluation, ctx.actor))
    delivery_id = await change.session.scalar(found)
    if delivery_id is None:
        raise NotFound("평가를 찾을 수 없습니다. 당사자와 관리자만 볼 수 있습니다.", field=("id",))
    request, delivery = await locked_delivery(change, ctx.actor, delivery_id)
    return request, delivery, await change.session.get_one(Evaluation, id)


def announce(change: Change, request: Request, event: Event, *rows: Changed) -> None:
    """Write the event; `rows` are those that it changed."""
    version = change.announce(request, event)
    request.updated_at = change.now
    for row in rows:
        row.version = version


def sent_before(sent: T, *, is_same: bool) -> T:
    """What was made when the client sent this identifier first, unless that was something else."""
    if not is_same:
        raise taken()
    return sent


def _is_same(ctx: Context, sent: Evaluation | ReturnEvaluation, delivery_id: UUID) -> bool:
    return (sent.author_id, sent.delivery_id) == (ctx.actor.id, delivery_id)


def _submitted(evaluation: Evaluation, delivery: Delivery) -> EvaluationSubmitted:
    return EvaluationSubmitted(
        evaluation_id=evaluation.id,
        delivery_id=delivery.id,
        department_id=delivery.department_id,
        marks=evaluation.marks,
        comment=Wording.of(evaluation.comment),
    )


def _edited(evaluation: Evaluation, delivery: Delivery, marks: Marks, comment: str) -> EvaluationEdited:
    return EvaluationEdited(
        evaluation_id=evaluation.id,
        delivery_id=delivery.id,
        department_id=delivery.department_id,
        before=evaluation.marks,
        after=marks,
        comment_before=Wording.of(evaluation.comment),
        comment_after=Wording.of(comment),
    )


def _returned(given: ReturnEvaluation, delivery: Delivery) -> ReturnEvaluationSubmitted:
    return ReturnEvaluationSubmitted(
        return_evaluation_id=given.id,
        delivery_id=delivery.id,
        department_id=delivery.department_id,
        marks=given.marks,
        comment=Wording.of(given.comment),
    )

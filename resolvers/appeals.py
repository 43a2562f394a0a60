"""Answers to marks (E6): the handlers' one reply, their one appeal, and what an administrator makes of it."""

from uuid import UUID

from sqlalchemy import select

from madang.errors import NotFound, Reason
from madang.rules.evaluations import Verdict, may_appeal, may_decide, may_reply
from madang.text import text
from models import Delivery, Evaluation, EvaluationAppeal
from models.base import uuid7
from resolvers import evaluation_facts
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.evaluations import MOST_CHARACTERS, announce, locked_evaluation, sent_before
from resolvers.subjects import expect_version
from subscriptions.evaluation_events import EvaluationAppealDecided, EvaluationAppealed, EvaluationReplied
from subscriptions.events import Wording


async def reply(ctx: Context, evaluation_id: UUID, body: str, *, version: int | None = None) -> Evaluation:
    """One reply to the marks, by any of the handlers."""
    body = text(body, field=("input", "body"), most=MOST_CHARACTERS, least=1)
    async with ctx.change() as change:
        request, delivery, evaluation = await locked_evaluation(ctx, change, evaluation_id)
        expect_version(evaluation.version, version)
        may_reply(ctx.actor, await evaluation_facts.of_evaluation(ctx, change, evaluation)).demand()
        evaluation.reply, evaluation.replied_by_id, evaluation.replied_at = body, ctx.actor.id, change.now
        event = EvaluationReplied(
            evaluation_id=evaluation.id,
            delivery_id=delivery.id,
            department_id=delivery.department_id,
            reply=Wording.of(body),
        )
        announce(change, request, event, evaluation)
    return evaluation


async def appeal(
    ctx: Context, evaluation_id: UUID, reason: str, *, id: UUID | None = None, version: int | None = None
) -> EvaluationAppeal:
    """One appeal against the marks, by any of the handlers. The same `id` sent twice makes one appeal."""
    reason = text(reason, field=("input", "reason"), most=MOST_CHARACTERS, least=1)
    async with ctx.change() as change:
        request, delivery, evaluation = await locked_evaluation(ctx, change, evaluation_id)
        if id and (sent := await change.session.get(EvaluationAppeal, id)):
            is_same = (sent.author_id, sent.evaluation_id) == (ctx.actor.id, evaluation_id)
            return sent_before(sent, is_same=is_same)
        expect_version(evaluation.version, version)
        may_appeal(ctx.actor, await evaluation_facts.of_evaluation(ctx, change, evaluation)).demand()
        appeal = EvaluationAppeal(id=id or uuid7(), evaluation_id=evaluation.id, author_id=ctx.actor.id)
        appeal.reason, appeal.appealed_at = reason, change.now
        change.session.add(appeal)
        announce(change, request, _appealed(appeal, delivery), evaluation, appeal)
    return appeal


async def decide(
    ctx: Context, appeal_id: UUID, verdict: Verdict, *, reason: str, version: int | None = None
) -> EvaluationAppeal:
    """An administrator upholds the marks, or withdraws them: they stay visible, and no longer count."""
    reason = text(reason, field=("input", "reason"), most=MOST_CHARACTERS, least=1)
    async with ctx.change() as change:
        about = await _evaluation_of(ctx, change, appeal_id)
        request, delivery, evaluation = await locked_evaluation(ctx, change, about)
        appeal = await change.session.get_one(EvaluationAppeal, appeal_id)
        expect_version(appeal.version, version)
        may_decide(ctx.actor, await evaluation_facts.of_evaluation(ctx, change, evaluation)).demand()
        appeal.verdict, appeal.decision = verdict, reason
        appeal.decided_by_id, appeal.decided_at = ctx.actor.id, change.now
        if verdict is Verdict.WITHDRAWN:
            evaluation.withdrawn_at = change.now
        announce(change, request, _decided(appeal, delivery, verdict, reason), evaluation, appeal)
    return appeal


async def _evaluation_of(ctx: Context, change: Change, appeal_id: UUID) -> UUID:
    """Read without the row: what is kept of it is read under the lock."""
    found = select(EvaluationAppeal.evaluation_id).where(
        EvaluationAppeal.id == appeal_id, seen(EvaluationAppeal, ctx.actor)
    )
    evaluation_id = await change.session.scalar(found)
    if evaluation_id is None:
        raise NotFound("이의 신청을 찾을 수 없습니다.", field=("id",), reason=Reason.UNKNOWN)
    return evaluation_id


def _appealed(appeal: EvaluationAppeal, delivery: Delivery) -> EvaluationAppealed:
    return EvaluationAppealed(
        appeal_id=appeal.id,
        evaluation_id=appeal.evaluation_id,
        delivery_id=delivery.id,
        department_id=delivery.department_id,
        reason=Wording.of(appeal.reason),
    )


def _decided(
    appeal: EvaluationAppeal, delivery: Delivery, verdict: Verdict, reason: str
) -> EvaluationAppealDecided:
    return EvaluationAppealDecided(
        appeal_id=appeal.id,
        evaluation_id=appeal.evaluation_id,
        delivery_id=delivery.id,
        department_id=delivery.department_id,
        verdict=verdict,
        decision=Wording.of(reason),
    )

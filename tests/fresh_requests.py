"""A request read fresh from the tables, in the shape that folding its events gives."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from models import (
    Attachment,
    Comment,
    CommentMention,
    CommentReaction,
    CommentReport,
    CommentRevision,
    Delivery,
    Evaluation,
    EvaluationAppeal,
    EvaluationNotice,
    HelpOffer,
    Request,
    RequestLink,
    RequestRelation,
    ReturnEvaluation,
)
from models.base import Base
from subscriptions.folding import RequestPicture
from subscriptions.folding_comments import FoldedComments
from subscriptions.folding_deliveries import FoldedDelivery, FoldedLeaving
from subscriptions.folding_evaluations import Ratings
from subscriptions.folding_material import (
    FoldedAttachment,
    FoldedLink,
    FoldedOffer,
    FoldedRelation,
    Material,
)
from subscriptions.request_events import HandlerShare
from tests.comments.conftest import state
from tests.evaluations.conftest import appealed, noticed, rated, returned

M = TypeVar("M", bound=Base)
T = TypeVar("T")
COMPUTED = {"department_id", "restricted", "deliveries", "comments", "ratings", "material"}
SAME = {field.name for field in fields(RequestPicture)} - COMPUTED
SAME_OF_DELIVERY = {field.name for field in fields(FoldedDelivery)} - {"handlers", "leaving"}


async def fresh_picture(session: AsyncSession, request_id: UUID) -> RequestPicture | None:
    deliveries = selectinload(Request.deliveries).selectinload(Delivery.handlers)
    request = await session.get(Request, request_id, options=[deliveries], populate_existing=True)
    if request is None:
        return None
    ids = [delivery.id for delivery in request.deliveries]
    return RequestPicture(
        **_columns(request, SAME),
        department_id=request.requester_department_id,
        restricted=request.restriction is not None,
        deliveries={delivery.id: _delivery(delivery) for delivery in request.deliveries},
        comments=await _comments(session, request_id),
        ratings=await _ratings(session, request_id, ids),
        material=await _material(session, request_id),
    )


def _delivery(row: Delivery) -> FoldedDelivery:
    shares = (
        HandlerShare(employee_id=one.employee_id, leads=one.leads, share=one.share) for one in row.handlers
    )
    same = _columns(row, SAME_OF_DELIVERY)
    return FoldedDelivery(**same, handlers=frozenset(shares), leaving=_leaving(row))


def _leaving(row: Delivery) -> FoldedLeaving | None:
    if row.leaving is None:
        return None
    assert row.leaving_reason is not None
    assert row.leaving_since is not None
    return FoldedLeaving(
        act=row.leaving,
        target_id=row.leaving_to_id,
        reason=row.leaving_reason,
        by_id=row.leaving_by_id,
        since=row.leaving_since,
    )


def _columns(row: Base, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


async def _comments(session: AsyncSession, request_id: UUID) -> FoldedComments:
    rows = await _all(session, Comment, Comment.request_id == request_id)
    if not rows:
        return {}
    ids = [row.id for row in rows]
    calls = _by_comment(await _all(session, CommentMention, CommentMention.comment_id.in_(ids)))
    reactions = _by_comment(await _all(session, CommentReaction, CommentReaction.comment_id.in_(ids)))
    reports = _by_comment(await _all(session, CommentReport, CommentReport.comment_id.in_(ids)))
    edits = _by_comment(await _all(session, CommentRevision, CommentRevision.comment_id.in_(ids)))
    return {
        row.id: state(row, (calls[row.id], reactions[row.id], reports[row.id], len(edits[row.id])))
        for row in rows
    }


async def _ratings(session: AsyncSession, request_id: UUID, delivery_ids: Sequence[UUID]) -> Ratings:
    given = await _all(session, Evaluation, Evaluation.request_id == request_id)
    about = EvaluationAppeal.evaluation_id.in_([row.id for row in given])
    appeals = await _all(session, EvaluationAppeal, about)
    returns = await _all(session, ReturnEvaluation, ReturnEvaluation.request_id == request_id)
    notices = await _all(session, EvaluationNotice, EvaluationNotice.delivery_id.in_(delivery_ids))
    return Ratings(
        evaluations={row.id: rated(row) for row in given},
        appeals={row.id: appealed(row) for row in appeals},
        returns={row.id: returned(row) for row in returns},
        notices=frozenset(noticed(row) for row in notices),
    )


async def _material(session: AsyncSession, request_id: UUID) -> Material:
    async def folded(model: type[Any], shape: type[T]) -> dict[UUID, T]:
        rows: Sequence[Any] = await _all(session, model, model.request_id == request_id)
        names = [field.name for field in fields(cast(Any, shape))]
        return {row.id: shape(**_columns(row, names)) for row in rows}

    return Material(
        attachments=await folded(Attachment, FoldedAttachment),
        links=await folded(RequestLink, FoldedLink),
        relations=await folded(RequestRelation, FoldedRelation),
        offers=await folded(HelpOffer, FoldedOffer),
    )


async def _all(session: AsyncSession, model: type[M], condition: ColumnElement[bool]) -> Sequence[M]:
    return (await session.scalars(select(model).where(condition))).all()


def _by_comment(rows: Iterable[Any]) -> defaultdict[UUID, list[Any]]:
    found: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.comment_id].append(row)
    return found

"""What a request's events say of its marks: folded one by one, they give what the tables hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from madang.rules.evaluations import Marks, NoticeKind, ReturnMarks, Verdict
from subscriptions.entries import Entry
from subscriptions.evaluation_events import (
    EvaluationAppealDecided,
    EvaluationAppealed,
    EvaluationEdited,
    EvaluationLapsed,
    EvaluationReminded,
    EvaluationReplied,
    EvaluationSubmitted,
    ReturnEvaluationSubmitted,
)
from subscriptions.events import Wording

V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One evaluation; texts as length and digest."""

    id: UUID
    delivery_id: UUID
    author_id: UUID | None
    marks: Marks
    comment: Wording
    submitted_at: datetime
    edited_at: datetime | None = None
    reply: Wording | None = None
    replied_by_id: UUID | None = None
    replied_at: datetime | None = None
    withdrawn_at: datetime | None = None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Appealed:
    id: UUID
    evaluation_id: UUID
    author_id: UUID | None
    reason: Wording
    appealed_at: datetime
    verdict: Verdict | None = None
    decision: Wording | None = None
    decided_by_id: UUID | None = None
    decided_at: datetime | None = None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedInReturn:
    id: UUID
    delivery_id: UUID
    author_id: UUID | None
    marks: ReturnMarks
    comment: Wording
    submitted_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    delivery_id: UUID
    confirmed_at: datetime
    kind: NoticeKind
    number: int
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """All marks of one request, by identifier."""

    evaluations: Mapping[UUID, Rated] = field(default_factory=dict[UUID, Rated])
    appeals: Mapping[UUID, Appealed] = field(default_factory=dict[UUID, Appealed])
    returns: Mapping[UUID, RatedInReturn] = field(default_factory=dict[UUID, RatedInReturn])
    notices: frozenset[Noticed] = frozenset()


def apply(state: Ratings, entry: Entry) -> Ratings:
    """The ratings after one more event of their request. Events of other subjects change nothing."""
    match entry.event:
        case EvaluationSubmitted() | EvaluationEdited() | EvaluationReplied():
            return _with_evaluation(state, _rated(state, entry, entry.event))
        case EvaluationAppealed(evaluation_id=about) | EvaluationAppealDecided(evaluation_id=about):
            state = replace(state, appeals=_with(state.appeals, _appealed(state, entry, entry.event)))
            return _with_evaluation(state, _touched(state.evaluations[about], entry, entry.event))
        case ReturnEvaluationSubmitted():
            return replace(state, returns=_with(state.returns, _returned(entry, entry.event)))
        case EvaluationReminded() | EvaluationLapsed():
            return replace(state, notices=state.notices | {_noticed(entry, entry.event)})
        case _:
            return state


def _rated(
    state: Ratings, entry: Entry, event: EvaluationSubmitted | EvaluationEdited | EvaluationReplied
) -> Rated:
    if isinstance(event, EvaluationSubmitted):
        return Rated(
            id=event.evaluation_id,
            delivery_id=event.delivery_id,
            author_id=entry.actor_id,
            marks=event.marks,
            comment=event.comment,
            submitted_at=entry.occurred_at,
            version=entry.version,
        )
    rated = replace(state.evaluations[event.evaluation_id], version=entry.version)
    if isinstance(event, EvaluationEdited):
        return replace(rated, marks=event.after, comment=event.comment_after, edited_at=entry.occurred_at)
    return replace(rated, reply=event.reply, replied_by_id=entry.actor_id, replied_at=entry.occurred_at)


def _touched(rated: Rated, entry: Entry, event: EvaluationAppealed | EvaluationAppealDecided) -> Rated:
    """Appeals move the evaluation on, too."""
    withdrawn = isinstance(event, EvaluationAppealDecided) and event.verdict is Verdict.WITHDRAWN
    withdrawn_at = entry.occurred_at if withdrawn else rated.withdrawn_at
    return replace(rated, version=entry.version, withdrawn_at=withdrawn_at)


def _appealed(state: Ratings, entry: Entry, event: EvaluationAppealed | EvaluationAppealDecided) -> Appealed:
    if isinstance(event, EvaluationAppealed):
        return Appealed(
            id=event.appeal_id,
            evaluation_id=event.evaluation_id,
            author_id=entry.actor_id,
            reason=event.reason,
            appealed_at=entry.occurred_at,
            version=entry.version,
        )
    return replace(
        state.appeals[event.appeal_id],
        verdict=event.verdict,
        decision=event.decision,
        decided_by_id=entry.actor_id,
        decided_at=entry.occurred_at,
        version=entry.version,
    )


def _returned(entry: Entry, event: ReturnEvaluationSubmitted) -> RatedInReturn:
    return RatedInReturn(
        id=event.return_evaluation_id,
        delivery_id=event.delivery_id,
        author_id=entry.actor_id,
        marks=event.marks,
        comment=event.comment,
        submitted_at=entry.occurred_at,
        version=entry.version,
    )


def _noticed(entry: Entry, event: EvaluationReminded | EvaluationLapsed) -> Noticed:
    reminds = isinstance(event, EvaluationReminded)
    return Noticed(
        delivery_id=event.delivery_id,
        confirmed_at=event.confirmed_at,
        kind=NoticeKind.REMINDED if reminds else NoticeKind.LAPSED,
        number=event.number if reminds else 0,
        given_at=entry.occurred_at,
    )


def _with_evaluation(state: Ratings, rated: Rated) -> Ratings:
    return replace(state, evaluations=_with(state.evaluations, rated))


def _with(rows: Mapping[UUID, V], row: V) -> dict[UUID, V]:
    return {**rows, getattr(row, "id"): row}  # noqa: B009 (each kind has one)

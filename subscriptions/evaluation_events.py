"""What happens to the rating of finished cooperation. The subject is always the request.

These lines are read by all who see the request, but marks only by the parties: whoever shows a line shows
the marks of the Evaluation row, which is access-checked, never those written here. Comments, replies,
reasons of appeals and of decisions stay in their rows.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from madang.rules.evaluations import Marks, ReturnMarks, Verdict
from subscriptions.events import Event, Wording, announced


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSubmitted(Event):
    evaluation_id: UUID
    delivery_id: UUID
    department_id: UUID
    marks: Marks
    comment: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationEdited(Event):
    evaluation_id: UUID
    delivery_id: UUID
    department_id: UUID
    before: Marks
    after: Marks
    comment_before: Wording
    comment_after: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReplied(Event):
    evaluation_id: UUID
    delivery_id: UUID
    department_id: UUID
    reply: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationAppealed(Event):
    appeal_id: UUID
    evaluation_id: UUID
    delivery_id: UUID
    department_id: UUID
    reason: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationAppealDecided(Event):
    """WITHDRAWN: from here on the marks do not count."""

    appeal_id: UUID
    evaluation_id: UUID
    delivery_id: UUID
    department_id: UUID
    verdict: Verdict
    decision: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnEvaluationSubmitted(Event):
    """The partner rated the request."""

    return_evaluation_id: UUID
    delivery_id: UUID
    department_id: UUID
    marks: ReturnMarks
    comment: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationReminded(Event):
    """Marks are still missing. `number` counts the reminders from 1."""

    delivery_id: UUID
    department_id: UUID
    confirmed_at: datetime
    due_at: datetime
    number: int


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationLapsed(Event):
    """The time for marks ran out: there are none, and no default stands in for them."""

    delivery_id: UUID
    department_id: UUID
    confirmed_at: datetime

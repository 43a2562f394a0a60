"""평가 as the API shows it: marks to those who may see them, and what all may know of a delivery's rating."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement

import models
from madang.rules import evaluations as rules
from madang.rules.evaluations import EvaluationFacts, Verdict, editable_until, score_of
from madang.rules.people import Actor
from resolvers.context import Context
from resolvers.evaluation_facts import of_appeals, of_deliveries, of_evaluations
from schema.enums import show
from schema.people import Employee
from schema.permissions import Permission
from schema.sources import Node, column, computed, derived, rows_of, ruled, to_one

if TYPE_CHECKING:
    from schema.deliveries import Delivery

DeliveryLater = Annotated["Delivery", strawberry.lazy("schema.deliveries")]
EvaluationLater = Annotated["Evaluation", strawberry.lazy("schema.evaluations")]

show(Verdict, "이의에 대한 결정", name="EvaluationVerdict")


@rows_of(models.EvaluationAppeal, description="담당자가 평가에 낸 이의와 그 결정. 당사자와 관리자만 봅니다.")
class EvaluationAppeal(Node):
    evaluation: EvaluationLater | None = to_one(models.Evaluation, "evaluation_id", "평가")
    author: Employee | None = to_one(models.Employee, "author_id", "이의를 낸 담당자")
    reason: str = column("이의의 까닭")
    appealed_at: datetime = column("이의를 낸 때")
    verdict: Verdict | None = column("결정. 아직 없으면 null")
    decision: str | None = column("그렇게 결정한 까닭")
    decided_by: Employee | None = to_one(models.Employee, "decided_by_id", "결정한 관리자")
    decided_at: datetime | None = column("결정한 때")
    version: int = column("마지막으로 바뀐 사건의 번호")

    viewer_can_decide: Permission = ruled(rules.may_decide, of_appeals, "지금 내가 결정할 수 있는지")


AXES = ("importance", "effectiveness", "promptness", "difficulty")


def _score(ctx: Context, *marks: int) -> Decimal:
    return score_of(sum(marks))


def _editable_until(ctx: Context, submitted_at: datetime) -> datetime:
    return editable_until(submitted_at, ctx.policy)


@rows_of(models.Evaluation, description="한 협력부서의 협력에 대한 요청자의 평가. 당사자와 관리자만 봅니다.")
class Evaluation(Node):
    delivery: DeliveryLater | None = to_one(models.Delivery, "delivery_id", "평가한 협력")
    author: Employee | None = to_one(
        models.Employee, "author_id", "평가한 사람. 요청자, 또는 떠난 요청자를 대신한 요청부서장"
    )
    importance: int = column("중요도 1~5")
    effectiveness: int = column("효과성 1~5")
    promptness: int = column("신속성 1~5")
    difficulty: int = column("난이도 1~5. 어려울수록 높습니다.")
    comment: str = column("평가의 말")
    submitted_at: datetime = column("평가한 때")
    edited_at: datetime | None = column("마지막으로 고친 때")
    reply: str | None = column("담당자의 답글")
    replied_by: Employee | None = to_one(models.Employee, "replied_by_id", "답글을 쓴 담당자")
    replied_at: datetime | None = column("답글을 쓴 때")
    appeal: EvaluationAppeal | None = to_one(models.EvaluationAppeal, "id", "이의", by="evaluation_id")
    withdrawn_at: datetime | None = column("이의를 받아들여 철회한 때. 철회된 평가는 점수에 들지 않습니다.")
    version: int = column("마지막으로 바뀐 사건의 번호")

    viewer_can_edit: Permission = ruled(rules.may_edit, of_evaluations, "지금 내가 고칠 수 있는지")
    viewer_can_reply: Permission = ruled(rules.may_reply, of_evaluations, "지금 내가 답글을 쓸 수 있는지")
    viewer_can_appeal: Permission = ruled(rules.may_appeal, of_evaluations, "지금 내가 이의를 낼 수 있는지")

    score: Decimal = derived(_score, *AXES, description="네 축의 정확한 평균, 1.00부터 5.00까지")
    editable_until: datetime = derived(
        _editable_until, "submitted_at", description="이때부터는 고칠 수 없습니다."
    )


@rows_of(models.ReturnEvaluation, description="주담당자가 요청을 평가한 것. 점수에 들지 않습니다.")
class ReturnEvaluation(Node):
    delivery: DeliveryLater | None = to_one(models.Delivery, "delivery_id", "어느 협력에서")
    author: Employee | None = to_one(models.Employee, "author_id", "평가한 주담당자")
    clarity: int = column("요청의 명확성 1~5")
    communication: int = column("소통 1~5")
    timing: int = column("일정의 적절성 1~5")
    comment: str = column("평가의 말")
    submitted_at: datetime = column("평가한 때")
    version: int = column("마지막으로 바뀐 사건의 번호")


def _is_evaluated(delivery: Any) -> ColumnElement[bool]:
    return delivery.evaluated_at.is_not(None)


def _due_at(actor: Actor, facts: EvaluationFacts) -> datetime | None:
    return facts.awaits_rating_until


def _has_lapsed(actor: Actor, facts: EvaluationFacts) -> bool:
    return facts.has_lapsed


@strawberry.type
class RatedDelivery:
    """What Delivery has to say of its rating."""

    is_evaluated: bool = computed(models.Delivery, _is_evaluated, "요청자가 평가했는지. 누구나 봅니다.")
    evaluation: Evaluation | None = to_one(
        models.Evaluation, "id", "요청자의 평가. 없거나 당사자가 아니면 null", by="delivery_id"
    )
    evaluation_due_at: datetime | None = ruled(
        _due_at, of_deliveries, "이때까지 평가할 수 있습니다. 평가를 기다리지 않으면 null"
    )
    evaluation_has_lapsed: bool = ruled(
        _has_lapsed, of_deliveries, "평가 없이 기한이 지났는지. 점수는 없습니다."
    )
    return_evaluation: ReturnEvaluation | None = to_one(
        models.ReturnEvaluation, "id", "주담당자가 요청을 평가한 것. 당사자가 아니면 null", by="delivery_id"
    )
    viewer_can_evaluate: Permission = ruled(
        rules.may_evaluate, of_deliveries, "지금 내가 이 협력을 평가할 수 있는지"
    )
    viewer_can_evaluate_requester: Permission = ruled(
        rules.may_evaluate_requester, of_deliveries, "지금 내가 이 요청을 평가할 수 있는지"
    )

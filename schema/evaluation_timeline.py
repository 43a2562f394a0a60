"""What the timeline says of ratings. Marks are not in it: it points to rows that only the parties see."""

from datetime import datetime

import models
from schema.evaluations import Evaluation, EvaluationAppeal, ReturnEvaluation
from schema.timeline import DeliveryEvent, pointed, shows, told
from subscriptions import evaluation_events as happened

HIDDEN = "당사자와 관리자가 아니면 null"


@shows(happened.EvaluationSubmitted, "요청자가 협력을 평가함")
class EvaluationSubmittedEvent(DeliveryEvent):
    evaluation: Evaluation | None = pointed(models.Evaluation, f"평가. {HIDDEN}", by="evaluation_id")


@shows(happened.EvaluationEdited, "평가를 고침")
class EvaluationEditedEvent(DeliveryEvent):
    evaluation: Evaluation | None = pointed(models.Evaluation, f"평가. {HIDDEN}", by="evaluation_id")


@shows(happened.EvaluationReplied, "담당자가 평가에 답글을 씀")
class EvaluationRepliedEvent(DeliveryEvent):
    evaluation: Evaluation | None = pointed(models.Evaluation, f"평가. {HIDDEN}", by="evaluation_id")


@shows(happened.EvaluationAppealed, "담당자가 평가에 이의를 냄")
class EvaluationAppealedEvent(DeliveryEvent):
    appeal: EvaluationAppeal | None = pointed(models.EvaluationAppeal, f"이의. {HIDDEN}", by="appeal_id")


@shows(happened.EvaluationAppealDecided, "이의에 대해 결정함")
class EvaluationAppealDecidedEvent(DeliveryEvent):
    appeal: EvaluationAppeal | None = pointed(models.EvaluationAppeal, f"이의. {HIDDEN}", by="appeal_id")


@shows(happened.ReturnEvaluationSubmitted, "주담당자가 요청을 평가함")
class ReturnEvaluationSubmittedEvent(DeliveryEvent):
    return_evaluation: ReturnEvaluation | None = pointed(
        models.ReturnEvaluation, f"요청의 평가. {HIDDEN}", by="return_evaluation_id"
    )


@shows(happened.EvaluationReminded, "평가를 기다린다고 알림")
class EvaluationRemindedEvent(DeliveryEvent):
    number: int = told("몇 번째 알림인지")
    due_at: datetime = told("이때까지 평가할 수 있습니다.")


@shows(happened.EvaluationLapsed, "평가 없이 기한이 지남. 점수는 없습니다.")
class EvaluationLapsedEvent(DeliveryEvent):
    pass

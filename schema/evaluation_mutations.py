"""Acts of evaluation: marks, changes, answers, decisions, and marks in return."""

from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

from madang.rules.evaluations import Marks, ReturnMarks, Verdict
from resolvers import appeals, evaluations
from schema.evaluations import Evaluation, EvaluationAppeal, ReturnEvaluation
from schema.identifiers import uuid_of
from schema.payloads import CLIENT_ID, Payload, Version, mutation
from schema.sources import Ctx

Id = Annotated[strawberry.ID, strawberry.argument(description="평가의 ID")]
AppealId = Annotated[strawberry.ID, strawberry.argument(description="이의의 ID")]


@strawberry.input(description="네 축의 점수. evaluationScale에 점수마다의 뜻이 있습니다.")
class EvaluationMarksInput:
    importance: int = strawberry.field(description="중요도 1~5")
    effectiveness: int = strawberry.field(description="효과성 1~5")
    promptness: int = strawberry.field(description="신속성 1~5")
    difficulty: int = strawberry.field(description="난이도 1~5. 어려울수록 높습니다.")

    def marks(self) -> Marks:
        return Marks(
            importance=self.importance,
            effectiveness=self.effectiveness,
            promptness=self.promptness,
            difficulty=self.difficulty,
        )


@strawberry.input(description="협력 평가")
class EvaluationSubmitInput(EvaluationMarksInput):
    delivery_id: strawberry.ID = strawberry.field(description="평가할 협력")
    comment: str = strawberry.field(default="", description="평가의 말. 2점 이하가 있으면 꼭 적습니다.")
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.input(description="고친 평가. 모든 점수와 말을 다시 보냅니다.")
class EvaluationEditInput(EvaluationMarksInput):
    comment: str = strawberry.field(description="평가의 말. 2점 이하가 있으면 꼭 적습니다.")


@strawberry.input(description="평가에 대한 담당자의 답글")
class EvaluationReplyInput:
    body: str = strawberry.field(description="답글")


@strawberry.input(description="평가에 대한 담당자의 이의")
class EvaluationAppealInput:
    reason: str = strawberry.field(description="까닭")
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.input(description="이의에 대한 관리자의 결정")
class AppealDecideInput:
    verdict: Verdict = strawberry.field(description="결정")
    reason: str = strawberry.field(description="까닭")


@strawberry.input(
    description="주담당자가 요청을 평가하는 것. returnEvaluationScale에 점수마다의 뜻이 있습니다."
)
class ReturnEvaluationSubmitInput:
    delivery_id: strawberry.ID = strawberry.field(description="마친 협력")
    clarity: int = strawberry.field(description="요청의 명확성 1~5")
    communication: int = strawberry.field(description="소통 1~5")
    timing: int = strawberry.field(description="일정의 적절성 1~5")
    comment: str = strawberry.field(default="", description="평가의 말. 2점 이하가 있으면 꼭 적습니다.")
    id: UUID | None = strawberry.field(default=None, description=CLIENT_ID)


@strawberry.type(description="평가를 바꾼 결과. version은 요청의 것")
class EvaluationPayload(Payload):
    evaluation: Evaluation | None = strawberry.field(default=None, description="평가")

    @classmethod
    def of(cls, row: Any) -> "EvaluationPayload":
        return cls(evaluation=row, version=row.version)


@strawberry.type(description="이의를 바꾼 결과. version은 요청의 것")
class EvaluationAppealPayload(Payload):
    appeal: EvaluationAppeal | None = strawberry.field(default=None, description="이의")

    @classmethod
    def of(cls, row: Any) -> "EvaluationAppealPayload":
        return cls(appeal=row, version=row.version)


@strawberry.type(description="요청을 평가한 결과. version은 요청의 것")
class ReturnEvaluationPayload(Payload):
    return_evaluation: ReturnEvaluation | None = strawberry.field(default=None, description="요청의 평가")


@strawberry.type
class EvaluationMutation:
    @mutation("확인한 협력을 평가합니다. 요청자가 한 번, 확인한 날부터 14일 안에 합니다.")
    async def evaluation_submit(
        self,
        info: Ctx,
        input: Annotated[EvaluationSubmitInput, strawberry.argument(description="평가")],
        version: Version = None,
    ) -> EvaluationPayload:
        id = uuid_of(input.delivery_id, "Delivery", field=("input", "deliveryId"))
        given = await evaluations.submit(
            info.context, id, input.marks(), comment=input.comment, id=input.id, version=version
        )
        return EvaluationPayload.of(given)

    @mutation("평가를 고칩니다. 평가한 사람이 12시간 안에 합니다.")
    async def evaluation_edit(
        self,
        info: Ctx,
        id: Id,
        input: Annotated[EvaluationEditInput, strawberry.argument(description="고친 평가")],
        version: Version = None,
    ) -> EvaluationPayload:
        edited = await evaluations.edit(
            info.context, uuid_of(id, "Evaluation"), input.marks(), comment=input.comment, version=version
        )
        return EvaluationPayload.of(edited)

    @mutation("평가에 답글을 한 번 씁니다. 담당자가 합니다.")
    async def evaluation_reply(
        self,
        info: Ctx,
        id: Id,
        input: Annotated[EvaluationReplyInput, strawberry.argument(description="답글")],
        version: Version = None,
    ) -> EvaluationPayload:
        replied = await appeals.reply(info.context, uuid_of(id, "Evaluation"), input.body, version=version)
        return EvaluationPayload.of(replied)

    @mutation("평가에 이의를 한 번 냅니다. 담당자가 합니다.")
    async def evaluation_appeal(
        self,
        info: Ctx,
        id: Id,
        input: Annotated[EvaluationAppealInput, strawberry.argument(description="이의")],
        version: Version = None,
    ) -> EvaluationAppealPayload:
        appeal = await appeals.appeal(
            info.context, uuid_of(id, "Evaluation"), input.reason, id=input.id, version=version
        )
        return EvaluationAppealPayload.of(appeal)

    @mutation("이의를 받아들여 평가를 철회하거나, 평가를 유지합니다. 관여하지 않은 관리자가 합니다.")
    async def appeal_decide(
        self,
        info: Ctx,
        id: AppealId,
        input: Annotated[AppealDecideInput, strawberry.argument(description="결정")],
        version: Version = None,
    ) -> EvaluationAppealPayload:
        decided = await appeals.decide(
            info.context,
            uuid_of(id, "EvaluationAppeal"),
            input.verdict,
            reason=input.reason,
            version=version,
        )
        return EvaluationAppealPayload.of(decided)

    @mutation("요청을 평가합니다. 확인된 협력의 주담당자가 한 번 합니다.")
    async def return_evaluation_submit(
        self,
        info: Ctx,
        input: Annotated[ReturnEvaluationSubmitInput, strawberry.argument(description="평가")],
        version: Version = None,
    ) -> ReturnEvaluationPayload:
        marks = ReturnMarks(clarity=input.clarity, communication=input.communication, timing=input.timing)
        given = await evaluations.submit_return(
            info.context,
            uuid_of(input.delivery_id, "Delivery", field=("input", "deliveryId")),
            marks,
            comment=input.comment,
            id=input.id,
            version=version,
        )
        return ReturnEvaluationPayload(return_evaluation=cast(Any, given), version=given.version)

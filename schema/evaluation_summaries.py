"""What all staff may know of marks: means of many, of a department or of the whole city."""

from decimal import Decimal
from typing import Annotated, Any

import strawberry

import models
from madang.errors import NotFound, Reason
from madang.rules.evaluation_summary import Period
from resolvers import evaluation_summaries
from resolvers.evaluation_summaries import OfDepartments
from schema import loaders
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.loaders import Find
from schema.sources import Ctx, column, gathered

SUMMARY = "받은 평가의 수와 축마다의 평균. 철회된 평가와 열람이 제한된 요청의 평가는 빼고 셉니다."


@strawberry.input(description="서울의 달력으로 한 해 또는 한 달")
class EvaluationPeriod:
    year: int = strawberry.field(description="해. 2014부터")
    month: int | None = strawberry.field(default=None, description="달. 적지 않으면 한 해 전체")

    def period(self) -> Period:
        return Period(self.year, self.month)


@strawberry.input(description="어느 평가를 모아 볼지")
class EvaluationSummaryFilter:
    department: strawberry.ID | None = strawberry.field(
        default=None, description="평가받은 부서. 적지 않으면 시 전체"
    )
    period: EvaluationPeriod | None = strawberry.field(
        default=None, description="평가한 때. 적지 않으면 처음부터 지금까지"
    )


@strawberry.type(description="축마다의 평균. 소수점 아래 두 자리로 반올림했습니다.")
class EvaluationMeans:
    importance: Decimal = column("중요도")
    effectiveness: Decimal = column("효과성")
    promptness: Decimal = column("신속성")
    difficulty: Decimal = column("난이도")
    score: Decimal = column("네 축의 평균")


@strawberry.type(
    description="평가를 모아 본 것. 누가 몇 점을 주었는지 알 수 없도록, 적을 때는 평균이 없습니다."
)
class EvaluationSummary:
    """Resolves on a madang.rules.evaluation_summary.Summary."""

    count: int = column("평가의 수")
    means: EvaluationMeans | None = column("평균. 평가나 평가한 사람이 적으면 null")
    withheld_because: str | None = column("평균이 없는 까닭. 있으면 null")


def _period(given: EvaluationPeriod | None) -> Period | None:
    return None if given is None else given.period()


@strawberry.type
class RatedDepartment:
    """What Department has to say of its marks."""

    @gathered(EvaluationSummary, description=f"이 부서가 {SUMMARY}")
    def evaluation_summary(
        self,
        period: Annotated[
            EvaluationPeriod | None,
            strawberry.argument(description="평가한 때. 적지 않으면 처음부터 지금까지"),
        ] = None,
    ) -> Find:
        return OfDepartments(_period(period))


@strawberry.type
class EvaluationSummaryQuery:
    @strawberry.field(description=SUMMARY, permission_classes=[StaffOnly])
    async def evaluation_summary(
        self,
        info: Ctx,
        filter: Annotated[
            EvaluationSummaryFilter | None, strawberry.argument(description="어느 평가를 모아 볼지")
        ] = None,
    ) -> EvaluationSummary:
        asked = filter or EvaluationSummaryFilter()
        period = _period(asked.period)
        if asked.department is None:
            summary: Any = await evaluation_summaries.of_city(info.context, period)
            return summary
        id = uuid_of(asked.department, "Department", field=("filter", "department"))
        if await loaders.row_by(info.context, models.Department, id) is None:
            message = "부서를 찾을 수 없습니다."
            raise NotFound(message, field=("filter", "department"), reason=Reason.UNKNOWN)
        return await loaders.facts(info.context, OfDepartments(period), id)

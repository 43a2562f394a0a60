"""순위표: what stands on a row of a board of mileage."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import strawberry

import models
from madang.rules.evaluation_summary import Tally, means_of
from madang.rules.mileage import Holder, PeriodKind, period_key
from resolvers.context import Context
from resolvers.leaderboards import present_period, ranks
from schema.evaluation_summaries import EvaluationMeans
from schema.mileage_amounts import points
from schema.people import Department, Employee
from schema.sources import Node, column, derived, gathered, rows_of, to_one
from subscriptions.mileage_sums import AXES, EPOCH


@strawberry.input(description="순위표의 기간. 서울의 달력으로")
class MileagePeriod:
    kind: PeriodKind = strawberry.field(default=PeriodKind.MONTH, description="달, 반기, 해, 전체")
    year: int | None = strawberry.field(default=None, description="해. 전체가 아니면 적습니다. 2014부터")
    part: int | None = strawberry.field(
        default=None, description="달이면 1~12, 반기면 1(상반기)이나 2(하반기)"
    )


def board_of(ctx: Context, period: MileagePeriod | None) -> str:
    """How the period is kept; the present month if none is given. Raises Invalid."""
    if period is None:
        return present_period(ctx)
    return period_key(period.kind, year=period.year, part=period.part)


def _means(ctx: Context, responses: int, helped: int, *marks: int) -> Any:
    """As many departments as that are at least as many people: nobody's single marks can be told."""
    if min(responses, helped) < ctx.policy.fewest_shown:
        return None
    return means_of(Tally(count=responses, **dict(zip(AXES, marks, strict=True))))


def _earned_at(ctx: Context, earliness: int) -> datetime | None:
    return EPOCH - timedelta(microseconds=earliness) if earliness else None


@rows_of(
    models.MileageStanding,
    description=(
        "순위표의 한 줄. 마일리지, 받은 평가의 평균, 도운 부서의 수, 마지막 마일리지를 먼저 받은 순서로"
        " 섭니다. 숨긴 사람의 줄은 본인과 관리자만 봅니다."
    ),
)
class LeaderboardRow(Node):
    holder: Holder = column("직원의 줄인지 부서의 줄인지")
    period: str = column("기간. 예: 2014-07, 2014-H2, 2014, ALL")
    employee: Employee | None = to_one(models.Employee, "holder_id", "직원. 부서의 줄이면 null")
    department: Department | None = to_one(models.Department, "holder_id", "부서. 직원의 줄이면 null")
    total: Decimal = points("total", "마일리지")
    request_points: Decimal = points("request_amount", "그 가운데 협력 요청으로 받은 것")
    response_points: Decimal = points("response_amount", "응답 만족도로 받은 것")
    comment_points: Decimal = points("comment_amount", "댓글로 받은 것")
    thanks_points: Decimal = points("thanks_amount", "감사로 받은 것")
    adjustment_points: Decimal = points("adjustment_amount", "관리자가 조정한 것")
    request_count: int = column("인정된 협력 요청의 수", of="requests")
    response_count: int = column("인정된 응답의 수", of="responses")
    comment_count: int = column("인정된 댓글의 수", of="comments")
    thanks_count: int = column("인정된 감사의 수", of="thanks")
    departments_helped: int = column("도운 부서의 수", of="helped")
    means: EvaluationMeans | None = derived(
        _means,
        "responses",
        "helped",
        *AXES,
        description="받은 평가의 평균. 누가 몇 점을 주었는지 알 수 없도록, 응답이나 도운 부서가 적으면 null",
    )
    last_earned_at: datetime | None = derived(
        _earned_at, "earliness", description="마지막으로 마일리지를 받은 때"
    )

    @gathered(int | None, description="순위. 동점의 차례까지 같으면 같은 순위, 마일리지가 없으면 null")
    def rank(self) -> Any:
        return ranks

"""왜 이 마일리지인가: every line of the ledger that somebody may see, with how its points came about."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from sqlalchemy import ColumnElement, case

import models
from madang.rules.calendar import MONTHS, Month
from madang.rules.conditions import EVERYTHING, Condition, among, equal, every
from madang.rules.mileage import Outcome, Rule, boards_of, period_key
from resolvers.context import Context
from resolvers.listings import Listing, Order
from schema.connections import Connection, connection
from schema.filters import Choice, compared
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.leaderboards import MileagePeriod
from schema.mileage_amounts import points
from schema.people import Department, Employee
from schema.sources import Ctx, Node, column, derived, found, rows_of, to_one

if TYPE_CHECKING:
    from schema.comments import Comment
    from schema.requests import Request

CommentLater = Annotated["Comment", strawberry.lazy("schema.comments")]
RequestLater = Annotated["Request", strawberry.lazy("schema.requests")]
EntryLater = Annotated["MileageEntry", strawberry.lazy("schema.mileage_entries")]
NEWEST_FIRST = Listing(
    model=models.MileageEntry, order=(Order("number", descending=True), Order("id", descending=True))
)


def _month(ctx: Context, number: int) -> str:
    return boards_of(Month.at(number))[0]


def _thanked_by(entry: Any) -> ColumnElement[Any]:
    """Who else is at the other end can be seen from the request, by those who see it."""
    return case((entry.rule == Rule.THANKS, entry.counterpart_id))


def _written(entry: Any) -> ColumnElement[Any]:
    return case((entry.rule == Rule.COMMENT, entry.source_id))


@rows_of(
    models.MileageEntry,
    description=(
        "마일리지 원장의 한 줄. 쓴 뒤에는 바뀌지 않습니다."
        " 본인과 관리자가 보고, 협력왕이 된 달의 것은 누구나 봅니다."
    ),
)
class MileageEntry(Node):
    number: int = column("원장의 몇 번째 줄인지")
    rule: Rule = column("무엇으로")
    outcome: Outcome = column("인정했는지, 아니면 그 까닭")
    amount: Decimal = points("amount", "마일리지. 되돌린 것은 음수, 인정하지 않은 것은 0")
    explanation: str = column("어떻게 셈했는지")
    employee: Employee | None = to_one(models.Employee, "person_id", "받은 사람")
    department: Department | None = to_one(models.Department, "department_id", "어느 부서에서 받았는지")
    thanked_by: Employee | None = found(
        models.Employee, _thanked_by, "감사를 보낸 사람. 감사가 아니면 null", of=models.MileageEntry
    )
    request: RequestLater | None = to_one(
        models.Request, "request_id", "어느 협력 요청에서. 볼 수 없는 요청이면 null"
    )
    comment: CommentLater | None = found(
        models.Comment, _written, "어느 댓글로. 댓글이 아니거나 볼 수 없으면 null", of=models.MileageEntry
    )
    occurred_at: datetime = column("일어난 때")
    day: date = column("하루 한도를 세는 날")
    month: str = derived(_month, "month", description="셈하는 달. 예: 2014-07")
    share: int | None = column("여럿이 나눈 응답이면 나의 몫(%)")
    ordinal: int | None = column("그달 같은 두 사람 사이의 몇 번째 응답인지")
    policy_number: int = column("따른 규칙의 번호")
    reversed: EntryLater | None = to_one(
        models.MileageEntry, "reverses", "되돌린 줄. 되돌린 것이 아니거나 볼 수 없으면 null", by="number"
    )


def _within(period: MileagePeriod) -> Condition:
    """Raises Invalid for a period that there is not."""
    board = period_key(period.kind, year=period.year, part=period.part)
    if period.year is None or board == "ALL":
        return EVERYTHING
    months = (Month(period.year, month) for month in range(1, MONTHS + 1))
    return among("month", [month.number for month in months if board in boards_of(month)])


@strawberry.input(description="원장의 줄 고르기. 준 조건을 모두 만족하는 것")
class MileageEntryFilter:
    employee: strawberry.ID | None = strawberry.field(default=None, description="받은 사람. 적지 않으면 나")
    period: MileagePeriod | None = strawberry.field(default=None, description="셈하는 기간")
    rule: Choice[Rule] | None = strawberry.field(default=None, description="무엇으로 받았는지")
    outcome: Choice[Outcome] | None = strawberry.field(default=None, description="인정했는지")

    def condition(self, ctx: Context) -> Condition:
        person = ctx.actor.id
        if self.employee is not None:
            person = uuid_of(self.employee, "Employee", field=("filter", "employee"))
        return every(
            equal("person_id", person),
            EVERYTHING if self.period is None else _within(self.period),
            compared("rule", self.rule),
            compared("outcome", self.outcome),
        )


@strawberry.type
class MileageEntryQuery:
    @connection(
        Connection[MileageEntry],
        description="왜 이 마일리지인지: 원장의 줄, 최근 것부터. 인정하지 않은 것도 까닭과 함께",
        permission_classes=[StaffOnly],
    )
    def mileage_entries(
        self,
        info: Ctx,
        filter: Annotated[
            MileageEntryFilter | None, strawberry.argument(description="이런 것만. 적지 않으면 나의 것 모두")
        ] = None,
    ) -> Listing:
        return NEWEST_FIRST.narrowed((filter or MileageEntryFilter()).condition(info.context))

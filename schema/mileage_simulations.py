"""마일리지 규칙의 시험: what other rules would have changed in months that are over."""

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

import models
from madang.errors import Invalid, Reason
from madang.rules.mileage import Rule
from madang.rules.mileage_kings import Place
from madang.rules.mileage_numbers import written
from madang.rules.mileage_policy import MileagePolicy
from madang.rules.mileage_simulation import MOST_MOVES
from resolvers.context import Context
from resolvers.mileage_policies import numbers_of
from resolvers.mileage_simulations import simulate
from schema.guards import AdministratorOnly
from schema.identifiers import uuid_of
from schema.mileage_amounts import MonthInput, month, points, year
from schema.people import Employee
from schema.sources import Ctx, column, derived, to_one

FirstMonth = Annotated[MonthInput, strawberry.argument(description="시험할 첫 달")]
LastMonth = Annotated[MonthInput, strawberry.argument(description="시험할 마지막 달. 24달까지, 이달까지")]


@strawberry.input(description="규칙의 수 하나")
class MileagePolicyNumberInput:
    name: str = strawberry.field(description="이름. mileagePolicyNumbers에 있는 것")
    value: Decimal = strawberry.field(description="값. 점수는 소수점 아래 두 자리까지, 나머지는 정수")


def policy_in(numbers: list[MileagePolicyNumberInput], *, field: tuple[str, ...]) -> MileagePolicy:
    """The rules with these numbers; those that are not there are the usual ones. Raises Invalid."""
    return written(((one.name, one.value) for one in numbers), field=field)


@strawberry.type(description="시험한 달의 협력왕 자리 하나")
class MileageSimulationSeat:
    """Resolves on a madang.rules.mileage_simulation.Seat."""

    place: Place = column("자리")
    employee: Employee | None = to_one(models.Employee, "person_id", "직원")
    points: Decimal = points("total", "그달의 마일리지")


@strawberry.type(description="시험한 결과에 나오는 직원")
class MileageSimulationEmployee:
    employee_id: strawberry.Private[UUID]

    employee: Employee | None = to_one(models.Employee, "employee_id", "직원")


@strawberry.type(description="두 순위가 얼마나 같은지. 1이면 같고 -1이면 거꾸로")
class MileageRankLikeness:
    """Resolves on a madang.rules.mileage_simulation.Likeness."""

    people: int = column("어느 쪽에서든 마일리지가 있는 사람 수")
    spearman: Decimal | None = column("스피어만 순위 상관. 견줄 수 없으면 null")
    kendall: Decimal | None = column("켄달의 타우 b. 견줄 수 없으면 null")


@strawberry.type(description="한 규칙에서 나온 마일리지")
class MileageRuleOutcome:
    """Resolves on a madang.rules.mileage_simulation.RuleOutcome."""

    rule: Rule = column("규칙")
    before: Decimal = points("before", "그때의 규칙으로")
    after: Decimal = points("after", "시험한 규칙으로")
    difference: Decimal = points("difference", "달라진 만큼")


def _people(ctx: Context, ids: tuple[UUID, ...]) -> list[MileageSimulationEmployee]:
    return [MileageSimulationEmployee(employee_id=id) for id in ids]


def people(attribute: str, description: str) -> Any:
    return derived(_people, attribute, description=description)


@strawberry.type(description="한 달의 시험 결과: 협력왕이 누가 되고 누가 되지 못했을지")
class MileageSimulationMonth:
    """Resolves on a madang.rules.mileage_simulation.MonthOutcome."""

    year: int = year()
    month: int = month()
    before: list[MileageSimulationSeat] = column("그때의 규칙으로 협력왕. 최우수부터")
    after: list[MileageSimulationSeat] = column("시험한 규칙으로 협력왕. 최우수부터")
    tied_before: list[MileageSimulationEmployee] = people(
        "tied_before", "그때의 규칙으로 동점이라 순서를 정해야 하는 사람"
    )
    tied_after: list[MileageSimulationEmployee] = people(
        "tied_after", "시험한 규칙으로 동점이라 순서를 정해야 하는 사람"
    )
    entered: list[MileageSimulationEmployee] = people("entered", "새로 협력왕이 되는 사람")
    left: list[MileageSimulationEmployee] = people("left", "협력왕이 되지 못하는 사람")
    likeness: MileageRankLikeness = column("그달의 두 순위")


@strawberry.type(description="규칙이 바뀌면 마일리지가 달라지는 사람. 시험한 달을 모두 더합니다.")
class MileageSimulationMove:
    """Resolves on a madang.rules.mileage_simulation.Move."""

    employee: Employee | None = to_one(models.Employee, "person_id", "직원")
    before: Decimal = points("before", "그때의 규칙으로")
    after: Decimal = points("after", "시험한 규칙으로")
    rank_before: int | None = column("그때의 규칙으로 순위. 마일리지가 없으면 null")
    rank_after: int | None = column("시험한 규칙으로 순위. 마일리지가 없으면 null")
    rules: list[MileageRuleOutcome] = column("달라진 규칙")
    cause: Rule = column("가장 많이 달라진 규칙")


@strawberry.type(description="다른 규칙이었으면 지난달들이 어떻게 달라졌을지")
class MileageSimulation:
    """Resolves on a madang.rules.mileage_simulation.Simulation."""

    first_year: int = year("first_month")
    first_month: int = month("first_month")
    last_year: int = year("last_month")
    last_month: int = month("last_month")
    months: list[MileageSimulationMonth] = column("달마다")
    rules: list[MileageRuleOutcome] = column("규칙마다 모두의 마일리지")
    likeness: MileageRankLikeness = column("시험한 달을 모두 더한 두 순위")
    moved: int = column("마일리지가 달라지는 사람 수")
    moves: list[MileageSimulationMove] = column(
        f"그 가운데 가장 많이 달라지는 {MOST_MOVES}명까지. 많이 달라지는 사람부터"
    )


@strawberry.type
class MileageSimulationQuery:
    @strawberry.field(
        description="지난달의 기록을 다른 규칙으로 다시 셉니다. 아무것도 바꾸지 않습니다. 관리자가 합니다.",
        permission_classes=[AdministratorOnly],
    )
    async def mileage_policy_simulation(
        self,
        info: Ctx,
        first_month: FirstMonth,
        last_month: LastMonth,
        numbers: Annotated[
            list[MileagePolicyNumberInput] | None,
            strawberry.argument(description="시험할 수. 적지 않은 수는 처음부터 있는 규칙의 값"),
        ] = None,
        policy: Annotated[strawberry.ID | None, strawberry.argument(description="시험할 규칙의 ID")] = None,
    ) -> MileageSimulation:
        first, last = first_month.value(("firstMonth",)), last_month.value(("lastMonth",))
        tried = await _tried(info.context, numbers, policy)
        simulation: Any = await simulate(info.context, tried, first, last)
        return simulation


async def _tried(
    ctx: Context, numbers: list[MileagePolicyNumberInput] | None, policy: str | None
) -> MileagePolicy:
    if (numbers is None) is (policy is None):
        message = "numbers와 policy 가운데 하나만 적어 주십시오."
        raise Invalid(message, field=("policy",), reason=Reason.AMBIGUOUS)
    if policy is not None:
        return await numbers_of(ctx, uuid_of(policy, "MileagePolicy", field=("policy",)))
    return policy_in(numbers or [], field=("numbers",))

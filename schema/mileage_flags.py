"""마일리지에서 확인이 필요할 수 있는 것: questions for administrators, with what they were counted from."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry

import models
from madang.collusion import Evidence, Flag, FlagKind, Witness
from resolvers.flags import mileage_flags
from schema.enums import show
from schema.guards import AdministratorOnly
from schema.identifiers import global_id
from schema.mileage_amounts import MonthInput
from schema.people import Employee
from schema.sources import Ctx, to_one

show(FlagKind, "무엇이 눈에 띄는지", name="MileageFlagKind")
show(Witness, "근거가 무엇에 대한 것인지", name="MileageFlagWitness")


@strawberry.type(description="눈에 띄는 일에 나오는 사람")
class MileageFlagPerson:
    employee_id: strawberry.Private[UUID]

    employee: Employee | None = to_one(models.Employee, "employee_id", "직원")


@strawberry.type(description="근거에 나오는 수 하나")
class MileageFlagNumber:
    name: str = strawberry.field(description="이름")
    value: float = strawberry.field(description="값")


@strawberry.type(description="눈에 띈 근거 하나")
class MileageFlagEvidence:
    what: Witness = strawberry.field(description="무엇에 대한 것인지")
    numbers: list[MileageFlagNumber] = strawberry.field(description="근거의 수")
    entries: list[strawberry.ID] = strawberry.field(description="센 장부의 줄, 일어난 순서로")


@strawberry.type(
    description="관리자가 물어볼 만한 것. 잘못이라는 뜻이 아니며, 이것만으로는 아무 점수도 바뀌지 않습니다."
)
class MileageFlag:
    kind: FlagKind = strawberry.field(description="무엇이 눈에 띄는지")
    people: list[MileageFlagPerson] = strawberry.field(description="나오는 사람. 안에서 많이 받은 사람부터")
    first_at: datetime = strawberry.field(description="첫 일이 일어난 때")
    last_at: datetime = strawberry.field(description="마지막 일이 일어난 때")
    score: float = strawberry.field(description="우연으로는 얼마나 드문지. 확률의 -log10")
    explanation: str = strawberry.field(description="수를 넣어 쓴 설명")
    evidence: list[MileageFlagEvidence] = strawberry.field(description="근거")


@strawberry.type
class FlagQuery:
    @strawberry.field(
        description="이 달들의 기록에서 물어볼 만한 것. 드문 것부터. 열두 달까지",
        permission_classes=[AdministratorOnly],
    )
    async def mileage_flags(
        self,
        info: Ctx,
        first: Annotated[MonthInput, strawberry.argument(description="첫 달")],
        last: Annotated[MonthInput, strawberry.argument(description="마지막 달")],
    ) -> list[MileageFlag]:
        found = await mileage_flags(info.context, first.value(("first",)), last.value(("last",)))
        return [_shown(flag) for flag in found]


def _shown(flag: Flag) -> MileageFlag:
    kind: Any = flag.kind
    return MileageFlag(
        kind=kind,
        people=[MileageFlagPerson(employee_id=id) for id in flag.people],
        first_at=flag.period.first,
        last_at=flag.period.last,
        score=round(flag.score, 2),
        explanation=flag.explanation,
        evidence=[_evidence(one) for one in flag.evidence],
    )


def _evidence(one: Evidence) -> MileageFlagEvidence:
    what: Any = one.what
    return MileageFlagEvidence(
        what=what,
        numbers=[MileageFlagNumber(name=name, value=value) for name, value in one.numbers],
        entries=[strawberry.ID(global_id("MileageEntry", id)) for id in one.sources],
    )

"""실시간: who is at a request now. Nothing of it is kept."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

import models
from madang.rules.presence import Crowd, Doing, Present
from resolvers.presence import attend
from schema.enums import show
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.people import Employee
from schema.sources import Ctx, to_one

show(Doing, "요청에서 무엇을 하는지", name="PresenceDoing")


@strawberry.type(description="지금 요청에 있는 사람 하나. 창을 여럿 열어도 하나입니다.")
class Presence:
    employee_id: strawberry.Private[UUID]

    doing: Doing = strawberry.field(description="보는지 쓰는지. 창 하나에서라도 쓰면 쓰는 중입니다.")
    since: datetime = strawberry.field(description="들어온 때. 보다가 쓰기 시작해도 그대로입니다.")
    employee: Employee | None = to_one(models.Employee, "employee_id", "직원")


@strawberry.type(description="지금 요청에 있는 사람 모두")
class RequestPresence:
    people: list[Presence] = strawberry.field(description="먼저 들어온 순서로 100명까지")
    total_count: int = strawberry.field(description="모두 몇 명인지")


@strawberry.type
class PresenceSubscription:
    @strawberry.subscription(
        description=(
            "협력 요청을 지금 누가 보고 쓰는지. 바로 한 번, 그 뒤로는 바뀔 때마다 전부 옵니다."
            " 구독하는 동안 나도 그 자리에 있습니다."
        ),
        permission_classes=[StaffOnly],
    )
    async def request_presence(
        self,
        info: Ctx,
        id: Annotated[strawberry.ID, strawberry.argument(description="협력 요청의 ID")],
        doing: Annotated[
            Doing | None,
            strawberry.argument(
                description="내가 하는 일. 바뀌면 새 값으로 다시 구독합니다. null이면 보이지 않고 보기만"
            ),
        ] = Doing.VIEWING,
    ) -> AsyncGenerator[RequestPresence, None]:
        async with aclosing(attend(info.context, uuid_of(id, "Request"), doing)) as crowds:
            async for crowd in crowds:
                yield _shown(crowd)


def _shown(crowd: Crowd) -> RequestPresence:
    return RequestPresence(people=[_person(one) for one in crowd.people], total_count=crowd.total)


def _person(one: Present) -> Presence:
    return Presence(employee_id=one.employee_id, doing=one.doing, since=one.since)

"""실시간: boards of mileage as they change, and one's own new entries."""

from collections.abc import AsyncGenerator, Hashable
from contextlib import aclosing
from typing import Annotated, Any
from uuid import UUID

import strawberry

import models
from madang.errors import Invalid, Reason
from madang.rules.mileage import Holder
from resolvers.leaderboards import IN_ORDER
from resolvers.listings import MOST_ROWS
from resolvers.live_boards import Asked, Standings, watch
from resolvers.live_mileage import follow_entries
from schema.for_many import ForMany
from schema.guards import StaffOnly
from schema.leaderboard_queries import Period
from schema.leaderboards import LeaderboardRow, board_of
from schema.mileage_entries import MileageEntry
from schema.sources import Ctx, several, to_one


@strawberry.type(description="지금의 순위표")
class LeaderboardChange(ForMany):
    ids: strawberry.Private[list[UUID]]
    answers: strawberry.Private[dict[Hashable, Any]]
    open_to_all: strawberry.Private[tuple[type[models.Base], ...]] = (models.MileageStanding,)

    period: str = strawberry.field(description="기간. 예: 2014-07, 2014-H2, 2014, ALL")
    rows: list[LeaderboardRow] = several(IN_ORDER, "ids", "앞의 줄, 순위의 차례로")


@strawberry.type(description="나의 원장에 새로 쓴 줄")
class MyMileageChange:
    id: strawberry.Private[UUID]

    number: int = strawberry.field(description="원장의 몇 번째 줄인지. 끊긴 뒤 이어받을 때 after에 줍니다.")
    entry: MileageEntry | None = to_one(models.MileageEntry, "id", "쓴 줄")


def _changed(shown: Standings) -> LeaderboardChange:
    return LeaderboardChange(ids=shown.ids, answers=shown.answers, period=shown.period)


@strawberry.type
class LeaderboardSubscription:
    @strawberry.subscription(
        description=(
            "마일리지 순위표의 앞부분. 바로 한 번, 그 뒤로는 달라질 때마다 전부 옵니다. 1초에 많아야 두 번."
            " 기간을 적지 않으면 이달이고, 달이 바뀌면 새 달의 순위표로 넘어갑니다."
        ),
        permission_classes=[StaffOnly],
    )
    async def leaderboard_changed(
        self,
        info: Ctx,
        period: Period = None,
        holder: Annotated[
            Holder, strawberry.argument(description="직원의 순위표인지 부서의 순위표인지")
        ] = Holder.PERSON,
        first: Annotated[int, strawberry.argument(description="앞에서부터 몇 줄 (1~100)")] = 10,
    ) -> AsyncGenerator[LeaderboardChange, None]:
        if not 1 <= first <= MOST_ROWS:
            message = f"first: 1부터 {MOST_ROWS}까지입니다."
            raise Invalid(message, field=("first",), reason=Reason.OUT_OF_RANGE)
        board = None if period is None else board_of(info.context, period)
        async with aclosing(watch(info.context, Asked(holder, first, board))) as boards:
            async for shown in boards:
                yield _changed(shown)

    @strawberry.subscription(
        description="나의 원장에 새로 쓰이는 줄. after를 주면 그 번호 뒤의 것부터 빠짐없이 차례로 옵니다.",
        permission_classes=[StaffOnly],
    )
    async def my_mileage_changed(
        self,
        info: Ctx,
        after: Annotated[
            int | None,
            strawberry.argument(description="원장의 이 번호 다음 줄부터. 주지 않으면 지금부터"),
        ] = None,
    ) -> AsyncGenerator[MyMileageChange, None]:
        async with aclosing(follow_entries(info.context, after=after)) as entries:
            async for number, id in entries:
                yield MyMileageChange(number=number, id=id)

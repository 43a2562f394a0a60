"""What can be asked of boards: a page, one's own row, and who is near."""

from typing import Annotated
from uuid import UUID

import strawberry

import models
from madang.errors import Invalid, Reason
from madang.rules.mileage import Holder
from resolvers import leaderboards
from resolvers.leaderboards import IN_ORDER, MOST_NEIGHBOURS
from resolvers.listings import Listing
from schema.connections import Connection, connection
from schema.guards import StaffOnly
from schema.identifiers import uuid_of
from schema.leaderboards import LeaderboardRow, MileagePeriod, board_of
from schema.sources import Ctx, several, to_one

Period = Annotated[MileagePeriod | None, strawberry.argument(description="기간. 적지 않으면 이달")]


@strawberry.type(description="나의 마일리지")
class MyMileage:
    row_id: strawberry.Private[UUID | None]

    period: str = strawberry.field(description="기간. 예: 2014-07, 2014-H2, 2014, ALL")
    is_hidden: bool = strawberry.field(description="순위표에서 나를 숨겼는지")
    wins_hidden: bool = strawberry.field(description="숨겼어도 이달의 협력왕은 되려는지")
    row: LeaderboardRow | None = to_one(
        models.MileageStanding,
        "row_id",
        "나의 줄. 숨겼으면 그 순위는 숨기지 않았다면 설 자리. 마일리지를 받은 적이 없으면 null",
    )


@strawberry.type(description="순위표에서 한 사람과 그 앞뒤")
class LeaderboardNeighbourhood:
    row_id: strawberry.Private[UUID]
    ids: strawberry.Private[list[UUID]]

    row: LeaderboardRow | None = to_one(models.MileageStanding, "row_id", "그 사람의 줄")
    rows: list[LeaderboardRow] = several(IN_ORDER, "ids", "그 사람과 앞뒤의 줄, 순위의 차례로")


@strawberry.type
class LeaderboardQuery:
    @connection(
        Connection[LeaderboardRow],
        description="마일리지 순위표. 숨긴 사람은 없고, 누구에게나 같습니다.",
        permission_classes=[StaffOnly],
    )
    def leaderboard(
        self,
        info: Ctx,
        period: Period = None,
        holder: Annotated[
            Holder, strawberry.argument(description="직원의 순위표인지 부서의 순위표인지")
        ] = Holder.PERSON,
    ) -> Listing:
        return leaderboards.leaderboard(board_of(info.context, period), holder)

    @strawberry.field(
        description="나의 마일리지와 순위. 숨겼어도 나는 봅니다.", permission_classes=[StaffOnly]
    )
    async def my_mileage(self, info: Ctx, period: Period = None) -> MyMileage:
        ctx, board = info.context, board_of(info.context, period)
        privacy = await leaderboards.privacy_of(ctx, ctx.actor.id)
        return MyMileage(
            row_id=await leaderboards.standing_of(ctx, ctx.actor.id, board),
            period=board,
            is_hidden=privacy is not None and privacy.hidden,
            wins_hidden=privacy is None or privacy.wins,
        )

    @strawberry.field(
        description="순위표에서 나(또는 그 직원)와 앞뒤의 줄. 마일리지가 없거나 숨긴 사람이면 null",
        permission_classes=[StaffOnly],
    )
    async def leaderboard_around(
        self,
        info: Ctx,
        period: Period = None,
        employee: Annotated[
            strawberry.ID | None, strawberry.argument(description="직원의 ID. 적지 않으면 나")
        ] = None,
        neighbours: Annotated[int, strawberry.argument(description="앞뒤로 몇 줄씩 (0~10)")] = 2,
    ) -> LeaderboardNeighbourhood | None:
        ctx, board = info.context, board_of(info.context, period)
        person = uuid_of(employee, "Employee", field=("employee",)) if employee else ctx.actor.id
        if not 0 <= neighbours <= MOST_NEIGHBOURS:
            message = f"0부터 {MOST_NEIGHBOURS}까지입니다."
            raise Invalid(message, field=("neighbours",), reason=Reason.OUT_OF_RANGE)
        own = await leaderboards.standing_of(ctx, person, board)
        if own is None:
            return None
        return LeaderboardNeighbourhood(row_id=own, ids=await leaderboards.neighbours(ctx, own, neighbours))

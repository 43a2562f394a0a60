"""What can be asked about evaluations: the words of each mark, what waits to be rated, open appeals."""

from enum import Enum
from typing import Annotated, Any

import strawberry

import models
from madang.rules.conditions import EVERYTHING, Absent, Not
from madang.rules.evaluation_scale import RETURN_SCALE, SCALE, Axis, ReturnAxis
from resolvers.context import Context
from resolvers.listings import Listing, Order
from resolvers.unrated import unrated
from schema.connections import Connection, connection
from schema.deliveries import Delivery
from schema.enums import show
from schema.evaluations import EvaluationAppeal
from schema.guards import StaffOnly
from schema.sources import Ctx, column, derived

APPEALS = Listing(model=models.EvaluationAppeal, order=(Order("appealed_at"),))

show(Axis, "평가의 네 축", name="EvaluationAxis")
show(ReturnAxis, "요청을 평가하는 세 축", name="ReturnEvaluationAxis")


@strawberry.enum(description="누가 평가할 것을 볼지")
class UnratedScope(Enum):
    MINE = strawberry.enum_value("MINE", description="내가 요청한 것")
    MY_DEPARTMENT = strawberry.enum_value("MY_DEPARTMENT", description="내가 부서장인 부서에서 요청한 것")


@strawberry.type(description="한 점수의 뜻")
class EvaluationAnchor:
    mark: int = strawberry.field(description="점수")
    text: str = strawberry.field(description="뜻")


def _label(ctx: Context, axis: Axis | ReturnAxis) -> str:
    return axis.label


def _anchors(ctx: Context, anchors: tuple[str, ...]) -> list[EvaluationAnchor]:
    return [EvaluationAnchor(mark=mark, text=text) for mark, text in enumerate(anchors, start=1)]


@strawberry.type
class AxisScale:
    """Resolves on a madang.rules.evaluation_scale.AxisScale."""

    question: str = column("물음")

    label: str = derived(_label, "axis", description="축의 이름")
    anchors: list[EvaluationAnchor] = derived(_anchors, "anchors", description="1점부터 5점까지의 뜻")


@strawberry.type(description="협력을 평가하는 한 축: 물음과 점수마다의 뜻")
class EvaluationScale(AxisScale):
    axis: Axis = column("축")


@strawberry.type(description="요청을 평가하는 한 축: 물음과 점수마다의 뜻")
class ReturnEvaluationScale(AxisScale):
    axis: ReturnAxis = column("축")


@strawberry.type
class EvaluationQuery:
    @strawberry.field(description="협력을 평가하는 네 축", permission_classes=[StaffOnly])
    def evaluation_scale(self) -> list[EvaluationScale]:
        scale: Any = SCALE
        return list(scale)

    @strawberry.field(description="요청을 평가하는 세 축", permission_classes=[StaffOnly])
    def return_evaluation_scale(self) -> list[ReturnEvaluationScale]:
        scale: Any = RETURN_SCALE
        return list(scale)

    @connection(
        Connection[Delivery],
        description="평가를 기다리는 협력. 기한이 가까운 것부터",
        permission_classes=[StaffOnly],
    )
    def unrated_deliveries(
        self,
        info: Ctx,
        scope: Annotated[
            UnratedScope, strawberry.argument(description="누가 평가할 것을 볼지")
        ] = UnratedScope.MINE,
    ) -> Listing:
        return unrated(info.context, of_department=scope is UnratedScope.MY_DEPARTMENT)

    @connection(
        Connection[EvaluationAppeal],
        description="평가에 낸 이의. 오래된 것부터. 관리자는 모두, 당사자는 자기 것을 봅니다.",
        permission_classes=[StaffOnly],
    )
    def evaluation_appeals(
        self,
        decided: Annotated[
            bool | None,
            strawberry.argument(description="결정한 것만이면 true, 모두면 null. 적지 않으면 결정할 것만"),
        ] = False,
    ) -> Listing:
        undecided = Absent("verdict")
        return APPEALS.narrowed(EVERYTHING if decided is None else Not(undecided) if decided else undecided)

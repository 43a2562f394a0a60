"""Not to be shown on boards, and to be shown again."""

from typing import Annotated

import strawberry

from resolvers import mileage_privacy
from schema.payloads import Payload, mutation
from schema.sources import Ctx


@strawberry.type(
    description="순위표에서 나를 숨기거나 다시 보인 결과. 순위표는 잠시 뒤에 따릅니다. version은 직원의 것"
)
class MileagePrivacyPayload(Payload):
    is_hidden: bool | None = strawberry.field(default=None, description="이제 순위표에서 숨겼는지")
    wins_hidden: bool | None = strawberry.field(default=None, description="숨겼어도 이달의 협력왕은 되려는지")


@strawberry.type
class MileagePrivacyMutation:
    @mutation("순위표에서 나를 숨깁니다. 나와 관리자는 계속 보고, 부서의 마일리지에는 그대로 듭니다.")
    async def mileage_hide(
        self,
        info: Ctx,
        wins: Annotated[bool, strawberry.argument(description="그래도 이달의 협력왕은 되겠는지")],
    ) -> MileagePrivacyPayload:
        version = await mileage_privacy.hide(info.context, wins=wins)
        return MileagePrivacyPayload(is_hidden=True, wins_hidden=wins, version=version)

    @mutation("순위표에 나를 다시 보입니다.")
    async def mileage_show(self, info: Ctx) -> MileagePrivacyPayload:
        version = await mileage_privacy.show(info.context)
        return MileagePrivacyPayload(is_hidden=False, wins_hidden=True, version=version)

"""node(id) and nodes(ids): one door to all that has an identifier, under the same access rule as others."""

from asyncio import gather
from typing import Annotated, Any

import strawberry

from madang.errors import Invalid, Reason
from schema import loaders
from schema.guards import StaffOnly
from schema.identifiers import parse_global_id
from schema.sources import NODES, Ctx, Node

MOST_NODES = 100


@strawberry.type
class NodeQuery:
    @strawberry.field(
        description="ID로 무엇이든 하나. 없거나 볼 수 없으면 null", permission_classes=[StaffOnly]
    )
    async def node(
        self, info: Ctx, id: Annotated[strawberry.ID, strawberry.argument(description="찾는 것의 ID")]
    ) -> Node | None:
        return await _node(info, id, ("id",))

    @strawberry.field(
        description="ID로 여럿을, 물은 순서대로. 없거나 볼 수 없는 자리는 null",
        permission_classes=[StaffOnly],
    )
    async def nodes(
        self,
        info: Ctx,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="ID. 100개까지")],
    ) -> list[Node | None]:
        if len(ids) > MOST_NODES:
            raise Invalid(f"ID는 {MOST_NODES}개까지입니다.", field=("ids",), reason=Reason.TOO_MANY)
        asked = [_node(info, id, ("ids", str(place))) for place, id in enumerate(ids)]
        return list(await gather(*asked))


async def _node(info: Ctx, id: str, field: tuple[str, ...]) -> Any:
    name, key = parse_global_id(id, field=field)
    model = NODES.get(name)
    if model is None:
        raise Invalid("ID로 찾을 수 있는 종류가 아닙니다.", field=field, reason=Reason.WRONG_KIND)
    return await loaders.row_by(info.context, model, key)

"""node(id) and nodes(ids): one door to all that has an identifier, under the same access rule as others.

Citizens come through it, too: what is not theirs does not exist for them.
"""

from typing import Annotated

import strawberry

from madang.errors import Invalid, Reason
from schema.guards import Anyone
from schema.identifiers import parse_global_id
from schema.picking import Pick, picked
from schema.sources import NODES, Node

MOST_NODES = 100


@strawberry.type
class NodeQuery:
    @picked(
        Node | None,
        description="ID로 무엇이든 하나. 없거나 볼 수 없으면 null",
        permission_classes=[Anyone],
    )
    def node(self, id: Annotated[strawberry.ID, strawberry.argument(description="찾는 것의 ID")]) -> Pick:
        return _pick(id, ("id",))

    @picked(
        list[Node | None],
        description="ID로 여럿을, 물은 순서대로. 없거나 볼 수 없는 자리는 null",
        permission_classes=[Anyone],
    )
    def nodes(
        self, ids: Annotated[list[strawberry.ID], strawberry.argument(description="ID. 100개까지")]
    ) -> list[Pick]:
        if len(ids) > MOST_NODES:
            raise Invalid(f"ID는 {MOST_NODES}개까지입니다.", field=("ids",), reason=Reason.TOO_MANY)
        return [_pick(id, ("ids", str(place))) for place, id in enumerate(ids)]


def _pick(id: str, field: tuple[str, ...]) -> Pick:
    name, key = parse_global_id(id, field=field)
    model = NODES.get(name)
    if model is None:
        raise Invalid("ID로 찾을 수 있는 종류가 아닙니다.", field=field, reason=Reason.WRONG_KIND)
    return Pick(model, key)

"""What a mutation has changed is read after it, if it is asked for: by a plan and by Strawberry alike."""

from models.base import Sessions
from resolvers.context import Context
from schema import schema
from schema.execution import Engine
from schema.identifiers import global_id
from schema.operations import Operation
from tests.requests.stage import open_stage

FAST, SLOW = Engine[Context](schema), Engine[Context](schema, plans=False)
REPORTING = """mutation ($id: ID!, $percent: Int!) {
  deliveryProgress(id: $id, input: {percent: $percent, health: AT_RISK, note: "더 걸립니다"}) {
    errors { code reason field }
    delivery { id progress health progressNote state department { name } handlers { employee { name } } }
    request { id key state requester { name } }
  }
}"""


async def test_what_an_act_has_changed_is_shown_alike_both_ways(sessions: Sessions) -> None:
    stage = await open_stage(sessions)
    id = await stage.accepted("통계데이터담당관")
    gid = global_id("Delivery", id)
    ctx = stage.contexts["handler"]
    for percent, codes in ((30, []), (101, ["INVALID"])):
        operation = Operation(REPORTING, {"id": gid, "percent": percent})
        planned = await FAST.planned(FAST.prepare(operation), ctx)
        assert planned is not None
        assert planned.data is not None
        answer = planned.data["deliveryProgress"]
        assert [error["code"] for error in answer["errors"]] == codes
        assert (answer["delivery"] or {"progress": None})["progress"] == (None if codes else percent)
        executed = await SLOW.execute(SLOW.prepare(operation), ctx)
        assert planned.encode() == executed.encode()

"""One request from the first draft to the confirmed end, as the people involved live it."""

from typing import Any

from models import Employee
from tests.asking import Board, id_of
from tests.requests.conftest import People

DELIVERIES = "deliveries { nodes { id state departmentName version } }"
REQUEST = f"request {{ id key state version {DELIVERIES} }}"
DELIVERY = "delivery { id state progress reason } request { state }"
CHANGES = """
subscription ($id: ID!, $after: String) {
  requestEvents(id: $id, after: $after) {
    __typename
    ... on RequestChange {
      position
      event { __typename version actor { name } ... on DeliveryMovedEvent { act stateAfter } }
    }
  }
}
"""


def night_bus(board: Board, *departments: str) -> dict[str, Any]:
    return {
        "title": "심야버스 노선을 정할 통화량 분석",
        "project": "심야 올빼미버스",
        "body": "30억 통화로 심야의 발길을 알고 싶습니다.",
        "deliveries": [{"departmentId": board.department(name)} for name in departments],
    }


async def published(board: Board, requester: Employee, *departments: str) -> dict[str, Any]:
    made = await board.do(requester, "requestCreate", REQUEST, input=night_bus(board, *departments))
    assert made["errors"] == []
    sent = await board.do(requester, "requestPublish", REQUEST, id=made["request"]["id"])
    assert sent["errors"] == []
    return sent["request"]


async def act(board: Board, person: Employee, field: str, **arguments: Any) -> tuple[str, str]:
    done = await board.do(person, field, DELIVERY, **arguments)
    assert done["errors"] == []
    return done["delivery"]["state"], done["request"]["state"]


async def test_a_request_goes_from_draft_to_completion(board: Board, people: People) -> None:
    request = await published(board, people.requester, "통계데이터담당관")
    assert (request["key"], request["state"]) == ("협업-2014-0001", "SENT")
    id = request["deliveries"]["nodes"][0]["id"]
    handlers = {"handlers": [{"employeeId": id_of("Employee", people.handler), "leads": True}]}
    assert await act(board, people.clerk, "deliveryReceive", id=id) == ("RECEIVED", "IN_PROGRESS")
    assert await act(board, people.clerk, "deliveryAssign", id=id, input=handlers) == (
        "ASSIGNED",
        "IN_PROGRESS",
    )
    assert await act(board, people.handler, "deliveryAccept", id=id) == ("IN_PROGRESS", "IN_PROGRESS")
    halfway = {"percent": 50, "health": "ON_TRACK", "note": "9개 노선을 추렸습니다."}
    assert await act(board, people.handler, "deliveryProgress", id=id, input=halfway) == (
        "IN_PROGRESS",
        "IN_PROGRESS",
    )
    assert await act(board, people.handler, "deliveryReport", id=id, result="9개 노선") == (
        "REPORTED",
        "REPORTED",
    )
    assert await act(board, people.requester, "deliverySendBack", id=id, reason="요일별로도") == (
        "SENT_BACK",
        "IN_PROGRESS",
    )
    assert await act(board, people.handler, "deliveryReport", id=id, result="요일별 9개 노선") == (
        "REPORTED",
        "REPORTED",
    )
    assert await act(board, people.requester, "deliveryConfirm", id=id) == ("CONFIRMED", "COMPLETED")


async def test_everybody_sees_each_step_as_it_happens(board: Board, people: People) -> None:
    request = await published(board, people.requester, "통계데이터담당관")
    id = request["deliveries"]["nodes"][0]["id"]
    after = (await board.ask(people.bystander, "{ liveCursor }"))["liveCursor"]
    async with board.watch(people.bystander, CHANGES, id=request["id"], after=after) as changes:
        await act(board, people.clerk, "deliveryReceive", id=id)
        # what the requester had done may come again: its version tells that it is known
        news = (change async for change in changes if change["event"]["version"] > request["version"])
        first, second = await anext(news), await anext(news)
        await news.aclose()
    assert first["event"] == {
        "__typename": "DeliveryMovedEvent",
        "version": request["version"] + 1,
        "actor": {"name": "이바다"},
        "act": "RECEIVE",
        "stateAfter": "RECEIVED",
    }
    assert second["event"]["__typename"] == "RequestStateChangedEvent"


async def test_two_clerks_at_once_one_wins_and_the_other_is_told(board: Board, people: People) -> None:
    request = await published(board, people.requester, "통계데이터담당관")
    delivery = request["deliveries"]["nodes"][0]
    seen = {"id": delivery["id"], "version": delivery["version"]}
    assert (await board.do(people.clerk, "deliveryReceive", DELIVERY, **seen))["errors"] == []
    late = await board.do(people.head, "deliveryReturn", DELIVERY, reason="맞지 않음", **seen)
    assert [(error["code"], error["reason"], error["field"]) for error in late["errors"]] == [
        ("CONFLICT", "STALE", ["version"])
    ]
    assert late["delivery"] is None


async def test_a_restricted_request_does_not_exist_for_others(board: Board, people: People) -> None:
    request = await published(board, people.requester, "통계데이터담당관")
    hidden = await board.do(
        people.requester, "requestRestrict", "request { id }", id=request["id"], reason="개인정보"
    )
    assert hidden["errors"] == []
    look = """query ($id: ID!, $d: ID!, $key: String!) {
      request(id: $id) { id } byKey: request(key: $key) { id } node(id: $d) { id }
      requests { totalCount nodes { id } } deliveries { totalCount } requestCounts { count } }"""
    delivery = request["deliveries"]["nodes"][0]["id"]
    wanted = {"id": request["id"], "d": delivery, "key": request["key"]}
    seen = await board.ask(people.bystander, look, **wanted)
    assert seen == {
        "request": None,
        "byKey": None,
        "node": None,
        "requests": {"totalCount": 0, "nodes": []},
        "deliveries": {"totalCount": 0},
        "requestCounts": [{"count": 0}] * 7,
    }
    for party in (people.requester, people.clerk, people.handler, people.administrator):
        assert (await board.ask(party, look, **wanted))["request"] == {"id": request["id"]}


async def test_pages_hold_still_while_requests_are_added(board: Board, people: People) -> None:
    for _ in range(5):
        await published(board, people.requester, "통계데이터담당관")
    page = """query ($after: String) { requests(first: 2, after: $after, orderBy: [{field: KEY}]) {
      nodes { key } pageInfo { hasNextPage endCursor } } }"""
    first = (await board.ask(people.bystander, page))["requests"]
    await published(board, people.requester, "서울대공원")
    second = (await board.ask(people.bystander, page, after=first["pageInfo"]["endCursor"]))["requests"]
    keys = [node["key"] for node in first["nodes"] + second["nodes"]]
    assert keys == ["협업-2014-0001", "협업-2014-0002", "협업-2014-0003", "협업-2014-0004"]
    assert second["pageInfo"]["hasNextPage"] is True


async def test_what_is_asked_comes_as_it_was_written_and_as_safe_html(board: Board, people: People) -> None:
    body = "**심야**에 <script>alert(1)</script>\n\n- 9개 노선"
    given = night_bus(board, "통계데이터담당관") | {"body": body}
    made = await board.do(people.requester, "requestCreate", "request { body bodyHtml }", input=given)
    assert made["request"]["body"] == body
    asked, wanted = made["request"]["bodyHtml"].strip().split("\n", 1)
    assert asked == "<p><strong>심야</strong>에 &lt;script&gt;alert(1)&lt;/script&gt;</p>"
    assert wanted == "<ul>\n<li>9개 노선</li>\n</ul>"


PAGE = """
query ($after: String) {
  requests(first: 1, after: $after, orderBy: [{field: UPDATED_AT, direction: DESC}]) {
    nodes { key } pageInfo { endCursor hasNextPage }
  }
}
"""


async def test_the_board_goes_on_behind_an_instant(board: Board, people: People) -> None:
    for _ in range(2):
        await published(board, people.requester, "통계데이터담당관")
    first = (await board.ask(people.requester, PAGE))["requests"]
    after = first["pageInfo"]["endCursor"]
    second = (await board.ask(people.requester, PAGE, after=after))["requests"]
    keys = sorted(node["key"] for page in (first, second) for node in page["nodes"])
    assert keys == ["협업-2014-0001", "협업-2014-0002"]
    assert [page["pageInfo"]["hasNextPage"] for page in (first, second)] == [True, False]

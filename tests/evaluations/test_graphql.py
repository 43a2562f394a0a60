"""Evaluation as clients meet it: marks for the parties, means for all, and refusals that say what to do."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from madang.rules.evaluation_scale import SCALE
from schema.identifiers import global_id
from subscriptions.hub import Hub
from tests import asking
from tests.evaluations.conftest import DAY, PEOPLE, SEES, Board

MARKS = {"importance": 5, "effectiveness": 4, "promptness": 3, "difficulty": 5}
GIVEN = "evaluation { importance effectiveness promptness difficulty score comment }"
DELIVERY = """query ($id: ID!) { node(id: $id) { ... on Delivery {
    isEvaluated evaluationDueAt evaluationHasLapsed
    evaluation { score comment isMine: viewerCanEdit { allowed } } returnEvaluation { clarity comment }
    viewerCanEvaluate { allowed reason } viewerCanEvaluateRequester { allowed }
} } }"""


@pytest.fixture
def api(board: Board) -> asking.Board:
    return asking.Board(board.city, Hub(board.city.sessions))


def gid(delivery_id: UUID) -> str:
    return global_id("Delivery", delivery_id)


async def seen(api: asking.Board, board: Board, delivery_id: UUID, name: str) -> dict[str, Any]:
    return (await api.ask(board.people[name], DELIVERY, id=gid(delivery_id)))["node"]


async def submit(api: asking.Board, board: Board, delivery_id: UUID, **changed: object) -> dict[str, Any]:
    given = {"deliveryId": gid(delivery_id), "comment": "고맙습니다", **MARKS, **changed}
    return await api.do(board.people["김하늘"], "evaluationSubmit", GIVEN + " evaluation { id }", input=given)


async def test_marks_are_given_and_come_back_with_their_exact_mean(board: Board, api: asking.Board) -> None:
    (delivery_id,) = await board.confirmed()
    payload = await submit(api, board, delivery_id)
    assert (payload["errors"], payload["version"]) == ([], 1)
    evaluation = payload["evaluation"]
    assert {**evaluation, "id": None} == {**MARKS, "score": "4.25", "comment": "고맙습니다", "id": None}


async def test_a_low_mark_without_a_comment_names_the_field(board: Board, api: asking.Board) -> None:
    (delivery_id,) = await board.confirmed()
    payload = await submit(api, board, delivery_id, promptness=1, comment="")
    assert payload["errors"] == [
        {
            "field": ["input", "comment"],
            "code": "INVALID",
            "reason": "REQUIRED",
            "message": "2점 이하를 줄 때는 까닭을 적어 주십시오.",
        }
    ]
    assert (payload["evaluation"], payload["version"]) == (None, None)
    assert await board.events(delivery_id) == []


async def test_all_see_that_it_is_rated_and_only_the_parties_how(board: Board, api: asking.Board) -> None:
    (delivery_id,) = await board.confirmed()
    before = await seen(api, board, delivery_id, "오솔길")
    assert (before["isEvaluated"], before["evaluation"]) == (False, None)
    await submit(api, board, delivery_id)
    await api.do(
        board.people["이바다"],
        "returnEvaluationSubmit",
        "returnEvaluation { clarity }",
        input={"deliveryId": gid(delivery_id), "clarity": 4, "communication": 5, "timing": 3},
    )
    for name in PEOPLE:
        delivery = await seen(api, board, delivery_id, name)
        marks = {"score": "4.25", "comment": "고맙습니다", "isMine": {"allowed": name == "김하늘"}}
        assert delivery["isEvaluated"]
        assert delivery["evaluation"] == (marks if name in SEES else None)
        assert delivery["returnEvaluation"] == ({"clarity": 4, "comment": ""} if name in SEES else None)


async def test_the_same_access_holds_at_every_door(board: Board, api: asking.Board) -> None:
    """node(id), the timeline and the appeals list, for the parties and for others."""
    (delivery_id,) = await board.confirmed()
    evaluation = (await submit(api, board, delivery_id))["evaluation"]["id"]
    appealed = await api.do(
        board.people["이바다"], "evaluationAppeal", "appeal { id }", id=evaluation, input={"reason": "이의"}
    )
    doors = """query ($marks: ID!, $appeal: ID!, $request: ID!) {
        marks: node(id: $marks) { id } appeal: node(id: $appeal) { id }
        evaluationAppeals { totalCount nodes { reason } }
        request: node(id: $request) { ... on Request { timeline { nodes { __typename
            ... on EvaluationSubmittedEvent { evaluation { score } }
            ... on EvaluationAppealedEvent { appeal { reason } } } } } } }"""
    ids = {
        "marks": evaluation,
        "appeal": appealed["appeal"]["id"],
        "request": global_id("Request", (await board.request_of(delivery_id)).id),
    }
    for name, sees in (("한별", True), ("은하수", True), ("솔바람", False), ("도라지", False)):
        data = await api.ask(board.people[name], doors, **ids)
        assert (data["marks"], data["appeal"]) == (
            ({"id": ids["marks"]}, {"id": ids["appeal"]}) if sees else (None, None)
        )
        appeals = [{"reason": "이의"}] * sees
        assert data["evaluationAppeals"] == {"totalCount": len(appeals), "nodes": appeals}
        assert data["request"]["timeline"]["nodes"] == [
            {"__typename": "EvaluationSubmittedEvent", "evaluation": {"score": "4.25"} if sees else None},
            {"__typename": "EvaluationAppealedEvent", "appeal": {"reason": "이의"} if sees else None},
        ]


async def test_permissions_say_why_not(board: Board, api: asking.Board) -> None:
    (delivery_id,) = await board.confirmed()
    mine = await seen(api, board, delivery_id, "김하늘")
    assert mine["viewerCanEvaluate"] == {"allowed": True, "reason": None}
    assert mine["evaluationDueAt"] == (board.clock() + 14 * DAY).isoformat()
    lead = await seen(api, board, delivery_id, "이바다")
    assert lead["viewerCanEvaluate"] == {
        "allowed": False,
        "reason": "평가는 요청한 사람이 합니다. 요청자가 부서를 떠났으면 요청부서장이 대신 평가합니다.",
    }
    assert lead["viewerCanEvaluateRequester"] == {"allowed": True}
    board.clock.advance(14 * DAY)
    late = await seen(api, board, delivery_id, "김하늘")
    assert (late["evaluationDueAt"], late["evaluationHasLapsed"]) == (None, True)
    assert late["viewerCanEvaluate"] == {
        "allowed": False,
        "reason": "평가 기한이 지났습니다. 평가하지 않은 협력은 점수 없이 남습니다.",
    }


async def test_marks_are_edited_replied_to_appealed_against_and_withdrawn(
    board: Board, api: asking.Board
) -> None:
    (delivery_id,) = await board.confirmed()
    requester, lead, administrator = (board.people[name] for name in ("김하늘", "이바다", "한별"))
    id = (await submit(api, board, delivery_id))["evaluation"]["id"]
    changed = {**MARKS, "promptness": 2, "comment": "늦었습니다."}
    edited = await api.do(
        requester, "evaluationEdit", "evaluation { score editedAt }", id=id, input=changed, version=1
    )
    assert edited["evaluation"] == {"score": "4.00", "editedAt": board.clock().isoformat()}
    replied = await api.do(
        lead,
        "evaluationReply",
        "evaluation { reply repliedBy { name } }",
        id=id,
        input={"body": "네."},
    )
    assert replied["evaluation"] == {"reply": "네.", "repliedBy": {"name": "이바다"}}
    appealed = await api.do(
        lead, "evaluationAppeal", "appeal { id verdict }", id=id, input={"reason": "기한이 바뀌었습니다."}
    )
    appeal = appealed["appeal"]["id"]
    decided = await api.do(
        administrator,
        "appealDecide",
        "appeal { verdict decision evaluation { withdrawnAt viewerCanEdit { allowed } } }",
        id=appeal,
        input={"verdict": "WITHDRAWN", "reason": "기한 변경을 확인함"},
    )
    assert (decided["errors"], decided["version"]) == ([], 5)
    assert decided["appeal"] == {
        "verdict": "WITHDRAWN",
        "decision": "기한 변경을 확인함",
        "evaluation": {"withdrawnAt": board.clock().isoformat(), "viewerCanEdit": {"allowed": False}},
    }
    again = await api.do(lead, "evaluationReply", "evaluation { id }", id=id, input={"body": "또"}, version=1)
    assert [(error["code"], error["reason"]) for error in again["errors"]] == [("CONFLICT", "STALE")]


WAITING = "query ($scope: UnratedScope!) { unratedDeliveries(scope: $scope) { totalCount nodes { id } } }"


async def waiting(api: asking.Board, board: Board, name: str, scope: str = "MINE") -> list[str]:
    found = (await api.ask(board.people[name], WAITING, scope=scope))["unratedDeliveries"]
    assert found["totalCount"] == len(found["nodes"])
    return [node["id"] for node in found["nodes"]]


async def test_what_waits_to_be_rated_is_listed_with_the_most_urgent_first(
    board: Board, api: asking.Board
) -> None:
    (old,) = await board.confirmed()
    board.clock.advance(timedelta(hours=1))
    rated, new = await board.confirmed("통계데이터담당관", "서대문구")
    await submit(api, board, rated)
    await board.confirmed("버스정책과")  # one's own department
    (own_work,) = await board.confirmed()
    await board.hand_to(own_work, "김하늘")
    (colleagues,) = await board.confirmed("서울대공원", requester="도라지")
    assert await waiting(api, board, "김하늘") == [gid(old), gid(new)]
    assert await waiting(api, board, "도라지") == [gid(colleagues)]
    assert set(await waiting(api, board, "박솔", "MY_DEPARTMENT")) >= {gid(old), gid(new), gid(colleagues)}
    assert await waiting(api, board, "도라지", "MY_DEPARTMENT") == []
    board.clock.advance(14 * DAY - timedelta(hours=1))
    assert await waiting(api, board, "김하늘") == [gid(new)]


async def test_every_mark_has_its_words(board: Board, api: asking.Board) -> None:
    document = (
        "{ evaluationScale { axis label question anchors { mark text } } returnEvaluationScale { axis } }"
    )
    data = await api.ask(board.people["오솔길"], document)
    assert data["evaluationScale"] == [
        {
            "axis": scale.axis.value,
            "label": scale.axis.label,
            "question": scale.question,
            "anchors": [{"mark": mark, "text": text} for mark, text in enumerate(scale.anchors, start=1)],
        }
        for scale in SCALE
    ]
    assert [one["axis"] for one in data["returnEvaluationScale"]] == ["CLARITY", "COMMUNICATION", "TIMING"]


SUMMARY = """query ($department: ID!, $id: ID!) {
    evaluationSummary(filter: { department: $department, period: { year: 2014, month: 7 } }) {
        count withheldBecause means { importance score } }
    all: evaluationSummary { count }
    node(id: $id) { ... on Department { evaluationSummary { count means { score } } } } }"""


async def test_all_staff_see_the_means_of_many(board: Board, api: asking.Board) -> None:
    department = api.department("통계데이터담당관")
    for name in ("김하늘", "도라지", "박솔"):
        before = await api.ask(board.people["오솔길"], SUMMARY, department=department, id=department)
        assert before["evaluationSummary"]["means"] is None
        (delivery_id,) = await board.confirmed(requester=name)
        await board.submit(delivery_id, by=name)
    told = await api.ask(board.people["오솔길"], SUMMARY, department=department, id=department)
    assert before["evaluationSummary"]["withheldBecause"] == "평가가 3건이 되면 평균을 보여 줍니다."
    assert told == {
        "evaluationSummary": {
            "count": 3,
            "withheldBecause": None,
            "means": {"importance": "5.00", "score": "4.25"},
        },
        "all": {"count": 3},
        "node": {"evaluationSummary": {"count": 3, "means": {"score": "4.25"}}},
    }


@pytest.mark.parametrize(
    ("filter", "code"),
    [
        ({"department": global_id("Department", UUID(int=7))}, "NOT_FOUND"),
        ({"department": global_id("Request", UUID(int=7))}, "INVALID"),
        ({"department": "버스정책과"}, "INVALID"),
        ({"period": {"year": 2013}}, "INVALID"),
        ({"period": {"year": 2014, "month": 13}}, "INVALID"),
    ],
)
async def test_a_summary_of_nothing_known_is_refused(
    board: Board, api: asking.Board, filter: dict[str, Any], code: str
) -> None:
    document = "query ($filter: EvaluationSummaryFilter) { evaluationSummary(filter: $filter) { count } }"
    assert await api.ask(board.people["오솔길"], document, filter=filter) == {"errors": [code]}


@pytest.mark.parametrize(
    "document",
    [
        "{ evaluationScale { question } }",
        "{ returnEvaluationScale { question } }",
        "{ unratedDeliveries { nodes { id } } }",
        "{ evaluationAppeals { nodes { id } } }",
        "{ evaluationSummary { count } }",
    ],
)
async def test_strangers_learn_nothing(api: asking.Board, document: str) -> None:
    assert await api.ask(None, document) == {"errors": ["NOT_SIGNED_IN"]}

"""Comments through GraphQL, as people write, read and moderate them."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from models import Request
from resolvers.comments import edit
from resolvers.follow_ups import answer_follow_up
from resolvers.moderation import hide, report
from schema.identifiers import global_id
from tests import builders
from tests.asking import Board, id_of
from tests.comments.conftest import Thread
from tests.comments.speaking import COMMENT, add, request_id

COMMENTS = """
query ($id: ID!, $filter: CommentFilter, $orderBy: [CommentOrder!]) {
  node(id: $id) {
    ... on Request { comments(filter: $filter, orderBy: $orderBy) { totalCount nodes { bodyText } } }
    ... on Delivery { comments(filter: $filter) { totalCount nodes { bodyText } } }
  }
}
"""
EVERYTHING = """
query ($id: ID!) {
  node(id: $id) { ... on Request { comments(first: 50) { nodes {
    author { name } authorDepartment { name } delivery { departmentName } parent { id } quoted { bodyText }
    bodyHtml reactions { kind count viewerReacted } mentions { employee { name } department { name } }
    replies { nodes { bodyText } } revisions { nodes { bodyText } } answer { bodyText } resolvedBy { name }
    viewerCanEdit { allowed reason } viewerCanAnswerFollowUp { allowed } request { key }
  } } } }
}
"""


async def texts(board: Board, thread: Thread, name: str = "김하늘", **variables: Any) -> list[str]:
    variables = {"id": request_id(thread), **variables}
    data = await board.ask(thread.people[name], COMMENTS, **variables)
    connection = data["node"]["comments"]
    assert connection["totalCount"] == len(connection["nodes"])
    return [node["bodyText"] for node in connection["nodes"]]


async def test_a_thread_is_written_and_read(board: Board, thread: Thread) -> None:
    first = await add(board, thread, "김하늘", "**@이바다**님, @서대문구 와 @홍길동 을 찾습니다.")
    assert first["version"] == 1
    assert first["unresolvedMentions"] == [
        {"name": "홍길동", "reason": "UNKNOWN", "message": "그런 직원이나 부서가 없습니다."}
    ]
    id = first["comment"]["id"]
    await add(board, thread, "이바다", "여기 있습니다.", parentId=id)
    document = """query ($id: ID!) { node(id: $id) { ... on Comment {
        body bodyHtml bodyText state author { name } authorDepartmentName request { key }
        mentions { employee { name } department { name } }
        replies { totalCount nodes { bodyText author { name } parent { id } } } } } }"""
    assert (await board.ask(thread.people["오솔길"], document, id=id))["node"] == {
        "body": "**@이바다**님, @서대문구 와 @홍길동 을 찾습니다.",
        "bodyHtml": '<p><strong><span class="mention">@이바다</span></strong>님, '
        '<span class="mention">@서대문구</span> 와 @홍길동 을 찾습니다.</p>\n',
        "bodyText": "@이바다님, @서대문구 와 @홍길동 을 찾습니다.",
        "state": "VISIBLE",
        "author": {"name": "김하늘"},
        "authorDepartmentName": "버스정책과",
        "request": {"key": "협업-2014-0001"},
        "mentions": [
            {"employee": {"name": "이바다"}, "department": None},
            {"employee": None, "department": {"name": "서대문구"}},
        ],
        "replies": {
            "totalCount": 1,
            "nodes": [{"bodyText": "여기 있습니다.", "author": {"name": "이바다"}, "parent": {"id": id}}],
        },
    }


async def test_the_texts_to_call_with_come_from_the_api(board: Board, thread: Thread) -> None:
    await builders.employee(thread.city, "이바다", "총무과")
    document = """query ($employee: ID!, $department: ID!, $request: ID!) {
        person: node(id: $employee) { ... on Employee { mentionText } }
        department: node(id: $department) { ... on Department { mentionText } }
        request: node(id: $request) { ... on Request { viewerCanComment { allowed } } } }"""
    data = await board.ask(
        thread.people["김하늘"],
        document,
        employee=id_of("Employee", thread.people["이바다"]),
        department=board.department("서대문구"),
        request=request_id(thread),
    )
    assert data["request"]["viewerCanComment"] == {"allowed": True}
    body = f"{data['person']['mentionText']} {data['department']['mentionText']}"
    written = await add(board, thread, "김하늘", body)
    assert written["unresolvedMentions"] == []
    assert await texts(board, thread) == ["@이바다 @서대문구"]


async def test_comments_are_filtered_and_ordered(board: Board, thread: Thread) -> None:
    delivery = id_of("Delivery", await thread.delivery("서대문구"))
    first = await add(board, thread, "김하늘", "하나", isFollowUp=True)
    await add(board, thread, "이바다", "둘", parentId=first["comment"]["id"])
    await add(board, thread, "김하늘", "셋", deliveryId=delivery)
    filters: list[tuple[dict[str, Any], list[str]]] = [
        ({}, ["하나", "둘", "셋"]),
        ({"author": {"isMe": True}}, ["하나", "셋"]),
        ({"author": {"in": [id_of("Employee", thread.people["이바다"])]}}, ["둘"]),
        ({"followUp": {"eq": "OPEN"}}, ["하나"]),
        ({"followUp": {"eq": "ANSWERED"}}, []),
        ({"isFollowUp": False}, ["둘", "셋"]),
        ({"isReply": True}, ["둘"]),
        ({"deliveryId": delivery}, ["셋"]),
        ({"not": {"deliveryId": delivery}, "isReply": False}, ["하나"]),
        ({"isResolved": True}, []),
        ({"or": [{"isReply": True}, {"isFollowUp": True}]}, ["하나", "둘"]),
    ]
    for filter, expected in filters:
        assert sorted(await texts(board, thread, filter=filter)) == sorted(expected), filter
    newest = [{"field": "CREATED_AT", "direction": "DESC"}]
    assert await texts(board, thread, orderBy=newest) == ["셋", "둘", "하나"]
    assert await texts(board, thread, id=delivery) == ["셋"]


async def test_a_hidden_text_is_shown_to_its_author_and_administrators_only(
    board: Board, thread: Thread
) -> None:
    comment = await thread.add("김하늘", "지나친 말 @박솔")
    id = id_of("Comment", comment)
    await thread.checked(edit(await thread.ctx("김하늘"), comment.id, body="더 지나친 말 @박솔"))
    await thread.checked(hide(await thread.ctx("한별"), comment.id, reason="비방"))
    document = """query ($id: ID!) { node(id: $id) { ... on Comment {
        state hiddenReason body bodyHtml bodyText revisions { nodes { bodyText } }
        mentions { employee { name } } viewerCanRestore { allowed reason } } } }"""
    shown = {name: (await board.ask(thread.people[name], document, id=id))["node"] for name in thread.people}
    assert shown["오솔길"] == shown["박솔"]
    assert shown["오솔길"] == {
        "state": "HIDDEN",
        "hiddenReason": "비방",
        "body": None,
        "bodyHtml": None,
        "bodyText": None,
        "revisions": {"nodes": []},
        "mentions": [],
        "viewerCanRestore": {
            "allowed": False,
            "reason": "사회혁신담당관(관리자)만 할 수 있습니다: 가린 댓글 되살리기.",
        },
    }
    for name in ("김하늘", "한별"):
        assert shown[name]["bodyText"] == "더 지나친 말 @박솔"
        assert shown[name]["revisions"]["nodes"] == [{"bodyText": "지나친 말 @박솔"}]
    assert shown["한별"]["viewerCanRestore"] == {"allowed": True, "reason": None}


async def test_a_deleted_text_is_gone_for_everybody(board: Board, thread: Thread) -> None:
    comment = await thread.add("김하늘", "지울 글")
    done = await board.do(thread.people["김하늘"], "commentDelete", COMMENT, id=id_of("Comment", comment))
    assert done == {
        "errors": [],
        "version": 2,
        "comment": {
            "id": id_of("Comment", comment),
            "state": "DELETED",
            "body": None,
            "version": 2,
            "followUp": None,
        },
    }
    for name in thread.people:
        assert await texts(board, thread, name) == [None]


async def test_refusals_name_the_input_and_the_reason(board: Board, thread: Thread) -> None:
    comment = await thread.add("김하늘", "처음")
    await thread.checked(edit(await thread.ctx("김하늘"), comment.id, body="고침"))
    id, author = id_of("Comment", comment), thread.people["김하늘"]
    elsewhere = {"requestId": request_id(thread), "body": "글", "parentId": request_id(thread)}
    unknown = {"requestId": global_id("Request", uuid4()), "body": "글"}
    empty = {"requestId": request_id(thread), "body": " "}
    calls: list[tuple[str, dict[str, Any], tuple[list[str], str, str | None]]] = [
        ("commentAdd", {"input": elsewhere}, (["input", "parentId"], "INVALID", "WRONG_KIND")),
        ("commentAdd", {"input": unknown}, ([], "NOT_FOUND", None)),
        ("commentAdd", {"input": empty}, (["input", "body"], "INVALID", "REQUIRED")),
        (
            "commentEdit",
            {"id": id, "input": {"body": "또"}, "version": 1},
            (["version"], "CONFLICT", "STALE"),
        ),
        ("commentHide", {"id": id, "reason": "까닭"}, ([], "FORBIDDEN", None)),
        ("commentReport", {"id": request_id(thread), "reason": "까닭"}, (["id"], "INVALID", "WRONG_KIND")),
        ("followUpAnswer", {"id": id}, ([], "CONFLICT", "ILLEGAL_STEP")),
        ("threadReopen", {"id": id}, ([], "CONFLICT", "ILLEGAL_STEP")),
    ]
    for field, arguments, (path, code, reason) in calls:
        done = await board.do(author, field, "comment { id }", **arguments)
        (error,) = done["errors"]
        assert (error["field"], error["code"], error["reason"]) == (path, code, reason), field
        assert done["comment"] is None
    assert len(await thread.events()) == 2


THANKED = {
    "kind": "THANKS",
    "emoji": "🙏",
    "label": "🙏 고맙습니다",
    "count": 1,
    "viewerReacted": True,
}


async def test_follow_ups_threads_and_reactions_go_their_way(board: Board, thread: Thread) -> None:
    first = await add(board, thread, "김하늘", "주말 자료도 부탁합니다.")
    id = first["comment"]["id"]
    answer = (await add(board, thread, "이바다", "주말 자료입니다.", parentId=id))["comment"]["id"]
    acts: list[tuple[str, str, dict[str, Any]]] = [
        ("김하늘", "followUpOpen", {"id": id}),
        ("이바다", "followUpAnswer", {"id": id, "answerId": answer}),
        ("김하늘", "followUpReopen", {"id": id}),
        ("이바다", "followUpAnswer", {"id": id, "answerId": answer}),
        ("김하늘", "reactionSet", {"id": answer, "kind": "THANKS"}),
        ("김하늘", "reactionSet", {"id": answer, "kind": "AGREE"}),
        ("김하늘", "reactionUnset", {"id": answer, "kind": "AGREE"}),
        ("김하늘", "threadResolve", {"id": id}),
        ("정들", "threadReopen", {"id": id}),
        ("오솔길", "commentReport", {"id": answer, "reason": "잘못 눌렀습니다."}),
        ("한별", "commentHide", {"id": answer, "reason": "확인"}),
        ("한별", "commentRestore", {"id": answer}),
    ]
    for version, (name, field, arguments) in enumerate(acts, start=3):
        done = await board.do(thread.people[name], field, "comment { id }", **arguments)
        assert (done["errors"], done["version"]) == ([], version), field
    document = """query ($id: ID!) { node(id: $id) { ... on Comment { followUp answer { bodyText }
        replies { nodes { reactions { kind emoji label count viewerReacted } } } } } }"""
    assert (await board.ask(thread.people["김하늘"], document, id=id))["node"] == {
        "followUp": "ANSWERED",
        "answer": {"bodyText": "주말 자료입니다."},
        "replies": {"nodes": [{"reactions": [THANKED]}]},
    }


async def test_my_mentions_come_newest_first(board: Board, thread: Thread) -> None:
    for body in ("@이바다 하나", "@통계데이터담당관 둘", "@박솔 셋", "@이바다 @통계데이터담당관 넷"):
        await add(board, thread, "김하늘", body)
    document = "{ mentions { totalCount nodes { comment { bodyText } employee { name } } } }"
    found = (await board.ask(thread.people["이바다"], document))["mentions"]
    assert found["totalCount"] == 4
    assert [node["comment"]["bodyText"].split()[-1] for node in found["nodes"]] == ["넷", "넷", "둘", "하나"]


async def test_reports_are_read_by_administrators(board: Board, thread: Thread) -> None:
    comment = await thread.add("김하늘", "지나친 말")
    await thread.checked(report(await thread.ctx("오솔길"), comment.id, reason="욕설"))
    root = "{ commentReports { nodes { reason reporter { name } comment { bodyText } } } }"
    assert await board.ask(thread.people["한별"], root) == {
        "commentReports": {
            "nodes": [
                {"reason": "욕설", "reporter": {"name": "오솔길"}, "comment": {"bodyText": "지나친 말"}}
            ]
        }
    }
    assert await board.ask(thread.people["오솔길"], root) == {"errors": ["FORBIDDEN"]}
    document = """query ($id: ID!) { node(id: $id) { ... on Comment { reports { totalCount } } } }"""
    counts = [
        (await board.ask(thread.people[name], document, id=id_of("Comment", comment)))["node"]
        for name in ("한별", "오솔길", "김하늘")
    ]
    assert [one["reports"]["totalCount"] for one in counts] == [1, 1, 0]


async def test_many_comments_cost_as_many_statements_as_few(
    board: Board, thread: Thread, engine: AsyncEngine
) -> None:
    statements: list[str] = []

    def count(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if "FROM" in statement and "event" not in statement and "log_state" not in statement:
            statements.append(statement)  # the rest is the live log at its own work

    async def cost() -> int:
        context = await board.context(thread.people["이바다"])
        statements.clear()
        data = await board.ask_in(context, EVERYTHING, id=request_id(thread))
        assert "errors" not in data
        return len(statements)

    async def write() -> None:
        first = await thread.add("김하늘", "@이바다 @서대문구", is_follow_up=True)
        reply = await thread.add("이바다", "답", parent_id=first.id, quoted_id=first.id)
        await thread.checked(answer_follow_up(await thread.ctx("이바다"), first.id, answer_id=reply.id))
        await thread.checked(edit(await thread.ctx("이바다"), reply.id, body="고친 답"))

    event.listen(engine.sync_engine, "before_cursor_execute", count)
    await write()
    few = await cost()
    for _ in range(4):
        await write()
    assert await cost() == few


@pytest.mark.parametrize("document", ["{ mentions { totalCount } }", "{ commentReports { totalCount } }"])
async def test_strangers_read_nothing(board: Board, document: str) -> None:
    assert await board.ask(None, document) == {"errors": ["NOT_SIGNED_IN"]}


async def test_restricted_comments_are_not_found_by_any_door(board: Board, restricted: Thread) -> None:
    secret = await restricted.add("김하늘", "당사자에게 @이바다")
    id = id_of("Comment", secret)
    document = "query ($id: ID!) { node(id: $id) { id } }"
    seen = {
        name: (await board.ask(restricted.people[name], document, id=id))["node"] is not None
        for name in restricted.people
    }
    assert seen == {
        "김하늘": True,
        "박솔": True,
        "이바다": True,
        "정들": False,
        "한별": True,
        "오솔길": False,
    }
    done = await board.do(restricted.people["오솔길"], "reactionSet", "comment { id }", id=id, kind="AGREE")
    assert [error["code"] for error in done["errors"]] == ["NOT_FOUND"]
    async with restricted.city.sessions() as session:
        assert (await session.get_one(Request, restricted.request.id)).version == 1

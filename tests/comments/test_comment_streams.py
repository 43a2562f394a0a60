"""What happens to comments is told by the timeline and live, to those whom it concerns."""

from resolvers.follow_ups import answer_follow_up
from resolvers.moderation import report
from tests.asking import Board
from tests.comments.conftest import Thread
from tests.comments.speaking import act, add, request_id


async def test_the_timeline_tells_of_reports_to_administrators_only(board: Board, thread: Thread) -> None:
    comment = await thread.add("김하늘", "지나친 말", is_follow_up=True)
    await thread.checked(report(await thread.ctx("오솔길"), comment.id, reason="욕설"))
    await thread.checked(answer_follow_up(await thread.ctx("김하늘"), comment.id, answer_id=None))
    document = """query ($id: ID!) { node(id: $id) { ... on Request { timeline { totalCount nodes {
        __typename version ... on CommentEvent { comment { id } } } } } } }"""
    shown = {
        name: (await board.ask(thread.people[name], document, id=request_id(thread)))["node"]["timeline"]
        for name in ("한별", "오솔길")
    }
    assert [node["__typename"] for node in shown["한별"]["nodes"]] == [
        "CommentAddedEvent",
        "CommentReportedEvent",
        "FollowUpAnsweredEvent",
    ]
    assert [node["__typename"] for node in shown["오솔길"]["nodes"]] == [
        "CommentAddedEvent",
        "FollowUpAnsweredEvent",
    ]
    assert shown["오솔길"]["totalCount"] == 2


async def test_live_streams_tell_of_reports_to_administrators_only(board: Board, thread: Thread) -> None:
    document = """subscription ($id: ID!, $after: String) { requestEvents(id: $id, after: $after) {
        ... on RequestChange { event { __typename } } } }"""
    cursor = (await board.ask(thread.people["오솔길"], "{ liveCursor }"))["liveCursor"]
    id = (await add(board, thread, "김하늘", "지나친 말"))["comment"]["id"]
    await act(board, thread, "오솔길", "commentReport", id=id, reason="욕설")
    await act(board, thread, "김하늘", "commentDelete", id=id)
    for name, expected in [
        ("오솔길", ["CommentAddedEvent", "CommentDeletedEvent"]),
        ("한별", ["CommentAddedEvent", "CommentReportedEvent", "CommentDeletedEvent"]),
    ]:
        variables = {"id": request_id(thread), "after": cursor}
        async with board.watch(thread.people[name], document, **variables) as events:
            seen = [(await anext(events))["event"]["__typename"] for _ in expected]
        assert seen == expected


async def test_whoever_is_called_hears_of_it_once(board: Board, thread: Thread) -> None:
    document = """subscription ($after: String) { mentionEvents(after: $after) { ... on RequestChange {
        event { __typename actor { name } ... on CommentEvent { comment { bodyText } } } } } }"""
    cursor = (await board.ask(thread.people["이바다"], "{ liveCursor }"))["liveCursor"]
    await add(board, thread, "김하늘", "@박솔 남을 부릅니다.")
    await add(board, thread, "이바다", "@통계데이터담당관 스스로를 부릅니다.")
    id = (await add(board, thread, "김하늘", "아직 부르지 않습니다."))["comment"]["id"]
    for body in ("@이바다 이제 부릅니다.", "@이바다 또 고칩니다."):
        await act(board, thread, "김하늘", "commentEdit", id=id, input={"body": body})
    await add(board, thread, "김하늘", "@통계데이터담당관 부서를 부릅니다.")
    async with board.watch(thread.people["이바다"], document, after=cursor) as events:
        heard = [(await anext(events))["event"] for _ in range(2)]
    assert heard == [
        {
            "__typename": "CommentEditedEvent",
            "actor": {"name": "김하늘"},
            "comment": {"bodyText": "@이바다 또 고칩니다."},
        },
        {
            "__typename": "CommentAddedEvent",
            "actor": {"name": "김하늘"},
            "comment": {"bodyText": "@통계데이터담당관 부서를 부릅니다."},
        },
    ]

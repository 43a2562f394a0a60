"""What no database can compare is refused in Korean, before it comes to one."""

from typing import Any

import pytest

from tests.asking import Board
from tests.requests.conftest import People
from tests.requests.test_story import published

UNREADABLE = ["\ud800", "널\x00"]


@pytest.mark.parametrize("text", UNREADABLE)
@pytest.mark.parametrize(
    "document",
    [
        "query ($text: String!) { requests(filter: {title: {contains: $text}}) { totalCount } }",
        "query ($text: String!) { requests(filter: {key: {eq: $text}}) { totalCount } }",
        "query ($text: String!) { request(key: $text) { id } }",
        "query ($text: String!) { department(code: $text) { id } }",
        "query ($text: String!) { employee(number: $text) { id } }",
    ],
)
async def test_unreadable_text_is_refused(board: Board, people: People, document: str, text: str) -> None:
    assert await board.ask(people.bystander, document, text=text) == {"errors": ["INVALID"]}


async def test_a_day_that_is_left_out_is_not_taken_away(board: Board, people: People) -> None:
    request: dict[str, Any] = await published(board, people.requester, "통계데이터담당관")
    id = request["deliveries"]["nodes"][0]["id"]
    kept = await board.do(people.requester, "deliveryChangeDue", "delivery { id }", id=id)
    assert [(error["code"], error["field"]) for error in kept["errors"]] == [("INVALID", ["dueOn"])]

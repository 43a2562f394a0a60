"""Many who come to follow one request at the same moment: it is looked at once, and each is let in or not."""

import asyncio

from models import Request
from models.recording import recording
from resolvers import requests
from resolvers.context import Context
from resolvers.sights import is_seen
from tests import builders
from tests.asking import Board
from tests.requests.conftest import People


async def there(board: Board, people: People) -> tuple[Request, Context, Context, Context]:
    """A request, and in one process who asked, who works on it and who has nothing to do with it."""
    request = await builders.published_request(board.city, people.requester, "통계데이터담당관")
    people_there = (people.requester, people.handler, people.bystander)
    asking, party, other = [await board.context(one) for one in people_there]
    return request, asking, party, other


async def test_it_is_read_once_for_all(board: Board, people: People) -> None:
    request, *everybody = await there(board, people)
    with recording(board.city.reads) as statements:
        assert await asyncio.gather(*(is_seen(one, request.id) for one in everybody * 5)) == [True] * 15
    assert len(statements) == 1


async def test_each_is_let_in_by_the_rule_and_what_has_just_happened_counts(
    board: Board, people: People
) -> None:
    request, asking, party, other = await there(board, people)
    assert await is_seen(other, request.id)
    await requests.restrict(asking, request.id, reason="개인정보", version=None)
    assert [await is_seen(one, request.id) for one in (asking, party, other)] == [True, True, False]
    await requests.open_to_all(asking, request.id, version=None)
    assert await is_seen(other, request.id)


async def test_what_does_not_exist_is_seen_by_nobody(board: Board, people: People) -> None:
    request, _, _, other = await there(board, people)
    assert not await is_seen(other, people.requester.id)
    assert await is_seen(other, request.id)

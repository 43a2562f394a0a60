"""What people say to the board about comments."""

from datetime import timedelta
from typing import Any

from tests.asking import Board, id_of
from tests.comments.conftest import Thread

COMMENT = "comment { id state body version followUp }"
WRITTEN = COMMENT + " unresolvedMentions { name reason message }"


def request_id(thread: Thread) -> str:
    return id_of("Request", thread.request)


async def add(board: Board, thread: Thread, name: str, body: str, **more: Any) -> dict[str, Any]:
    thread.city.clock.advance(timedelta(minutes=1))
    written = {"requestId": request_id(thread), "body": body, **more}
    done = await board.do(thread.people[name], "commentAdd", WRITTEN, input=written)
    assert done["errors"] == []
    return done


async def act(board: Board, thread: Thread, name: str, field: str, **arguments: Any) -> dict[str, Any]:
    done = await board.do(thread.people[name], field, COMMENT, **arguments)
    assert done["errors"] == []
    return done["comment"]

"""Whether the process lives, and whether it can do its work: for whoever starts and balances processes."""

import asyncio
import logging

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from madang.server.opening import UNREACHABLE, City
from subscriptions.live import Live

PATIENCE_SECONDS = 2.0
MOST_SECONDS_BEHIND = 10.0  # the log is looked at every second or two
log = logging.getLogger("madang.health")


async def alive(request: Request) -> Response:
    return PlainTextResponse("ok")


async def ready(request: Request) -> Response:
    """503 while the database does not answer or the log is not followed: new work should go elsewhere.

    Open streams still stand. Without the broker (Redis) everything is later by a second or two, and right:
    that is told, and no reason to turn work away.
    """
    live: Live = request.state.live
    answers = await _database_answers(request.state.city)
    follows = live.hub.unsure_for <= MOST_SECONDS_BEHIND
    told = {"database": answers, "log": follows, "broker": live.broker.link.connected}
    return JSONResponse(told, status_code=200 if answers and follows else 503)


async def _database_answers(city: City) -> bool:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), city.reads() as session:
            await session.execute(text("SELECT 1"))
    except UNREACHABLE as failure:
        log.warning("the database does not answer: %s", failure)
        return False
    return True

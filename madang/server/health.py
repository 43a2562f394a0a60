"""Whether the process lives, and whether it can do its work: for whoever starts and balances processes."""

import asyncio
import logging

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from madang.server.opening import UNREACHABLE, City

PATIENCE_SECONDS = 2.0
log = logging.getLogger("madang.health")


async def alive(request: Request) -> Response:
    return PlainTextResponse("ok")


async def ready(request: Request) -> Response:
    """503 while the database does not answer: live streams still stand, but new work should go elsewhere."""
    answers = await _database_answers(request.state.city)
    return JSONResponse({"database": answers}, status_code=200 if answers else 503)


async def _database_answers(city: City) -> bool:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), city.reads() as session:
            await session.execute(text("SELECT 1"))
    except UNREACHABLE as failure:
        log.warning("the database does not answer: %s", failure)
        return False
    return True

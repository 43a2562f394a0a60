"""Background work of a process: one task each, begun again when it fails."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from models.writes import FAILURES

logger = logging.getLogger(__name__)

# A server is away, or all connections to it are taken: a traceback tells nothing.
OUTAGES = (OSError, DBAPIError, NoConnection, *FAILURES)
PAUSE = 0.25  # seconds between two tries; also what a database that comes back is asked at most


@asynccontextmanager
async def running(work: Callable[[], Awaitable[None]], *, name: str) -> AsyncGenerator[None, None]:
    """The work goes on while inside."""
    task = asyncio.create_task(_keep_running(work, name), name=name)
    try:
        yield
    finally:
        while not task.done():  # before Python 3.12, wait_for may swallow a cancellation: redis-py uses it
            task.cancel()
            await asyncio.wait([task], timeout=PAUSE)


async def _keep_running(work: Callable[[], Awaitable[None]], name: str) -> None:
    while True:
        try:
            await work()
        except Exception as error:  # the outermost edge of this task: without it live delivery would end
            known = isinstance(error, OUTAGES)
            logger.warning("%s failed and begins again: %s", name, error, exc_info=not known)
        await asyncio.sleep(PAUSE)


async def wait_at_most(event: asyncio.Event, seconds: float) -> bool:
    """Whether the event was set in that time. It is cleared."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
    was_set = event.is_set()
    event.clear()
    return was_set

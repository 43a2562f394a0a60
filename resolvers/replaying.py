"""Reading the whole log for a replay: page by page, and away from the event loop."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence

from models.base import Sessions
from subscriptions import log
from subscriptions.events import Record

PAGE = 500  # lines: some hundredths of a second of work
Told = Callable[[int, int], None]  # how many lines have been read, of how many


async def pages(
    reads: Sessions, *, after: int = 0, until: int | None = None, told: Told | None = None
) -> AsyncGenerator[Sequence[Record], None]:
    """All lines behind a position, up to `until` or to where the log ends now."""
    async with reads() as session:
        end = await log.head(session) if until is None else until
    while after < end:
        async with reads() as session:
            lines = await log.read(session, after=after, limit=min(PAGE, end - after))
        if not lines:
            return
        yield lines
        after = lines[-1].position
        if told is not None:
            told(after, end)
        await asyncio.sleep(0)

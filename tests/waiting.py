"""Until something that a test has begun has come to where it waits (PostgreSQL)."""

import asyncio

from sqlalchemy import text

from models.base import Sessions


async def until_somebody_waits_for_a_lock(sessions: Sessions) -> None:
    asked = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        " AND datname = current_database()"
    )
    async with asyncio.timeout(10):
        while True:
            async with sessions() as session:
                if await session.scalar(asked):
                    return
            await asyncio.sleep(0.01)

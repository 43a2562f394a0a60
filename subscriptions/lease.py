"""Who may number the log (PostgreSQL): one holder for a while, and a token that rises with every taking.

Time is the database's, so that machines need not agree on it. It stands apart from resolvers.leases because
holder and token stand in the log's own row: one statement gives positions and renews, with one row locked.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, or_, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import LogState


async def take(session: AsyncSession, *, holder: UUID, duration: timedelta) -> int | None:
    """The new fencing token, or None while somebody else holds the lease."""
    free = or_(LogState.holder.is_(None), LogState.lease_until < func.clock_timestamp())
    taken = (
        update(LogState)
        .where(or_(LogState.holder == holder, free))
        .values(holder=holder, token=LogState.token + 1, lease_until=func.clock_timestamp() + duration)
        .returning(LogState.token)
    )
    return await session.scalar(taken)


async def release(session: AsyncSession, *, holder: UUID) -> None:
    """Let the next one in at once instead of when the lease runs out."""
    freed = update(LogState).where(LogState.holder == holder).values(holder=None, lease_until=None)
    await session.execute(freed)

"""How the log itself stands, for whoever watches it: asked of the database, not of this process."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventLine, EventPosition, LogState, UnnumberedEvent
from subscriptions import log


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`waiting_since`: when the oldest line happened that has no position yet."""

    head: int
    waiting: int
    waiting_since: datetime | None
    next_happened: datetime | None  # the line behind the position asked about


async def standing(session: AsyncSession, *, after: int) -> Standing:
    """`after`: the last position that somebody has handed on."""
    oldest = select(func.min(UnnumberedEvent.event_id)).scalar_subquery()
    waits = select(EventLine.occurred_at).where(EventLine.id == oldest)
    comes = (
        select(EventLine.occurred_at)
        .join(EventPosition, EventPosition.event_id == EventLine.id)
        .where(EventPosition.position == after + 1)
    )
    return Standing(
        head=await log.head(session),
        waiting=await session.scalar(select(func.count()).select_from(UnnumberedEvent)) or 0,
        waiting_since=await session.scalar(waits),
        next_happened=await session.scalar(comes),
    )


async def is_led(session: AsyncSession) -> bool:
    """Whether some process may number the log just now. On PostgreSQL; SQLite numbers it at commit."""
    holds = and_(LogState.holder.is_not(None), LogState.lease_until > func.clock_timestamp())
    return await session.scalar(select(LogState.id).where(holds)) is not None

"""Giving committed lines their positions (PostgreSQL): gapless, in batches, under a fencing token.

A line's id is taken from a sequence before its change commits, so ids become visible out of order and say
nothing about what was missed. Positions are given only to what is visible, under one row's lock.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models.events import EventPosition, LogState, UnnumberedEvent
from subscriptions.log import read
from subscriptions.signals import Lines


class LeaseLost(Exception):
    """Somebody else has taken the lease since this token was given."""


async def anything_to_number(session: AsyncSession) -> bool:
    return bool(await session.scalar(select(exists(select(UnnumberedEvent.event_id)))))


async def number(session: AsyncSession, *, token: int, lease: timedelta, limit: int) -> Lines:
    """Give positions to at most `limit` waiting lines and prolong the lease, in the session's transaction.

    Lines of one subject have rising ids, written under its row's lock, so they are numbered in version order.
    Raises LeaseLost with nothing changed.
    """
    epoch, head = await _prolong(session, token, lease)
    waiting = select(UnnumberedEvent.event_id).order_by(UnnumberedEvent.event_id).limit(limit)
    ids = (await session.scalars(waiting)).all()
    if not ids:
        return Lines(epoch=epoch, records=())
    await _give_positions(session, ids, head)
    return Lines(epoch=epoch, records=tuple(await read(session, after=head, limit=len(ids))))


async def _prolong(session: AsyncSession, token: int, lease: timedelta) -> tuple[UUID, int]:
    """Takes the row's lock, which keeps every other sequencer out until this transaction ends."""
    prolonged = (
        update(LogState)
        .where(LogState.token == token)
        .values(lease_until=func.clock_timestamp() + lease)
        .returning(LogState.epoch, LogState.head)
    )
    row = (await session.execute(prolonged)).one_or_none()
    if row is None:
        raise LeaseLost
    return row.epoch, row.head


async def _give_positions(session: AsyncSession, ids: Sequence[int], head: int) -> None:
    places = [{"position": head + index, "event_id": id} for index, id in enumerate(ids, start=1)]
    await session.execute(insert(EventPosition), places)
    await session.execute(delete(UnnumberedEvent).where(UnnumberedEvent.event_id.in_(ids)))
    await session.execute(update(LogState).values(head=head + len(ids)))

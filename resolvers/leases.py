"""Who does what one process does for all: one holder for a while, and a token that rises with every taking.

On PostgreSQL the time is the database's, so that machines need not agree on it; a SQLite file has one.
"""

import asyncio
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any, Never, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from models import Lease
from models.base import Instant, Sessions
from models.engine import dialect_of, inserting
from resolvers.context import utc_now

T = TypeVar("T")


class LeaseLost(Exception):
    """Somebody else has taken it since."""


class Terms(Protocol):
    """In seconds: how long a lease lasts that is not renewed, and how often it is."""

    @property
    def lease(self) -> float: ...
    @property
    def renewal(self) -> float: ...


async def take(session: AsyncSession, work: str, *, holder: UUID, duration: timedelta) -> int | None:
    """The new fencing token, or None while somebody else holds the lease."""
    await _make(session, work)
    now = _now(session)
    free = or_(Lease.holder.is_(None), Lease.holder == holder, Lease.until < now)
    taken = (
        update(Lease)
        .where(Lease.work == work, free)
        .values(holder=holder, token=Lease.token + 1, until=_later(session, duration))
        .returning(Lease.token)
    )
    return await session.scalar(taken)


async def renew(session: AsyncSession, work: str, *, token: int, duration: timedelta) -> None:
    """Raises LeaseLost."""
    held = update(Lease).where(Lease.work == work, Lease.token == token)
    renewed = held.values(until=_later(session, duration)).returning(Lease.token)
    if await session.scalar(renewed) is None:
        raise LeaseLost


async def release(session: AsyncSession, work: str, *, token: int) -> None:
    """Let the next one in at once instead of when the lease runs out."""
    held = update(Lease).where(Lease.work == work, Lease.token == token)
    await session.execute(held.values(holder=None, until=None))


async def fence(session: AsyncSession, work: str, *, token: int) -> None:
    """Nobody takes the lease until this transaction ends. Raises LeaseLost if somebody has."""
    held = select(Lease.token).where(Lease.work == work, Lease.token == token)
    if await session.scalar(held.with_for_update(read=True)) is None:
        raise LeaseLost


async def while_held(
    writes: Sessions, work: str, doing: Coroutine[Any, Any, T], *, token: int, terms: Terms
) -> T:
    """What `doing` gives, while the lease is renewed. It ends at once when that is lost: raises LeaseLost."""
    working = asyncio.create_task(doing)
    renewing = asyncio.create_task(_keep_renewing(writes, work, token, terms))
    try:
        await asyncio.wait((working, renewing), return_when=asyncio.FIRST_COMPLETED)
        return await (working if working.done() else renewing)
    finally:
        for task in (working, renewing):
            task.cancel()
        await asyncio.gather(working, renewing, return_exceptions=True)


async def _keep_renewing(writes: Sessions, work: str, token: int, terms: Terms) -> Never:
    while True:
        await asyncio.sleep(terms.renewal)
        async with writes.begin() as session:
            await renew(session, work, token=token, duration=timedelta(seconds=terms.lease))


async def _make(session: AsyncSession, work: str) -> None:
    await session.execute(inserting(session, Lease).values(work=work, token=0).on_conflict_do_nothing())


def _now(session: AsyncSession) -> Any:
    if dialect_of(session) == "postgresql":
        return func.clock_timestamp()
    return literal(utc_now(), Instant())


def _later(session: AsyncSession, duration: timedelta) -> Any:
    if dialect_of(session) == "postgresql":
        return func.clock_timestamp() + duration
    moment: datetime = utc_now() + duration
    return literal(moment, Instant())

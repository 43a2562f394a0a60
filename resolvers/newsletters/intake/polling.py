"""Sources that are due are visited by one process at a time: many hosts side by side, each host one by one.

All processes look; who finds something due takes the lease, visits until nothing is left, and lets it go.
While nothing is due nobody writes. A process that is killed is followed by another when its lease has run
out; one that was only stopped meanwhile finds the lease taken before it writes anything.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, exists, select

from madang.fetching import parsed
from madang.rules.newsletter_sources import SourceState
from models import NewsletterSource
from resolvers.context import Context
from resolvers.leases import LeaseLost, fence, release, take, while_held
from resolvers.newsletters.intake.answers import Fence
from resolvers.newsletters.intake.visits import sites_of, visit
from subscriptions.tasks import OUTAGES

logger = logging.getLogger(__name__)

WORK = "newsletter sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """In seconds, but for the counts. Lease and look together bound how long a killed process is missed.

    `between`: from one visit of a host to the next.
    """

    look: float = 5.0
    lease: float = 20.0
    renewal: float = 5.0
    between: float = 1.0
    hosts: int = 4  # at once
    of_host: int = 3  # sources a round
    batch: int = 200


async def keep_polling(system: Callable[[], Context], *, pace: Pace | None = None) -> None:
    """For as long as the process runs."""
    pace, holder = pace or Pace(), uuid4()
    while True:
        ctx = system()
        if await _anything_due(ctx):
            await poll(ctx, holder=holder, pace=pace)
        await asyncio.sleep(pace.look)


async def poll(ctx: Context, *, holder: UUID | None = None, pace: Pace | None = None) -> int:
    """Visit all that is due, unless another process does. Returns how many issues that has brought."""
    pace = pace or Pace()
    lease = timedelta(seconds=pace.lease)
    async with ctx.writes.begin() as session:
        token = await take(session, WORK, holder=holder or uuid4(), duration=lease)
    if token is None:
        return 0
    try:
        visiting = _visit_all(ctx, partial(fence, work=WORK, token=token), pace)
        return await while_held(ctx.writes, WORK, visiting, token=token, terms=pace)
    except LeaseLost:
        logger.warning("another process visits sources of newsletters now")
        return 0
    finally:
        with suppress(*OUTAGES):
            async with ctx.writes.begin() as session:
                await release(session, WORK, token=token)
            await sites_of(ctx).rest()


async def _visit_all(ctx: Context, guard: Fence, pace: Pace) -> int:
    turns, found = asyncio.Semaphore(pace.hosts), 0
    while hosts := await _due_by_host(ctx, pace):
        tasks = [asyncio.create_task(_visit_host(ctx, ids, guard, turns, pace)) for ids in hosts]
        try:
            found += sum(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    return found


async def _visit_host(
    ctx: Context, ids: list[UUID], guard: Fence, turns: asyncio.Semaphore, pace: Pace
) -> int:
    found = 0
    async with turns:
        for id in ids:
            found += await visit(ctx, id, fence=guard)
            await asyncio.sleep(pace.between)
    return found


async def _anything_due(ctx: Context) -> bool:
    async with ctx.reads() as session:
        return bool(await session.scalar(select(exists().where(*_due(ctx)))))


async def _due_by_host(ctx: Context, pace: Pace) -> list[list[UUID]]:
    """Those that have waited longest; of each host a few, so that a slow one does not keep all waiting."""
    row = NewsletterSource
    wanted = select(row.id, row.url).where(*_due(ctx)).order_by(row.next_at, row.id).limit(pace.batch)
    hosts: defaultdict[str, list[UUID]] = defaultdict(list)
    async with ctx.reads() as session:
        for id, url in await session.execute(wanted):
            hosts[parsed(url).host].append(id)
    return [ids[: pace.of_host] for ids in hosts.values()]


def _due(ctx: Context) -> tuple[ColumnElement[bool], ...]:
    row = NewsletterSource
    return row.state == SourceState.ACTIVE, row.next_at <= ctx.clock(), row.removed_at.is_(None)

"""How the tests of live delivery listen."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager

from subscriptions.cursor import Cursor
from subscriptions.events import Record
from subscriptions.follower import SnapshotRequired, Wants
from subscriptions.hub import Following, Hub

PATIENCE = 20  # seconds until a test gives up; a busy machine is no failure


def everything(record: Record) -> bool:
    return True


@asynccontextmanager
async def following(
    hub: Hub, *, after: Cursor | None = None, wants: Wants = everything
) -> AsyncGenerator[Following, None]:
    async with aclosing(hub.follow(after=after, wants=wants)) as events:
        yield events


async def take(events: Following, count: int) -> list[Record]:
    """The next events; fails when anything else comes."""
    taken: list[Record] = []
    async with asyncio.timeout(PATIENCE):
        while len(taken) < count:
            record = await anext(events)
            assert isinstance(record, Record)
            taken.append(record)
    return taken


async def take_snapshot_required(events: Following) -> Cursor:
    async with asyncio.timeout(PATIENCE):
        item = await anext(events)
    assert isinstance(item, SnapshotRequired)
    return item.cursor

"""How the tests of sharing look at the past of the sample city, alone and together."""

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from madang.rules.people import Actor
from models.engine import engine_of
from models.events import UnnumberedEvent
from resolvers.context import Context
from resolvers.following import Remembered
from schema import schema
from schema.execution import Engine
from schema.feeds import Live as Source
from schema.operations import Operation
from schema.sharing import Member, Share, Waiting
from schema.wording import Wordings
from subscriptions import log
from subscriptions.broker import MemoryBroker
from subscriptions.events import Record
from subscriptions.follower import Interrupted
from subscriptions.hub import Bounds, Hub
from subscriptions.live import Live
from subscriptions.once import SECONDS
from tests.access.asking import LIMITS
from tests.plans.city import City, open_city


@asynccontextmanager
async def opened(url: str, *, moment: float = SECONDS) -> AsyncGenerator[City, None]:
    """With a hub that has ended: streams replay what was, and are then interrupted."""
    city = await open_city(url)
    async with Live(city.context.writes, MemoryBroker(), bounds=Bounds(moment=moment)) as live:
        await until_all_is_numbered(city.context, live.hub)
    city.context = replace(city.context, hub=live.hub)
    try:
        yield city
    finally:
        await engine_of(city.context.reads).dispose()


async def until_all_is_numbered(ctx: Context, hub: Hub) -> None:
    async with asyncio.timeout(20):
        while True:
            async with ctx.reads() as session:
                waiting = await session.scalar(select(func.count()).select_from(UnnumberedEvent))
                if not waiting and hub.head == await log.head(session):
                    return
            hub.look()
            await asyncio.sleep(0.05)


async def records_of(city: City, newest: int) -> list[Record]:
    async with city.context.reads() as session:
        lines = await log.read(session, after=await log.head(session) - newest, limit=newest)
    assert len(lines) == newest
    return lines


def contexts_of(city: City, actor: Actor | None) -> Any:
    async def contexts() -> Context:
        return replace(city.context, visitor=actor, loaders={})

    return contexts


async def alone(city: City, text: str, actor: Actor, newest: int, *, most: int = sys.maxsize) -> list[bytes]:
    """What the actor gets of the newest lines, field by field; no more than `most`."""
    engine: Engine[Context] = Engine(schema, LIMITS, plans=False)
    told: list[bytes] = []
    after = city.context.hub.cursor(city.context.hub.head - newest).encode()
    stream = engine.stream(engine.prepare(Operation(text)), contexts_of(city, actor), after=after)
    with suppress(Interrupted):
        async for result in stream:
            told.append(result.encode())
            if len(told) == most:
                break
    return told


async def share_of(city: City, text: str, actor: Actor) -> tuple[Share, Source]:
    engine: Engine[Context] = Engine(schema, LIMITS)
    prepared, contexts = engine.prepare(Operation(text)), contexts_of(city, actor)
    source = await engine._source(prepared, contexts, None)  # pyright: ignore[reportPrivateUsage]
    share = engine._share(prepared, source)  # pyright: ignore[reportPrivateUsage]
    assert share is not None
    assert isinstance(source, Source)
    return share, source


def member_of(
    city: City,
    text: str,
    actor: Actor,
    remembered: Remembered | None = None,
    *,
    wordings: Wordings | None = None,
) -> Member:
    """One who asks alone in these words, or beside others."""
    prepared = Engine[Context](schema, LIMITS).prepare(Operation(text))
    wording = (Wordings() if wordings is None else wordings).of(prepared)
    return Member(contexts_of(city, actor), Waiting(), wording, remembered)

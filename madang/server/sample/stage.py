"""How stories are played: what lies behind at once, in the order of their days; what lies ahead, live."""

import asyncio
import heapq
import itertools
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from madang.errors import Refused
from madang.rules.calendar import SEOUL
from madang.server.sample.cast import Cast, Moment, assemble
from resolvers.context import Context

log = logging.getLogger("madang.sample")


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Another story begins now, and this one goes on."""

    tale: "Tale"


Story = AsyncGenerator[timedelta | Meanwhile, None]  # a time: so much later the next act follows
Tale = Callable[[Cast], Story]
Sleep = Callable[[float], Awaitable[object]]

MORNING, EVENING = time(9), time(18)
LONGEST_PAUSE = 8.0  # seconds, however long the office would wait


def office_hours(moment: datetime) -> datetime:
    """The moment itself, or the next morning somebody is at work in Seoul."""
    local = moment.astimezone(SEOUL)
    if local.time() >= EVENING:
        local = datetime.combine(local.date() + timedelta(days=1), MORNING, SEOUL)
    elif local.time() < MORNING:
        local = datetime.combine(local.date(), MORNING, SEOUL)
    while local.weekday() >= 5:
        local = datetime.combine(local.date() + timedelta(days=1), MORNING, SEOUL)
    return local.astimezone(UTC)


async def play_past(ctx: Context, tales: Iterable[tuple[datetime, Tale]], *, until: datetime) -> None:
    """Every act of all stories that falls before `until`, one after the other as it would have happened."""
    moment = Moment(until)
    cast = await assemble(replace(ctx, clock=moment), clock=moment)
    places = itertools.count()  # of two acts at one moment the story that began first goes on first
    agenda = [(office_hours(begin), next(places), tale(cast)) for begin, tale in tales]
    heapq.heapify(agenda)
    while agenda:
        moment.now, place, story = heapq.heappop(agenda)
        if moment.now >= until:
            await story.aclose()
            continue
        match await anext(story, None):
            case Meanwhile(tale):
                heapq.heappush(agenda, (moment.now, place, story))
                heapq.heappush(agenda, (moment.now, next(places), tale(cast)))
            case timedelta() as pause:
                heapq.heappush(agenda, (office_hours(moment.now + pause), place, story))
            case None:
                pass


async def play_live(
    ctx: Context, tales: Iterator[Tale], *, speed: float, at_once: int = 3, sleep: Sleep = asyncio.sleep
) -> None:
    """Stories side by side, `speed` times as fast as in the office, until there are none left."""
    cast = await assemble(ctx, clock=ctx.clock)

    async def play(tale: Tale) -> None:
        try:
            async with aclosing(tale(cast)) as story, asyncio.TaskGroup() as beside:
                async for step in story:
                    if isinstance(step, Meanwhile):
                        beside.create_task(play(step.tale))
                    else:
                        await sleep(min(step.total_seconds() / speed, LONGEST_PAUSE))
        except* Refused as refusals:  # a visitor was faster, or has cancelled
            log.info("a story ends early: %s", refusals.exceptions)

    async def play_all() -> None:
        for tale in tales:
            await play(tale)

    async with asyncio.TaskGroup() as players:
        for _ in range(at_once):
            players.create_task(play_all())

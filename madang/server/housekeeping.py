"""What the city does by itself from time to time, in every process: safe to do twice, done by one."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

from resolvers.context import Context
from resolvers.newsletters.readings import Openings
from resolvers.newsletters.scheduling import publish_due
from resolvers.newsletters.search.library import keep_up
from resolvers.newsletters.search.sketching import keep_sketches
from resolvers.reminders import remind_and_lapse
from subscriptions.tasks import running

Chore = Callable[[Context], Awaitable[object]]

CHORES: tuple[Chore, ...] = (remind_and_lapse, keep_up)
PRESSING: tuple[Chore, ...] = (publish_due, keep_sketches)  # people wait for these
SOON = 5.0  # seconds
INTERVAL = 60.0  # seconds; reminders speak of days


@asynccontextmanager
async def kept(
    system: Callable[[], Context], *, interval: float = INTERVAL, chores: Sequence[Chore] = CHORES
) -> AsyncGenerator[None, None]:
    """While inside, every chore is done again `interval` seconds after it was done; one task each.

    `system` gives contexts in which nobody is signed in. A chore that fails is logged and tried again.
    """
    async with AsyncExitStack() as stack:
        for chore in chores:
            work = partial(_do, chore, system, interval)
            await stack.enter_async_context(running(work, name=getattr(chore, "__name__", "chore")))
        yield


@asynccontextmanager
async def housekeeping(system: Callable[[], Context]) -> AsyncGenerator[None, None]:
    """All chores, each as often as people need it."""
    async with kept(system), kept(system, interval=SOON, chores=PRESSING):
        yield


@asynccontextmanager
async def counting(
    system: Callable[[], Context], *, interval: float = INTERVAL
) -> AsyncGenerator[Openings, None]:
    """What citizens open is counted, and kept every `interval` seconds and at the end."""
    openings = Openings()
    async with kept(system, interval=interval, chores=(openings.keep,)):
        yield openings
    await openings.keep(system())


async def _do(chore: Chore, system: Callable[[], Context], interval: float) -> None:
    await chore(system())
    await asyncio.sleep(interval)

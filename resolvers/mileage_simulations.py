"""Trying rules of mileage on past months (P10): the log is replayed, and nothing is written."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing, nullcontext

from madang.rules.calendar import Month
from madang.rules.mileage_drafts import months_of
from madang.rules.mileage_policy import MileagePolicy
from madang.rules.mileage_simulation import Simulation
from models.base import Sessions
from resolvers.context import Context
from resolvers.replaying import Told, pages
from subscriptions.mileage_trials import Trial


async def simulate(
    ctx: Context, policy: MileagePolicy, first: Month, last: Month, *, told: Told | None = None
) -> Simulation:
    """What these rules would have changed in these months. Raises Invalid for months that cannot be tried.

    A server tries one after another.
    """
    months = months_of(first, last, now=Month.of(ctx.clock()))
    async with ctx.ledger.replaying if ctx.ledger else nullcontext():
        return await _tried(ctx.reads, policy, months, told)


async def _tried(
    reads: Sessions, policy: MileagePolicy, months: Sequence[Month], told: Told | None
) -> Simulation:
    """Whoever asks may go: of what is begun only the page at hand is finished."""
    trial = Trial(policy, months)
    async with aclosing(pages(reads, told=told)) as read:
        async for lines in read:
            await asyncio.to_thread(trial.read, lines)
            if trial.is_over:
                break
    return await asyncio.to_thread(trial.result)

"""The sample city's weeks before today, and its working day."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from madang.server.sample.forms import keep_forms
from madang.server.sample.newsletters import keep_newsletters
from madang.server.sample.plots import EVERYDAY, NIGHT_BUS, VILLAGE
from madang.server.sample.stage import Tale, play_live, play_past
from madang.server.sample.stories import Ending, tale
from resolvers.context import Context

CASES_BEGIN = timedelta(days=60)  # before today: done in a month that is over, which has its kings
EVERYDAY_BEGINS = timedelta(days=12)


async def live_through_the_past(ctx: Context) -> None:
    """The two cases are done by today; everyday cooperation stands where it stands, templates lie ready.

    Newsletters have come out week by week.
    """
    now = ctx.clock()
    begin = now - EVERYDAY_BEGINS
    everyday = [(begin + timedelta(days=place * 1.2), tale(plot)) for place, plot in enumerate(EVERYDAY)]
    cases = [(now - CASES_BEGIN, tale(NIGHT_BUS)), (now - CASES_BEGIN + timedelta(hours=5), tale(VILLAGE))]
    kept = [(now - CASES_BEGIN, keep_forms), (now - CASES_BEGIN, keep_newsletters)]
    await play_past(ctx, [*kept, *cases, *everyday], until=now)


async def live_through_today(ctx: Context, *, speed: float) -> None:
    """Goes on until it is cancelled. `speed`: how many hours of the office pass in an hour."""
    await play_live(ctx, _days(), speed=speed)


def _days() -> Iterator[Tale]:
    """The same plots day after day, each to its end."""
    for day in itertools.count(1):
        for plot in (*EVERYDAY, NIGHT_BUS, VILLAGE):
            title = plot.title.replace("(예시)", f"{day}차 (예시)")
            yield tale(replace(plot, title=title, ends=Ending.EVALUATED))

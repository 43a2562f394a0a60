"""Whatever is asked, a plan and Strawberry give the same bytes, whoever asks.

`HYPOTHESIS_PROFILE=nightly` asks more.
"""

import asyncio
import logging
import os
from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from madang.rules.people import Actor
from resolvers.context import Context
from schema import schema
from schema.documents import Unreadable, core_of
from schema.execution import Engine
from schema.operations import Operation, Result
from tests.plans.city import City, open_city
from tests.plans.documents import Drawing

EXAMPLES = {"nightly": 2500}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 200)
CORE = core_of(schema)
COUNTED = "facets "  # of a search, counted when asked for: no plan awaits what hangs on no row


@dataclass
class Tally:
    planned: int = 0
    aside: int = 0


async def both_ways(
    city: City, fast: Engine[Context], slow: Engine[Context], operation: Operation, actor: Actor | None
) -> tuple[Result | None, Result | None]:
    """By the plan (None where there is none), and field by field (None for what cannot run at all)."""
    try:
        prepared = fast.prepare(operation)
    except Unreadable:
        return None, None
    planned = await fast.planned(prepared, _fresh(city, actor))
    return planned, await slow.execute(slow.prepare(operation), _fresh(city, actor))


def _fresh(city: City, actor: Actor | None) -> Context:
    return replace(city.context, visitor=actor, loaders={})


# Beside a field that fails, graphql-core leaves its siblings' coroutines unawaited.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_plan_answers_as_strawberry_does(sample_url: str, caplog: pytest.LogCaptureFixture) -> None:
    tally = Tally()
    fast, slow = Engine[Context](schema), Engine[Context](schema, plans=False)
    with asyncio.Runner() as runner:
        city = runner.run(open_city(sample_url))

        @settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.generate], database=None)
        @given(seed=st.integers(0, 2**32))
        def ask(seed: int) -> None:
            random = Random(seed)
            text, variables = Drawing(CORE, random, city.ids).document()
            actor = random.choice(city.actors)
            planned, executed = runner.run(both_ways(city, fast, slow, Operation(text, variables), actor))
            if planned is None:
                tally.aside += executed is not None and not executed.errors and COUNTED not in text
                return
            tally.planned += 1
            assert executed is not None
            assert planned.encode() == executed.encode(), text

        ask()
        runner.run(city.context.writes.kw["bind"].dispose())
    # a wrong argument of a list below no rows, which Strawberry never looks at
    assert tally.aside <= EXAMPLES / 50, "plans step aside from what has no errors"
    assert tally.planned > EXAMPLES / 3
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []

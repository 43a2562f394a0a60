"""Whatever is asked, a plan and Strawberry give the same bytes, whoever asks.

`HYPOTHESIS_PROFILE=nightly` asks more.
"""

import asyncio
import logging
import os
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from madang.rules.people import Actor
from madang.server.sample import found
from madang.server.sample.play import live_through_the_past
from models.engine import create_engine, read_sessions, write_sessions
from resolvers.context import Context
from resolvers.people import actor_for, personas
from schema import schema
from schema.documents import Unreadable, core_of
from schema.execution import Engine, Operation, Result
from schema.identifiers import global_id
from schema.sources import MODELS
from subscriptions.hub import Hub
from tests.plans.documents import Drawing

EXAMPLES = {"nightly": 2500}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 200)
CORE = core_of(schema)


@dataclass
class City:
    context: Context
    actors: list[Actor | None]
    ids: dict[str, list[str]]


@dataclass
class Tally:
    planned: int = 0
    aside: int = 0


async def open_city(url: str) -> City:
    engine = create_engine(url, durable=False)
    writes = write_sessions(engine)
    context = Context(reads=read_sessions(engine), writes=writes, hub=Hub(writes))
    await found(context)
    await live_through_the_past(context)
    async with context.reads() as session:
        people = await personas(session)
        actors = [await actor_for(session, one.number, today=context.today) for one in people[:5]]
        ids = {name: await _ids(session, name) for name in MODELS}
    every = [id for of_kind in ids.values() for id in of_kind]
    ids |= {name[0].lower() + name[1:]: of_kind for name, of_kind in ids.items()}
    return City(context, [*actors, None], ids | {"": every, "ids": every, "node": every})


async def _ids(session: Any, name: str) -> list[str]:
    key: Any = getattr(MODELS[name], "id")  # noqa: B009
    return [global_id(name, id) for id in await session.scalars(select(key).order_by(key).limit(3))]


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
def test_a_plan_answers_as_strawberry_does(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    tally = Tally()
    fast, slow = Engine[Context](schema), Engine[Context](schema, plans=False)
    with asyncio.Runner() as runner:
        city = runner.run(open_city(database_url))

        @settings(max_examples=EXAMPLES, deadline=None, phases=[Phase.generate], database=None)
        @given(seed=st.integers(0, 2**32))
        def ask(seed: int) -> None:
            random = Random(seed)
            text, variables = Drawing(CORE, random, city.ids).document()
            actor = random.choice(city.actors)
            planned, executed = runner.run(both_ways(city, fast, slow, Operation(text, variables), actor))
            if planned is None:
                tally.aside += executed is not None and not executed.errors
                return
            tally.planned += 1
            assert executed is not None
            assert planned.encode() == executed.encode(), text

        ask()
        runner.run(city.context.writes.kw["bind"].dispose())
    assert tally.aside == 0, "a plan stepped aside from what has no errors"
    assert tally.planned > EXAMPLES / 3
    assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []

"""Search through the API: answered by a plan like any other, its facets counted once."""

from typing import Any

import pytest

from resolvers.newsletters.search import facets
from schema import schema
from schema.execution import Engine
from schema.operations import Operation
from tests.builders import context
from tests.newsletters.conftest import Press
from tests.newsletters.searching import FOUND, fill

FAST: Engine[Any] = Engine(schema)


@pytest.mark.parametrize("query", ["심야버스 운영", "없는말", "", "ㄸㄹㅇ"])
async def test_a_plan_answers_as_strawberry_does(press: Press, query: str) -> None:
    await fill(press)
    slow: Engine[Any] = Engine(schema, plans=False)
    operation = Operation(FOUND, {"query": query, "filter": {"topics": ["교통"]}, "first": 2})
    planned = await FAST.planned(FAST.prepare(operation), await context(press.city, None))
    assert planned is not None
    executed = await slow.execute(slow.prepare(operation), await context(press.city, None))
    assert planned.encode() == executed.encode()


async def test_facets_are_counted_once_for_all_that_is_asked_of_them(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(press)
    counted: list[object] = []

    async def counting(ctx: Any, page: Any) -> Any:
        counted.append(page)
        return await shown(ctx, page)

    shown = facets.shown
    monkeypatch.setattr(facets, "shown", counting)
    await press.ask(None, FOUND, query="버스")
    assert len(counted) == 1

"""How many statements a question costs, and what they look like where that was measured to matter."""

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.engine import engine_of
from models.recording import Recorded, recording
from resolvers.context import Context
from schema import schema
from schema.execution import Engine
from schema.operations import Operation
from tests.plans.city import City, open_city

QUESTIONS = Path(__file__).parents[2] / "benchmarks" / "questions"
BOARD = (QUESTIONS / "board.graphql").read_text()
DETAIL = (QUESTIONS / "detail.graphql").read_text()
DEEP = """{ requests(first: 20) { nodes { title
  deliveries { nodes { department { name } handlers { leads employee { name } } comments { totalCount } } }
  comments(last: 5) { totalCount pageInfo { hasPreviousPage } edges { cursor node { body } } } } } }"""
BELOW_JOINED = "{ requests(first: 20) { nodes { requester { name memberships { isMain } } } } }"

Costs = Callable[..., list[Recorded]]


async def asked(city: City, text: str, variables: dict[str, Any]) -> list[Recorded]:
    """The statements that the question costs. A plan must answer it, without an error."""
    engine = Engine[Context](schema)
    context = replace(city.context, visitor=city.actors[1], loaders={})
    with recording(city.context.reads) as statements:
        result = await engine.execute(engine.prepare(Operation(text, variables)), context)
    assert (result.errors, engine.by_plan) == ([], 1)
    return statements


@pytest.fixture
def city(sample_url: str) -> Iterator[tuple[City, Costs]]:
    """The sample city, and the statements that a question of it costs."""
    with asyncio.Runner() as runner:
        city = runner.run(open_city(sample_url))

        def costs(text: str, **variables: Any) -> list[Recorded]:
            return runner.run(asked(city, text, variables))

        yield city, costs
        runner.run(engine_of(city.context.reads).dispose())


def test_a_list_or_a_row_and_all_lists_below_it_are_one_statement(city: tuple[City, Costs]) -> None:
    there, costs = city
    for text, variables in [(BOARD, {}), (DEEP, {}), (DETAIL, {"id": there.ids["Request"][0]})]:
        assert len(costs(text, **variables)) == 1
    of_board = costs(BOARD)[0]
    assert (of_board.rows or 0) > 5


def test_lists_below_a_joined_row_are_one_more_statement_for_all_of_them(city: tuple[City, Costs]) -> None:
    _, costs = city
    assert len(costs(BELOW_JOINED)) == 2


def test_a_board_cuts_its_page_first_and_probes_for_parties(city: tuple[City, Costs]) -> None:
    _, costs = city
    sql = re.sub(r"\s+", " ", costs(BOARD)[0].sql)
    page = sql[sql.index("FROM (SELECT requests.id AS id, requests.title AS title") :]
    within, joined = page.split(" AS page LEFT OUTER JOIN ", 1)
    assert re.search(
        r"ORDER BY requests\.updated_at DESC, requests\.id ASC LIMIT 21 ?(OFFSET \?)?\)$", within
    )
    assert "JOIN" not in within
    assert re.search(r"EXISTS \(SELECT 1 FROM deliveries WHERE .* OFFSET 0\)", within)
    assert "requests.state != 'DRAFT'" in within
    assert joined.startswith("employees AS ")


def test_what_is_shown_and_worked_with_is_read_once(city: tuple[City, Costs]) -> None:
    """The author's identifier is the comment's `author_id`, which decides who may read a hidden text, too."""
    there, costs = city
    (detail,) = costs(DETAIL, id=there.ids["Request"][0])
    chosen = re.findall(r"(\w+)\.(\w+) AS c\d+", detail.sql)
    assert sorted(name for _, name in chosen) == [
        "author_id", "body", "created_at", "deleted_at", "hidden_at", "id", "name",
    ]  # fmt: skip
    assert ("employees_1", "name") in chosen

"""Both databases give the same answers in the same order, and processes know of what others wrote."""

from random import Random
from typing import Any

import pytest
from sqlalchemy import URL

from models.engine import create_engine, write_sessions
from tests.builders import chart, employee
from tests.conftest import share_compiled
from tests.newsletters.conftest import Press
from tests.newsletters.random_issues import made
from tests.newsletters.searching import FOUND, fill, keep
from tests.newsletters.test_search_secrecy import everything


async def _press(url: URL) -> Press:
    engine = create_engine(url, durable=False)
    share_compiled(engine)
    city = await chart(write_sessions(engine))
    return Press(city, {name: await employee(city, name, "버스정책과") for name in ("직원", "남")})


def _without_publishers(answers: list[Any]) -> list[Any]:
    """Departments have other identifiers in each database."""
    for answer in answers:
        for one in answer.get("newsletterSearch", {}).get("facets", {}).get("publishers", ()):
            del one["value"]
    return answers


@pytest.mark.parametrize("seed", range(2))
async def test_both_databases_give_the_same_answers(
    sqlite_database: URL, postgres_database: URL, seed: int
) -> None:
    answers: list[Any] = []
    for turn, url in enumerate((sqlite_database, postgres_database)):
        press = await _press(url)
        rows = made(press, seed)
        texts = [*rows.seen, *rows.hidden]
        if turn:
            Random(seed).shuffle(texts)  # the order in which they came tells nothing
        await keep(press, *texts)
        answers.append([_without_publishers(await everything(press, who)) for who in (None, "남")])
    assert answers[0] == answers[1]


async def test_another_process_finds_at_once_what_was_put_out(press: Press, database_url: str) -> None:
    engine = create_engine(database_url, durable=False)
    share_compiled(engine)
    city = await chart(write_sessions(engine), names=())
    other = Press(city, {})
    assert (await other.ask(None, FOUND, query="올빼미"))["newsletterSearch"]["totalCount"] == 0
    await fill(press)
    assert (await other.ask(None, FOUND, query="올빼미"))["newsletterSearch"]["totalCount"] == 1
    await engine.dispose()

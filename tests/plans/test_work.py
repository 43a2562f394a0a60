"""How much Python an answer takes, in calls of our functions: that number is the same on a busy machine.

Who makes one of these fail has made every answer slower, or each row of one. The limits stand a tenth above
what was counted on 30 November 2026.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import URL, func, select

from models import Comment
from models.base import Sessions
from models.engine import engine_of
from models.rows import Reader, Rows, read_through, reader_of
from resolvers.context import Context
from schema import schema
from schema.execution import Engine
from schema.identifiers import global_id
from schema.operations import Operation
from tests.plans.city import City, open_city
from tests.requests.stage import open_stage

ROOT = Path(__file__).parents[2]
OURS = ("madang", "models", "resolvers", "schema", "subscriptions")
FOLDERS = (*(f"{ROOT / one}/" for one in OURS), "<plan>")
WARM = 3  # times: then its plan and its statements are made


def question(name: str) -> str:
    return (ROOT / "benchmarks" / "questions" / f"{name}.graphql").read_text()


@contextmanager
def counting() -> Generator[Counter[str], None, None]:
    """Calls of functions of ours, by their names, until the block ends. To wake from an await is none."""
    calls: Counter[str] = Counter()
    begun: set[FrameType] = set()  # as long as they are kept, no other is mistaken for one of them

    def count(frame: FrameType, event: str, given: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(FOLDERS) and frame not in begun:
            begun.add(frame)
            calls[frame.f_code.co_qualname] += 1

    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(None)


async def work_of(engine: Engine[Context], context: Context, operation: Operation) -> Counter[str]:
    async def answer() -> bytes:
        fresh = replace(context, loaders={}, outcomes={})
        return (await engine.execute(engine.prepare(operation), fresh)).encode()

    for _ in range(WARM):
        assert b'"message"' not in await answer()
    with counting() as calls:
        await answer()
    assert engine.by_fields == 0
    return calls


class Remembering:
    """Reads each statement once: waiting for the driver is not counted."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, ...], Rows] = {}

    async def fetch(self, sql: str, *values: Any) -> Rows:
        asked = (sql, *map(repr, values))
        if asked not in self._known:
            self._known[asked] = await self._reader.fetch(sql, *values)
        return self._known[asked]


class Asking:
    """The sample city, whose answers one of its staff reads."""

    def __init__(self, city: City, talkative: str, runner: asyncio.Runner) -> None:
        self._context = replace(city.context, visitor=city.actors[1])
        self._talkative, self._runner = talkative, runner  # the request with most comments
        self._engine = Engine[Context](schema)

    def calls(self, text: str) -> int:
        work = work_of(self._engine, self._context, Operation(text, self._variables(text)))
        return self._runner.run(work).total()

    def objects(self, text: str) -> int:
        """In the answer, as far as they have an identifier."""
        prepared = self._engine.prepare(Operation(text, self._variables(text)))
        answer = self._runner.run(self._engine.execute(prepared, self._context))
        return answer.encode().count(b'"id":')

    def _variables(self, text: str) -> dict[str, Any]:
        return {"id": self._talkative} if "$id" in text else {}


@pytest.fixture(scope="module")
def asking(sample_in_postgres: URL) -> Iterator[Asking]:
    with asyncio.Runner() as runner:
        city = runner.run(open_city(sample_in_postgres.render_as_string(hide_password=False)))
        reads = city.context.reads
        read_through(reads, Remembering(reader_of(reads)))
        yield Asking(city, runner.run(_talkative(city)), runner)
        runner.run(engine_of(reads).dispose())


async def _talkative(city: City) -> str:
    most = select(Comment.request_id).group_by(Comment.request_id).order_by(func.count().desc()).limit(1)
    async with city.context.reads() as session:
        return global_id("Request", (await session.scalars(most)).one())


def test_a_question_about_one_row(asking: Asking) -> None:
    assert asking.calls(question("tiny")) <= 70


@pytest.mark.parametrize(
    "text", [question("detail").replace("50", "%d"), question("board").replace("20", "%d")]
)
def test_each_object_more_of_a_list(asking: Asking, text: str) -> None:
    """Its identifier is written with those of all others; a list inside a row needs a call or two."""
    few, many = text % 2, text % 20
    objects = asking.objects(many) - asking.objects(few)
    assert objects > 0
    assert asking.calls(many) - asking.calls(few) <= 1.1 * objects


@pytest.fixture
def database_url(postgres_database: URL) -> str:
    return postgres_database.render_as_string(hide_password=False)


async def test_a_change(sessions: Sessions) -> None:
    """Read, decide, write, read what is asked for: each is one statement."""
    stage = await open_stage(sessions)
    id = await stage.accepted("통계데이터담당관")
    operation = Operation(question("mutation"), {"id": global_id("Delivery", id), "percent": 40})
    calls = await work_of(Engine[Context](schema), stage.contexts["handler"], operation)
    assert calls.total() <= 248

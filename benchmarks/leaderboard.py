"""`python -m benchmarks.leaderboard`: what a page of a board costs the database, and what a change of it.

The same 10,000 people with more and more entries: the boards are as long, the ledger is not.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Annotated, Any
from uuid import UUID

import orjson
import typer
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.leaderboard_city import fill, person
from benchmarks.machine import machine
from benchmarks.options import told
from madang.rules.people import Actor, OrganisationKind
from models import Base
from models.engine import create_engine, read_sessions, write_sessions
from models.recording import Recorded, recording
from models.rows import reader_of
from resolvers.bookkeeping import keep_books
from resolvers.context import Context
from schema import schema
from schema.execution import Engine
from schema.operations import Operation
from subscriptions.entries import Entry
from subscriptions.hub import Hub
from subscriptions.log import append
from subscriptions.mileage_events import MileageAdjustmentConfirmed
from tests.servers import PostgresServer
from tests.subscriptions.writing import number_all

SETTINGS = ("shared_buffers=512MB", "max_wal_size=4GB")
ROWS = """pageInfo { endCursor } nodes { rank total requestPoints responsePoints commentPoints
    departmentsHelped means { score } employee { name } }"""
BOARD = "leaderboard(period: {{kind: ALL}}, first: {first}{after}) {{ {rows} }}"
AROUND = """{ leaderboardAround(period: {kind: ALL}) { row { id } rows { rank total employee { name } } } }"""
NOON = datetime(2014, 12, 7, 3, tzinfo=UTC)


@dataclass(slots=True)
class Here:
    engine: AsyncEngine
    context: Context
    asked: Engine[Context]

    async def answer(self, document: str) -> dict[str, Any]:
        result = await self.asked.planned(self.asked.prepare(Operation(document)), self.context)
        assert result is not None, document
        return orjson.loads(result.encode())["data"]

    async def costs(self, document: str, times: int) -> tuple[int, float, float]:
        """Statements, the database's own milliseconds for them, and what this program waited for them."""
        await self.answer(document)
        runs: list[list[Recorded]] = []
        for _ in range(times):
            with recording(self.context.reads) as statements:
                await self.answer(document)
            runs.append(statements)
        waited = [sum(one.seconds for one in run) * 1000 for run in runs]
        own = [await self._own(one, times) for one in runs[-1]]
        return len(own), sum(own), median(waited)

    async def _own(self, statement: Recorded, times: int) -> float:
        """Planning and running it, as the database's own account says; its clock in each node is off."""
        asked = f"EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF) {statement.sql}"
        accounts = [await self._account(asked, statement) for _ in range(times)]
        return median([sum(_milliseconds(line) for (line, *_) in account) for account in accounts])

    async def _account(self, asked: str, statement: Recorded) -> Sequence[Any]:
        if statement.by_session:
            async with self.engine.connect() as connection:
                return (await connection.exec_driver_sql(asked, statement.values)).all()
        return await reader_of(self.context.reads).fetch(asked, *statement.values)


def _milliseconds(line: str) -> float:
    name, _, told = line.partition(" Time: ")
    return float(told.removesuffix(" ms")) if name in ("Planning", "Execution") else 0.0


def main(
    employees: Annotated[int, typer.Option(help="With points, all of them.")] = 10_000,
    entries: Annotated[str, typer.Option(help="Sizes of the ledger.")] = "10000,100000,1000000",
    lines: Annotated[int, typer.Option(help="Booked at once.")] = 100,
    times: Annotated[int, typer.Option(help="Each is asked; the median counts.")] = 15,
) -> None:
    """Ask a board of many people for its first page, a deep one and one's own place, and book new lines."""
    with told():
        typer.echo(f"{machine()}\n{employees:,} people, {lines} lines a batch, medians of {times}\n")
        typer.echo("| entries | | statements | database ms | waited for ms |\n|--:|---|--:|--:|--:|")
        postgres = PostgresServer(settings=SETTINGS)
        try:
            postgres.start()
            for size in map(int, entries.split(",")):
                asyncio.run(_measure(postgres, employees, size, lines, times))
        finally:
            postgres.stop()


async def _measure(postgres: PostgresServer, employees: int, size: int, lines: int, times: int) -> None:
    async with _filled(postgres, employees, size) as here:
        deep = (await here.answer(_board(first=100)))["leaderboard"]["pageInfo"]["endCursor"]
        for _ in range(employees * 9 // 10 // 100 - 1):
            deep = (await here.answer(_board(first=100, after=deep, rows="pageInfo { endCursor }")))[
                "leaderboard"
            ]["pageInfo"]["endCursor"]
        questions = {
            "first page of 20": _board(first=20),
            "page of 20 behind nine tenths": _board(first=20, after=deep),
            "my place with neighbours": AROUND,
        }
        for name, question in questions.items():
            count, own, waited = await here.costs(question, times)
            typer.echo(f"| {size:,} | {name} | {count} | {own:.2f} | {waited:.2f} |")
        booked = median([await _book(here, employees, lines, round) for round in range(times)])
        typer.echo(f"| {size:,} | booking {lines} lines | | | {booked * 1000:.0f} |")


def _board(*, first: int, after: str | None = None, rows: str = ROWS) -> str:
    behind = "" if after is None else f', after: "{after}"'
    return "{ " + BOARD.format(first=first, after=behind, rows=rows) + " }"


@asynccontextmanager
async def _filled(postgres: PostgresServer, employees: int, size: int) -> AsyncGenerator[Here]:
    engine = create_engine(postgres.url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
        await connection.run_sync(Base.metadata.create_all)
    await fill(engine, employees=employees, entries=size)
    writes, me = write_sessions(engine), person(employees // 2)
    actor = Actor(
        id=me,
        department_id=me,
        department_name="",
        organisation_kind=OrganisationKind.HEADQUARTERS,
        departments=frozenset(),
    )
    context = Context(reads=read_sessions(engine), writes=writes, hub=Hub(writes), visitor=actor)
    yield Here(engine, context, Engine[Context](schema))
    await engine.dispose()


async def _book(here: Here, employees: int, lines: int, round: int) -> float:
    """Seconds from the moment when new lines have their positions until the boards show them."""
    new = [_line(round * lines + place, employees) for place in range(lines)]
    async with here.context.writes.begin() as session:
        await append(session, new)
    await number_all(here.context.writes)
    begun = time.perf_counter()
    booked = await keep_books(here.context)
    assert booked == lines
    return time.perf_counter() - begun


def _line(place: int, employees: int) -> Entry:
    whom = person(place * 7919 % employees)
    event = MileageAdjustmentConfirmed(employee_id=whom, department_id=whom, amount=100, reason="빠진 협력")
    return Entry(
        subject_kind="mileage_adjustment",
        subject_id=UUID(int=10**9 + place),
        version=1,
        actor_id=None,
        occurred_at=NOON + timedelta(seconds=place),
        event=event,
    )


if __name__ == "__main__":
    typer.run(main)

"""The ledger is what the log says: proven by reading it again, elsewhere and from nothing."""

import json
import shutil
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import URL, Executable, Table, delete, insert, select, update

from madang.rules.calendar import Month
from madang.rules.mileage import Holder
from madang.rules.mileage_kings import Place
from models import (
    MileageClaim,
    MileageEntry,
    MileageHelped,
    MileageMonth,
    MileagePrivacy,
    MileageRemark,
    MileageStanding,
    MileageState,
    MileageWork,
    MonthlyKing,
)
from models.base import Base, Sessions
from models.engine import create_engine, engine_of, read_sessions, write_sessions
from models.events import EventLine, EventPosition, LogState
from resolvers.bookkeeping import keep_books
from resolvers.context import Context
from resolvers.kings import SETTLING, close_months
from resolvers.mileage_proof import Differs, Proven, verify
from subscriptions.hub import Hub
from tests.builders import City, chart, context, employee
from tests.conftest import database_beside, sqlite_url
from tests.mileage.chance import told_by_chance
from tests.mileage.telling import NOON, Telling
from tests.mileage.writing import write
from tests.subscriptions.writing import number_all

JULY = Month(2014, 7)
LOG = (LogState, EventLine, EventPosition)
BOOKED = (
    MileageEntry,
    MileageClaim,
    MileageWork,
    MileageRemark,
    MileageStanding,
    MileageHelped,
    MileagePrivacy,
    MileageState,
)


def table_of(model: type[Base]) -> Table:
    return Base.metadata.tables[model.__tablename__]


def books(sessions: Sessions) -> Context:
    return Context(reads=read_sessions(engine_of(sessions)), writes=sessions, hub=Hub(sessions))


async def copy_log(sessions: Sessions, into: Sessions) -> None:
    """Events and positions, and nothing else."""
    async with sessions() as source, into.begin() as target:
        for model in LOG:
            rows = (await source.execute(select(table_of(model)))).mappings().all()
            await target.execute(delete(table_of(model)))
            await target.execute(insert(table_of(model)), [dict(row) for row in rows])


async def booked(sessions: Sessions) -> dict[str, list[str]]:
    """Every value of every row of the books, but for identifiers that are drawn.

    Whoever was helped and then was not leaves a row of 0, if another batch took it back.
    """
    found: dict[str, list[str]] = {}
    async with sessions() as session:
        for model in BOOKED:
            columns = [one for one in table_of(model).columns if (model, one.name) != (MileageStanding, "id")]
            wanted = select(*columns)
            rows = await session.execute(
                wanted.where(MileageHelped.responses != 0) if model is MileageHelped else wanted
            )
            found[model.__tablename__] = sorted(repr([in_order(value) for value in row]) for row in rows)
    return found


def in_order(value: object) -> object:
    """PostgreSQL keeps documents in an order of its own."""
    return json.dumps(value, sort_keys=True) if isinstance(value, (dict, list)) else value


@asynccontextmanager
async def opened(url: URL) -> AsyncGenerator[Sessions, None]:
    engine = create_engine(url, durable=False)
    yield write_sessions(engine)
    await engine.dispose()


@pytest.fixture
def empty(sqlite_template: Path, postgres_template: URL, tmp_path: Path) -> Iterator[list[URL]]:
    """A database of each kind, with all tables."""
    shutil.copy(sqlite_template, tmp_path / "copy.db")
    with database_beside(postgres_template) as postgres:
        yield [sqlite_url(tmp_path / "copy.db"), postgres]


async def test_a_log_copied_into_empty_databases_gives_the_same_ledger_to_the_last_byte(
    sessions: Sessions, empty: list[URL]
) -> None:
    await write(sessions, told_by_chance(300, 250))
    await keep_books(books(sessions), batch=23)
    expected = await booked(sessions)
    assert len(expected["mileage_entries"]) > 100
    for url in empty:
        async with opened(url) as into:
            await copy_log(sessions, into)
            assert await booked(into) == {name: [] for name in expected}
            await keep_books(books(into), batch=71)
            assert await booked(into) == expected


class Closed:
    """July is over and has its three; August goes on."""

    def __init__(self, city: City) -> None:
        self.city, self.reads = city, read_sessions(engine_of(city.sessions))

    async def change(self, statement: Executable) -> None:
        async with self.city.sessions.begin() as session:
            await session.execute(statement)

    async def difference(self) -> str:
        with pytest.raises(Differs) as found:
            await verify(self.reads)
        return str(found.value)


@pytest.fixture
async def closed(sessions: Sessions) -> Closed:
    city, tell = await chart(sessions), Telling()
    system = await context(city, None)
    people = [await employee(city, name, "버스정책과") for name in "가나다라"]
    for amount, person in enumerate(people, start=1):
        tell.adjusted(person.id, amount * 100, of=city.departments["버스정책과"].id)
    await book(city, system, tell)
    city.clock.now = JULY.ends + SETTLING
    assert await close_months(system) == 1
    await book(city, system)
    later = Telling(now=NOON + timedelta(days=30), made=100)
    later.hidden(people[-1].id, wins=True)
    later.adjusted(people[-1].id, 500, of=city.departments["버스정책과"].id)
    await book(city, system, later)
    return Closed(city)


async def book(city: City, system: Context, tell: Telling | None = None) -> None:
    await write(city.sessions, tell or Telling())
    await keep_books(system)
    await number_all(city.sessions)
    await keep_books(system)


async def test_what_is_kept_is_what_the_log_says(closed: Closed) -> None:
    read: list[tuple[int, int]] = []

    def told(far: int, all: int) -> None:
        read.append((far, all))

    proven = await verify(closed.reads, told=told)
    assert proven == Proven(lines=8, entries=5, rows=22, months=1)
    assert read == [(8, 8)]


async def test_an_empty_city_is_proven(sessions: Sessions) -> None:
    assert await verify(read_sessions(engine_of(sessions))) == Proven(lines=0, entries=0, rows=0, months=0)


@pytest.mark.parametrize("seed", range(310, 314))
async def test_any_log_is_proven_up_to_its_months(sessions: Sessions, seed: int) -> None:
    """Months that were closed by lines alone have no row: that is what differs, and nothing before it."""
    await write(sessions, told_by_chance(seed, 150))
    await keep_books(books(sessions), batch=40)
    with pytest.raises(Differs, match=r"^2014년 7월의 마감: 없습니다.$"):
        await verify(read_sessions(engine_of(sessions)))


ENTRY = update(MileageEntry).where(MileageEntry.number == 3)
BOARD = update(MileageStanding).where(
    MileageStanding.period == "2014-07", MileageStanding.holder == Holder.DEPARTMENT
)
KING = update(MonthlyKing).where(MonthlyKing.place == Place.EXCELLENCE)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (ENTRY.values(amount=301), "장부 3번째 줄: amount: 300이어야 하는데 301입니다."),
        (ENTRY.values(explanation="덤"), "장부 3번째 줄: explanation: "),
        (ENTRY.values(chain="0" * 64), "장부 3번째 줄: chain: "),
        (delete(MileageEntry).where(MileageEntry.number == 2), "장부 2번째 줄: 없습니다."),
        (update(MileageState).values(chain="0" * 64), "장부의 끝: chain: "),
        (
            update(MileageState).values(first_month=201406),
            "장부의 끝: first_month: 201407이어야 하는데 201406",
        ),
        (BOARD.values(total=1001), "순위표 2014-07의 부서 "),
        (BOARD.values(helped=1), "순위표 2014-07의 부서 "),
        (
            update(MileageStanding).where(MileageStanding.period == "2014-08").values(hidden=False),
            "순위표 2014-08의 직원 ",
        ),
        (delete(MileageStanding).where(MileageStanding.period == "ALL"), "순위표 ALL의 "),
        (update(MileageMonth).values(entries=5), "2014년 7월의 마감: entries: 4이어야 하는데 5입니다."),
        (KING.values(total=299), "2014년 7월의 마감: kings: "),
        (delete(MonthlyKing).where(MonthlyKing.place == Place.ENCOURAGEMENT), "2014년 7월의 마감: kings: "),
    ],
)
async def test_the_first_thing_that_differs_is_told(closed: Closed, change: Executable, told: str) -> None:
    await closed.change(change)
    assert (await closed.difference()).startswith(told)


async def test_a_line_that_nobody_has_earned_is_found(closed: Closed) -> None:
    async with closed.city.sessions() as session:
        row: Any = (await session.execute(select(table_of(MileageEntry)).limit(1))).mappings().one()
    made_up = dict(row) | {"number": 6, "id": UUID(int=6), "chain": "0" * 64}
    await closed.change(insert(table_of(MileageEntry)).values(made_up))
    assert await closed.difference() == "장부 6번째 줄: 기록에 없는 줄입니다."

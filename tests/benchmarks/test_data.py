"""The city of the benchmarks is one that the product could have made: only its size is made up."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy import URL, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.data import ASKED_BY, Sizes, fill
from benchmarks.ground import KNOWN
from madang.rules.calendar import seoul_day
from madang.rules.people import Actor
from madang.rules.requests import overall_state
from models import Comment, Delivery, EventLine, EventPosition, LogState, Request
from models.base import Base, Sessions
from models.engine import create_engine, read_sessions, write_sessions
from resolvers import deliveries
from resolvers.access import seen
from resolvers.bookkeeping import keep_books
from resolvers.context import Context, utc_now
from resolvers.kings import close_months
from resolvers.people import actor_for
from subscriptions import log
from subscriptions.hub import Hub
from tests.conftest import database_beside

SIZES = Sizes(departments=10, employees=50, requests=300, comments=1_000, known=5, newest=20)


@pytest.fixture(scope="module")
def city(postgres_template: URL) -> Iterator[URL]:
    yield from _filled(postgres_template)


@pytest.fixture
def twin(postgres_template: URL) -> Iterator[URL]:
    yield from _filled(postgres_template)


def _filled(template: URL) -> Iterator[URL]:
    """References need no test of their own: PostgreSQL refuses rows that refer to nothing."""
    with database_beside(template, empty=True) as url:
        asyncio.run(_fill(url))
        yield url


async def _fill(url: URL) -> None:
    engine = create_engine(url)
    await fill(engine, SIZES)
    await engine.dispose()


@pytest.fixture
async def engine(city: URL) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(city)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    return write_sessions(engine)


async def handler(sessions: Sessions) -> Actor:
    async with sessions() as session:
        actor = await actor_for(session, ASKED_BY, today=seoul_day(utc_now()))
    assert actor is not None
    return actor


async def test_the_city_is_as_large_as_asked(sessions: Sessions) -> None:
    async with sessions() as session:
        sizes = {
            table.name: await session.scalar(select(func.count()).select_from(table))
            for table in Base.metadata.sorted_tables
        }
    assert {name: sizes[name] for name in ("departments", "employees", "memberships")} == {
        "departments": 10,
        "employees": 50,
        "memberships": 50,
    }
    assert (sizes["requests"], sizes["deliveries"], sizes["comments"]) == (303, 750, 1_000)


async def test_the_known_and_the_newest_requests_have_their_comments(sessions: Sessions) -> None:
    counted = (
        select(func.count(Comment.id))
        .select_from(Request)
        .outerjoin(Comment, Comment.request_id == Request.id)
        .where(Request.published_at.is_not(None))
        .group_by(Request.id)
        .order_by(Request.created_at)
    )
    async with sessions() as session:
        counts = list(await session.scalars(counted))
    assert counts[:5] == [60] * 5
    assert counts[-20:] == [20] * 20
    assert sorted(set(counts[5:-20])) == [1, 2]


async def test_each_request_is_in_the_state_that_follows_from_its_deliveries(sessions: Sessions) -> None:
    async with sessions() as session:
        rows = (await session.execute(select(Request.id, Request.state, Delivery.state).join(Delivery))).all()
    kept = {id: state for id, state, _ in rows}
    parts = {id: [part for other, _, part in rows if other == id] for id in kept}
    assert {id: overall_state(states) for id, states in parts.items()} == kept
    assert len(set(kept.values())) == 4


async def test_versions_are_the_numbers_of_events_and_positions_have_no_gap(sessions: Sessions) -> None:
    lines = select(func.array_agg(EventLine.version).label("numbers"), EventLine.subject_id)
    lines = lines.group_by(EventLine.subject_id)
    async with sessions() as session:
        numbers = {row.subject_id: sorted(row.numbers) for row in await session.execute(lines)}
        versions = {row.id: row.version for row in await session.execute(select(Request.id, Request.version))}
        positions = list(await session.scalars(select(EventPosition.position).order_by("position")))
        head = await session.scalar(select(LogState.head))
    of_requests = {id: found for id, found in numbers.items() if id in versions}
    assert len(of_requests) == 5
    assert {id: list(range(1, version + 1)) for id, version in versions.items() if version} == of_requests
    assert positions == list(range(1, sum(map(len, numbers.values())) + 1))
    assert head == len(positions)


async def test_every_event_can_be_read_back(sessions: Sessions) -> None:
    async with sessions() as session:
        records = await log.read(session, after=0, limit=10_000)
    kinds = {record.event.kind for record in records}
    assert kinds == {
        "RequestDrafted",
        "RequestPublished",
        "RequestStateChanged",
        "DeliverySent",
        "DeliveryMoved",
        "DeliveryAssigned",
        "CommentAdded",
        "MileageMonthClosed",
        "MonthlyKingsChosen",
    }


async def test_no_month_is_left_for_a_server_to_close(sessions: Sessions) -> None:
    ctx = Context(reads=sessions, writes=sessions, hub=Hub(sessions))
    assert await close_months(ctx) == 0
    assert await keep_books(ctx) == 0


async def test_who_asks_sees_exactly_what_the_peers_show(sessions: Sessions) -> None:
    actor = await handler(sessions)
    shown = select(Request.id).where(Request.published_at.is_not(None), Request.restriction.is_(None))
    async with sessions() as session:
        ours = set(await session.scalars(select(Request.id).where(seen(Request, actor))))
        assert ours == set(await session.scalars(shown))
        hidden = await session.scalar(select(func.count()).where(Request.restriction.is_not(None)))
    assert len(ours) == 300 - (hidden or 0) < 300


async def test_who_asks_may_report_progress_of_each_known_delivery(twin: URL) -> None:
    engine = create_engine(twin)
    sessions = write_sessions(engine)
    actor = await handler(sessions)
    ctx = Context(reads=read_sessions(engine), writes=sessions, hub=Hub(sessions), visitor=actor)
    async with sessions() as session:
        raw = await session.execute(text(KNOWN.replace("$1", ":number")), {"number": ASKED_BY})
        known = [row.id for row in raw]
        before = {id: (await session.get_one(Delivery, id)).version for id in known}
    for id in known:
        await deliveries.progress(ctx, id, percent=80, health=None, note="")
    async with sessions() as session:
        changed = [await session.get_one(Delivery, id) for id in known]
    assert len(known) == 5
    assert all(one.progress == 80 and one.version > before[one.id] for one in changed)
    await engine.dispose()


ROWS = """
SELECT md5(string_agg(rows.id::text || rows.title || rows.state || rows.published_at, ',' ORDER BY rows.id))
FROM requests rows UNION ALL
SELECT md5(string_agg(rows.id::text || rows.author_id || rows.body, ',' ORDER BY rows.id)) FROM comments rows
UNION ALL SELECT md5(string_agg(rows.id::text || rows.department_id || rows.state, ',' ORDER BY rows.id))
FROM deliveries rows
"""


async def test_the_same_size_gives_the_same_rows(city: URL, twin: URL) -> None:
    assert await digests(city) == await digests(twin)


async def digests(url: URL) -> list[str]:
    engine = create_engine(url)
    async with engine.connect() as connection:
        found = list(await connection.scalars(text(ROWS)))
    await engine.dispose()
    return found

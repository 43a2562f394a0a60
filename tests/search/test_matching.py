"""Requests are found by their texts, the same on both databases, by an index and within what one may see."""

import unicodedata
from itertools import product

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import joinedload

from madang.rules.conditions import EVERYTHING, equal, every, holds, says
from madang.rules.requests import RequestState
from madang.search import words
from models import Request, RequestText
from models.base import Sessions
from resolvers.access import readable
from resolvers.clauses import clause
from resolvers.context import Context
from resolvers.listings import Listing, Order, Window
from resolvers.reading import NO_PARENT, pages, totals
from tests import builders
from tests.builders import City

TITLES = (
    "심야버스 노선 분석",
    "심야 버스노선 홍보를 위한 협조",
    "안전한 골목길: 범죄예방디자인 자문",
    "ＣＣＴＶ 와 LED 조명 100% 교체",
    "한강 물 절약 캠페인",
)
BODIES = ("통화량 자료가 필요합니다.", "", "홍은1동 주민과 함께 합니다.", "밝기 3.5lx", "물")


@pytest.fixture
async def city(sessions: Sessions) -> City:
    return await builders.chart(sessions)


@pytest.fixture
async def ctx(city: City) -> Context:
    """A reader who may see the published requests."""
    requester = await builders.employee(city, "김하늘", "버스정책과")
    for title, body in zip(TITLES, BODIES, strict=True):
        await builders.published_request(city, requester, title=title, body=body, project="사업")
    return await builders.context(city, await builders.employee(city, "정들", "총무과"))


async def found(ctx: Context, query: str) -> set[int]:
    """The places in TITLES of what the query finds."""
    statement = readable(Request, ctx.visitor).where(clause(says(words(query)), Request))
    async with ctx.reads() as session:
        return {TITLES.index(request.title) for request in await session.scalars(statement)}


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("심야버스", {0, 1}),
        ("심야 버스", {0, 1}),
        ("심 야 버 스", {0, 1}),
        ("심야버스노선", {0, 1}),
        ("심야버 스노선을 홍보합니다", {1}),
        ("노선을 분석하는", {0}),
        ("버스심야", set[int]()),  # all words of two letters stand there, but not together
        ("홍은1동", {2}),
        ("cctv led", {3}),
        ("100%", {3}),
        ("3.5LX", {3}),
        ("물", {4}),
        ("동", {2}),
        ("캠페인 물", {4}),
        ("협업-2014-0002", {1}),
        ("2014-0005", {4}),
        ("캠페인물", set[int]()),  # title and body are two texts
        ("없는말", set[int]()),
        ("' OR 1=1 --", set[int]()),
    ],
)
async def test_a_query_finds_texts_that_have_all_its_words(
    ctx: Context, query: str, places: set[int]
) -> None:
    assert await found(ctx, query) == places
    assert await found(ctx, unicodedata.normalize("NFD", query)) == places


async def test_the_index_agrees_with_reading_every_text(ctx: Context) -> None:
    letters = [*"심야버스물동홍노선100cctv", "협업", "자료가", "주민과 함께"]
    async with ctx.reads() as session:
        rows = (await session.scalars(select(Request).options(joinedload(Request.text)))).all()
    for query in {a + b for a, b in product(letters, repeat=2)}:
        condition = says(words(query))
        expected = {TITLES.index(row.title) for row in rows if holds(condition, row)}
        assert await found(ctx, query) == expected, query


async def test_a_blank_query_narrows_nothing() -> None:
    assert says(words(" ")) == EVERYTHING


async def test_the_longest_query_is_answered(ctx: Context) -> None:
    assert await found(ctx, " ".join(map(chr, range(0xAC00, 0xAC00 + 100)))) == set()


async def test_a_changed_text_is_found_by_its_new_words_alone(ctx: Context, city: City) -> None:
    async with city.sessions.begin() as session:
        request = (await session.scalars(select(Request).where(Request.title == TITLES[0]))).one()
        request.body, request.significance = "따릉이 대여소", "환승"
    assert (await found(ctx, "통화량"), await found(ctx, "따릉이 환승")) == (set(), {0})
    async with city.sessions.begin() as session:
        request = (await session.scalars(select(Request).where(Request.title == TITLES[0]))).one()
        request.state = RequestState.IN_PROGRESS  # no text: the index is left alone
    assert await found(ctx, "따릉이 환승") == {0}


async def test_a_refused_change_leaves_the_index_as_it_was(ctx: Context, city: City) -> None:
    async with city.sessions() as session:
        request = (await session.scalars(select(Request).where(Request.title == TITLES[0]))).one()
        request.body = "따릉이"
        await session.flush()
        await session.rollback()
    assert (await found(ctx, "통화량"), await found(ctx, "따릉이")) == ({0}, set())


async def test_a_deleted_request_takes_its_text_along(ctx: Context, city: City) -> None:
    async with city.sessions.begin() as session:
        deleted = (await session.scalars(select(Request).where(Request.title == TITLES[2]))).one()
        await session.execute(text("DELETE FROM deliveries"))
        await session.delete(deleted)
    assert await found(ctx, "골목길") == set()
    async with ctx.reads() as session:
        assert len((await session.scalars(select(RequestText.number))).all()) == 4


async def test_what_one_may_not_see_is_not_found_and_not_counted(ctx: Context, city: City) -> None:
    author = await builders.employee(city, "이바다", "서울대공원")
    await builders.published_request(city, author, title="심야버스 민원인 명단", restriction="개인정보")
    await builders.draft(city, author, title="심야버스 초안")
    listing = Listing(model=Request, where=says(words("심야버스")), order=(Order("updated_at"),))
    mine = await builders.context(city, author)
    for visitor, count in ((ctx, 2), (mine, 4)):
        assert await totals(visitor, listing, [NO_PARENT]) == {NO_PARENT: count}
        page = (await pages(visitor, listing, Window(size=1), [NO_PARENT]))[NO_PARENT]
        assert (len(page.rows), page.has_next) == (1, True)


async def test_a_search_is_one_condition_among_others(ctx: Context) -> None:
    condition = every(says(words("심야")), equal("title", TITLES[1]))
    async with ctx.reads() as session:
        rows = await session.scalars(select(Request).where(clause(condition, Request)))
        assert [row.title for row in rows] == [TITLES[1]]


PLAN = {
    "sqlite": ("EXPLAIN QUERY PLAN ", "SCAN request_bigrams VIRTUAL TABLE INDEX"),
    "postgresql": ("EXPLAIN ", "Bitmap Index Scan on ix_request_texts_bigrams"),
}


@pytest.mark.parametrize("query", ["심야버스", "물"])
async def test_a_search_reads_the_index_and_not_the_texts(
    ctx: Context, engine: AsyncEngine, query: str
) -> None:
    dialect = engine.dialect.name
    explain, index = PLAN[dialect]
    statement = select(Request.id).where(clause(says(words(query)), Request))
    sql = str(statement.compile(engine.sync_engine, compile_kwargs={"literal_binds": True}))
    async with engine.connect() as connection:
        if dialect == "postgresql":  # five texts are too few for it to bother
            await connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = await connection.exec_driver_sql(explain + sql.replace("%%", "%"))
        steps = "\n".join(map(str, plan.all()))
    assert index in steps
    assert "SCAN request_texts" not in steps
    assert "Seq Scan on request_texts" not in steps

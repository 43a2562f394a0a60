"""What the page of metrics says, made from a hub, doors and pools that have done something."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncEngine

from madang.counting import Spread
from madang.fetching import Fetcher, Reach
from madang.rules.presence import Doing
from madang.server.metrics import Metrics, Sources
from madang.server.metrics.families import counter, gauge, histogram, labelled, page
from madang.server.opening import City
from madang.server.transports import GraphQLOverHTTP, GraphQLOverWebSocket
from models.base import Sessions
from models.engine import read_sessions, write_sessions
from models.events import UnnumberedEvent
from models.rows import reader_of
from resolvers.sites import Sites
from subscriptions.broker import MemoryBroker
from subscriptions.follower import TooSlow
from subscriptions.hub import Bounds
from subscriptions.live import Live
from tests.access.mail import POST
from tests.scraping import Series, scraped
from tests.servers import PostgresServer
from tests.subscriptions.following import following, take
from tests.subscriptions.hearing import until
from tests.subscriptions.writing import write_keys
from tests.transports.board import Feed, board_door
from tests.transports.serving import client, serving

TOKEN = "t" * 32
GUIDE = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
HERE, CITIZEN = "127.0.0.1", "203.0.113.7"


@dataclass
class Process:
    sources: Sources
    feed: Feed

    @property
    def live(self) -> Live:
        return self.sources.live

    async def get(
        self, *, token: str | None = None, client: str = HERE, host: str = "localhost", **headers: Any
    ) -> Any:
        application = Metrics(self.sources, token=token)
        transport = ASGITransport(application, client=(client, 1))
        async with AsyncClient(transport=transport, base_url=f"http://{host}") as asking:
            return await asking.get("/metrics", headers=headers)

    async def scrape(self) -> Series:
        answer = await self.get()
        assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
        return scraped(answer.text)


@pytest.fixture
async def process(engine: AsyncEngine) -> AsyncIterator[Process]:
    city = City(engine=engine, reads=read_sessions(engine), writes=write_sessions(engine))
    feed = Feed()
    door = board_door(feed=feed)
    async with Live(city.writes, MemoryBroker(), bounds=Bounds(floor=0.1, queue=1)) as live:
        sources = Sources(
            city=city,
            live=live,
            engine=door.engine,
            http=GraphQLOverHTTP(door),
            sockets=GraphQLOverWebSocket(door),
            post=POST,
            sites=Sites(Fetcher(Reach())),
        )
        await until(lambda: live.broker.link.connected and live.hub.tally.looks > 0)
        if live.sequencer is not None:
            sequencer = live.sequencer
            await until(lambda: sequencer.leads)
        yield Process(sources, feed)


def test_the_text_is_what_the_format_says() -> None:
    spread = Spread([0.5, 2])
    for seconds in (0.25, 0.5, 1, 4):
        spread.add(seconds)
    families = [
        counter("a_total", "역슬래시 \\ 와\n줄", 2),
        gauge("b", "비율", 0.5),
        labelled("gauge", "c", "표", "label", {'"\\\n': 1}),
        histogram("d", "시간", [({"kind": "query"}, spread)]),
        histogram("e", "아직 없음", []),
    ]
    assert page(families).splitlines() == [
        r"# HELP a_total 역슬래시 \\ 와\n줄",
        "# TYPE a_total counter",
        "a_total 2",
        "# HELP b 비율",
        "# TYPE b gauge",
        "b 0.5",
        "# HELP c 표",
        "# TYPE c gauge",
        r'c{label="\"\\\n"} 1',
        "# HELP d 시간",
        "# TYPE d histogram",
        'd_bucket{kind="query",le="0.5"} 2',
        'd_bucket{kind="query",le="2"} 3',
        'd_bucket{kind="query",le="+Inf"} 4',
        'd_sum{kind="query"} 5.75',
        'd_count{kind="query"} 4',
        "# HELP e 아직 없음",
        "# TYPE e histogram",
    ]


async def test_events_reach_the_page_and_the_lag_goes_back_to_nothing(
    process: Process, sessions: Sessions
) -> None:
    async with following(process.live.hub) as events:
        first = asyncio.create_task(take(events, 1))
        await write_keys(sessions, "a")
        process.live.committed()
        await first
        seen = await process.scrape()
    assert {name: seen[name] for name in ("madang_log_head", "madang_hub_head", "madang_followers")} == {
        "madang_log_head": 1,
        "madang_hub_head": 1,
        "madang_followers": 1,
    }
    assert (seen["madang_events_total"], seen["madang_deliveries_total"]) == (1, 1)
    assert (seen["madang_log_lag_positions"], seen["madang_log_lag_seconds"]) == (0, 0)
    assert seen["madang_event_lag_seconds_count"] == 1
    assert seen['madang_event_lag_seconds_bucket{le="30.0"}'] == 0  # it is of 2014
    assert (seen["madang_database_up"], seen["madang_broker_connected"]) == (1, 1)


async def test_who_is_present_and_how_often_that_was_pushed_is_on_the_page(process: Process) -> None:
    presence = process.live.presence
    presence.pushes += 3
    with presence.attending(UUID(int=1), UUID(int=2), Doing.VIEWING, now=datetime.now(UTC)):
        there = await process.scrape()
    assert (there["madang_present"], there["madang_presence_pushes_total"]) == (1, 3)


async def test_a_log_that_is_not_followed_shows_how_far_it_is_ahead(
    process: Process, sessions: Sessions, engine: AsyncEngine
) -> None:
    """Another process writes, and ours has just looked: until it looks again it is behind."""
    ended = process.sources
    await process.live.__aexit__()
    await write_keys(sessions, "a", "b")
    if engine.dialect.name == "postgresql":
        seen = await Process(ended, process.feed).scrape()
        assert (seen["madang_log_unnumbered"], seen["madang_log_lag_positions"]) == (2, 0)
        assert seen["madang_log_lag_seconds"] > 3600  # they are of 2014
        async with sessions.begin() as session:
            await session.execute(delete(UnnumberedEvent))
        assert (await process.scrape())["madang_log_lag_seconds"] == 0
        return
    seen = await process.scrape()
    assert (seen["madang_log_head"], seen["madang_hub_head"], seen["madang_log_lag_positions"]) == (2, 0, 2)
    assert seen["madang_log_lag_seconds"] > 3600


async def test_a_follower_that_was_too_slow_is_on_the_page(process: Process, sessions: Sessions) -> None:
    async with following(process.live.hub) as slow:
        first = asyncio.create_task(take(slow, 1))
        await write_keys(sessions, "a")
        process.live.committed()
        await first
        assert (await process.scrape())["madang_followers_dropped_total"] == 0
        await write_keys(sessions, "b", "c")
        process.live.committed()
        await until(lambda: process.live.hub.head == 3)
        with pytest.raises(TooSlow):
            await take(slow, 2)
    seen = await process.scrape()
    assert (seen["madang_followers_dropped_total"], seen["madang_followers"]) == (1, 0)


async def test_requests_are_counted_by_kind_and_status(process: Process) -> None:
    transport = ASGITransport(process.sources.http)
    async with AsyncClient(transport=transport, base_url="http://board") as asking:
        for query in ("{ who }", "{ who }", "{ nothing }", "subscription { news }"):
            await asking.post("/", json={"query": query})
        await asking.put("/")
    seen = await process.scrape()
    answered = {name: value for name, value in seen.items() if name.startswith("madang_requests_total")}
    assert answered == {
        'madang_requests_total{kind="query",status="200"}': 2,
        'madang_requests_total{kind="none",status="200"}': 1,
        'madang_requests_total{kind="none",status="400"}': 1,
        'madang_requests_total{kind="none",status="405"}': 1,
    }
    assert seen['madang_request_seconds_count{kind="query"}'] == 2
    assert seen['madang_request_seconds_bucket{kind="query",le="10.0"}'] == 2
    documents = [seen[f'madang_cache_{what}_total{{cache="documents"}}'] for what in ("hits", "misses")]
    assert documents == [1, 2]  # what cannot be run is not kept


async def test_what_nobody_expected_is_counted_once_however_many_fields_failed(process: Process) -> None:
    before = (await process.scrape())["madang_incidents_total"]
    transport = ASGITransport(process.sources.http)
    async with AsyncClient(transport=transport, base_url="http://board") as asking:
        for query in ("{ hidden }", "{ a: tooBig { title } b: tooBig { title } }"):
            await asking.post("/", json={"query": query})
    seen = await process.scrape()
    assert seen["madang_incidents_total"] - before == 1
    assert seen['madang_answers_total{by="fields"}'] == 2


async def test_sockets_and_their_operations_are_counted(process: Process) -> None:
    async with serving(process.sources.sockets) as served, client(served) as one, client(served) as other:
        await one.greet()
        await one.subscribe("subscription { news }")
        await other.greet()
        await until(lambda: process.sources.sockets.operating == 1)
        seen = await process.scrape()
        assert (seen["madang_sockets_open"], seen["madang_socket_operations_running"]) == (2, 1)
        assert seen['madang_socket_operations_total{kind="subscription"}'] == 1
        await other.say(type="nonsense")
        assert (await other.closed())[0] == 4400
        await until(lambda: process.sources.sockets.open == 1)
    await until(lambda: process.sources.sockets.open == 0)
    seen = await process.scrape()
    assert (seen["madang_sockets_opened_total"], seen["madang_sockets_open"]) == (2, 0)
    assert seen['madang_sockets_closed_total{code="4400"}'] == 1
    assert seen["madang_socket_operations_running"] == 0


async def test_connections_of_the_readers_are_seen_lent_and_idle(
    process: Process, engine: AsyncEngine
) -> None:
    lent, idle = (f'madang_pool_connections{{pool="readers",state="{state}"}}' for state in ("lent", "idle"))
    reads = process.sources.city.reads
    if engine.dialect.name == "sqlite":
        async with reads() as session:
            await session.execute(text("SELECT 1"))
            during = await process.scrape()
        assert lent not in during
        assert during['madang_pool_connections{pool="sessions",state="lent"}'] == 1
        return
    reading = asyncio.ensure_future(reader_of(reads).fetch("SELECT pg_sleep(0.5)"))
    await asyncio.sleep(0.1)
    during = await process.scrape()
    await reading
    after = await process.scrape()
    assert [(seen[lent], seen[idle]) for seen in (during, after)] == [(1, 0), (0, 1)]
    assert after['madang_pool_limit{pool="readers"}'] == 10
    assert after['madang_pool_waiting{pool="readers"}'] == 0


async def test_who_numbers_the_log_says_so_where_somebody_has_to(
    process: Process, engine: AsyncEngine
) -> None:
    seen = await process.scrape()
    told = [seen.get(name) for name in ("madang_sequencer_leads", "madang_sequencer_terms_total")]
    assert told == ([1, 1] if engine.dialect.name == "postgresql" else [None, None])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_page_comes_without_the_database_and_says_so(
    process: Process, postgres: PostgresServer
) -> None:
    postgres.freeze()
    seen = await process.scrape()
    assert (seen["madang_database_up"], "madang_log_head" in seen) == (0, False)
    assert seen["madang_hub_head"] == 0


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({}, 200),
        ({"client": "::1", "host": "[::1]:8000"}, 200),
        ({"client": CITIZEN}, 403),
        ({"client": "10.1.2.3", "host": "10.1.2.3"}, 403),
        ({"host": "madang.seoul.go.kr"}, 403),
        ({"x-forwarded-for": HERE}, 403),
        ({"x-real-ip": CITIZEN}, 403),
        ({"forwarded": "for=127.0.0.1"}, 403),
        ({"via": "1.1 proxy"}, 403),
        ({"authorization": f"Bearer {TOKEN}", "client": CITIZEN}, 403),
    ],
)
async def test_without_a_token_only_a_program_of_this_machine_reads(
    process: Process, how: dict[str, str], status: int
) -> None:
    answer = await process.get(**how)
    assert (answer.status_code, "madang_followers" in answer.text) == (status, status == 200)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("given", "status"),
    [(f"Bearer {TOKEN}", 200), (f"Bearer {TOKEN}x", 401), ("Bearer 비밀", 401), (TOKEN, 401), ("", 401)],
)
async def test_with_a_token_only_the_token_counts_wherever_one_comes_from(
    process: Process, given: str, status: int
) -> None:
    for where in (HERE, CITIZEN):
        answer = await process.get(
            token=TOKEN, client=where, host="madang.seoul.go.kr", authorization=given.encode()
        )
        assert (answer.status_code, "madang_followers" in answer.text) == (status, status == 200)
        assert answer.headers.get("www-authenticate") == (None if status == 200 else "Bearer")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_guide_tells_of_each_metric_and_alerts_on_none_that_is_not_there(process: Process) -> None:
    shown = set(re.findall(r"^# TYPE (madang_\w+)", (await process.get()).text, re.MULTILINE))
    table = "\n".join(re.findall(r"^\| (`madang.*?) \|", GUIDE, re.MULTILINE))
    alerts = "\n".join(re.findall(r"expr: (.*)", GUIDE))
    assert set(re.findall(r"madang_\w+", table)) == shown
    assert len(alerts.splitlines()) == 3
    assert set(re.findall(r"madang_\w+", alerts)) <= shown

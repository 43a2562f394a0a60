"""The read path: requests and how long they take, plans, what is kept, and connections to the database."""

from collections.abc import Iterator
from typing import cast

from sqlalchemy import QueuePool

from madang.server.metrics.families import Family, counter, histogram, labelled
from madang.server.opening import City
from madang.server.transports.tally import Requests
from models.pool import Pool
from models.rows import PostgresReader, reader_of
from models.writes import writers_of
from schema.execution import Engine
from schema.refusals import Counted

IDLE, LENT = "idle", "lent"


def of_requests(tally: Requests) -> Iterator[Family]:
    answered = [
        ("", {"kind": kind, "status": str(status)}, count) for (kind, status), count in tally.answered.items()
    ]
    about = "HTTP로 답한 요청. none은 작업을 시작하기 전에 거절한 것"
    yield Family("madang_requests_total", "counter", about, answered)
    times = [({"kind": kind}, spread) for kind, spread in tally.times.items()]
    yield histogram("madang_request_seconds", "요청이 다 온 뒤 답하기까지 걸린 시간", times)


def of_engine(engine: Engine[object]) -> Iterator[Family]:
    answers = {"plan": engine.by_plan, "fields": engine.by_fields}
    about = "작업과 사건에 답한 방법: 계획(plan) 또는 필드마다(fields)"
    yield labelled("counter", "madang_answers_total", about, "by", answers)
    yield counter("madang_plan_failures_total", "실패해서 필드마다 다시 답한 계획", engine.plan_failures)
    yield counter("madang_incidents_total", "오류 번호를 준 예상 밖의 실패", Counted.incidents)
    caches = engine.caches
    hits = {name: figures.hits for name, figures in caches.items()}
    misses = {name: figures.misses for name, figures in caches.items()}
    entries = {name: figures.size for name, figures in caches.items()}
    yield labelled("counter", "madang_cache_hits_total", "캐시에서 찾은 횟수", "cache", hits)
    yield labelled("counter", "madang_cache_misses_total", "캐시에 없어 만든 횟수", "cache", misses)
    yield labelled("gauge", "madang_cache_entries", "캐시에 든 것", "cache", entries)


def of_pools(city: City) -> Iterator[Family]:
    sessions = cast(QueuePool, city.engine.pool)
    own = _own_pools(city)
    states = {"sessions": {LENT: sessions.checkedout(), IDLE: sessions.checkedin()}}
    states |= {name: {LENT: pool.lent, IDLE: pool.idle} for name, pool in own.items()}
    connections = [
        ("", {"pool": name, "state": state}, count)
        for name, counts in states.items()
        for state, count in counts.items()
    ]
    yield Family("madang_pool_connections", "gauge", "데이터베이스 연결: 빌려준 것과 쉬는 것", connections)
    most = {name: pool.most for name, pool in own.items()}
    yield labelled("gauge", "madang_pool_limit", "빌려줄 수 있는 최대 연결", "pool", most)
    waiting = {name: pool.waiting for name, pool in own.items()}
    yield labelled("gauge", "madang_pool_waiting", "빈 연결을 기다리는 작업", "pool", waiting)


def _own_pools(city: City) -> dict[str, Pool]:
    """On PostgreSQL."""
    reader = reader_of(city.reads)
    if not isinstance(reader, PostgresReader):
        return {}
    return {"readers": reader.pool, "writers": writers_of(city.writes).pool}

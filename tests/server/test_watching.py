"""A real server watched from outside: its metrics and its readiness, embedded and as a city has it."""

import asyncio
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest

from tests.cities import PATIENCE, Process, served
from tests.scraping import Series, scraped
from tests.server.happening import BYSTANDER, PUBLISHED, changes, following, publish
from tests.servers import ValkeyServer

WELL = {"database": True, "log": True, "broker": True}


def get(server: Process, path: str) -> httpx2.Response:
    return httpx2.get(f"http://127.0.0.1:{server.port}{path}", timeout=PATIENCE)


def readiness(server: Process) -> tuple[int, Any]:
    answer = get(server, "/readyz")
    return answer.status_code, answer.json()


async def metrics_once(server: Process, condition: Callable[[Series], bool]) -> Series:
    """The page as soon as it is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition(seen := scraped(get(server, "/metrics").text)):
        assert time.monotonic() < deadline, seen
        await asyncio.sleep(0.05)
    return seen


def all_numbered(seen: Series) -> bool:
    """PostgreSQL: the sample's people wait for a server to give their events numbers."""
    return seen["madang_log_unnumbered"] == seen["madang_log_lag_positions"] == 0


def linked_again(seen: Series) -> bool:
    return seen["madang_broker_connected"] == 1


def cut_off(seen: Series) -> bool:
    return seen["madang_broker_connected"] == 0


@contextmanager
def opened(environment: dict[str, str]) -> Generator[Process]:
    with served(environment) as server:
        server.wait_until_ready()
        yield server


@pytest.fixture(params=["embedded_environment", "environment"])
def either(request: pytest.FixtureRequest) -> dict[str, str]:
    """SQLite and the broker in memory, or PostgreSQL and Redis."""
    return request.getfixturevalue(request.param)


async def test_what_a_server_does_is_seen_from_outside(either: dict[str, str]) -> None:
    in_time = 'madang_event_lag_seconds_bucket{le="30.0"}'
    with opened(either) as server:
        before = await metrics_once(server, all_numbered)
        after = server.ask(BYSTANDER, "{ liveCursor }")["liveCursor"]
        async with following(server, BYSTANDER, after) as follower:
            publish(server)
            seen = await changes(follower, 3)
            page = await metrics_once(server, lambda page: page["madang_followers"] == 1)
            ready = readiness(server)
        assert [change["event"]["__typename"] for change in seen] == PUBLISHED
        assert ready == (200, WELL)
        gone = await metrics_once(server, lambda page: page["madang_sockets_open"] == 0)
    assert (page["madang_sockets_open"], page["madang_socket_operations_running"]) == (1, 1)
    assert page["madang_hub_head"] == page["madang_log_head"] > 0
    assert (page["madang_log_lag_positions"], page["madang_log_lag_seconds"]) == (0, 0)
    happened = [page[name] - before[name] for name in ("madang_events_total", in_time)]
    assert happened == [4, 4]  # drafted, published, sent, state changed
    assert page['madang_requests_total{kind="mutation",status="200"}'] == 2
    assert page['madang_request_seconds_count{kind="query"}'] == 2
    assert page['madang_answers_total{by="plan"}'] > page['madang_answers_total{by="fields"}']
    assert page["madang_plan_failures_total"] == 0
    assert page['madang_socket_operations_total{kind="subscription"}'] == 1
    assert (page["madang_broker_connected"], page["madang_incidents_total"]) == (1, 0)
    assert page["process_resident_memory_bytes"] > 1 << 20
    assert (gone["madang_followers"], gone["madang_sockets_opened_total"]) == (0, 1)


async def test_without_redis_a_server_is_slower_and_ready_and_says_so(
    environment: dict[str, str], valkey: ValkeyServer
) -> None:
    with opened(environment) as server:
        await metrics_once(server, linked_again)
        after = server.ask(BYSTANDER, "{ liveCursor }")["liveCursor"]
        async with following(server, BYSTANDER, after) as follower:
            valkey.freeze()
            await metrics_once(server, cut_off)
            assert readiness(server) == (200, WELL | {"broker": False})
            publish(server)
            await changes(follower, 3)
            page = await metrics_once(server, lambda page: page["madang_log_lag_positions"] == 0)
            assert (page["madang_log_lag_seconds"], page["madang_broker_reconnections_total"]) == (0, 0)
            valkey.thaw()
            page = await metrics_once(server, linked_again)
        assert page["madang_broker_reconnections_total"] >= 1
        assert readiness(server) == (200, WELL)


def test_a_token_of_the_settings_is_asked_for(embedded_environment: dict[str, str]) -> None:
    token = "m" * 32
    with opened({**embedded_environment, "MADANG_METRICS_TOKEN": token}) as server:
        assert get(server, "/metrics").status_code == 401
        bearer = {"authorization": f"Bearer {token}"}
        answer = httpx2.get(f"http://127.0.0.1:{server.port}/metrics", headers=bearer, timeout=PATIENCE)
        assert (answer.status_code, scraped(answer.text)["madang_database_up"]) == (200, 1)
        posted = httpx2.post(f"http://127.0.0.1:{server.port}/metrics", headers=bearer, timeout=PATIENCE)
        assert posted.status_code == 405

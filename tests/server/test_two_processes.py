"""Two server processes, one PostgreSQL, one Redis: what happens at one door is seen at the other."""

from collections.abc import Iterator
from typing import Any

import httpx2
import orjson
import pytest

from tests.cities import PATIENCE, Process, served, token
from tests.server.happening import BYSTANDER, EVENTS, PUBLISHED, changes, following, publish


@pytest.fixture
def servers(environment: dict[str, str]) -> Iterator[tuple[Process, Process]]:
    with served(environment) as one, served(environment) as other:
        one.wait_until_ready()
        other.wait_until_ready()
        yield one, other


async def test_a_change_at_one_process_is_pushed_by_the_other(servers: tuple[Process, Process]) -> None:
    one, other = servers
    after = other.ask(BYSTANDER, "{ liveCursor }")["liveCursor"]
    async with following(other, BYSTANDER, after) as follower:
        key = publish(one)
        seen = await changes(follower, 3)
    assert [change["event"]["__typename"] for change in seen] == PUBLISHED
    assert {change["request"]["key"] for change in seen} == {key}


async def test_a_follower_of_a_killed_process_goes_on_at_the_other(
    servers: tuple[Process, Process],
) -> None:
    one, other = servers
    after = one.ask(BYSTANDER, "{ liveCursor }")["liveCursor"]
    async with following(one, BYSTANDER, after) as follower:
        first = publish(other)
        seen = await changes(follower, 2)
        one.process.kill()
    second = publish(other)
    async with following(other, BYSTANDER, seen[-1]["cursor"]) as follower:
        rest = await changes(follower, 4)
    assert [change["request"]["key"] for change in rest] == [first, second, second, second]
    assert [change["event"]["__typename"] for change in seen + rest] == PUBLISHED * 2


class Page:
    """Reads Server-Sent Events as a browser's EventSource does: it remembers the last identifier."""

    def __init__(self) -> None:
        self.last: str | None = None
        self.keys: list[str] = []

    async def read(self, server: Process, count: int, **variables: Any) -> None:
        """So many changes of published requests, each once; then the server may die."""
        headers = {"authorization": f"Bearer {token(BYSTANDER)}", "accept": "text/event-stream"}
        headers |= {"last-event-id": self.last} if self.last else {}
        asked = {"query": EVENTS, "variables": variables}
        base = f"http://127.0.0.1:{server.port}"
        async with (
            httpx2.AsyncClient(base_url=base, timeout=PATIENCE) as client,
            client.stream("POST", "/graphql", json=asked, headers=headers) as answer,
        ):
            assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
            async for line in answer.aiter_lines():
                count -= self._takes(line)
                if not count:
                    return

    def _takes(self, line: str) -> bool:
        name, _, value = line.partition(": ")
        if name == "id":
            self.last = value
        if name != "data":
            return False
        change = orjson.loads(value)["data"]["boardEvents"]
        if change["event"]["__typename"] == "RequestDraftedEvent":
            return False
        assert change["cursor"] == self.last
        self.keys.append(change["request"]["key"])
        return True


async def test_a_page_of_server_sent_events_goes_on_at_the_other(servers: tuple[Process, Process]) -> None:
    one, other = servers
    after = one.ask(BYSTANDER, "{ liveCursor }")["liveCursor"]
    page = Page()
    first = publish(other)
    await page.read(one, 2, after=after)
    one.process.kill()
    second = publish(other)
    await page.read(other, 4, after=after)  # the page's own `after` is older than what it has seen
    assert page.keys == [first] * 3 + [second] * 3

"""Two server processes, one PostgreSQL, one Redis: what happens at one door is seen at the other."""

from collections.abc import Iterator

import pytest

from tests.cities import Process, served
from tests.server.happening import BYSTANDER, PUBLISHED, changes, following, publish


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

"""The doctor looks from outside at what live delivery rests on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from madang.server.checkup import Finding, Health, examine, sequencer
from madang.server.opening import City
from madang.server.settings import Settings
from models.engine import read_sessions, write_sessions
from subscriptions.broker import MemoryBroker
from subscriptions.live import Live
from tests.servers import ValkeyServer
from tests.subscriptions.hearing import until


@pytest.fixture
def city(engine: AsyncEngine) -> City:
    return City(engine=engine, reads=read_sessions(engine), writes=write_sessions(engine))


async def test_without_a_server_nobody_numbers_the_log_but_sqlite_itself(city: City) -> None:
    finding = await sequencer(city)
    expected = Health.GOOD if city.engine.dialect.name == "sqlite" else Health.DOUBTFUL
    assert (finding.health, bool(finding.advice)) == (expected, expected is Health.DOUBTFUL)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_server_that_numbers_the_log_is_seen_until_it_ends(city: City) -> None:
    async with Live(city.writes, MemoryBroker()) as live:
        leader = live.sequencer
        assert leader is not None
        await until(lambda: leader.leads)
        assert await sequencer(city) == Finding("번호 매기기", Health.GOOD, "한 서버가 맡고 있습니다.")
    assert (await sequencer(city)).says == "번호를 매기는 서버가 없습니다."


async def redis_finding(url: str, data: Path) -> Finding:
    findings = [finding async for finding in examine(Settings(redis_url=url, data=data))]
    (found,) = (finding for finding in findings if finding.subject == "Redis")
    return found


@pytest.fixture
async def deaf(valkey: ValkeyServer) -> AsyncIterator[str]:
    """The address of a user who may do everything but use channels."""
    async with Redis.from_url(valkey.url) as redis:
        await redis.execute_command("ACL", "SETUSER", "deaf", "on", "nopass", "~*", "+@all", "resetchannels")
        yield valkey.url.replace("unix://", "unix://deaf:nothing@")
        await redis.execute_command("ACL", "DELUSER", "deaf")


async def test_a_redis_that_hands_messages_on_is_good(redis_url: str, tmp_path: Path) -> None:
    finding = await redis_finding(redis_url, tmp_path)
    assert (finding.health, "왕복" in finding.says) == (Health.GOOD, True)


async def test_a_redis_that_answers_and_hands_nothing_on_is_found(deaf: str, tmp_path: Path) -> None:
    finding = await redis_finding(deaf, tmp_path)
    assert finding.health is Health.BAD
    assert finding.says.startswith("보낸 것이 돌아오지 않습니다: ")
    assert "&madang*" in finding.advice


async def test_a_frozen_redis_is_found(valkey: ValkeyServer, tmp_path: Path) -> None:
    valkey.freeze()
    finding = await redis_finding(valkey.url, tmp_path)
    assert (finding.health, finding.says.startswith("연결할 수 없습니다: ")) == (Health.BAD, True)

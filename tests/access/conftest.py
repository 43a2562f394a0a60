"""The stage, set once on each engine: nothing that is tried there changes anything that stays."""

import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import URL

from models.base import Sessions
from models.engine import create_engine, engine_of, read_sessions, write_sessions
from resolvers.rooms import Rooms
from subscriptions.broker import MemoryBroker
from subscriptions.live import Live
from tests import builders
from tests.access.earnings import earn
from tests.access.furnishing import RELATED, Filling, lay_down_rules, relate, stand_in
from tests.access.happening import end, happened, numbered
from tests.access.ledger import keep_ledger
from tests.access.newsletters import publish
from tests.access.parts import (
    KINDS,
    PARTS,
)
from tests.access.stage import Stage
from tests.conftest import database_beside, sqlite_url


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def stage_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[URL]:
    if request.param == "postgresql":
        with database_beside(request.getfixturevalue("postgres_template")) as url:
            yield url
        return
    path = tmp_path_factory.mktemp("stage") / "madang.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    yield sqlite_url(path)


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def stage(stage_url: URL, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    engine = create_engine(stage_url, durable=False)
    async with staged(write_sessions(engine), tmp_path_factory.mktemp("attachments")) as made:
        yield made
    await engine.dispose()


@asynccontextmanager
async def staged(sessions: Sessions, folder: Path) -> AsyncGenerator[Stage, None]:
    city = await builders.chart(sessions)
    people = {
        part: await builders.employee(city, one.name, one.department, position=one.position, roles=one.roles)
        for part, one in PARTS.items()
    }
    async with Live(sessions, MemoryBroker()) as live:
        reads = read_sessions(engine_of(sessions))
        stage = Stage(city, live.hub, reads, Rooms(live.presence, reads), folder, people)
        await stand_in(stage)
        await keep_ledger(stage)
        async with sessions.begin() as session:
            for kind in KINDS:
                filling = Filling(stage, session, kind)
                await filling.everything()
                await earn(filling)
            for kind in RELATED:
                await relate(stage, session, kind)
            for kind in KINDS:
                await happened(stage, session, kind)
            await lay_down_rules(stage, session)
            await publish(stage, session)
            await end(stage, session)
        stage.hub.committed()
        await numbered(stage)
        yield stage

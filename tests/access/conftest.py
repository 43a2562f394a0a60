"""The stage, set on a database of its own for each test."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from madang.files import FolderStorage
from models.base import Sessions
from models.engine import engine_of, read_sessions
from resolvers.rooms import Rooms
from subscriptions.broker import MemoryBroker
from subscriptions.live import Live
from tests import builders
from tests.access.furnishing import RELATED, Filling, relate, stand_in
from tests.access.happening import end, happened, numbered
from tests.access.parts import (
    KINDS,
    PARTS,
)
from tests.access.stage import Stage


@pytest.fixture
async def stage(sessions: Sessions, tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(sessions, tmp_path / "attachments") as made:
        yield made


@asynccontextmanager
async def staged(sessions: Sessions, folder: Path) -> AsyncGenerator[Stage, None]:
    city = await builders.chart(sessions)
    people = {
        part: await builders.employee(city, one.name, one.department, position=one.position, roles=one.roles)
        for part, one in PARTS.items()
    }
    async with Live(sessions, MemoryBroker()) as live:
        rooms = Rooms(live.presence, read_sessions(engine_of(sessions)))
        stage = Stage(city, live.hub, rooms, FolderStorage(folder), people)
        await stand_in(stage)
        async with sessions.begin() as session:
            for kind in KINDS:
                await Filling(stage, session, kind).everything()
            for kind in RELATED:
                await relate(stage, session, kind)
            for kind in KINDS:
                await happened(stage, session, kind)
            await end(stage, session)
        stage.hub.committed()
        await numbered(stage)
        yield stage

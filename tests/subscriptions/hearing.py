"""How the tests of the hub tell it what happened."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import update

from models.base import Sessions
from models.events import LogState
from subscriptions.events import Record
from subscriptions.hub import Hub
from subscriptions.signals import Lines
from tests.subscriptions.following import PATIENCE
from tests.subscriptions.writing import entry, number_all, write

ANOTHER = UUID(int=5)
ONE, TWO, THREE = (entry(str(version), version=version).at(version) for version in (1, 2, 3))


async def write_three(sessions: Sessions) -> None:
    """ONE, TWO and THREE, with their positions, and nobody told."""
    await write(sessions, *(entry(str(version), version=version) for version in (1, 2, 3)))
    await number_all(sessions)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 — background work says nothing when it is done
            await asyncio.sleep(0)


def hear(hub: Hub, *records: Record, epoch: UUID | None = None) -> None:
    hub.heard(Lines(epoch=epoch or hub.cursor(0).epoch, records=records))


async def replace_log(sessions: Sessions, hub: Hub) -> None:
    async with sessions.begin() as session:
        await session.execute(update(LogState).values(epoch=ANOTHER))
    hub.look()
    await until(lambda: hub.cursor(0).epoch == ANOTHER)

"""A city that is written to, and a page (`follower.js`) that follows one of its requests."""

import asyncio
import json
import os
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Executable, delete, func, select

from models.engine import create_engine
from models.events import EventPosition
from subscriptions.cursor import Cursor
from tests.cities import PATIENCE, Process, served, token
from tests.server.happening import BYSTANDER, REQUESTER, publish
from tests.web.kit import Kit
from tests.web.relay import Relay

COMMENT = """
mutation ($id: ID!) {
  commentAdd(input: {requestId: $id, body: "노선을 먼저 봅시다."}) { version errors { message } }
}
"""
BEGUN = "query ($key: String!) { request(key: $key) { id version } }"


@dataclass
class City:
    """Its processes, and one request that people comment on."""

    environment: dict[str, str]
    processes: list[Process]
    id: str = field(init=False)
    version: int = field(init=False)  # of its last event

    def __post_init__(self) -> None:
        (process,) = self.processes
        begun = process.ask(BYSTANDER, BEGUN, key=publish(process))["request"]
        self.id, self.version = begun["id"], begun["version"]

    @property
    def database_url(self) -> str:
        return self.environment["DATABASE_URL"]

    @contextmanager
    def another_process(self) -> Generator[None]:
        with served(self.environment) as process:
            process.wait_until_ready()
            self.processes.append(process)
            yield

    async def write(self, times: int, at: Process | None = None) -> None:
        """Comments, each an event of the request."""
        for _ in range(times):
            answer = await asyncio.to_thread((at or self.processes[0]).ask, REQUESTER, COMMENT, id=self.id)
            assert answer["commentAdd"]["errors"] == []
            self.version = answer["commentAdd"]["version"]

    async def change(self, statement: Executable) -> None:
        """What no mutation does."""
        engine = create_engine(self.database_url)
        async with engine.begin() as connection:
            await connection.execute(statement)
        await engine.dispose()

    async def forget(self) -> None:
        """No event can be replayed any more. The server has handed on all of them, or it would begin anew."""
        engine = create_engine(self.database_url)
        async with engine.connect() as connection:
            head = await connection.scalar(select(func.max(EventPosition.position)))
        await engine.dispose()
        while await self._handed_on() < (head or 0):
            pass
        await self.change(delete(EventPosition))

    async def _handed_on(self) -> int:
        answer = await asyncio.to_thread(self.processes[0].ask, REQUESTER, "{ liveCursor }")
        return Cursor.decode(answer["liveCursor"]).position

    async def start(self, process: Process) -> None:
        process.start()
        await asyncio.to_thread(process.wait_until_ready)


@dataclass
class Page:
    """What it has said so far, and the rest of it."""

    lines: asyncio.StreamReader
    said: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    @property
    def applied(self) -> list[int]:
        return self._all("applied")

    @property
    def positions(self) -> list[int]:
        return self._all("position")

    @property
    def loaded(self) -> list[int]:
        return self._all("loaded")

    async def until(self, name: str, value: Any) -> None:
        """Reads on until this is said."""
        async with asyncio.timeout(PATIENCE):
            while not (self.said and self.said[-1].get(name) == value):
                line = await self.lines.readline()
                assert line, f"the page ended before {name} was {value}: {self.said}"
                self.said.append(json.loads(line))

    def _all(self, name: str) -> list[int]:
        return [line[name] for line in self.said if name in line]


@asynccontextmanager
async def page(kit: Kit, relay: Relay, city: City, *, after: str = "") -> AsyncGenerator[Page]:
    given = {
        "LIVE_URL": f"ws://127.0.0.1:{relay.port}/graphql",
        "LIVE_TOKEN": token(BYSTANDER),
        "LIVE_ID": city.id,
        "LIVE_AFTER": after,
    }
    process = await asyncio.create_subprocess_exec(
        *kit.program("follower.js"), env={**os.environ, **given}, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield Page(process.stdout)
    finally:
        process.kill()
        await process.wait()

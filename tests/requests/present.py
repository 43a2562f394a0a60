"""Screens that are open at requests: what the tests of presence watch through."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from madang.rules.people import Actor
from models import Employee, Request
from models.base import Sessions
from models.engine import engine_of, read_sessions
from resolvers.context import Context
from resolvers.rooms import Rooms
from schema import schema
from schema.execution import Engine, Operation, Result
from subscriptions.broker import MemoryBroker
from subscriptions.presence import Pace, Presence
from tests import builders
from tests.asking import id_of
from tests.builders import NOON, City

PATIENCE = 20  # seconds
QUICK = Pace(tick=0.02, rest=0.01, grace=0.3)
DOCUMENT = """
subscription ($id: ID!, $doing: PresenceDoing = VIEWING) {
  requestPresence(id: $id, doing: $doing) { totalCount people { doing since employee { name } } }
}
"""
Shown = list[tuple[str, str, int]]  # name, what they do, since how many minutes past noon


@dataclass
class Screen:
    results: AsyncGenerator[Result, None]

    async def next(self) -> Any:
        """Who is there as it is shown next, or the codes of the refusal it ends by."""
        async with asyncio.timeout(PATIENCE):
            result = await anext(self.results)
        answer = orjson.loads(result.encode())
        if "errors" in answer:
            return [error["extensions"]["code"] for error in answer["errors"]]
        crowd = answer["data"]["requestPresence"]
        assert crowd["totalCount"] == len(crowd["people"])
        return [(one["employee"]["name"], one["doing"], _minutes(one["since"])) for one in crowd["people"]]

    async def until(self, *names: str) -> None:
        """The people there are these, whatever is shown before."""
        while [name for name, _, _ in await self.next()] != list(names):
            pass

    async def end(self) -> Any:
        """The codes of the refusal it ends by, whatever is shown before."""
        while not isinstance((shown := await self.next())[0], str):
            pass
        return shown


def _minutes(since: str) -> int:
    return (datetime.fromisoformat(since) - NOON) // timedelta(minutes=1)


@dataclass
class Server:
    """One process without its doors."""

    city: City
    presence: Presence
    remembers: bool = False  # who somebody is, as real servers do
    known: dict[UUID, Actor] = field(default_factory=dict[UUID, Actor])
    engine: Engine[Context] = field(default_factory=lambda: Engine[Context](schema))

    def __post_init__(self) -> None:
        self.reads: Sessions = read_sessions(engine_of(self.city.sessions))
        self.rooms = Rooms(self.presence, self.reads)

    async def context(self, person: Employee | None) -> Context:
        async def who() -> Any:
            if person is None or (self.remembers and person.id in self.known):
                return person and self.known[person.id]
            self.known[person.id] = await builders.actor(self.city, person)
            return self.known[person.id]

        made = await builders.context(self.city, person)
        return replace(made, who=who, rooms=self.rooms, reads=self.reads)

    @asynccontextmanager
    async def screen(
        self, person: Employee | None, request: Request, **variables: Any
    ) -> AsyncGenerator[Screen, None]:
        operation = Operation(DOCUMENT, {"id": id_of("Request", request), **variables})
        prepared = self.engine.prepare(operation)
        async with aclosing(self.engine.stream(prepared, lambda: self.context(person))) as results:
            yield Screen(results)


@asynccontextmanager
async def serving(city: City, pace: Pace = QUICK) -> AsyncGenerator[Server, None]:
    async with Presence(MemoryBroker(), pace=pace) as presence:
        yield Server(city, presence)

"""The sample city with its past, for those who ask it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, select

from madang.rules.people import Actor
from madang.server.sample import found
from madang.server.sample.play import live_through_the_past
from models.engine import create_engine, engine_of, read_sessions, write_sessions
from resolvers.context import Context
from resolvers.people import actor_for, personas
from schema.identifiers import global_id
from schema.sources import MODELS
from subscriptions.hub import Hub


@dataclass
class City:
    context: Context
    actors: list[Actor | None]
    ids: dict[str, list[str]]


async def fill(url: URL) -> None:
    context = _context(url)
    await found(context)
    await live_through_the_past(context)
    await engine_of(context.reads).dispose()


def _context(url: str | URL) -> Context:
    engine = create_engine(url, durable=False)
    writes = write_sessions(engine)
    return Context(reads=read_sessions(engine), writes=writes, hub=Hub(writes))


async def open_city(url: str) -> City:
    context = _context(url)
    async with context.reads() as session:
        people = await personas(session)
        actors = [await actor_for(session, one.number, today=context.today) for one in people[:5]]
        ids = {name: await _ids(session, name) for name in MODELS}
    every = [id for of_kind in ids.values() for id in of_kind]
    ids |= {name[0].lower() + name[1:]: of_kind for name, of_kind in ids.items()}
    return City(context, [*actors, None], ids | {"": every, "ids": every, "node": every})


async def _ids(session: Any, name: str) -> list[str]:
    key: Any = getattr(MODELS[name], "id")  # noqa: B009
    return [global_id(name, id) for id in await session.scalars(select(key).order_by(key).limit(3))]

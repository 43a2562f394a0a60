"""Writing what an act has decided, if nobody has changed the request since it was read.

Every change of a request, of its deliveries or of their handlers bumps the request's version while holding
its row. So a write that finds the version it was decided on finds everything it was decided on.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Uuid, bindparam, exists, select, update
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from models import Delivery, Request
from models.engine import engine_of
from models.rows import Reader, Rows
from models.writes import Writer, writers_of
from resolvers.bare import BareDelivery, BareRequest
from resolvers.context import Announcing, Context
from subscriptions import log

MOST_SHAPES = 64  # which columns acts change; there are about as many as acts
DIALECT = PGDialect_asyncpg()


@dataclass(frozen=True, slots=True)
class Decision:
    """An act on a request and one delivery, decided on the request's version `seen`."""

    change: Announcing
    seen: int
    request: BareRequest
    delivery: BareDelivery


@dataclass(frozen=True, slots=True)
class Held:
    """A request's row is locked: what `reader` reads stays as it is until `write` has written."""

    reader: Reader
    write: Callable[[Decision], Awaitable[bool]]


async def swap(ctx: Context, decision: Decision) -> bool:
    """In a transaction of its own. False, with nothing changed, if somebody was faster."""
    if writes_at_once(ctx):
        return await _at_once(writers_of(ctx.writes), decision)
    async with ctx.writes.begin() as session:
        return await _step_by_step(session, decision)


@asynccontextmanager
async def hold(ctx: Context, delivery_id: UUID) -> AsyncGenerator[Held, None]:
    """One transaction around reading, deciding and writing, with the lock of the delivery's request."""
    if writes_at_once(ctx):
        async with writers_of(ctx.writes).begin() as writer:
            await writer.fetch(LOCK, delivery_id)
            yield Held(writer, lambda decision: _at_once(writer, decision))
    else:
        async with ctx.writes.begin() as session:
            yield Held(_Inside(session), lambda decision: _step_by_step(session, decision))


def writes_at_once(ctx: Context) -> bool:
    """Whether the database can change several tables in one statement."""
    return engine_of(ctx.writes).dialect.name == "postgresql"


async def _at_once(writer: Writer, decision: Decision) -> bool:
    """PostgreSQL: all in one statement."""
    request, delivery = decision.request.changed, decision.delivery.changed
    statement = _statement(tuple(request), tuple(delivery))
    values: dict[str, Any] = {
        "wanted_request": decision.request.id,
        "wanted_delivery": decision.delivery.id,
        "seen": decision.seen,
        **{f"request_{name}": value for name, value in request.items()},
        **{f"delivery_{name}": value for name, value in delivery.items()},
        **log.columns_of(decision.change.entries),
    }
    return bool(await writer.fetch(statement.sql, *statement.given(values)))


async def _step_by_step(session: AsyncSession, decision: Decision) -> bool:
    """SQLite: one writer at a time, so that several statements see one state."""
    request, delivery = decision.request, decision.delivery
    unchanged = (Request.id == request.id, Request.version == decision.seen)
    changed = update(Request).where(*unchanged).values(request.changed).returning(Request.id)
    if await session.scalar(changed) is None:
        return False
    await session.execute(update(Delivery).where(Delivery.id == delivery.id).values(delivery.changed))
    await log.append(session, decision.change.entries)
    return True


@dataclass(frozen=True, slots=True)
class _Inside:
    """Reads what the transaction of a session sees."""

    session: AsyncSession

    async def fetch(self, sql: str, *values: Any) -> Rows:
        connection = await self.session.connection()
        return (await connection.exec_driver_sql(sql, values)).all()


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    parameters: tuple[tuple[str, Callable[[Any], Any] | None], ...]  # names, and what the driver wants made

    def given(self, values: dict[str, Any]) -> list[Any]:
        return [values[name] if bind is None else bind(values[name]) for name, bind in self.parameters]


@lru_cache(maxsize=MOST_SHAPES)
def _statement(request: tuple[str, ...], delivery: tuple[str, ...]) -> _Statement:
    """Sets these columns and writes the log's lines; returns a row for each line written.

    The lines' ids are drawn when the request's row is locked, so that they follow its versions.
    """
    wanted, seen = bindparam("wanted_request", type_=Uuid()), bindparam("seen", type_=Integer())
    changed = update(Request).where(Request.id == wanted, Request.version == seen)
    changed = changed.values(_set(Request, request, "request_")).returning(Request.id).cte("changed")
    moved = update(Delivery).where(
        Delivery.id == bindparam("wanted_delivery", type_=Uuid()), exists(select(changed.c.id))
    )
    moved = moved.values(_set(Delivery, delivery, "delivery_")).returning(Delivery.id).cte("moved")
    written = log.appended(only_if=changed).add_cte(moved).returning(log.TO_NUMBER.c.event_id)
    return _compiled(written)


def _set(model: type[Request] | type[Delivery], columns: tuple[str, ...], prefix: str) -> dict[str, Any]:
    return {name: bindparam(f"{prefix}{name}", type_=getattr(model, name).type) for name in columns}


def _compiled(statement: Any) -> _Statement:
    compiled: Any = statement.compile(dialect=DIALECT)
    binds = compiled._bind_processors
    return _Statement(compiled.string, tuple((name, binds.get(name)) for name in compiled.positiontup))


_OF_DELIVERY = select(Delivery.request_id).where(Delivery.id == bindparam("delivery", type_=Uuid()))
LOCK = _compiled(
    select(Request.id)
    .where(Request.id == _OF_DELIVERY.scalar_subquery())
    .with_for_update(of=Request, key_share=True)
).sql

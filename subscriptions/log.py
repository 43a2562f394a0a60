"""The event log: written in the transaction of the change, read by position or by subject."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import (
    CTE,
    ColumnElement,
    Insert,
    Row,
    Text,
    and_,
    bindparam,
    cast,
    column,
    func,
    insert,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute
from sqlalchemy.types import TypeEngine

from models.base import Base
from models.engine import dialect_of, inserting
from models.events import THE_LOG, EventLine, EventPosition, LogState, UnnumberedEvent
from subscriptions.entries import Entry, read_event
from subscriptions.events import Event, Record, to_data

COLUMNS = (
    EventLine.subject_kind,
    EventLine.subject_id,
    EventLine.version,
    EventLine.actor_id,
    EventLine.occurred_at,
    EventLine.kind,
    EventLine.data,
)


EVENTS, TO_NUMBER = (
    Base.metadata.tables[EventLine.__tablename__],
    Base.metadata.tables[UnnumberedEvent.__tablename__],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The positions that can be read: `first` to `head`; none when `first` is behind `head`."""

    epoch: UUID
    first: int
    head: int


async def append(session: AsyncSession, entries: Sequence[Entry]) -> None:
    """Write events in the change's own transaction, while their subjects' rows are locked.

    The lock makes ids, and so positions, follow the versions of one subject. Raises IntegrityError for a
    version that is already there.
    """
    if not entries:
        return
    if dialect_of(session) == "postgresql":
        await session.execute(APPENDED, columns_of(entries))
        return
    written = insert(EventLine).returning(EventLine.id, sort_by_parameter_order=True)
    ids = (await session.scalars(written, [_row(entry) for entry in entries])).all()
    await _number_at_once(session, ids)


def appended(only_if: CTE | None = None) -> Insert:
    """The statement that writes lines and their to-do rows (PostgreSQL), with the values of `columns_of`.

    With `only_if`, a change of the subject's row in the same statement: nothing is written unless it returns
    a row, and no id is drawn before it has the row's lock.
    """
    given = (bindparam(one.key, type_=postgresql.ARRAY(_sent_as(one))) for one in COLUMNS)
    names = (column(one.key, _sent_as(one)) for one in COLUMNS)
    each = func.unnest(*given).table_valued(*names, with_ordinality="place").render_derived(name="line")
    values = [cast(each.c[one.key], one.type) if one.key == "data" else each.c[one.key] for one in COLUMNS]
    lines = select(*values).order_by(each.c.place)
    lines = lines if only_if is None else lines.select_from(each.join(only_if, true()))
    written = insert(EVENTS).from_select([one.key for one in COLUMNS], lines).returning(EVENTS.c.id)
    return insert(TO_NUMBER).from_select(["event_id"], select(written.cte("written").c.id))


def columns_of(entries: Sequence[Entry]) -> dict[str, list[Any]]:
    """The entries' values, column by column."""
    return {
        "subject_kind": [entry.subject_kind for entry in entries],
        "subject_id": [entry.subject_id for entry in entries],
        "version": [entry.version for entry in entries],
        "actor_id": [entry.actor_id for entry in entries],
        "occurred_at": [entry.occurred_at for entry in entries],
        "kind": [entry.event.kind for entry in entries],
        "data": [msgspec.json.encode(entry.event).decode() for entry in entries],
    }


def _sent_as(one: QueryableAttribute[Any]) -> TypeEngine[Any]:
    return Text() if one.key == "data" else one.type


APPENDED = appended()


async def read(session: AsyncSession, *, after: int, limit: int) -> list[Record]:
    """At most `limit` lines behind a position, in order. The first one stands at `after + 1`."""
    return await _read(session, EventPosition.position > after, limit)


async def read_of(
    session: AsyncSession, kinds: Iterable[type[Event]], *, after: int, until: int, limit: int
) -> list[Record]:
    """At most `limit` lines of these kinds behind a position, up to another one, in order."""
    wanted = [kind.kind for kind in kinds]
    place = EventPosition.position
    return await _read(session, and_(place > after, place <= until, EventLine.kind.in_(wanted)), limit)


async def _read(session: AsyncSession, where: ColumnElement[bool], limit: int) -> list[Record]:
    lines = (
        select(EventPosition.position, *COLUMNS)
        .join(EventLine, EventLine.id == EventPosition.event_id)
        .where(where)
        .order_by(EventPosition.position)
        .limit(limit)
    )
    return [_entry(row).at(row.position) for row in await session.execute(lines)]


async def history(
    session: AsyncSession, *, subject_kind: str, subject_id: UUID, after: int = 0, limit: int = 100
) -> list[Entry]:
    """One subject's events behind a version, in order, whether they have a position yet or not."""
    lines = (
        select(*COLUMNS)
        .where(EventLine.subject_kind == subject_kind, EventLine.subject_id == subject_id)
        .where(EventLine.version > after)
        .order_by(EventLine.version)
        .limit(limit)
    )
    return [_entry(row) for row in await session.execute(lines)]


async def ensure_state(session: AsyncSession) -> None:
    """Give a new log its epoch; whoever comes second finds it."""
    state = inserting(session, LogState).values(id=THE_LOG, epoch=uuid4(), head=0, token=0)
    await session.execute(state.on_conflict_do_nothing())


async def head(session: AsyncSession) -> int:
    """The last position given; 0 in an empty log."""
    return await session.scalar(select(LogState.head)) or 0


async def extent(session: AsyncSession) -> Extent:
    """Which log this is and what is in it. `ensure_state` must have been there first."""
    first = select(func.min(EventPosition.position)).scalar_subquery()
    row = (await session.execute(select(LogState.epoch, LogState.head, first.label("first")))).one()
    return Extent(epoch=row.epoch, first=row.first or row.head + 1, head=row.head)


async def _number_at_once(session: AsyncSession, ids: Sequence[int]) -> None:
    await ensure_state(session)
    advanced = update(LogState).values(head=LogState.head + len(ids)).returning(LogState.head)
    first = (await session.execute(advanced)).scalar_one() - len(ids) + 1
    places = [{"position": first + index, "event_id": id} for index, id in enumerate(ids)]
    await session.execute(insert(EventPosition), places)


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "subject_kind": entry.subject_kind,
        "subject_id": entry.subject_id,
        "version": entry.version,
        "actor_id": entry.actor_id,
        "occurred_at": entry.occurred_at,
        "kind": entry.event.kind,
        "data": to_data(entry.event),
    }


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    return Entry(
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        version=row.version,
        actor_id=row.actor_id,
        occurred_at=row.occurred_at,
        event=read_event(row.kind, row.data),
    )

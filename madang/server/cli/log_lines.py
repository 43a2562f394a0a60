"""The lines of the log as `madang events` shows them, from a place on."""

import asyncio
from collections.abc import AsyncGenerator
from uuid import UUID

import orjson
from rich.markup import escape
from sqlalchemy import select

from madang.errors import Conflict, Invalid
from madang.rules.calendar import SEOUL
from madang.server.opening import City
from models import Employee
from subscriptions import log
from subscriptions.cursor import Cursor
from subscriptions.events import Record, to_data

PAGE = 500
LOOKS_EVERY = 0.5  # seconds
LAST = 20  # lines shown when nobody says from where

Line = tuple[Record, str]  # with the name of whoever did it


async def position_of(city: City, after: str | None) -> int:
    async with city.writes.begin() as session:
        await log.ensure_state(session)
        extent = await log.extent(session)
    if after is None:
        return max(extent.head - LAST, 0)
    if after.isascii() and after.isdigit():
        return int(after)
    try:
        cursor = Cursor.decode(after)
    except Invalid:
        message = f"--after {after}: API가 준 cursor나 번호를 적어 주십시오."
        raise Invalid(message, field=("after",)) from None
    if cursor.epoch != extent.epoch:
        message = "이 cursor는 다른 데이터베이스의 것입니다. --after 0으로 처음부터 보십시오."
        raise Conflict(message, field=("after",))
    return cursor.position


async def lines(city: City, position: int, *, follow: bool) -> AsyncGenerator[Line, None]:
    names: dict[UUID | None, str] = {None: "시스템"}
    while True:
        async with city.reads() as session:
            page = await log.read(session, after=position, limit=PAGE)
            unknown = {record.actor_id for record in page} - names.keys()
            people = select(Employee.id, Employee.name).where(Employee.id.in_(unknown))
            names |= {id: name for id, name in await session.execute(people)}
        for record in page:
            yield record, names.get(record.actor_id, "?")
            position = record.position
        if not page and not follow:
            return
        if not page:
            await asyncio.sleep(LOOKS_EVERY)


def as_json(record: Record) -> str:
    line = {
        "position": record.position,
        "occurredAt": record.occurred_at,
        "subject": {"kind": record.subject_kind, "id": record.subject_id, "version": record.version},
        "actorId": record.actor_id,
        "event": record.event.kind,
        "data": to_data(record.event),
    }
    return orjson.dumps(line).decode()


def as_text(record: Record, name: str) -> str:
    moment = record.occurred_at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M:%S")
    subject = f"{record.subject_kind} {record.subject_id} v{record.version}"
    data = orjson.dumps(to_data(record.event)).decode()
    return (
        f"[dim]{record.position:>6} {moment}[/] [bold]{record.event.kind or 'Unreadable'}[/] "
        f"{escape(name)} [dim]{subject} {escape(data)}[/]"
    )

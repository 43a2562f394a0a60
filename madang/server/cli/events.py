"""`madang events`: the log as it grows."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated
from uuid import UUID

import orjson
import typer
from rich.markup import escape
from sqlalchemy import select

from madang.errors import Conflict, Invalid
from madang.rules.calendar import SEOUL
from madang.server.cli.terminal import DatabaseUrl, configured, out, run
from madang.server.opening import City, opened
from models import Employee
from subscriptions import log
from subscriptions.cursor import Cursor
from subscriptions.events import Record, to_data

PAGE = 500
LOOKS_EVERY = 0.5  # seconds
LAST = 20  # lines shown when nobody says from where

Line = tuple[Record, str]  # with the name of whoever did it


def events(
    follow: Annotated[bool, typer.Option("--follow", "-f", help="끝나지 않고 새 사건을 기다립니다")] = False,
    after: Annotated[
        str | None,
        typer.Option(
            "--after", metavar="CURSOR", help="이 위치 다음부터: API가 준 cursor나 번호(0은 처음부터)"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="한 줄에 JSON 하나")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """사건 기록을 보여 줍니다. 적지 않으면 마지막 20개부터."""
    run(_show(database_url, after, follow=follow, as_json=as_json))


async def _show(database_url: str | None, after: str | None, *, follow: bool, as_json: bool) -> None:
    async with opened(configured(database_url=database_url).database) as city:
        position = await _position(city, after)
        async with aclosing(_lines(city, position, follow=follow)) as lines:
            async for record, name in lines:
                if as_json:
                    typer.echo(_as_json(record))
                else:
                    out.print(_as_text(record, name), highlight=False, soft_wrap=True)


async def _position(city: City, after: str | None) -> int:
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


async def _lines(city: City, position: int, *, follow: bool) -> AsyncGenerator[Line, None]:
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


def _as_json(record: Record) -> str:
    line = {
        "position": record.position,
        "occurredAt": record.occurred_at,
        "subject": {"kind": record.subject_kind, "id": record.subject_id, "version": record.version},
        "actorId": record.actor_id,
        "event": record.event.kind,
        "data": to_data(record.event),
    }
    return orjson.dumps(line).decode()


def _as_text(record: Record, name: str) -> str:
    moment = record.occurred_at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M:%S")
    subject = f"{record.subject_kind} {record.subject_id} v{record.version}"
    data = orjson.dumps(to_data(record.event)).decode()
    return (
        f"[dim]{record.position:>6} {moment}[/] [bold]{record.event.kind or 'Unreadable'}[/] "
        f"{escape(name)} [dim]{subject} {escape(data)}[/]"
    )

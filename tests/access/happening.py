"""What has happened on the stage, in the log: every kind of event, and an end that every stream reaches."""

from contextlib import aclosing
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from schema.timeline import KINDS as SHOWN
from subscriptions import comment_events, events, log, material_events, request_events
from subscriptions.entries import Entry
from subscriptions.events import Record
from tests.access.filling import example
from tests.access.parts import (
    ASKED,
)
from tests.access.stage import Stage, Thing
from tests.builders import NOON

A_FEW = {"RequestDrafted", "DeliveryMoved", "CommentAdded", "CommentReported"}


async def happened(stage: Stage, session: AsyncSession, kind: str) -> None:
    """Every kind of event there is, on one request; on some a few, since each takes time to follow."""
    pointers = _pointers(stage, kind)

    lines: list[events.Event] = []
    for name, declared in events.KINDS.items():
        if name not in SHOWN and declared.__module__ != material_events.__name__:
            continue  # of departments and employees
        if kind in ("draft", "foreign") and name not in A_FEW:
            continue
        thing = Thing("reported line" if name == "CommentReported" else "request", kind)
        mark = partial(stage.secret, thing)
        lines.append(example(declared, mark, pointers, name))
    await announce(stage, session, kind, lines)


async def announce(stage: Stage, session: AsyncSession, kind: str, lines: list[events.Event]) -> None:
    row: Any = stage.rows[kind]["request"]
    entries: list[Entry] = []
    for line in lines:
        row.version += 1
        entries.append(
            Entry(
                subject_kind="request",
                subject_id=row.id,
                version=row.version,
                actor_id=stage.people["stranger"].id,
                occurred_at=NOON,
                event=line,
            )
        )
    await log.append(session, entries)


def _pointers(stage: Stage, kind: str) -> dict[str, Any]:
    """What the identifiers in events are called, and where they lead. Comments: to the hidden one."""
    own = stage.rows[kind]
    departments = stage.city.departments
    named: dict[str, Any] = {name.replace(" ", "_") + "_id": row.id for name, row in own.items()}
    called: dict[str, Any] = {"employees": stage.people["unrelated"].id, "departments": departments[ASKED].id}
    comments = dict.fromkeys(("comment_id", "answer_id", "quoted_id", "parent_id"), own["hidden"].id)
    places = (
        "department_id",
        "author_department_id",
        "target_id",
        "from_department_id",
        "to_department_id",
        "successor_id",
    )
    people = {name: stage.people["handler"].id for name in ("employee_id", "deputy_id", "token_id")}
    return (
        named | called | comments | people | dict.fromkeys(places, departments[ASKED].id)
        | {"return_evaluation_id": own["return"].id, "other_id": own["request"].id}
        | {"relation_id": own["link"].id}
    )  # fmt: skip


async def end(stage: Stage, session: AsyncSession) -> None:
    """The last lines, for every stream: something in every department, and a call of everybody."""
    delivery: Any = stage.rows["open"]["delivery"]
    comment: Any = stage.rows["open"]["comment"]
    for department in stage.city.departments.values():
        sent = request_events.DeliverySent(
            delivery_id=delivery.id, department_id=department.id, role=delivery.role, due_on=None
        )
        await announce(stage, session, "open", [sent])
    everybody = comment_events.Mentioned(employees=tuple(person.id for person in stage.people.values()))
    added = comment_events.CommentAdded(
        comment_id=comment.id, parent_id=None, delivery_id=None, quoted_id=None, length=1, digest="",
        follow_up=None, mentioned=everybody,
    )  # fmt: skip
    await announce(stage, session, "open", [added])


async def numbered(stage: Stage) -> None:
    """Until all lines have their places: a stream that begins then replays everything."""
    async with stage.city.sessions() as session:
        lines = await session.scalar(select(func.count()).select_from(models.EventLine))
    async with aclosing(stage.hub.follow(after=stage.hub.cursor(0), wants=lambda record: True)) as records:
        async for record in records:
            if isinstance(record, Record) and record.position == lines:
                return

"""Giving committed lines their positions (PostgreSQL): gapless, in batches, under a fencing token.

A line's id is taken from a sequence before its change commits, so ids become visible out of order and say
nothing about what was missed. Positions are given only to what is visible, under one row's lock.
"""

from datetime import timedelta
from typing import Any

import orjson

from models.writes import Writer
from subscriptions.entries import read_event
from subscriptions.events import Record
from subscriptions.signals import Lines

ANYTHING = "SELECT EXISTS (SELECT FROM unnumbered_events)"

# All parts see what was committed when the statement began, and only then wait for the lock in `held`. That
# is as good as looking under the lock. Who has the newest token began after whoever had it before had ended;
# any other finds no row in `held`. Should two number under one token, a line that the first has taken is gone
# when the second comes to delete it: only what is really deleted gets a position, behind the newest head.
NUMBER = """
WITH held AS MATERIALIZED (SELECT head FROM log_state WHERE token = $1 FOR NO KEY UPDATE),
taken AS (
    DELETE FROM unnumbered_events WHERE event_id = ANY (ARRAY(
        SELECT event_id FROM unnumbered_events CROSS JOIN held ORDER BY event_id LIMIT $3
    )) RETURNING event_id
),
placed AS (
    INSERT INTO event_positions (position, event_id)
    SELECT held.head + row_number() OVER (ORDER BY taken.event_id), taken.event_id FROM taken CROSS JOIN held
    RETURNING position, event_id
),
state AS (
    UPDATE log_state
    SET lease_until = clock_timestamp() + $2, head = held.head + (SELECT count(*) FROM taken)
    FROM held WHERE log_state.token = $1 RETURNING log_state.epoch
)
SELECT state.epoch, position, subject_kind, subject_id, version, actor_id, occurred_at, kind, data
FROM state LEFT JOIN (placed JOIN events ON events.id = placed.event_id) ON true ORDER BY position
"""


class LeaseLost(Exception):
    """Somebody else has taken the lease since this token was given."""


async def anything_to_number(writer: Writer) -> bool:
    return (await writer.fetch(ANYTHING))[0][0]


async def number(writer: Writer, *, token: int, lease: timedelta, limit: int) -> Lines:
    """Give positions to at most `limit` waiting lines and prolong the lease, in one statement.

    Lines of one subject have rising ids, written under its row's lock, so they are numbered in version order.
    Raises LeaseLost with nothing changed.
    """
    rows = await writer.fetch(NUMBER, token, lease, limit)
    if not rows:
        raise LeaseLost
    epoch, position, *_ = rows[0]
    return Lines(epoch=epoch, records=() if position is None else tuple(_record(row) for row in rows))


def _record(row: Any) -> Record:
    _, position, subject_kind, subject_id, version, actor_id, occurred_at, kind, data = row
    return Record(
        position=position,
        subject_kind=subject_kind,
        subject_id=subject_id,
        version=version,
        actor_id=actor_id,
        occurred_at=occurred_at,
        event=read_event(kind, orjson.loads(data)),
    )

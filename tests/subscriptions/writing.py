"""How the tests of live delivery write to the log."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from madang.rules.people import OrganisationKind
from models.base import Sessions, uuid7
from models.engine import dialect_of
from models.people import Department
from models.writes import writers_of
from subscriptions.entries import Entry
from subscriptions.events import Record
from subscriptions.lease import take
from subscriptions.log import append, ensure_state
from subscriptions.numbering import number
from subscriptions.request_events import RequestPublished

NOON = datetime(2014, 6, 3, 3, 0, tzinfo=UTC)
ACTOR = UUID(int=7)
NIGHT_BUS = UUID(int=1)
SAFE_VILLAGE = UUID(int=2)


def entry(key: str, *, subject_id: UUID = NIGHT_BUS, version: int = 1) -> Entry:
    """One line that is told from others by its key."""
    return Entry(
        subject_kind="request",
        subject_id=subject_id,
        version=version,
        actor_id=ACTOR,
        occurred_at=NOON,
        event=RequestPublished(key=key),
    )


async def write(sessions: Sessions, *entries: Entry) -> None:
    async with sessions.begin() as session:
        await append(session, entries)


async def write_keys(sessions: Sessions, *keys: str) -> None:
    """One transaction for each key, each about a subject of its own."""
    for key in keys:
        await write(sessions, entry(key, subject_id=uuid7()))


def key(record: Record) -> str:
    assert isinstance(record.event, RequestPublished)
    return record.event.key


async def number_all(sessions: Sessions) -> None:
    """On PostgreSQL somebody has to; on SQLite it is done."""
    lease = timedelta(seconds=1)
    async with sessions.begin() as session:
        await ensure_state(session)
        if dialect_of(session) == "sqlite":
            return
        token = await take(session, holder=UUID(int=1), duration=lease)
    assert token is not None
    async with writers_of(sessions).open() as writer:
        await number(writer, token=token, lease=lease, limit=1000)


async def found_department(sessions: Sessions, code: str) -> UUID:
    """A subject whose row can be locked."""
    async with sessions.begin() as session:
        department = Department(
            code=code, name=code, kind=OrganisationKind.HEADQUARTERS, opened_on=date(2014, 1, 1)
        )
        session.add(department)
        await session.flush()
        return department.id


async def change_department(sessions: Sessions, department_id: UUID) -> tuple[UUID, int]:
    """As every change does: lock the subject, number its event, write it. Returns what was announced."""
    async with sessions.begin() as session:
        department = await session.get_one(Department, department_id, with_for_update=True)
        department.version += 1
        announced = entry("changed", subject_id=department_id, version=department.version)
        await append(session, [announced])
    return department_id, announced.version

"""Lines are written with the change they tell of, and read back in order."""

import logging
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from models.base import Sessions
from models.events import EventLine
from subscriptions.entries import Entry, Unreadable
from subscriptions.events import Record
from subscriptions.log import append, ensure_state, extent, head, history, read
from tests.subscriptions.writing import ACTOR, NIGHT_BUS, NOON, SAFE_VILLAGE, entry, key, number_all, write


async def lines(sessions: Sessions, *, after: int = 0, limit: int = 100) -> list[Record]:
    await number_all(sessions)
    async with sessions() as session:
        return await read(session, after=after, limit=limit)


async def history_of(sessions: Sessions, subject_id: UUID, *, after: int = 0) -> list[Entry]:
    async with sessions() as session:
        return await history(session, subject_kind="request", subject_id=subject_id, after=after)


async def test_what_was_written_is_read_back_with_its_position(sessions: Sessions) -> None:
    await write(sessions, entry("협업-2014-0001"))
    (record,) = await lines(sessions)
    assert record == entry("협업-2014-0001").at(1)
    assert (record.position, record.version, record.actor_id, record.occurred_at) == (1, 1, ACTOR, NOON)


async def test_the_events_of_one_change_keep_their_order(sessions: Sessions) -> None:
    many = [entry(str(version), version=version) for version in range(1, 41)]
    await write(sessions, *many)
    assert await lines(sessions) == [line.at(line.version) for line in many]


async def test_a_page_begins_right_behind_the_position_and_ends_at_the_limit(sessions: Sessions) -> None:
    await write(sessions, *(entry(str(version), version=version) for version in range(1, 8)))
    assert [key(record) for record in await lines(sessions, after=2, limit=3)] == ["3", "4", "5"]
    assert await lines(sessions, after=7) == []


async def test_a_change_that_fails_leaves_no_line_and_no_hole(sessions: Sessions) -> None:
    await write(sessions, entry("first"))
    async with sessions() as session:
        await append(session, [entry("never", version=2)])
        await session.rollback()
    await write(sessions, entry("second", version=2))
    assert [(record.position, key(record)) for record in await lines(sessions)] == [
        (1, "first"),
        (2, "second"),
    ]


async def test_nothing_to_announce_writes_nothing(sessions: Sessions) -> None:
    await write(sessions)
    assert await lines(sessions) == []


async def test_a_version_is_given_once(sessions: Sessions) -> None:
    await write(sessions, entry("first"))
    with pytest.raises(IntegrityError):
        await write(sessions, entry("too late"))
    assert [key(record) for record in await lines(sessions)] == ["first"]


async def test_a_subject_has_its_own_history_before_anything_is_numbered(sessions: Sessions) -> None:
    await write(sessions, entry("bus 1"), entry("village 1", subject_id=SAFE_VILLAGE))
    await write(sessions, entry("bus 2", version=2))
    assert await history_of(sessions, NIGHT_BUS) == [entry("bus 1"), entry("bus 2", version=2)]
    assert await history_of(sessions, NIGHT_BUS, after=1) == [entry("bus 2", version=2)]
    assert await history_of(sessions, UUID(int=99)) == []


@pytest.mark.parametrize("change", [{"kind": "Forgotten"}, {"data": {"key": 1}}])
async def test_a_line_nobody_understands_keeps_its_position(
    sessions: Sessions, change: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    await write(sessions, entry("first"), entry("strange", version=2), entry("third", version=3))
    async with sessions.begin() as session:
        await session.execute(update(EventLine).where(EventLine.version == 2).values(change))
    with caplog.at_level(logging.WARNING):
        records = await lines(sessions)
    assert [record.position for record in records] == [1, 2, 3]
    assert isinstance(records[1].event, Unreadable)
    assert records[1].event.written_as == change.get("kind", "RequestPublished")
    assert {record.levelname for record in caplog.records} == {"WARNING"}


async def test_a_log_gets_one_epoch_however_often_it_is_asked_for(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await ensure_state(session)
        new = await extent(session)
    assert (new.first, new.head) == (1, 0)
    await write(sessions, entry("first"))
    await number_all(sessions)
    async with sessions() as session:
        grown = await extent(session)
        assert await head(session) == 1
    assert (grown.epoch, grown.first, grown.head) == (new.epoch, 1, 1)

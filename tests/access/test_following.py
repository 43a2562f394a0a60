"""Every stream × each part: what is replayed and pushed is what the tables let through, in every field."""

from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import select

import models
from resolvers.access import seen
from resolvers.sights import sight_of
from subscriptions import events, log
from tests.access.comparing import Seer, differences, leaks, without_own
from tests.access.doors import STREAMS, streamed, without_rules
from tests.access.parts import ASKED, CITIZEN, KINDS, PARTS, SEES_REQUEST, TRIED
from tests.access.stage import Stage

Items = list[dict[str, Any]]
POSITION, EVENT, REQUEST = "RequestChange__position", "RequestChange__event", "RequestChange__request"
NAMES = ("department_id", "from_department_id", "to_department_id")
ABOUT_A_DEPARTMENT = {k for k, e in events.KINDS.items() if set(NAMES) & set(e.__dataclass_fields__)}
OF_ASKED = {part for part in TRIED if PARTS[part].department == ASKED or PARTS[part].stands_in}


pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def everything(stage: Stage) -> Items:
    """All lines, as an administrator gets them for whom no rule holds."""
    with without_rules():
        context = await stage.context("administrator")
        return await streamed(stage, context, "boardEvents", last=stage.hub.head)


def wanted(stage: Stage, name: str, part: str, items: Items) -> Items:
    """Those of the visible lines that the stream is about; one of the last is for everybody."""
    if name == "boardEvents":
        return items
    if name == "inboxEvents":
        ours = {PARTS[part].department, *([ASKED] if PARTS[part].stands_in else [])}
        ids = {stage.department(department) for department in ours}
        return [
            item for item in items if _kind(item) in ABOUT_A_DEPARTMENT and _department(stage, item) in ids
        ]
    called = part == "unrelated" or part in OF_ASKED
    calls = [item for item in items if _kind(item) in ("CommentAdded", "CommentEdited")]
    return calls if called else calls[-1:]


def _kind(item: dict[str, Any]) -> str:
    return item[EVENT]["__typename"].removesuffix("Event")


def _department(stage: Stage, item: dict[str, Any]) -> str:
    """Which the line names; those that show none are about the asked one."""
    event = item[EVENT]
    named = event.get(f"{event['__typename']}__department")
    return named["id"] if named else stage.department(ASKED)


# Who follows what: few, since each event is a dozen statements; together they differ in each rule.
FOLLOWERS = {
    "boardEvents": ("unrelated",),
    "inboxEvents": ("deputy",),
    "mentionEvents": ("deputy",),
}


async def test_a_stream_tells_what_is_theirs_to_know(stage: Stage, everything: Items) -> None:
    for name, part in ((name, part) for name, parts in FOLLOWERS.items() for part in parts):
        expected = wanted(stage, name, part, Seer(stage, part).left(everything))
        got = await streamed(stage, await stage.context(part), name, last=expected[-1][POSITION])
        problems = [*leaks(stage, part, got), *differences(without_own(expected), without_own(got), part)]
        assert problems == [], f"{name}: " + "\n".join(problems[:20])


async def test_the_stream_of_a_request_begins_for_those_who_see_it(stage: Stage) -> None:
    for kind in KINDS:
        id = stage.gid(kind, "request")
        for part in TRIED:
            sees = part in SEES_REQUEST[kind]
            if sees and part != "deputy":
                continue
            got = await streamed(stage, await stage.context(part), "requestEvents", most=3, id=id)
            assert leaks(stage, part, got) == []
            assert ("codes" in got[0]) is not sees, f"{part}: {kind}"
            assert got[0].get("codes", ["NOT_FOUND"]) == ["NOT_FOUND"]
            assert {item[REQUEST]["id"] for item in got if sees} <= {id}


async def test_who_is_at_a_request_is_shown_to_those_who_see_it_and_only_they_are_there(stage: Stage) -> None:
    for kind in KINDS:
        id, there = stage.gid(kind, "request"), stage.rooms.presence.at(stage.rows[kind]["request"].id)
        assert there.total == 0
        seen = set[UUID]()  # each while they are there: who is gone is soon forgotten
        for part in TRIED:
            shown = await streamed(stage, await stage.context(part), "requestPresence", most=1, id=id)
            if part not in SEES_REQUEST[kind]:
                assert shown == [{"codes": ["NOT_FOUND"]}], f"{part}: {kind}"
                continue
            people = [one["employee"]["id"] for one in shown[0]["people"]]
            assert (people[-1], leaks(stage, part, shown)) == (stage.employee(part), [])
            assert [one["doing"] for one in shown[0]["people"] if one["since"]] == ["VIEWING"] * len(people)
            there = stage.rooms.presence.at(stage.rows[kind]["request"].id)
            seen |= {one.employee_id for one in there.people}
        assert seen == {stage.people[part].id for part in SEES_REQUEST[kind] if part in TRIED}


async def test_a_citizen_follows_nothing(stage: Stage) -> None:
    context = await stage.context(CITIZEN)
    for name in STREAMS:
        id: dict[str, Any] = {"id": stage.gid("open", "request")} if "id" in STREAMS[name].args else {}
        assert await streamed(stage, context, name, **id) == [{"codes": ["NOT_SIGNED_IN"]}]


async def test_each_event_is_for_exactly_those_who_see_its_request(stage: Stage) -> None:
    context = await stage.context("administrator")
    async with context.reads() as session:
        lines = await log.read(session, after=0, limit=10_000)
    newest = {line.subject_id: line for line in lines if line.subject_kind == models.Request.subject_kind}
    assert len(newest) >= len(KINDS)
    found = 0
    for line in newest.values():
        sight = await sight_of(context, line)
        for part in TRIED:
            actor = (await stage.context(part)).actor
            asked = select(models.Request.id).where(models.Request.id == line.subject_id)
            async with context.reads() as session:
                sees = await session.scalar(asked.where(seen(models.Request, actor))) is not None
            told = sees and (actor.is_administrator or not sight.for_administrators)
            assert sight.is_for(actor) is told
            assert sees or not sight.is_open  # open to somebody who has nothing to do with it: open to all
            found += sees
    assert 0 < found < len(newest) * len(TRIED)

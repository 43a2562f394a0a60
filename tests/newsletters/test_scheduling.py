"""An issue that is scheduled goes out by itself at its time: once, unedited, from an active title."""

import asyncio
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine

from madang.rules.newsletters import IssueState
from madang.server.asgi import create_app
from madang.server.opening import opened
from madang.server.settings import Settings
from models import EventLine, Newsletter, NewsletterIssue
from models.engine import read_sessions
from resolvers.newsletters.scheduling import publish_due
from schema import schema
from subscriptions.broker import MemoryBroker
from subscriptions.events import Record
from subscriptions.hub import Bounds
from subscriptions.live import Live
from subscriptions.newsletter_events import NewsletterIssuePublished
from tests import builders
from tests.builders import NOON
from tests.newsletters.conftest import Press, codes, press_of
from tests.newsletters.test_publishing import kinds

HOUR, INSTANT = timedelta(hours=1), timedelta.resolution
SOON = NOON + HOUR
ASKED = """query ($id: ID!) { newsletterIssue(id: $id) { state publishAt scheduleProblem version
  scheduledBy { name } publishedBy { name } publishedAt viewerCanSchedule { allowed reason }
  viewerCanUnschedule { allowed } } }"""
WAITING = "query ($wanted: Boolean) { newsletterIssues(filter: {scheduled: $wanted}) { nodes { id } } }"
PAUSED = "쉬거나 끝난 소식지입니다. 다시 펴내는 중이 된 뒤에 발행할 수 있습니다."


async def approved(press: Press) -> tuple[str, str]:
    """A title, and its issue."""
    title = (await press.title())["newsletter"]["id"]
    return title, await another(press, title)


async def another(press: Press, title: str) -> str:
    id = (await press.write(title))["issue"]["id"]
    assert (await press.act("Approve", id))["errors"] == []
    return id


async def schedule(press: Press, id: str, who: str = "부서장", *, at: datetime = SOON, **given: Any) -> Any:
    return await press.act("Schedule", id, who, at=at.isoformat(), **given)


async def shown(press: Press, id: str, who: str = "직원") -> dict[str, Any]:
    return (await press.ask(who, ASKED, id=id))["newsletterIssue"]


async def look(press: Press, *, batch: int = 20) -> int:
    return await publish_due(await builders.context(press.city, None), batch=batch)


async def waiting(press: Press, who: str | None, wanted: bool = True) -> list[str]:
    found = await press.ask(who, WAITING, wanted=wanted)
    return [one["id"] for one in found["newsletterIssues"]["nodes"]]


async def test_what_is_scheduled_goes_out_at_its_time_in_the_name_of_who_scheduled_it(press: Press) -> None:
    _, id = await approved(press)
    assert (await schedule(press, id))["errors"] == []
    before = await shown(press, id)
    assert (before["state"], before["publishAt"], before["version"]) == (
        "APPROVED",
        "2014-07-07T04:00:00+00:00",
        3,
    )
    assert before["scheduledBy"] == {"name": "부서장"}
    assert (await shown(press, id, "부서장"))["viewerCanUnschedule"] == {"allowed": True}
    press.city.clock.now = SOON - INSTANT
    assert (await look(press), await press.ask(None, ASKED, id=id)) == (0, {"newsletterIssue": None})
    press.city.clock.now = SOON
    assert (await look(press), await look(press)) == (1, 0)
    assert await shown(press, id) == {
        "state": "PUBLISHED", "publishAt": None, "scheduleProblem": None, "version": 4, "scheduledBy": None,
        "publishedBy": {"name": "부서장"}, "publishedAt": "2014-07-07T04:00:00+00:00",
        "viewerCanSchedule": {
            "allowed": False, "reason": "소식지를 펴내는 부서의 부서장(대결자)이나 관리자만 할 수 있습니다."
        },
        "viewerCanUnschedule": {"allowed": False},
    }  # fmt: skip
    assert (await press.ask(None, ASKED, id=id))["newsletterIssue"]["state"] == "PUBLISHED"
    assert (await kinds(press))[-2:] == ["NewsletterIssueScheduled", "NewsletterIssuePublished"]
    async with press.city.sessions() as session:
        (line,) = await session.scalars(select(EventLine).where(EventLine.kind == "NewsletterIssuePublished"))
    assert (line.actor_id, line.occurred_at) == (None, SOON)


async def test_processes_that_look_at_once_publish_each_issue_once(press: Press) -> None:
    title, first = await approved(press)
    issues = [first, *[await another(press, title) for _ in range(4)]]
    for id in issues:
        assert (await schedule(press, id))["errors"] == []
    press.city.clock.now = SOON
    out = await asyncio.gather(*(look(press, batch=2) for _ in range(4)))
    assert sum(out) + await look(press) == 5
    assert (await kinds(press)).count("NewsletterIssuePublished") == 5
    assert {(await shown(press, id))["version"] for id in issues} == {4}


async def test_a_title_that_somebody_holds_is_left_for_the_next_time(
    press: Press, engine: AsyncEngine
) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("one writes at a time")
    _, id = await approved(press)
    await schedule(press, id)
    press.city.clock.now = SOON
    async with press.city.sessions() as session, session.begin():
        await session.scalars(select(Newsletter).with_for_update())
        assert await asyncio.wait_for(look(press), timeout=10) == 0
    assert await look(press) == 1


async def test_only_a_time_to_come_within_a_year_can_be_chosen(press: Press) -> None:
    _, id = await approved(press)
    for at in (NOON - HOUR, NOON, NOON + timedelta(days=365) + INSTANT):
        assert codes(await schedule(press, id, at=at)) == [("INVALID", "OUT_OF_RANGE")]
    assert (await shown(press, id))["version"] == 2
    for at in (NOON + INSTANT, NOON + timedelta(days=365)):
        assert (await schedule(press, id, at=at))["errors"] == []
    assert (await schedule(press, id, at=at))["version"] == 4  # said twice
    assert codes(await schedule(press, id, version=3)) == [("CONFLICT", "STALE")]
    press.city.clock.advance(HOUR)
    assert await look(press) == 0  # the earlier time is forgotten


async def test_an_edit_takes_approval_and_schedule_away(press: Press) -> None:
    _, id = await approved(press)
    await schedule(press, id)
    assert await waiting(press, "직원") == [id]
    assert (await press.act("Update", id, "동료", input={"heading": "막차"}))["errors"] == []
    press.city.clock.now = SOON
    assert await look(press) == 0
    after = await shown(press, id)
    assert (after["state"], after["publishAt"], after["scheduledBy"]) == ("DRAFT", None, None)
    assert codes(await schedule(press, id, at=SOON + HOUR)) == [("CONFLICT", "ILLEGAL_STEP")]


async def test_a_title_that_rests_by_then_keeps_the_issue_and_says_why(press: Press) -> None:
    title, id = await approved(press)
    await schedule(press, id)
    await press.retitle(title, status="PAUSED")
    press.city.clock.now = SOON
    assert (await look(press), await look(press)) == (0, 0)
    kept = await shown(press, id)
    assert (kept["state"], kept["publishAt"], kept["scheduleProblem"]) == ("APPROVED", None, PAUSED)
    assert codes(await schedule(press, id, at=SOON + HOUR)) == [("CONFLICT", "ILLEGAL_STEP")]
    async with press.city.sessions() as session:
        last = (await session.scalars(select(EventLine).order_by(EventLine.id.desc()).limit(1))).one()
    assert (last.kind, last.actor_id) == ("NewsletterIssueUnscheduled", None)
    await press.retitle(title, status="ACTIVE")
    assert (await schedule(press, id, at=SOON + HOUR))["errors"] == []
    assert (await shown(press, id))["scheduleProblem"] is None
    press.city.clock.now = SOON + HOUR
    assert await look(press) == 1


async def test_what_is_unscheduled_stays_approved_and_can_be_published(press: Press) -> None:
    _, id = await approved(press)
    assert codes(await press.act("Unschedule", id)) == [("CONFLICT", "ILLEGAL_STEP")]
    await schedule(press, id)
    assert codes(await press.act("Unschedule", id, version=2)) == [("CONFLICT", "STALE")]
    assert (await press.act("Unschedule", id, "관리자", version=3))["errors"] == []
    press.city.clock.now = SOON
    assert await look(press) == 0
    assert (await shown(press, id))["state"] == "APPROVED"
    assert (await kinds(press))[-1] == "NewsletterIssueUnscheduled"
    assert (await press.act("Publish", id))["errors"] == []


async def test_what_is_published_by_hand_before_its_time_does_not_go_out_again(press: Press) -> None:
    _, id = await approved(press)
    await schedule(press, id)
    assert (await press.act("Publish", id, "관리자"))["errors"] == []
    press.city.clock.now = SOON
    assert await look(press) == 0
    out = await shown(press, id)
    assert (out["publishAt"], out["publishedBy"], out["version"]) == (None, {"name": "관리자"}, 4)


async def test_who_may_publish_may_schedule_and_nobody_else(press: Press) -> None:
    _, id = await approved(press)
    for act, given in (("Schedule", {"at": SOON.isoformat()}), ("Unschedule", {})):
        assert codes(await press.act(act, id, "직원", **given)) == [("FORBIDDEN", None)]
        assert codes(await press.act(act, id, "남", **given)) == [("NOT_FOUND", None)]
    assert (await shown(press, id, "부서장"))["viewerCanSchedule"] == {"allowed": True, "reason": None}
    assert (await schedule(press, id, "관리자"))["errors"] == []
    assert [await waiting(press, who) for who in ("직원", "남", None)] == [[id], [], []]
    assert await waiting(press, "직원", False) == []


async def test_while_nothing_is_due_nobody_writes_and_one_statement_is_asked(
    press: Press, engine: AsyncEngine
) -> None:
    _, id = await approved(press)
    await schedule(press, id)
    said: list[str] = []

    def heard(connection: Any, cursor: Any, statement: str, *rest: object) -> None:
        said.append(statement)

    ctx = await builders.context(press.city, None)
    event.listen(engine.sync_engine, "before_cursor_execute", heard)
    try:
        assert await publish_due(replace(ctx, reads=read_sessions(engine))) == 0
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", heard)
    assert len([one for one in said if "newsletter_issues" in one]) == 1
    assert [one for one in said if one.startswith(("UPDATE", "INSERT")) or "FOR UPDATE" in one] == []


async def test_a_server_that_starts_publishes_what_has_become_due(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    async with opened(settings.database) as city:
        press = await press_of(city.writes)
        _, id = await approved(press)
        await schedule(press, id)
        app = create_app(settings, schema, clock=lambda: SOON)
        async with Live(city.writes, MemoryBroker(), bounds=Bounds(floor=0.1)) as live:
            beginning = live.hub.cursor(live.hub.head)
            told = live.hub.follow(
                after=beginning,
                wants=lambda record: isinstance(record.event, NewsletterIssuePublished),
            )
            async with app.router.lifespan_context(app), aclosing(told):
                record = await asyncio.wait_for(anext(told), timeout=20)
        async with city.reads() as session:
            states = list(await session.scalars(select(NewsletterIssue.state)))
    assert isinstance(record, Record)
    assert (record.actor_id, states) == (None, [IssueState.PUBLISHED])

"""New issues are pushed to those who may see them, and to nobody else."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from madang.rules.newsletters import Audience
from models import NewsletterIssue
from resolvers.access import seen
from resolvers.sights import sight_of
from schema import schema
from schema.execution import Engine
from schema.operations import Operation
from subscriptions.broker import MemoryBroker
from subscriptions.events import Record, Wording
from subscriptions.live import Live
from subscriptions.newsletter_events import NewsletterIssuePublished
from tests import builders
from tests.asking import Board
from tests.builders import NOON
from tests.newsletters.conftest import Press
from tests.newsletters.test_audiences import made

WATCH = """subscription ($filter: NewsletterIssueFilter, $watching: [ID!], $after: String) {
  newsletterIssueEvents(filter: $filter, watching: $watching, after: $after) {
    ... on NewsletterIssueChange { news matches version cursor issueId actor { name }
      issue { id heading state newsletter { name } } }
    ... on SnapshotRequired { cursor } } }"""
PATIENCE = 20.0
News = AsyncIterator[dict[str, Any]]


@pytest.fixture
async def live(press: Press) -> AsyncGenerator[Press]:
    """The press with a log that is followed."""
    async with Live(press.city.sessions, MemoryBroker()) as live:
        press.board = Board(press.city, live.hub)
        yield press


@asynccontextmanager
async def watching(live: Press, who: str | None, **variables: Any) -> AsyncGenerator[News]:
    """Through the engine, where all who ask the same share their answers."""
    engine: Engine[Any] = Engine(schema)
    prepared = engine.prepare(Operation(WATCH, variables))
    stream = engine.stream(prepared, lambda: live.board.context(live.people[who] if who else None))

    async def results() -> AsyncGenerator[dict[str, Any], None]:
        async for result in stream:
            yield orjson.loads(result.encode())

    news = results()
    try:
        yield news
    finally:
        await news.aclose()
        await stream.aclose()


async def told(news: News) -> tuple[str, str, bool]:
    answer = await asyncio.wait_for(anext(news), PATIENCE)
    change = answer["data"]["newsletterIssueEvents"]
    return change["news"], change["issue"]["heading"] if change["issue"] else "", change["matches"]


async def issue(live: Press, heading: str = "올빼미버스", **given: Any) -> str:
    """A draft of a title that is there already, or is made."""
    found = await live.ask("관리자", "{ newsletters { nodes { id } } }")
    nodes = found["newsletters"]["nodes"]
    title = nodes[0]["id"] if nodes else (await live.title())["newsletter"]["id"]
    return (await live.write(title, heading=heading, **given))["issue"]["id"]


async def acted(live: Press, id: str, *acts: str) -> None:
    for act in acts:
        assert (await live.act(act, id))["errors"] == []


async def test_a_colleague_elsewhere_is_told_when_an_issue_comes_out_and_not_while_it_is_written(
    live: Press,
) -> None:
    after = live.board.hub.cursor(live.board.hub.head).encode()
    async with watching(live, "남", after=after) as elsewhere, watching(live, "동료", after=after) as near:
        id = await issue(live)
        assert await told(near) == ("DRAFTED", "올빼미버스", True)
        assert (await live.act("Update", id, "직원", input={"heading": "막차"}))["errors"] == []
        assert await told(near) == ("EDITED", "막차", True)
        await acted(live, id, "Approve")
        assert await told(near) == ("APPROVED", "막차", True)
        await acted(live, id, "Publish")
        assert await told(near) == ("PUBLISHED", "막차", True)
        assert await told(elsewhere) == ("PUBLISHED", "막차", True)  # also where all is replayed
        await acted(live, id, "Narrow", "Archive")
        assert [(await told(elsewhere))[0] for _ in range(2)] == ["NARROWED", "ARCHIVED"]


def published(row: NewsletterIssue) -> Record:
    event = NewsletterIssuePublished(newsletter_id=row.newsletter_id, text=Wording.of(row.plain))
    return Record(
        position=1,
        subject_kind=NewsletterIssue.subject_kind,
        subject_id=row.id,
        version=1,
        actor_id=None,
        occurred_at=NOON,
        event=event,
    )


async def test_what_no_longer_fits_the_list_is_told_once(live: Press) -> None:
    after = live.board.hub.cursor(live.board.hub.head).encode()
    wanted = {"audience": {"eq": "CITIZEN"}, "state": {"in": ["PUBLISHED", "ARCHIVED"]}}
    async with watching(live, "남", filter=wanted, after=after) as news:
        id = await issue(live)
        await acted(live, id, "Approve", "Publish")
        assert await told(news) == ("PUBLISHED", "올빼미버스", True)
        await acted(live, id, "Narrow", "Archive")
        assert await told(news) == ("NARROWED", "올빼미버스", False)
        other = await issue(live, "다음 호")
        await acted(live, other, "Approve", "Publish")
        assert await told(news) == ("PUBLISHED", "다음 호", True)


async def test_a_citizen_follows_nothing(live: Press) -> None:
    async with watching(live, None) as news:
        refused = await asyncio.wait_for(anext(news), PATIENCE)
    assert [one["extensions"]["code"] for one in refused["errors"]] == ["NOT_SIGNED_IN"]


async def test_each_event_is_for_exactly_those_who_see_its_issue(live: Press) -> None:
    titles, issues = made(live, Random(7))
    async with live.city.sessions() as session, session.begin():
        session.add_all([*titles, *(one for _, one in issues)])
    context = await live.board.context(None)
    told = 0
    for _, row in issues:
        sight = await sight_of(context, published(row))
        for person in live.people.values():
            actor = await builders.actor(live.city, person)
            async with live.city.sessions() as session:
                asked = select(NewsletterIssue.id).where(NewsletterIssue.id == row.id)
                sees = await session.scalar(asked.where(seen(NewsletterIssue, actor))) is not None
            assert sight.is_for(actor) is sees
            assert sees or not sight.is_open
            told += sees
    assert 0 < told < len(issues) * len(live.people)
    assert {one.audience for _, one in issues} == set(Audience)


async def test_what_is_discarded_is_told_to_those_who_saw_the_draft(live: Press) -> None:
    wanted = {"state": {"in": ["PUBLISHED", "ARCHIVED"]}}  # whatever a list shows: nothing fits any more
    after = live.board.hub.cursor(live.board.hub.head).encode()
    async with (
        watching(live, "동료", filter=wanted, after=after) as near,
        watching(live, "남", after=after) as elsewhere,
    ):
        first, second = await issue(live), await issue(live, "다음 호")
        payload = await live.board.do(live.people["직원"], "newsletterIssueDiscard", "id", id=first)
        assert payload["errors"] == []
        answer = await asyncio.wait_for(anext(near), PATIENCE)
        change = answer["data"]["newsletterIssueEvents"]
        assert (change["news"], change["issueId"], change["issue"]) == ("DISCARDED", first, None)
        assert (change["matches"], change["actor"], change["version"]) == (False, {"name": "직원"}, 2)
        await acted(live, second, "Approve", "Publish")
        assert await told(elsewhere) == ("PUBLISHED", "다음 호", True)

"""One answer for many is what each would have got alone, field by field."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from madang.errors import NotSignedIn
from madang.rules.people import Actor
from models import Employee
from models.base import Base
from resolvers.context import Context
from resolvers.sights import sight_of
from schema import schema
from schema.execution import Engine
from schema.feeds import Live as Source
from schema.operations import Operation, Result
from schema.sharing import Member, key_of
from schema.sources import SOURCE, ToldOne
from schema.timeline import KINDS
from schema.wording import Wordings
from subscriptions import log
from subscriptions.broker import MemoryBroker
from subscriptions.events import Record
from subscriptions.live import Live
from tests.access.selecting import CORE, everything_of
from tests.plans.city import City
from tests.plans.sharing import alone, member_of, opened, records_of, share_of

CHANGE: Any = CORE.type_map["RequestChange"]
REQUEST: Any = CORE.type_map["Request"]
TIMELINE: Any = CORE.type_map["TimelineEvent"]
NEEDY = "request { viewerCanEdit { allowed } deliveries { nodes { viewerCanReceive { allowed } } } }"
OPEN_TO_ALL = """position matches event { __typename actor { name } }
  request { title version deliveries { nodes { state progress department { name } } }
            comments(first: 2) { totalCount nodes { body author { name } } } }"""
NOT_DONE = "{ state: { neq: COMPLETED } }"
NEWEST = 25  # lines of the log
MORE = 200  # where few of them are wanted
FEW = 2  # for what takes long
ASKED = {
    "what all may see": f"boardEvents {{ ... on RequestChange {{ {OPEN_TO_ALL} }} }}",
    "what the viewer may do": f"boardEvents {{ ... on RequestChange {{ position {NEEDY} }} }}",
    "what is looked up about the viewer": (
        "boardEvents { ... on RequestChange { position "
        "request { deliveries { nodes { viewerCanEvaluate { allowed } } } } } }"
    ),
    "one's own part": f"inboxEvents {{ ... on RequestChange {{ {OPEN_TO_ALL} }} }}",
    "a filter": f"boardEvents(filter: {NOT_DONE}) {{ ... on RequestChange {{ {OPEN_TO_ALL} }} }}",
    "issues of newsletters": (
        "newsletterIssueEvents(filter: {audience: {eq: CITIZEN}}) { ... on NewsletterIssueChange { "
        "position news actor { name } issue { heading newsletter { name } viewerCanArchive { allowed } } } }"
    ),
    "every kind of event": f"boardEvents {{ ... on RequestChange {{ event {everything_of(TIMELINE, 1)} }} }}",
    "the whole request": (
        f"boardEvents {{ ... on RequestChange {{ request {everything_of(REQUEST, 1, brief=True)} }} }}"
    ),
}


async def together(
    city: City, text: str, actors: list[Actor], newest: int = NEWEST
) -> tuple[dict[Actor, list[bytes]], list[tuple[Member, ...]]]:
    """What each gets of the newest lines, and who shared one answer."""
    share, live = await share_of(city, text, actors[0])
    wordings = Wordings()
    members = {member_of(city, text, one, live.remembered, wordings=wordings): one for one in actors}
    got: dict[Actor, list[bytes]] = {one: [] for one in actors}
    shared: list[tuple[Member, ...]] = []
    for record in await records_of(city, newest):
        if not live.feed.wants(record):
            continue
        for told, result in await share.work_out(record, list(members)):
            shared.append(tuple(told))
            for member in shared[-1]:
                got[members[member]].append(result.encode())
    return got, shared


@pytest.mark.parametrize("name", ASKED)
def test_what_is_worked_out_together_is_what_each_would_have_got_alone(name: str, sample_url: str) -> None:
    newest = {"the whole request": FEW, "issues of newsletters": MORE}.get(name, NEWEST)
    asyncio.run(_compare(sample_url, f"subscription {{ {ASKED[name]} }}", newest))


async def _compare(url: str, text: str, newest: int) -> None:
    async with opened(url) as city:
        actors = [one for one in city.actors if one is not None]
        got, _ = await together(city, text, actors, newest)
        assert sum(map(len, got.values())) > 0
        for actor in actors:
            assert got[actor] == await alone(city, text, actor, newest)


def test_an_answer_without_the_viewer_is_made_once_for_all(sample_url: str) -> None:
    asyncio.run(_share_all(sample_url))


async def _share_all(url: str) -> None:
    async with opened(url) as city:
        actors = [one for one in city.actors if one is not None]
        got, shared = await together(city, f"subscription {{ {ASKED['what all may see']} }}", actors)
        assert sum(len(members) for members in shared) == sum(map(len, got.values()))
        assert len(shared) == len({answer for answers in got.values() for answer in answers})
        assert max(len(members) for members in shared) == len(actors)


def test_what_is_looked_up_about_the_viewer_is_answered_for_each(sample_url: str) -> None:
    asyncio.run(_share_none(sample_url))


async def _share_none(url: str) -> None:
    async with opened(url) as city:
        actors = [one for one in city.actors if one is not None]
        asked = ASKED["what is looked up about the viewer"]
        _, shared = await together(city, f"subscription {{ {asked} }}", actors)
        assert {len(members) for members in shared} == {1}


def test_those_who_may_do_the_same_share_an_answer(sample_url: str) -> None:
    asyncio.run(_share_some(sample_url))


async def _share_some(url: str) -> None:
    """Beside each stands somebody else with the same rights, who has nothing to do with any request."""
    async with opened(url) as city:
        actors = [one for one in city.actors if one is not None]
        twins = [replace(one, id=uuid4()) for one in actors]
        text = f"subscription {{ {ASKED['what the viewer may do']} }}"
        got, shared = await together(city, text, [*actors, *twins])
        answers = [answer for one in got.values() for answer in one]
        assert len(set(answers)) <= len(shared) < len(answers)
        assert len(shared) > len({b.partition(b'"request"')[0] for b in answers})  # more than one an event
        for actor in (*actors, *twins):
            assert got[actor] == await alone(city, text, actor, NEWEST)


@pytest.mark.parametrize(
    ("name", "fresh", "shared"),
    [
        ("what all may see", 60.0, True),
        ("what all may see", -1.0, False),
        ("what is looked up about the viewer", 60.0, False),
    ],
)
def test_who_comes_back_close_behind_another_gets_the_same_answer(
    name: str, fresh: float, shared: bool, sample_url: str
) -> None:  # fmt: skip
    asyncio.run(_come_back(sample_url, f"subscription {{ {ASKED[name]} }}", fresh, shared))


async def _come_back(url: str, text: str, fresh: float, shared: bool) -> None:
    async with opened(url, moment=fresh) as city:
        one, two = [actor for actor in city.actors if actor is not None][:2]
        share, live = await share_of(city, text, one)
        told: list[list[Result]] = []
        for actor in (one, two):
            member = member_of(city, text, actor)
            told.append(
                [result for _, result in await share.work_out(await newest_seen(city, live), [member])]
            )
        (first,), (second,) = told
        assert (first is second) is shared


async def newest_seen(city: City, live: Source) -> Record:
    """The newest line that the stream tells of, about something that is open to all."""
    for record in reversed(await records_of(city, NEWEST)):
        if live.feed.wants(record) and (await sight_of(city.context, record)).is_for_all:
            return record
    raise LookupError("no line is for all")


def test_what_an_event_points_to_hangs_on_its_own_request(sample_url: str) -> None:
    """Sharing takes it for seen by all who see the request (schema.plans.noting)."""
    asyncio.run(_follow_pointers(sample_url))


async def _follow_pointers(url: str) -> None:
    async with opened(url) as city:
        found = 0
        async with city.context.reads() as session:
            for record in await log.read(session, after=0, limit=10_000):
                for model, by in pointers(record):
                    id = getattr(record.event, by, None)
                    row: Any = None if id is None else await session.get(model, id)
                    if row is not None:
                        assert row.request_id == record.subject_id, f"{record.event.kind}.{by}"
                        found += 1
        assert found > 100


def pointers(record: Record) -> list[tuple[type[Base], str]]:
    """Rows with a request that the event's type shows, and the event's attribute that says which."""
    shown = KINDS.get(record.event.kind)
    fields: Any = getattr(shown, "__strawberry_definition__").fields if shown else ()  # noqa: B009
    sources = [field.metadata.get(SOURCE) for field in fields]
    return [
        (one.model, one.by)
        for one in sources
        if isinstance(one, ToldOne) and hasattr(one.model, "request_id")
    ]


def test_equal_questions_are_one_group_whatever_events_they_are_about() -> None:
    text = """query Q { liveCursor } subscription S($id: ID!, $after: String, $many: Int!, $deep: Boolean!) {
      requestEvents(id: $id, after: $after) { ...F }
    }
    fragment F on RequestChange { request @include(if: $deep) { deliveries(first: $many) { totalCount } } }"""
    engine: Engine[Context] = Engine(schema)

    def key(**variables: Any) -> Any:
        given = {"id": "a", "many": 3, "deep": True} | variables
        return key_of(engine.prepare(Operation(text, given, "S")))

    assert key() == key(id="b") == key(after="c")
    assert key() != key(many=4)
    assert key() != key(deep=False)


def test_who_is_signed_out_is_told_so_once_and_the_stream_ends(sample_url: str) -> None:
    asyncio.run(_sign_out(sample_url))


async def _sign_out(url: str) -> None:
    async with opened(url) as city:
        actor = next(one for one in city.actors if one is not None)
        engine: Engine[Context] = Engine(schema)
        signed_in = True

        async def contexts() -> Context:
            if not signed_in:
                raise NotSignedIn("로그인이 끝났습니다.")
            return replace(city.context, visitor=actor, loaders={})

        prepared = engine.prepare(Operation(f"subscription {{ {ASKED['what all may see']} }}"))
        told: list[dict[str, Any] | None] = []
        async with Live(city.context.writes, MemoryBroker()) as live, asyncio.timeout(60):
            city.context = replace(city.context, hub=live.hub)
            after = live.hub.cursor(live.hub.head - NEWEST).encode()
            async for result in engine.stream(prepared, contexts, after=after):
                told.append(result.data)
                if len(told) == 1:
                    signed_in = False
                    live.hub.committed([Employee.subject_kind])  # who is who is asked anew
    assert len(told) == 2
    assert told[0] is not None
    assert told[1] is None

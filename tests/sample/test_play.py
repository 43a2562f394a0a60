"""The sample city works: its past is told in order, its day goes on live."""

import itertools
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from madang.files import FolderStorage
from madang.rules.comments import FollowUpState
from madang.rules.newsletter_sources import SourceKind, SourceState
from madang.rules.newsletters import Audience, IssueState
from madang.rules.offering import OfferState
from madang.rules.requests import DeliveryState, RequestState
from madang.rules.workflow import Act
from madang.server.sample import found
from madang.server.sample.forms import FORMS
from madang.server.sample.play import live_through_the_past
from madang.server.sample.plots import EVERYDAY, NIGHT_BUS
from madang.server.sample.sources import PROBLEM
from madang.server.sample.stage import office_hours, play_live
from madang.server.sample.stories import tale
from models import (
    Comment,
    Delivery,
    Evaluation,
    HelpOffer,
    Newsletter,
    NewsletterFile,
    NewsletterIssue,
    NewsletterSource,
    Request,
    RequestTemplate,
)
from models.base import Sessions
from models.engine import engine_of, read_sessions
from models.events import EventLine
from resolvers import leavings, templates
from resolvers.context import Context
from resolvers.newsletters import issues as newsletter_issues
from resolvers.people import actor_for
from subscriptions.hub import Hub

TODAY = datetime(2026, 11, 24, 6, tzinfo=UTC)  # a Tuesday, 15:00 in Seoul


@pytest.fixture
async def city(sessions: Sessions) -> Context:
    ctx = Context(
        reads=read_sessions(engine_of(sessions)), writes=sessions, hub=Hub(sessions), clock=lambda: TODAY
    )
    await found(ctx)
    return ctx


async def requests(ctx: Context) -> dict[str, Request]:
    async with ctx.reads() as session:
        return {one.title: one for one in await session.scalars(select(Request))}


async def test_the_two_cases_are_done_and_everyday_work_is_under_way(city: Context) -> None:
    await live_through_the_past(city)
    found = await requests(city)
    assert len(found) == 2 + len(EVERYDAY)
    assert all(title.endswith("(예시)") for title in found)
    assert found[NIGHT_BUS.title].state is RequestState.COMPLETED
    assert [title for title, one in found.items() if one.restriction] == ["복무 점검 자료 협조 (예시)"]
    assert found[NIGHT_BUS.title].key == "협업-2026-0001"
    async with city.reads() as session:
        assert len((await session.scalars(select(Evaluation.id))).all()) >= 5
        answered = select(func.count()).where(Comment.follow_up == FollowUpState.ANSWERED)
        assert await session.scalar(answered) == 1
        assert list(await session.scalars(select(HelpOffer.state))) == [OfferState.ACCEPTED]
        waiting = select(Delivery.department_name, Delivery.leaving).where(Delivery.leaving.is_not(None))
        assert [tuple(row) for row in await session.execute(waiting)] == [("통계데이터담당관", Act.TRANSFER)]
        moved = select(func.count()).select_from(EventLine).where(EventLine.kind == "DeliveryLeavingApproved")
        assert await session.scalar(moved) == 2
    states = Counter(one.state for one in found.values())
    assert states[RequestState.COMPLETED] >= 2
    assert states[RequestState.IN_PROGRESS] >= 3


async def test_departments_keep_templates_that_ask_open_departments(city: Context) -> None:
    await live_through_the_past(city)
    async with city.reads() as session:
        requester = await actor_for(session, "demo-requester", today=city.today)
        kept = list(await session.scalars(select(RequestTemplate)))
    assert len(kept) == len(FORMS) == 3
    assert all(one.name.endswith("(예시)") and one.title.endswith("(예시)") for one in kept)
    own = next(one for one in kept if one.name == FORMS[0].name)
    draft, adjustments = await templates.use(replace(city, visitor=requester), own.id)
    assert (draft.due_on, len(draft.addressees), adjustments) == (date(2026, 12, 8), 2, ())


async def test_fifty_one_newsletters_have_come_out_for_citizens_and_for_staff(city: Context) -> None:
    await live_through_the_past(city)
    async with city.reads() as session:
        titles = {one.id: one for one in await session.scalars(select(Newsletter))}
        issues = list(await session.scalars(select(NewsletterIssue)))
    assert len(titles) == 51
    assert all(one.name.endswith("(예시)") for one in titles.values())
    assert Counter(one.audience for one in titles.values()) == {Audience.CITIZEN: 37, Audience.STAFF: 14}
    out = Counter(one.newsletter_id for one in issues if one.state is IssueState.PUBLISHED)
    assert set(out) == set(titles)
    assert {one.state for one in issues} == {IssueState.DRAFT, IssueState.PUBLISHED, IssueState.ARCHIVED}
    assert all(one.heading.endswith("(예시)") and one.html.startswith("<h2>") for one in issues)
    drafts = {titles[one.newsletter_id].slug for one in issues if one.state is IssueState.DRAFT}
    assert len(drafts) == 11
    assert "bus-news" in drafts
    writing = next(one for one in issues if one.state is IssueState.DRAFT)
    async with city.reads() as session:
        head = await actor_for(session, "demo-admin", today=city.today)
    approved = await newsletter_issues.approve(replace(city, visitor=head), writing.id, version=1)
    assert (approved.state, approved.version) == (IssueState.APPROVED, 2)


async def test_some_newsletters_have_sources_that_nobody_asks_by_themselves(city: Context) -> None:
    await live_through_the_past(city)
    row = NewsletterSource
    wanted = select(row).join(row.newsletter).options(contains_eager(row.newsletter)).order_by(row.url)
    async with city.reads() as session:
        kept = list(await session.scalars(wanted))
    assert [(one.newsletter.slug, one.kind, one.url, one.version) for one in kept] == [
        ("data-at-work", SourceKind.PAGE, "https://data.seoul.example/notice", 2),
        ("data-letter", SourceKind.FEED, "https://data.seoul.example/rss.xml", 2),
        ("library-news", SourceKind.PAGE, "https://library.seoul.example/news", 2),
    ]
    assert {(one.state, one.last_fetched_at, one.problem) for one in kept} == {
        (SourceState.PAUSED, None, PROBLEM)
    }


async def test_some_newsletters_have_covers_and_posters(city: Context, tmp_path: Path) -> None:
    storage = FolderStorage(tmp_path)
    await live_through_the_past(replace(city, storage=storage))
    async with city.reads() as session:
        files = list(await session.scalars(select(NewsletterFile)))
        issues = {one.id: one for one in await session.scalars(select(NewsletterIssue))}
    assert Counter(one.media_type for one in files) == {"image/jpeg": 15, "application/pdf": 15}
    assert len({one.sha256 for one in files}) == 30
    assert {issues[one.issue_id].state for one in files} <= {IssueState.PUBLISHED, IssueState.ARCHIVED}
    content = [b"".join([piece async for piece in await storage.open(one.storage_key)]) for one in files]
    assert [len(one) for one in content] == [one.size for one in files]
    assert {one[:4] for one in content} == {b"\xff\xd8\xff\xe0", b"%PDF"}


async def test_the_past_lies_behind_in_order_and_in_office_hours(city: Context) -> None:
    await live_through_the_past(city)
    async with city.reads() as session:
        moments = list(
            await session.scalars(
                select(EventLine.occurred_at)
                .where(EventLine.subject_kind == "request")
                .order_by(EventLine.id)
            )
        )
    assert moments == sorted(moments)
    assert moments[-1] < TODAY
    assert all(office_hours(moment) == moment for moment in moments)


@pytest.mark.parametrize(
    ("moment", "next_moment"),
    [
        (datetime(2026, 11, 24, 6, tzinfo=UTC), datetime(2026, 11, 24, 6, tzinfo=UTC)),
        (datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2026, 11, 25, 0, tzinfo=UTC)),  # 18:00
        (datetime(2026, 11, 23, 22, tzinfo=UTC), datetime(2026, 11, 24, 0, tzinfo=UTC)),  # 07:00
        (datetime(2026, 11, 27, 10, tzinfo=UTC), datetime(2026, 11, 30, 0, tzinfo=UTC)),  # Friday 19:00
        (datetime(2026, 11, 28, 3, tzinfo=UTC), datetime(2026, 11, 30, 0, tzinfo=UTC)),  # Saturday
    ],
)
def test_the_office_is_open_on_weekdays_from_nine_to_six(moment: datetime, next_moment: datetime) -> None:
    assert office_hours(moment) == next_moment


async def test_a_live_day_brings_requests_to_their_end(city: Context) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    await play_live(city, iter([tale(NIGHT_BUS)]), speed=3600, sleep=sleep)
    (request,) = (await requests(city)).values()
    assert request.state is RequestState.COMPLETED
    assert 0 < min(pauses) < max(pauses) <= 8.0


async def test_a_visitor_who_acts_in_a_live_story_only_ends_that_story(city: Context) -> None:
    async with city.reads() as session:
        head = await actor_for(session, "demo-head", today=city.today)

    async def sleep(seconds: float) -> None:
        async with city.reads() as session:
            waiting = await session.scalar(
                select(Delivery.id).where(
                    Delivery.state == DeliveryState.SENT, Delivery.department_name == "통계데이터담당관"
                )
            )
        if waiting:
            await leavings.return_(replace(city, visitor=head), waiting, reason="바쁩니다.")

    tales = iter([tale(NIGHT_BUS), tale(replace(EVERYDAY[0], title="다음 (예시)"))])
    await play_live(city, tales, speed=3600, at_once=1, sleep=sleep)
    assert (await requests(city))["다음 (예시)"].state is RequestState.COMPLETED


async def test_past_and_present_are_sequential_stories_of_the_same_city(city: Context) -> None:
    await live_through_the_past(city)
    async with city.reads() as session:
        before = await session.scalar(select(func.count()).select_from(Request))

    async def sleep(seconds: float) -> None:
        return None

    await play_live(city, itertools.islice(map(tale, EVERYDAY), 2), speed=3600, sleep=sleep)
    async with city.reads() as session:
        after = await session.scalar(select(func.count()).select_from(Request))
    assert (before, after) == (2 + len(EVERYDAY), 4 + len(EVERYDAY))

"""The sample city's newsletters: a title for each line of the table, and what they have published since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from madang.files.tables import read_table
from madang.rules.calendar import seoul_day
from madang.rules.newsletters import Audience, FileRole, IssueState, Language, Period, TitleStatus
from madang.rules.people import Position
from madang.server.sample.cast import Cast
from madang.server.sample.city import FOLDER
from madang.server.sample.covers import put_file
from madang.server.sample.sources import PLACES, put_source
from madang.server.sample.stage import Story
from madang.text.markdown import render
from models import Employee, Newsletter, NewsletterIssue
from models.base import Subject, uuid7
from resolvers.context import Announcing, Change
from resolvers.newsletters.titles import as_kept
from subscriptions.events import Event, Wording
from subscriptions.newsletter_events import (
    NewsletterCreated,
    NewsletterIssueApproved,
    NewsletterIssueArchived,
    NewsletterIssueDrafted,
    NewsletterIssuePublished,
)

TABLE = FOLDER / "newsletters.csv"
COLUMNS = ("slug", "name", "department", "audience", "period", "topics", "language", "formats")
DAYS = {Period.WEEKLY: 7, Period.BIWEEKLY: 14, Period.MONTHLY: 28, Period.QUARTERLY: 91}
WEEK, WEEKS = timedelta(days=7), 8  # so long they are told
PICTURED, PICTURED_WEEKS = 3, 2  # every third title's issues of the last weeks have covers
DRAFTED = 5  # every fifth title's next issue is being written
STORIES = (
    (
        "{topic}, 이렇게 달라집니다",
        "다음 달부터 **{topic}** 안내가 쉬워집니다. 어디서나 같은 글입니다.",
    ),
    ("{topic} 현장에 다녀왔습니다", "{topic} 일을 하는 사람들을 만났습니다.\n\n> 함께하니 빨라졌습니다."),
    ("{topic} 물음과 답", "1. 언제 합니까? 평일 9시부터입니다.\n2. 어디에 묻습니까? 전화 120입니다."),
    ("{topic} 이달의 일정", "- 첫째 주: 설명회\n- 둘째 주: 의견 듣기\n- 셋째 주: 결과 알림"),
)


@dataclass(slots=True)
class Titled:
    """A title on the sample's way: who writes and who answers for it, and its newest issue."""

    row: Newsletter
    writer: UUID
    head: UUID
    days: int
    first: date
    topics: Sequence[str]
    is_pictured: bool
    numbers: int = 0
    newest: list[UUID] = field(default_factory=list[UUID])

    def due(self) -> date:
        return self.first + timedelta(days=self.days * self.numbers)


async def keep_newsletters(cast: Cast) -> Story:
    """Each week in one change: some hundred issues are written in a moment."""
    titles = await _register(cast)
    yield WEEK
    for week in range(1, WEEKS + 1):
        async with cast.ctx.change() as change:
            day = seoul_day(cast.clock())
            due = [(one, list(_days_until(one, day))) for one in titles]
            await _archive(change, [one for one, days in due if days])
            for one, days in due:
                for issued_on in days:
                    issue = _write(change, one, issued_on)
                    if one.is_pictured and week > WEEKS - PICTURED_WEEKS:
                        await _picture(cast, change, one, issue)
                    _publish(change, one, issue)
            if week == WEEKS:
                for one in titles[::DRAFTED]:
                    _write(change, one, one.due())
        yield WEEK


async def _register(cast: Cast) -> list[Titled]:
    async with cast.ctx.reads() as session:
        found = await session.execute(select(Employee.number, Employee.id))
        people = {number: id for number, id in found}
    administrator = people["demo-admin"]
    lines = read_table(TABLE.read_bytes(), required=COLUMNS)
    async with cast.ctx.change() as change:
        titles: list[Titled] = []
        for place, line in enumerate(lines):
            titles.append(_titled(cast, change, people, place, line.cells))
            row = titles[-1].row
            change.session.add(row)
            created = NewsletterCreated(
                slug=row.slug, name=row.name, department_id=row.department_id, audience=row.audience
            )
            _announce(change, administrator, row, created)
            if place := PLACES.get(row.slug):
                source, told = put_source(change, row.id, place, titles[-1].writer)
                _announce(change, titles[-1].writer, source, *told)
    return titles


def _titled(
    cast: Cast, change: Change, people: dict[str, UUID], place: int, line: Mapping[str, str]
) -> Titled:
    code, period, topics = line["department"], Period(line["period"]), line["topics"].split()
    row = Newsletter(
        id=uuid7(),
        slug=line["slug"],
        name=line["name"],
        department_id=cast.departments[code],
        audience=Audience(line["audience"]),
        period=period,
        topics=as_kept(topics),
        formats=as_kept(line["formats"].split()),
        language=Language(line["language"]),
        status=TitleStatus.ACTIVE,
        created_at=change.now,
        updated_at=change.now,
        version=0,
    )
    head = people[cast.numbers[code, Position.HEAD]]
    writer = cast.numbers.get((code, Position.MEMBER)) or cast.numbers[code, Position.HEAD]
    first = change.today + timedelta(days=place % 28 % DAYS[period] + 1)
    return Titled(
        row=row,
        writer=people[writer],
        head=head,
        days=DAYS[period],
        first=first,
        topics=topics,
        is_pictured=place % PICTURED == 0,
    )


def _days_until(title: Titled, day: date) -> Iterable[date]:
    """The days of the issues that are due by now."""
    due = title.due()
    while due <= day:
        yield due
        due += timedelta(days=title.days)


def _announce(change: Change, person: UUID, row: Subject, *events: Event) -> None:
    """As somebody: the change itself is nobody's."""
    announcing = Announcing(change.now, person)
    for event in events:
        announcing.announce(row, event)
    change.entries += announcing.entries


async def _archive(change: Change, titles: list[Titled]) -> None:
    """What was out before the next issue is."""
    heads = {id: one.head for one in titles for id in one.newest}
    rows = await change.session.scalars(select(NewsletterIssue).where(NewsletterIssue.id.in_(heads)))
    for issue in rows:
        issue.state = IssueState.ARCHIVED
        issue.archived_by_id, issue.archived_at = heads[issue.id], change.now
        archived = NewsletterIssueArchived(newsletter_id=issue.newsletter_id)
        _announce(change, heads[issue.id], issue, archived)
    for one in titles:
        one.newest.clear()


async def _picture(cast: Cast, change: Change, title: Titled, issue: NewsletterIssue) -> None:
    if cast.ctx.storage is not None:  # some are told without files
        for role in (FileRole.COVER, FileRole.ATTACHMENT):
            _announce(change, title.writer, issue, await put_file(change, cast.ctx.storage, issue, role))


def _publish(change: Change, title: Titled, issue: NewsletterIssue) -> None:
    words, of = Wording.of(issue.plain), title.row.id
    approved = NewsletterIssueApproved(newsletter_id=of, text=words)
    _announce(change, title.head, issue, approved, NewsletterIssuePublished(newsletter_id=of, text=words))
    issue.state = IssueState.PUBLISHED
    issue.approved_by_id = issue.published_by_id = title.head
    issue.approved_at = issue.published_at = change.now
    title.newest.append(issue.id)


def _write(change: Change, title: Titled, issued_on: date) -> NewsletterIssue:
    heading, body = _story(title)
    rendered = render(body)
    title.numbers += 1
    issue = NewsletterIssue(
        id=uuid7(),
        newsletter_id=title.row.id,
        number=title.numbers,
        issued_on=issued_on,
        heading=heading,
        audience=title.row.audience,
        body=body,
        html=rendered.html,
        plain=rendered.plain,
        state=IssueState.DRAFT,
        author_id=title.writer,
        created_at=change.now,
        version=0,
    )
    change.session.add(issue)
    drafted = NewsletterIssueDrafted(
        newsletter_id=title.row.id,
        number=issue.number,
        issued_on=issued_on,
        audience=issue.audience,
        text=Wording.of(issue.plain),
    )
    _announce(change, title.writer, issue, drafted)
    return issue


def _story(title: Titled) -> tuple[str, str]:
    """Heading and body of the next issue: two stories, in turn."""
    at = title.numbers + len(title.row.slug)
    topics = title.topics
    told = [STORIES[(at + step) % len(STORIES)] for step in range(2)]
    parts = [
        (heading.format(topic=topic), body.format(topic=topic))
        for (heading, body), topic in zip(told, _in_turn(topics, at), strict=False)
    ]
    body = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in parts)
    return f"{parts[0][0]} (예시)", f"{body}\n\n보기로 만든 글입니다."


def _in_turn(topics: Sequence[str], at: int) -> Iterator[str]:
    while True:
        yield topics[at % len(topics)]
        at += 1

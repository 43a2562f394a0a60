"""Newsletters as pages and feeds tell them: a line for each title and issue, in a few statements, none of
which reads more than is shown. The rule of who sees what stands in each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, select, tuple_, union_all

from madang.rules.newsletters import OUT, Language, Period, TitleFormat, TitleStatus
from models import Department, Newsletter, NewsletterIssue
from models.search import ESCAPE, escaped
from resolvers.access import seen
from resolvers.context import Context
from resolvers.newsletters.titles import as_kept, formats_of, topics_of

EXCERPT = 240
FULL = 100_000  # characters of an issue in a feed of fifty; a longer one is read on its page
MOST_OF_TOPIC = 100  # titles; of a department, too
MOST_TITLES = 1000  # of a city; pages show them a hundred at a time
ISSUE, TITLE = NewsletterIssue, Newsletter
TEXT = case((func.length(ISSUE.html) <= FULL, ISSUE.html), else_="")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """An issue that is out. `html` only where it was asked for."""

    id: UUID
    slug: str
    title: str
    language: Language
    publisher: str
    topics: list[str]
    number: int
    issued_on: date
    heading: str
    excerpt: str
    published_at: datetime | None
    changed_at: datetime
    title_changed_at: datetime
    html: str = ""  # also empty where it is longer than FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleLine:
    id: UUID
    slug: str
    name: str
    publisher: str
    period: Period
    topics: list[str]
    formats: list[TitleFormat]
    language: Language
    status: TitleStatus
    updated_at: datetime
    latest: IssueLine | None = None

    @property
    def changed_at(self) -> datetime:
        return max(self.updated_at, self.latest.changed_at) if self.latest else self.updated_at


Place = tuple[date, UUID]  # of an issue in the order of time


async def newest(
    ctx: Context, count: int, *, titles: Sequence[UUID] | None = None, whole: bool = False
) -> list[IssueLine]:
    """Of all titles or of these, newest first; `whole`: with their texts, as far as they are not too long."""
    html = TEXT if whole else None
    if titles is None:
        wanted = _issues(ctx, html).order_by(ISSUE.issued_on.desc(), ISSUE.id.desc()).limit(count)
        return await _lines(ctx, wanted)
    return await _lines(ctx, _newest_of(ctx, titles, count, html)) if titles else []


async def issues_of(
    ctx: Context, title: UUID, count: int, *, before: Place | None = None, year: int | None = None
) -> list[IssueLine]:
    """Of one title, newest first."""
    wanted = _issues(ctx).where(ISSUE.newsletter_id == title)
    if before is not None:
        wanted = wanted.where(tuple_(ISSUE.issued_on, ISSUE.id) < before)
    if year is not None:
        wanted = wanted.where(ISSUE.issued_on.between(date(year, 1, 1), date(year, 12, 31)))
    return await _lines(ctx, wanted.order_by(ISSUE.issued_on.desc(), ISSUE.id.desc()).limit(count))


async def years_of(ctx: Context, title: UUID) -> list[int]:
    """Those that have an issue, the latest first. Each is a look into an index, not a count."""
    own = select(ISSUE.issued_on).where(ISSUE.newsletter_id == title, out(ctx)).limit(1)
    first = own.order_by(ISSUE.issued_on, ISSUE.id).scalar_subquery()
    last = own.order_by(ISSUE.issued_on.desc(), ISSUE.id.desc()).scalar_subquery()
    async with ctx.reads() as session:
        begin, end = (await session.execute(select(first, last))).one()
        years = range(end.year, begin.year - 1, -1) if begin else ()
        asked = [own.where(ISSUE.issued_on.between(date(year, 1, 1), date(year, 12, 31))) for year in years]
        some = (await session.execute(select(*(one.exists() for one in asked)))).one() if asked else ()
    return [year for year, is_there in zip(years, some, strict=True) if is_there]


async def issue_at(ctx: Context, slug: str, number: int) -> IssueLine | None:
    found = await _lines(ctx, _issues(ctx, ISSUE.html).where(TITLE.slug == slug, ISSUE.number == number))
    return found[0] if found else None


async def of(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, IssueLine]:
    found = await _lines(ctx, _issues(ctx).where(ISSUE.id.in_(ids))) if ids else []
    return {one.id: one for one in found}


async def neighbours(ctx: Context, title: str, place: Place) -> tuple[int | None, int | None]:
    """The numbers of the issues before and after this one, of the same title."""
    here, own = tuple_(ISSUE.issued_on, ISSUE.id), select(ISSUE.number).where(out(ctx))
    own = own.where(ISSUE.newsletter_id == select(TITLE.id).where(TITLE.slug == title).scalar_subquery())
    before = own.where(here < place).order_by(ISSUE.issued_on.desc(), ISSUE.id.desc()).limit(1)
    after = own.where(here > place).order_by(ISSUE.issued_on, ISSUE.id).limit(1)
    async with ctx.reads() as session:
        row = (await session.execute(select(before.scalar_subquery(), after.scalar_subquery()))).one()
    return row[0], row[1]


async def title_at(ctx: Context, slug: str) -> TitleLine | None:
    found = await _titles(ctx, TITLE.slug == slug)
    return found[0] if found else None


async def titles_after(
    ctx: Context,
    count: int,
    *,
    after: tuple[str, UUID] | None = None,
    topic: str | None = None,
    publisher: str | None = None,
) -> list[TitleLine]:
    """By name, each with its newest issue."""
    conditions: list[ColumnElement[bool]] = []
    if after is not None:
        conditions.append(tuple_(TITLE.name, TITLE.id) > after)
    if topic is not None:
        conditions.append(_about(topic))
    if publisher is not None:
        conditions.append(Department.name == publisher)
    return await _titles(ctx, *conditions, count=count)


async def titles_about(ctx: Context, topic: str) -> list[UUID]:
    wanted = select(TITLE.id).where(seen(TITLE, ctx.visitor), _about(topic)).order_by(TITLE.id)
    async with ctx.reads() as session:
        return list(await session.scalars(wanted.limit(MOST_OF_TOPIC)))


async def titles_by(ctx: Context, publisher: str) -> list[UUID]:
    """Of the departments of this name."""
    own = select(Department.id).where(Department.name == publisher)
    wanted = select(TITLE.id).where(seen(TITLE, ctx.visitor), TITLE.department_id.in_(own)).order_by(TITLE.id)
    async with ctx.reads() as session:
        return list(await session.scalars(wanted.limit(MOST_OF_TOPIC)))


async def topics(ctx: Context) -> dict[str, int]:
    """How many titles each topic has, by name."""
    wanted = select(TITLE.topics).where(seen(TITLE, ctx.visitor), TITLE.topics != "").limit(MOST_TITLES)
    counted: dict[str, int] = {}
    async with ctx.reads() as session:
        for kept in await session.scalars(wanted):
            for topic in topics_of(kept):
                counted[topic] = counted.get(topic, 0) + 1
    return dict(sorted(counted.items()))


def out(ctx: Context) -> ColumnElement[bool]:
    """What has been published: drafts are nobody's here, also not their own writers'."""
    return seen(ISSUE, ctx.visitor) & ISSUE.state.in_(OUT)


def changed_at(row: Any) -> datetime:
    """Of an issue: when its readers had something new."""
    return max(filter(None, (row.published_at, row.edited_at, row.created_at)))


def _about(topic: str) -> ColumnElement[bool]:
    return TITLE.topics.contains(escaped(as_kept([topic])), escape=ESCAPE)


def _issues(ctx: Context, html: Any = None) -> Select[Any]:
    columns = (
        ISSUE.id, ISSUE.number, ISSUE.issued_on, ISSUE.heading,
        ISSUE.published_at, ISSUE.edited_at, ISSUE.created_at,
        func.substr(ISSUE.plain, 1, EXCERPT).label("excerpt"),
        TITLE.slug, TITLE.name, TITLE.language, TITLE.topics, TITLE.updated_at,
        Department.name.label("publisher"),
    )  # fmt: skip
    wanted = select(*columns) if html is None else select(*columns, html.label("html"))
    joined: Any = wanted.join(TITLE, TITLE.id == ISSUE.newsletter_id)
    return joined.join(Department, Department.id == TITLE.department_id).where(out(ctx))


def _newest_of(ctx: Context, titles: Sequence[UUID], count: int, html: Any) -> Select[Any]:
    """The newest of each title are found by the index; only those are sorted."""
    place = (ISSUE.issued_on.desc(), ISSUE.id.desc())
    each = (
        select(ISSUE.id).where(ISSUE.newsletter_id == id, out(ctx)).order_by(*place).limit(count).subquery()
        for id in titles
    )
    some = union_all(*(select(one.c.id) for one in each)).subquery()
    return _issues(ctx, html).where(ISSUE.id.in_(select(some.c.id))).order_by(*place).limit(count)


async def _lines(ctx: Context, wanted: Select[Any]) -> list[IssueLine]:
    async with ctx.reads() as session:
        return [_line(row) for row in await session.execute(wanted)]


def _line(row: Row[Any]) -> IssueLine:
    return IssueLine(
        id=row.id,
        slug=row.slug,
        title=row.name,
        language=row.language,
        publisher=row.publisher,
        topics=topics_of(row.topics),
        number=row.number,
        issued_on=row.issued_on,
        heading=row.heading,
        excerpt=" ".join(row.excerpt.split()),
        published_at=row.published_at,
        changed_at=changed_at(row),
        title_changed_at=row.updated_at,
        html=getattr(row, "html", ""),
    )


async def _titles(ctx: Context, *conditions: ColumnElement[bool], count: int = 1) -> list[TitleLine]:
    latest = select(ISSUE.id).where(ISSUE.newsletter_id == TITLE.id, out(ctx)).correlate(TITLE)
    newest_first = latest.order_by(ISSUE.issued_on.desc(), ISSUE.id.desc()).limit(1)
    wanted = (
        select(TITLE, Department.name.label("publisher"), newest_first.scalar_subquery().label("latest"))
        .join(Department, Department.id == TITLE.department_id)
        .where(seen(TITLE, ctx.visitor), *conditions)
        .order_by(TITLE.name, TITLE.id)
        .limit(count)
    )
    async with ctx.reads() as session:
        rows = (await session.execute(wanted)).all()
    issues = await of(ctx, [row.latest for row in rows if row.latest])
    return [_title(row, issues.get(row.latest)) for row in rows]


def _title(row: Any, latest: IssueLine | None) -> TitleLine:
    title: Newsletter = row.Newsletter
    return TitleLine(
        id=title.id,
        slug=title.slug,
        name=title.name,
        publisher=row.publisher,
        period=title.period,
        topics=topics_of(title.topics),
        formats=formats_of(title.formats),
        language=title.language,
        status=title.status,
        updated_at=title.updated_at,
        latest=latest,
    )

"""Where newsletters stand, for those who list every page: little of each, and issues part by part."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import joinedload

from models import Department, Newsletter, NewsletterIssue
from resolvers.access import readable
from resolvers.context import Context
from resolvers.newsletters.lines import MOST_TITLES, Place, changed_at, out
from resolvers.newsletters.titles import topics_of

ISSUE, TITLE = NewsletterIssue, Newsletter
PLACE = (ISSUE.issued_on, ISSUE.id)


class TitlePlace(NamedTuple):
    slug: str
    updated_at: datetime
    topics: list[str]
    publisher: str


class IssuePlace(NamedTuple):
    slug: str
    number: int
    changed_at: datetime


async def every(ctx: Context, size: int) -> list[Place]:
    """Where each part of so many issues begins, in the order of time. Only this statement counts all."""
    numbered = select(*PLACE, func.row_number().over(order_by=PLACE).label("n")).where(out(ctx)).subquery()
    wanted = select(numbered.c.issued_on, numbered.c.id).where((numbered.c.n - 1) % size == 0)
    async with ctx.reads() as session:
        rows = await session.execute(wanted.order_by(numbered.c.issued_on, numbered.c.id))
        return [(row.issued_on, row.id) for row in rows]


async def issues_from(ctx: Context, begin: Place, most: int) -> list[IssuePlace]:
    columns = (TITLE.slug, ISSUE.number, ISSUE.published_at, ISSUE.edited_at, ISSUE.created_at)
    wanted = select(*columns).join(TITLE, TITLE.id == ISSUE.newsletter_id).where(out(ctx))
    wanted = wanted.where(tuple_(*PLACE) >= begin).order_by(*PLACE).limit(most)
    async with ctx.reads() as session:
        return [IssuePlace(row.slug, row.number, changed_at(row)) for row in await session.execute(wanted)]


async def titles(ctx: Context) -> list[TitlePlace]:
    wanted = readable(TITLE, ctx.visitor).options(joinedload(TITLE.department).load_only(Department.name))
    wanted = wanted.order_by(TITLE.slug).limit(MOST_TITLES)
    async with ctx.reads() as session:
        found = await session.scalars(wanted)
        return [
            TitlePlace(one.slug, one.updated_at, topics_of(one.topics), one.department.name) for one in found
        ]


def topics_of_all(titles: Iterable[TitlePlace]) -> list[str]:
    return sorted({topic for title in titles for topic in title.topics})


def publishers_of_all(titles: Iterable[TitlePlace]) -> list[str]:
    return sorted({title.publisher for title in titles})

"""A department's first newsletter for citizens: the title and a first issue to fill in, by one act (N10)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select

from madang.errors import NotFound
from madang.rules.newsletter_starts import first_body, first_heading, slug_of, writes_for_citizens
from madang.rules.newsletters import (
    Audience,
    Language,
    Period,
    StartFacts,
    TitleStatus,
    may_mark_departments,
    may_start,
)
from madang.rules.people import OrganisationKind
from models import Department, Newsletter, NewsletterIssue
from resolvers.clauses import clause
from resolvers.context import Change, Context
from resolvers.facts import Facts
from resolvers.newsletters.issues import IssueContent, draft
from resolvers.newsletters.titles import TitleContent, as_slug, publisher, register
from resolvers.subjects import taken
from resolvers.wording import put
from subscriptions.people_events import DepartmentMarked

MOST_SLUGS = 100  # of one code: nobody begins as often


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """`slug`: made of the department's code if there is none."""

    department_id: UUID
    name: str
    period: Period
    issued_on: date
    topics: tuple[str, ...] = ()
    slug: str | None = None
    id: UUID | None = None


async def start(ctx: Context, given: Start) -> tuple[Newsletter, NewsletterIssue]:
    """The same `id` sent twice begins one newsletter."""
    async with ctx.change() as change:
        department = await publisher(change, given.department_id)
        if known := await _known(ctx, change, given):
            return known
        may_start(ctx.actor, await _facts(change, department)).demand()
        content = TitleContent(
            name=given.name,
            department_id=department.id,
            audience=Audience.CITIZEN,
            period=given.period,
            topics=given.topics,
            language=Language.KO,
            status=TitleStatus.ACTIVE,
        )
        slug = as_slug(given.slug) if given.slug else await _free_slug(change, department.code)
        title = await register(change, department, slug, content, id=given.id)
        first = IssueContent(
            issued_on=given.issued_on,
            heading=first_heading(title.name),
            body=first_body(department.name, given.period),
        )
        return title, await draft(ctx, change, title, first)


async def mark(ctx: Context, id: UUID, meets_citizens: bool | None) -> Department:
    """Whether citizens come there, whatever its kind is; None: as its kind tells."""
    async with ctx.change() as change:
        department = await change.lock(Department, id)
        if department is None:
            raise NotFound("없는 부서입니다.", field=("id",))
        may_mark_departments(ctx.actor).demand()
        if put(department, {"meets_citizens": meets_citizens}):
            change.announce(department, DepartmentMarked(meets_citizens=meets_citizens))
    return department


async def _known(ctx: Context, change: Change, given: Start) -> tuple[Newsletter, NewsletterIssue] | None:
    title = given.id and await change.session.get(Newsletter, given.id)
    if not title:
        return None
    first = select(NewsletterIssue).where(
        NewsletterIssue.newsletter_id == title.id, NewsletterIssue.author_id == ctx.actor.id
    )
    issue = await change.session.scalar(first.order_by(NewsletterIssue.number).limit(1))
    if issue is None or title.department_id != given.department_id:
        raise taken()
    return title, issue


async def _free_slug(change: Change, code: str) -> str:
    """The first that is free of ao-13, ao-13-2, ao-13-3 …"""
    wanted = slug_of(code)
    asked = [wanted, *(f"{wanted}-{number}" for number in range(2, MOST_SLUGS))]
    used = set(await change.session.scalars(select(Newsletter.slug).where(Newsletter.slug.in_(asked))))
    free = next((one for one in asked if one not in used), None)
    if free is None:
        raise NotFound("쓸 수 있는 주소 이름을 찾지 못했습니다. 직접 적어 주십시오.", field=("input", "slug"))
    return as_slug(free)


async def _facts(change: Change, department: Department) -> StartFacts:
    has_newsletter = await change.session.scalar(select(_has_newsletter(department)))
    return StartFacts(
        department_id=department.id,
        kind=department.kind,
        parent_id=department.parent_id,
        has_newsletter=bool(has_newsletter),
    )


def _has_newsletter(department: Any) -> ColumnElement[bool]:
    own = Newsletter.department_id == department.id
    return exists().where(own, clause(writes_for_citizens(), Newsletter)).correlate_except(Newsletter)


def _start_facts(
    ctx: Context, id: UUID, kind: OrganisationKind, parent_id: UUID | None, has_newsletter: bool
) -> StartFacts:
    return StartFacts(department_id=id, kind=kind, parent_id=parent_id, has_newsletter=bool(has_newsletter))


# What decides who may begin a department's first newsletter.
start_facts = Facts(Department, ("id", "kind", "parent_id", _has_newsletter), _start_facts)

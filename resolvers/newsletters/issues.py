"""Issues of newsletters: written by the publisher's people, put out by its head, then archived."""

from asyncio import to_thread
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm.attributes import set_committed_value

from madang.errors import Conflict, Invalid, NotFound, Reason
from madang.rules.newsletters import (
    Audience,
    IssueAct,
    IssueFacts,
    IssueFormat,
    IssueState,
    may_write,
    permission,
    within,
)
from madang.text.grammar import MOST_CHARACTERS
from madang.text.markdown import render
from madang.text.normal import line, text
from models import Newsletter, NewsletterIssue
from models.base import uuid7
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.newsletters.titles import facts_of, facts_with_title, locked_title
from resolvers.subjects import expect_version, taken
from resolvers.wording import put
from subscriptions import log
from subscriptions.events import Wording
from subscriptions.newsletter_events import (
    NewsletterIssueApproved,
    NewsletterIssueArchived,
    NewsletterIssueDrafted,
    NewsletterIssueEdited,
    NewsletterIssueNarrowed,
    NewsletterIssuePublished,
)

MOST_HEADING, MOST_NUMBER = 200, 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueContent:
    """None leaves a field as it is; a new issue has the next number and its title's audience by default."""

    number: int | None = None
    issued_on: date | None = None
    heading: str | None = None
    body: str | None = None
    audience: Audience | None = None


async def create(
    ctx: Context, newsletter_id: UUID, content: IssueContent, *, id: UUID | None = None
) -> NewsletterIssue:
    """`content` has heading, body and day. The same `id` sent twice makes one issue."""
    async with ctx.change() as change:
        title = await locked_title(ctx, change, newsletter_id, ("input", "newsletterId"))
        if id is not None and (known := await _made_before(ctx, change, title, id)):
            return known
        may_write(ctx.actor, facts_of(title)).demand()
        return await draft(ctx, change, title, content, id=id)


async def draft(
    ctx: Context, change: Change, title: Newsletter, content: IssueContent, *, id: UUID | None = None
) -> NewsletterIssue:
    """A new issue of a title that is held."""
    issue = NewsletterIssue(
        id=id or uuid7(),
        newsletter_id=title.id,
        number=await next_number(change, title),
        audience=title.audience,
        state=IssueState.DRAFT,
        author_id=ctx.actor.id,
        created_at=change.now,
        version=0,
    )
    set_committed_value(issue, "newsletter", title)
    put(issue, await _values(change, issue, content))
    change.session.add(issue)
    drafted = NewsletterIssueDrafted(
        newsletter_id=title.id,
        number=issue.number,
        issued_on=issue.issued_on,
        audience=issue.audience,
        text=Wording.of(issue.plain),
    )
    change.announce(issue, drafted)
    return issue


async def update(
    ctx: Context, id: UUID, content: IssueContent, *, version: int | None = None
) -> NewsletterIssue:
    """Change what is given. What was approved is a draft again: nobody has approved what it says now."""
    async with ctx.change() as change:
        issue = await held_issue(ctx, change, IssueAct.UPDATE, id, version)
        changed = put(issue, await _values(change, issue, content))
        if changed:
            edited_now(ctx, change, issue)
            fields = tuple(name for name in changed if name not in ("html", "plain", "format"))
            edited = NewsletterIssueEdited(
                newsletter_id=issue.newsletter_id,
                fields=fields,
                audience=issue.audience,
                text=Wording.of(issue.plain),
            )
            change.announce(issue, edited)
    return issue


def edited_now(ctx: Context, change: Change, issue: NewsletterIssue) -> None:
    """What was approved is a draft again, and goes out at no time; a changed original has been looked at."""
    issue.state, issue.approved_by_id, issue.approved_at = IssueState.DRAFT, None, None
    take_off_schedule(issue)
    issue.edited_by_id, issue.edited_at, issue.source_changed_at = ctx.actor.id, change.now, None


async def approve(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterIssue:
    async with ctx.change() as change:
        issue = await held_issue(ctx, change, IssueAct.APPROVE, id, version)
        issue.state = IssueState.APPROVED
        issue.approved_by_id, issue.approved_at = ctx.actor.id, change.now
        words = Wording.of(issue.plain)
        change.announce(issue, NewsletterIssueApproved(newsletter_id=issue.newsletter_id, text=words))
    return issue


async def publish(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterIssue:
    """From now on its audience reads it, and nothing of it changes any more."""
    async with ctx.change() as change:
        issue = await held_issue(ctx, change, IssueAct.PUBLISH, id, version)
        put_out(change, issue, by=ctx.actor.id)
    return issue


def put_out(change: Change, issue: NewsletterIssue, *, by: UUID | None) -> None:
    """An issue that is held and may go out."""
    issue.state = IssueState.PUBLISHED
    issue.published_by_id, issue.published_at = by, change.now
    take_off_schedule(issue)
    words = Wording.of(issue.plain)
    change.announce(issue, NewsletterIssuePublished(newsletter_id=issue.newsletter_id, text=words))


def take_off_schedule(issue: NewsletterIssue, problem: str | None = None) -> None:
    issue.publish_at, issue.scheduled_by_id, issue.schedule_problem = None, None, problem


async def archive(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterIssue:
    """It stays to be read, among the past ones."""
    async with ctx.change() as change:
        issue = await held_issue(ctx, change, IssueAct.ARCHIVE, id, version)
        issue.state = IssueState.ARCHIVED
        issue.archived_by_id, issue.archived_at = ctx.actor.id, change.now
        change.announce(issue, NewsletterIssueArchived(newsletter_id=issue.newsletter_id))
    return issue


async def narrow(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterIssue:
    """From now on only staff read it. There is no way back: who has read it as internal writes freely."""
    async with ctx.change() as change:
        issue = await held_issue(ctx, change, IssueAct.NARROW, id, version)
        issue.audience = Audience.STAFF
        change.announce(issue, NewsletterIssueNarrowed(newsletter_id=issue.newsletter_id))
    return issue


async def preview(body: str) -> str:
    """As its readers will see it. A long one takes tens of milliseconds: others are answered meanwhile."""
    return (await to_thread(render, text(body, field=("body",), most=MOST_CHARACTERS))).html


# What decides what may be done with an issue.
issue_facts = facts_with_title(NewsletterIssue, ("state", "audience", "publish_at"), IssueFacts)


async def held_issue(
    ctx: Context, change: Change, act: IssueAct, id: UUID, version: int | None
) -> NewsletterIssue:
    """The issue and before it its title, locked, the act allowed. Raises NotFound for what is not seen."""
    visible = select(NewsletterIssue.newsletter_id).where(
        NewsletterIssue.id == id, seen(NewsletterIssue, ctx.actor)
    )
    title_id = await change.session.scalar(visible)
    title = await locked_title(ctx, change, title_id) if title_id else None
    issue = await change.lock(NewsletterIssue, id) if title else None
    if title is None or issue is None:
        raise NotFound("호를 찾을 수 없습니다. 아직 펴내지 않은 다른 부서의 호일 수 있습니다.", field=("id",))
    expect_version(issue.version, version)
    set_committed_value(issue, "newsletter", title)
    permission(act, ctx.actor, facts_of_issue(issue, title)).demand()
    return issue


def facts_of_issue(issue: NewsletterIssue, title: Newsletter) -> IssueFacts:
    return IssueFacts(
        state=issue.state,
        audience=issue.audience,
        publish_at=issue.publish_at,
        title=facts_of(title),
    )


async def _values(change: Change, issue: NewsletterIssue, content: IssueContent) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if content.number is not None:
        values["number"] = await _free_number(change, issue, content.number)
    if content.audience is not None:
        values["audience"] = _readers(issue.newsletter, content.audience)
    if content.issued_on is not None:
        values["issued_on"] = content.issued_on
    if content.heading is not None:
        values["heading"] = line(content.heading, field=("input", "heading"), most=MOST_HEADING)
    if content.body is not None:
        values |= _worded(issue, text(content.body, field=("input", "body"), most=MOST_CHARACTERS, least=1))
    return values


def _worded(issue: NewsletterIssue, body: str) -> dict[str, Any]:
    """What was taken from elsewhere keeps its form until somebody writes another text."""
    if issue.format is IssueFormat.HTML and body == issue.body:
        return {}
    rendered = render(body)
    return {"format": IssueFormat.MARKDOWN, "body": body, "html": rendered.html, "plain": rendered.plain}


async def next_number(change: Change, title: Newsletter) -> int:
    """The title is locked: no other issue takes it meanwhile."""
    highest = select(func.max(NewsletterIssue.number)).where(NewsletterIssue.newsletter_id == title.id)
    return (await change.session.scalar(highest) or 0) + 1


async def _free_number(change: Change, issue: NewsletterIssue, number: int) -> int:
    field = ("input", "number")
    if not 1 <= number <= MOST_NUMBER:
        raise Invalid(f"1부터 {MOST_NUMBER:,}까지입니다.", field=field, reason=Reason.OUT_OF_RANGE)
    row = NewsletterIssue
    used = exists().where(row.newsletter_id == issue.newsletter_id, row.number == number, row.id != issue.id)
    if await change.session.scalar(select(used)):
        raise Conflict("이 소식지에 같은 번호의 호가 있습니다.", field=field, reason=Reason.DUPLICATE)
    return number


def _readers(title: Newsletter, audience: Audience) -> Audience:
    if within(title.audience, audience):
        return audience
    message = "직원용 소식지의 호는 시민에게 보일 수 없습니다. 시민용 소식지에 쓰십시오."
    raise Invalid(message, field=("input", "audience"), reason=Reason.OUT_OF_RANGE)


async def _made_before(ctx: Context, change: Change, title: Newsletter, id: UUID) -> NewsletterIssue | None:
    """Raises Conflict for somebody else's, for another title's, and for one that was discarded."""
    known = await change.session.get(NewsletterIssue, id)
    kind = NewsletterIssue.subject_kind
    if known is None and not await log.history(change.session, subject_kind=kind, subject_id=id, limit=1):
        return None
    if known is None or (known.author_id, known.newsletter_id) != (ctx.actor.id, title.id):
        raise taken()
    return known

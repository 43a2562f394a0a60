"""Issues that go out by themselves at their time: once, whoever looks and how often."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from madang.errors import Invalid, Reason
from madang.rules.newsletters import MOST_AHEAD, IssueAct, timely
from models import Newsletter, NewsletterIssue
from resolvers.context import Change, Context
from resolvers.newsletters.issues import facts_of_issue, held_issue, put_out, take_off_schedule
from subscriptions.newsletter_events import NewsletterIssueScheduled, NewsletterIssueUnscheduled


async def schedule(ctx: Context, id: UUID, at: datetime, *, version: int | None = None) -> NewsletterIssue:
    """From then on its audience reads it. Who schedules again chooses another time."""
    async with ctx.change() as change:
        issue = await held_issue(ctx, change, IssueAct.SCHEDULE, id, version)
        _demand_soon(at, change.now)
        if issue.publish_at != at:
            issue.publish_at, issue.scheduled_by_id, issue.schedule_problem = at, ctx.actor.id, None
            of = issue.newsletter_id
            change.announce(issue, NewsletterIssueScheduled(newsletter_id=of, publish_at=at))
    return issue


async def unschedule(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterIssue:
    """It stays approved, and goes out when somebody publishes it."""
    async with ctx.change() as change:
        issue = await held_issue(ctx, change, IssueAct.UNSCHEDULE, id, version)
        take_off_schedule(issue)
        change.announce(issue, NewsletterIssueUnscheduled(newsletter_id=issue.newsletter_id))
    return issue


async def publish_due(ctx: Context, *, batch: int = 20) -> int:
    """Put out every issue whose time has come, `batch` a transaction. Returns how many have gone out.

    Any number of processes may do this at once. What somebody holds is left for the next time. An issue that
    cannot go out is taken off the schedule, and says why.
    """
    published = 0
    while due := await _due(ctx, batch):
        async with ctx.change() as change:
            held = await _held(change, due)
            published += sum(_settle(change, issue, title) for issue, title in held)
        if not held:
            break
    return published


async def _due(ctx: Context, batch: int) -> dict[UUID, UUID]:
    """Issues with their titles. Asked before the right to write is: most times there is nothing to do."""
    row = NewsletterIssue
    found = select(row.id, row.newsletter_id).where(row.publish_at <= ctx.clock())
    async with ctx.reads() as session:
        rows = await session.execute(found.order_by(row.publish_at, row.id).limit(batch))
        return {id: title_id for id, title_id in rows}


async def _held(change: Change, due: dict[UUID, UUID]) -> list[tuple[NewsletterIssue, Newsletter]]:
    """Titles before their issues, as everybody who acts on an issue does, and what is still due of them."""
    titles = {title.id: title for title in await _held_titles(change, set(due.values()))}
    row = NewsletterIssue
    still = select(row).where(row.id.in_(due), row.newsletter_id.in_(titles), row.publish_at <= change.now)
    issues: Sequence[NewsletterIssue] = (
        await change.session.scalars(still.order_by(row.id).with_for_update(skip_locked=True, key_share=True))
    ).all()
    return [(issue, titles[issue.newsletter_id]) for issue in issues]


async def _held_titles(change: Change, ids: Collection[UUID]) -> Sequence[Newsletter]:
    wanted = select(Newsletter).where(Newsletter.id.in_(ids)).options(joinedload(Newsletter.department))
    locked = wanted.order_by(Newsletter.id).with_for_update(of=Newsletter, skip_locked=True, key_share=True)
    return (await change.session.scalars(locked)).all()


def _settle(change: Change, issue: NewsletterIssue, title: Newsletter) -> bool:
    """Whether it has gone out: by the city, in the name of who scheduled it."""
    possible = timely(IssueAct.PUBLISH, facts_of_issue(issue, title))
    if possible.allowed:
        put_out(change, issue, by=issue.scheduled_by_id)
        return True
    take_off_schedule(issue, possible.explanation)
    told = NewsletterIssueUnscheduled(newsletter_id=title.id, problem=possible.explanation)
    change.announce(issue, told)
    return False


def _demand_soon(at: datetime, now: datetime) -> None:
    if not now < at <= now + MOST_AHEAD:
        message = f"지금부터 {MOST_AHEAD.days}일 안의 때를 적어 주십시오."
        raise Invalid(message, field=("at",), reason=Reason.OUT_OF_RANGE)

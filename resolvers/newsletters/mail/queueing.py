"""From the log into the outbox: what has gone out is queued for everybody who wants it, once."""

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, literal, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.newsletter_mail import LATEST, Frequency, MailKind, MailState, digest_due, edition
from madang.rules.newsletters import OUT
from models import (
    Newsletter,
    NewsletterIssue,
    NewsletterMail,
    NewsletterMailItem,
    NewsletterOutbox,
    NewsletterSubscriber,
    NewsletterSubscription,
)
from models.engine import inserting
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.newsletters.mail.outbox import held
from resolvers.newsletters.mail.wishes import wants
from subscriptions import log
from subscriptions.events import Record
from subscriptions.newsletter_events import NewsletterIssuePublished

BATCH = 500  # lines of the log a transaction, and one issue


async def follow(ctx: Context, token: int) -> int:
    """Queue one issue that has been published since, if any. Returns how many lines have been read.

    Only `NewsletterIssuePublished` is news: what is taken over from elsewhere has been read before. Raises
    LeaseLost.
    """
    if not await _is_behind(ctx):
        return 0
    async with ctx.change() as change:
        box = await held(change.session, token=token)
        lines = await log.read(change.session, after=box.position, limit=BATCH)
        for line in lines:
            box.position = line.position
            if isinstance(line.event, NewsletterIssuePublished):
                await _queue(change, line)
                break
        if not lines:
            box.position = min(box.position, await log.head(change.session))  # of a log that was put back
    return len(lines)


async def _is_behind(ctx: Context) -> bool:
    """Asked before the right to write is."""
    async with ctx.reads() as session:
        position = await session.scalar(select(NewsletterOutbox.position))
        return position != await log.head(session)


async def _queue(change: Change, line: Record) -> None:
    """After an outage of days an issue is no news any more; whoever subscribed behind it does not get it."""
    if line.occurred_at < change.now - LATEST:
        return
    citizens, staff = await _readers(change.session, line.subject_id)
    if not staff:
        return
    everybody = _everybody(line.subject_id, line.occurred_at, citizens_too=citizens)
    into = partial(inserting, change.session)
    due, named = _editions(line.subject_id, change.now)
    row = NewsletterMail
    mails = everybody.with_only_columns(
        literal(MailKind.ISSUES, row.kind.type), NewsletterSubscriber.id, named,
        literal(MailState.WAITING, row.state.type), due, due, literal(0),
    )  # fmt: skip
    columns = ["kind", "subscriber_id", "edition", "state", "due_at", "next_at", "attempts"]
    await change.session.execute(into(row).from_select(columns, mails).on_conflict_do_nothing())
    mail = and_(
        row.subscriber_id == NewsletterSubscriber.id, row.edition == named, row.state == MailState.WAITING
    )
    items = everybody.join(row, mail).with_only_columns(
        NewsletterSubscriber.id, literal(line.subject_id, NewsletterMailItem.issue_id.type), row.id
    )
    columns = ["subscriber_id", "issue_id", "mail_id"]
    await change.session.execute(
        into(NewsletterMailItem).from_select(columns, items).on_conflict_do_nothing()
    )


async def _readers(session: AsyncSession, issue_id: UUID) -> tuple[bool, bool]:
    """Whether citizens see it now, and whether it is out at all: which staff do is asked when it is sent."""
    own = select(NewsletterIssue.id).where(NewsletterIssue.id == issue_id, NewsletterIssue.state.in_(OUT))
    citizens = own.where(seen(NewsletterIssue, None)).exists()
    row = (await session.execute(select(citizens, own.exists()))).one()
    return row[0], row[1]


def _everybody(issue_id: UUID, at: datetime, *, citizens_too: bool) -> Select[UUID]:
    subscriber = NewsletterSubscriber
    its_title = select(NewsletterIssue.newsletter_id).where(NewsletterIssue.id == issue_id).scalar_subquery()
    wanted = exists().where(
        NewsletterSubscription.subscriber_id == subscriber.id, Newsletter.id == its_title, wants()
    )
    told = true() if citizens_too else subscriber.employee_id.is_not(None)
    return select(subscriber.id).where(wanted, told, subscriber.created_at <= at)


def _editions(issue_id: UUID, now: datetime) -> tuple[ColumnElement[datetime], ColumnElement[str]]:
    """When each subscriber's mail is due, and which it is."""
    due = {frequency: digest_due(frequency, now) for frequency in Frequency}
    kind = NewsletterMail.due_at.type
    dues = {frequency: literal(moment, kind) for frequency, moment in due.items()}
    names = {frequency: literal(edition(frequency, issue_id, moment)) for frequency, moment in due.items()}
    frequency = NewsletterSubscriber.frequency
    return case(dues, value=frequency), case(names, value=frequency)

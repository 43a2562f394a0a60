"""Drafts that are thrown away: their rows and files go, the log keeps that they were.

What was taken from elsewhere is remembered, so that no source brings it back (resolvers.newsletters.intake).
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select

from madang.rules.newsletters import IssueAct, IssueFormat
from models import NewsletterDiscard, NewsletterFile, NewsletterIssue
from resolvers.attachments import storage_of
from resolvers.context import Change, Context
from resolvers.newsletters.intake.arrivals import digest_of
from resolvers.newsletters.issues import held_issue
from subscriptions.newsletter_events import NewsletterIssueDiscarded


async def discard(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterIssue:
    """Nothing that is or was out. Bytes go behind the rows: what is left in between, the sweep finds."""
    async with ctx.change() as change:
        issue = await held_issue(ctx, change, IssueAct.DISCARD, id, version)
        keys = await _keys(change, id)
        storage = storage_of(ctx) if keys else None
        _remember(change, issue)
        discarded = NewsletterIssueDiscarded(
            newsletter_id=issue.newsletter_id, number=issue.number, audience=issue.audience, files=len(keys)
        )
        change.announce(issue, discarded)
        await change.session.flush()
        await change.session.delete(issue)
    if storage is not None:
        for key in set(keys):
            await storage.delete(key)
    return issue


def said_digest(day: date, heading: str, plain: str) -> str:
    """What says the same on the same day is the same, whichever way it comes."""
    return digest_of(f"{day}\0{heading}\0{plain}")


async def _keys(change: Change, issue_id: UUID) -> Collection[str]:
    row = NewsletterFile
    wanted = select(row.storage_key).where(row.issue_id == issue_id, row.removed_at.is_(None))
    return (await change.session.scalars(wanted)).all()


def _remember(change: Change, issue: NewsletterIssue) -> None:
    if issue.source_digest is None:
        return
    is_as_it_came = issue.format is IssueFormat.HTML and bool(issue.plain)
    said = said_digest(issue.issued_on, issue.heading, issue.plain) if is_as_it_came else None
    discarded = NewsletterDiscard(
        newsletter_id=issue.newsletter_id,
        source_digest=issue.source_digest,
        said_digest=said,
        discarded_at=change.now,
    )
    change.session.add(discarded)

"""Posts that say something else than when they were taken.

A draft that no person has touched follows its original. Whatever a person has worked on, approved or put out
stays as it is, and is marked: whoever looks after it decides.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from madang.rules.newsletters import IssueState
from models import Newsletter, NewsletterIssue, NewsletterSource
from resolvers.context import Change, Context
from resolvers.newsletters.intake.arrivals import Arrival, Imported, imported
from resolvers.wording import put
from subscriptions.events import Wording
from subscriptions.newsletter_events import NewsletterIssueSourceChanged


async def changed_since(ctx: Context, source_id: UUID, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Those that are issues from this source, and were worded otherwise."""
    row, by_digest = NewsletterIssue, {one.digest: one for one in arrivals}
    wanted = select(row.source_digest, row.source_wording)
    wanted = wanted.where(row.source_id == source_id, row.source_digest.in_(by_digest))
    async with ctx.reads() as session:
        known = (await session.execute(wanted)).all()
    return [by_digest[digest] for digest, wording in known if digest and by_digest[digest].wording != wording]


async def revise(ctx: Context, source: NewsletterSource, arrivals: Sequence[Arrival]) -> None:
    """In one transaction: some tens at a time. Pictures in the text are told by their words."""
    bare = {one.digest: replace(one, taken=replace(one.taken, pictures=())) for one in arrivals}
    prepared = await asyncio.to_thread(lambda: {digest: imported(one) for digest, one in bare.items()})
    row = NewsletterIssue
    wanted = select(row).where(row.source_id == source.id, row.source_digest.in_(prepared)).order_by(row.id)
    async with ctx.change() as change:
        await change.lock(Newsletter, source.newsletter_id)
        for issue in await change.session.scalars(wanted.with_for_update(key_share=True)):
            one = prepared[issue.source_digest or ""]
            if issue.source_wording != one.wording:  # or another process was faster
                _revise(change, issue, one)


def _revise(change: Change, issue: NewsletterIssue, one: Imported) -> None:
    is_untouched = issue.state is IssueState.DRAFT and issue.version == issue.source_version
    issue.source_wording = one.wording
    if is_untouched:
        put(issue, _said(one))
    else:
        issue.source_changed_at = change.now
    told = NewsletterIssueSourceChanged(
        newsletter_id=issue.newsletter_id,
        is_applied=is_untouched,
        wording=one.wording,
        text=Wording.of(issue.plain),
    )
    change.announce(issue, told)
    if is_untouched:
        issue.source_version = issue.version


def _said(one: Imported) -> dict[str, Any]:
    return {"heading": one.heading, "body": one.plain, "html": one.html, "plain": one.plain}

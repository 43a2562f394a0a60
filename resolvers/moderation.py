"""Comments that should not be read: reported by anybody, hidden and restored by administrators."""

from uuid import UUID

from sqlalchemy import select

from madang.rules.comments import MOST_REASON, CommentAct
from madang.text.normal import line
from models import CommentReport
from resolvers.comment_facts import acting
from resolvers.comments import Commented
from resolvers.context import Context
from resolvers.listings import Listing, Order
from subscriptions.comment_events import CommentHidden, CommentReported, CommentRestored

REASON = ("reason",)


def reports() -> Listing:
    """The newest first."""
    return Listing(model=CommentReport, order=(Order("created_at", descending=True),))


def reports_of_comment() -> Listing:
    return Listing(model=CommentReport, order=(Order("created_at", descending=True),), parent="comment_id")


async def report(ctx: Context, id: UUID, *, reason: str) -> Commented:
    """Once a person and comment: the first reason stands."""
    reason = line(reason, field=REASON, most=MOST_REASON)
    async with acting(ctx, id, CommentAct.REPORT) as held:
        same = (CommentReport.comment_id == id) & (CommentReport.reporter_id == ctx.actor.id)
        if await held.change.session.scalar(select(CommentReport.id).where(same)) is None:
            held.change.session.add(
                CommentReport(
                    comment_id=id, reporter_id=ctx.actor.id, reason=reason, created_at=held.change.now
                )
            )
            held.announce_beside(CommentReported(comment_id=id, reason=reason))
    return Commented(comment=held.comment, version=held.request.version)


async def hide(ctx: Context, id: UUID, *, reason: str, version: int | None = None) -> Commented:
    """Its text is left to its author and to administrators; everybody reads the reason."""
    reason = line(reason, field=REASON, most=MOST_REASON)
    async with acting(ctx, id, CommentAct.HIDE, version=version) as held:
        held.comment.hidden_at, held.comment.hidden_reason = held.change.now, reason
        held.announce(CommentHidden(comment_id=id, reason=reason))
    return Commented(comment=held.comment, version=held.request.version)


async def restore(ctx: Context, id: UUID, *, version: int | None = None) -> Commented:
    async with acting(ctx, id, CommentAct.RESTORE, version=version) as held:
        held.comment.hidden_at = held.comment.hidden_reason = None
        held.announce(CommentRestored(comment_id=id))
    return Commented(comment=held.comment, version=held.request.version)

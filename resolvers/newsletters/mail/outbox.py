"""The outbox of newsletters: one process at a time fills and empties it, under a lease with a fencing token.

Everything that decides what goes out (queueing, handing over, changing what is wanted) holds the outbox's one
row: it happens one after the other. What the sender does is done only while its lease is the newest.
"""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.newsletter_mail import LATEST, MailKind, MailState, Outcome, Verdict, next_try
from models import NewsletterMail, NewsletterOutbox, NewsletterSubscriber
from models.engine import inserting
from models.newsletter_mail import THE_OUTBOX
from resolvers.context import Change, Context
from resolvers.leases import fence, take
from resolvers.newsletters.mail.leaving import refused
from subscriptions import log

WORK = "newsletter mail"


async def take_lease(ctx: Context, *, holder: UUID, duration: timedelta) -> int | None:
    """The new token, or None while somebody else holds the lease.

    Of mails that an earlier holder was handing over, nobody knows any more whether they were accepted.
    """
    async with ctx.change() as change:
        session = change.session
        await _ensure(session)
        token = await take(session, WORK, holder=holder, duration=duration)
        if token is not None:
            lost = update(NewsletterMail).where(NewsletterMail.state == MailState.HANDED)
            await session.execute(lost.values(state=MailState.UNKNOWN, done_at=change.now))
    return token


async def held(session: AsyncSession, *, token: int | None = None) -> NewsletterOutbox:
    """The outbox's row until the end of the change. Raises LeaseLost for another token than the newest."""
    box = await session.scalar(_the_box())
    if box is None:
        await _ensure(session)
        box = (await session.execute(_the_box())).scalar_one()
    if token is not None:
        await fence(session, WORK, token=token)
    return box


async def next_mail(ctx: Context) -> NewsletterMail | None:
    """The one whose turn it is; questions for confirmation, for which somebody waits, come first."""
    mail = NewsletterMail
    due = select(mail).where(mail.state == MailState.WAITING, mail.next_at <= ctx.clock())
    async with ctx.reads() as session:
        return await session.scalar(due.order_by(mail.kind, mail.next_at, mail.id).limit(1))


async def settle(ctx: Context, mail: NewsletterMail, token: int, verdict: Verdict) -> None:
    """Write down what became of a mail that the holder of `token` has tried.

    A word that comes late, after somebody else has taken the lease, is better than none.
    """
    if verdict.outcome is Outcome.LEFT:
        return
    async with ctx.change() as change:
        row = NewsletterMail
        ours = and_(row.state.in_((MailState.HANDED, MailState.UNKNOWN)), row.token == token)
        may = update(row).where(row.id == mail.id, or_(row.state == MailState.WAITING, ours))
        values = _after(mail, verdict, change.now)
        if await change.session.scalar(may.values(**values).returning(row.id)) is not None:
            await _remember(change, mail, verdict)


async def skip(ctx: Context, mail: NewsletterMail) -> None:
    """Nothing of it is to be sent any more."""
    async with ctx.change() as change:
        row = NewsletterMail
        skipped = update(row).where(row.id == mail.id, row.state == MailState.WAITING)
        await change.session.execute(skipped.values(state=MailState.SKIPPED, done_at=change.now))


async def retry(ctx: Context, *, unknown: bool, since: datetime) -> int:
    """Try what has failed since then once more, as if it were due now; returns how many mails that are.

    `unknown`: also what may have been accepted, and may then be there twice.
    """
    states = [MailState.FAILED, *([MailState.UNKNOWN] if unknown else [])]
    async with ctx.change() as change:
        await held(change.session)
        row, now = NewsletterMail, change.now
        again = update(row).where(row.state.in_(states), row.done_at >= since)
        values = {"due_at": now, "next_at": now, "attempts": 0, "done_at": None, "handed_at": None}
        tried = await change.session.execute(again.values(state=MailState.WAITING, **values))
    return cast(Any, tried).rowcount


def _after(mail: NewsletterMail, verdict: Verdict, now: datetime) -> dict[str, Any]:
    attempts, again = mail.attempts + 1, next_try(mail.attempts + 1, now)
    done = {"code": verdict.code, "attempts": attempts, "done_at": now}
    match verdict.outcome:
        case Outcome.ACCEPTED:
            return done | {"state": MailState.SENT}
        case Outcome.UNKNOWN:
            return done | {"state": MailState.UNKNOWN}
        case Outcome.NO_SUCH_ADDRESS | Outcome.REFUSED:
            return done | {"state": MailState.FAILED}
        case Outcome.LATER if again > mail.due_at + LATEST:
            return done | {"state": MailState.FAILED}
        case Outcome.LATER:
            return done | {"state": MailState.WAITING, "done_at": None, "handed_at": None, "next_at": again}
        case Outcome.UNREACHABLE | Outcome.LEFT:  # no fault of the mail: its turn comes again
            return {"state": MailState.WAITING, "code": verdict.code, "handed_at": None}


async def _remember(change: Change, mail: NewsletterMail, verdict: Verdict) -> None:
    """Of an address: refused for good again, or accepted after all. Questions are asked of strangers."""
    if mail.kind is MailKind.CONFIRMATION or mail.subscriber_id is None:
        return
    if verdict.outcome is Outcome.NO_SUCH_ADDRESS:
        await refused(change, mail.subscriber_id)
    elif verdict.outcome is Outcome.ACCEPTED:
        row = NewsletterSubscriber
        cleared = update(row).where(row.id == mail.subscriber_id, row.refusals > 0).values(refusals=0)
        await change.session.execute(cleared)


def _the_box() -> Any:
    return select(NewsletterOutbox).where(NewsletterOutbox.id == THE_OUTBOX).with_for_update(key_share=True)


async def _ensure(session: AsyncSession) -> None:
    """A city that begins to send mail does not send its past."""
    empty = inserting(session, NewsletterOutbox).values(id=THE_OUTBOX, position=await log.head(session))
    await session.execute(empty.on_conflict_do_nothing())

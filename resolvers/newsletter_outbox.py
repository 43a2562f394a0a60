"""The outbox of newsletters: one process at a time fills and empties it, under a lease with a fencing token.

Everything that decides what goes out (queueing, handing over, changing what is wanted) holds the outbox's one
row: it happens one after the other, and only while the lease is newest.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.newsletter_mail import LATEST, MailKind, MailState, Outcome, Verdict, next_try
from models import NewsletterMail, NewsletterOutbox, NewsletterSubscriber
from models.engine import dialect_of, inserting
from models.newsletter_mail import THE_OUTBOX
from resolvers.context import Change, Context
from resolvers.newsletter_leaving import refused
from subscriptions import log

NOW = timedelta()


class LeaseLost(Exception):
    """Another process fills and empties the outbox now."""


async def take_lease(ctx: Context, *, holder: UUID, duration: timedelta) -> int | None:
    """The new token, or None while somebody else holds the lease.

    Of mails that an earlier holder was handing over, nobody knows any more whether they were accepted.
    """
    async with ctx.change() as change:
        session = change.session
        await _ensure(session)
        box = NewsletterOutbox
        free = or_(box.holder.is_(None), box.lease_until < _in(session, NOW), box.holder == holder)
        until = _in(session, duration)
        taken = update(box).where(free).values(holder=holder, token=box.token + 1, lease_until=until)
        token = await session.scalar(taken.returning(box.token))
        if token is not None:
            lost = update(NewsletterMail).where(NewsletterMail.state == MailState.HANDED)
            await session.execute(lost.values(state=MailState.UNKNOWN, done_at=change.now))
    return token


async def renew_lease(ctx: Context, *, token: int, duration: timedelta) -> None:
    """Raises LeaseLost."""
    async with ctx.change() as change:
        box = NewsletterOutbox
        longer = update(box).where(box.token == token).values(lease_until=_in(change.session, duration))
        if await change.session.scalar(longer.returning(box.id)) is None:
            raise LeaseLost


async def release_lease(ctx: Context, *, token: int) -> None:
    """Let the next one in at once instead of when the lease runs out."""
    async with ctx.change() as change:
        freed = update(NewsletterOutbox).where(NewsletterOutbox.token == token)
        await change.session.execute(freed.values(holder=None, lease_until=None))


async def held(session: AsyncSession, *, token: int | None = None) -> NewsletterOutbox:
    """The outbox's row until the end of the change. Raises LeaseLost for another token than the newest."""
    box = await session.scalar(_the_box())
    if box is None:
        await _ensure(session)
        box = (await session.execute(_the_box())).scalar_one()
    if token is not None and box.token != token:
        raise LeaseLost
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
    return select(NewsletterOutbox).where(NewsletterOutbox.id == THE_OUTBOX).with_for_update()


async def _ensure(session: AsyncSession) -> None:
    """A city that begins to send mail does not send its past."""
    empty = inserting(session, NewsletterOutbox).values(
        id=THE_OUTBOX, position=await log.head(session), token=0
    )
    await session.execute(empty.on_conflict_do_nothing())


def _in(session: AsyncSession, duration: timedelta) -> ColumnElement[datetime]:
    """By the database's time, so that machines need not agree on it; with SQLite there is one machine."""
    if dialect_of(session) == "postgresql":
        return func.clock_timestamp() + duration
    return literal(datetime.now(UTC) + duration, NewsletterOutbox.lease_until.type)

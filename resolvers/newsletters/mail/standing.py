"""How the outbox stands, for whoever operates the city: counts, never addresses."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from madang.rules.newsletter_mail import MailState
from models import NewsletterMail, NewsletterSignup, NewsletterSubscriber
from resolvers.context import Context

WATCHED = (MailState.WAITING, MailState.HANDED, MailState.UNKNOWN, MailState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxStanding:
    """`mails`: of the last 30 days. `late_by`: how long the oldest one waits whose turn has come."""

    mails: dict[MailState, int]
    late_by: timedelta
    subscribers: int
    signups: int


async def outbox_stands(ctx: Context) -> OutboxStanding:
    mail, now = NewsletterMail, ctx.clock()
    counted = select(mail.state, func.count()).where(mail.state.in_(WATCHED)).group_by(mail.state)
    oldest = select(func.min(mail.next_at)).where(mail.state == MailState.WAITING)
    async with ctx.reads() as session:
        counts = {state: count for state, count in await session.execute(counted)}
        first = await session.scalar(oldest)
        return OutboxStanding(
            mails={state: counts.get(state, 0) for state in WATCHED},
            late_by=max(timedelta(), now - first) if first else timedelta(),
            subscribers=await session.scalar(select(func.count()).select_from(NewsletterSubscriber)) or 0,
            signups=await session.scalar(select(func.count()).select_from(NewsletterSignup)) or 0,
        )

"""Citizens subscribe by two steps: whoever knows an address asks, and who reads its mail confirms.

Whoever asks is told the same whether the address is new, has been asked about before or is subscribed: the
one who subscribes learns it by mail, and nobody else.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Conflict, NotFound, Reason
from madang.rules.newsletter_mail import (
    SIGNUPS_KEPT,
    Frequency,
    MailKind,
    MailState,
    SignupLimits,
    Wishes,
)
from madang.text.email_addresses import email_address
from models import NewsletterMail, NewsletterSignup, NewsletterSubscriber, NewsletterSubscription
from models.base import uuid7
from resolvers.context import Change, Context
from resolvers.newsletters.mail.letters import digest_of
from resolvers.newsletters.mail.outbox import held
from resolvers.newsletters.mail.subscribers import Subscription, shown
from resolvers.newsletters.mail.wishes import Chosen, offer, rows, wished
from resolvers.post import post_of
from subscriptions.newsletter_mail_events import NewsletterSubscribed, NewsletterSubscriptionChanged

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LONGEST_TOKEN = 200
NOTICE = (
    "그 주소로 확인 메일을 보냈습니다. 메일에 있는 주소를 열어 구독을 확인하시면 소식지를 보내 드립니다. "
    "메일이 오지 않으면 스팸 편지함을 살펴 주십시오."
)


async def sign_up(ctx: Context, email: str, given: Chosen) -> None:
    """Ask the owner of this address. Raises Invalid, or Conflict where too many have been asked about.

    An address about which too often has been asked is left in peace, and nobody told.
    """
    post = post_of(ctx)
    address = email_address(email, field=("input", "email"))
    client = post.addresses.client(ctx.client) if ctx.client else None
    async with ctx.change() as change:
        await held(change.session)  # one signup after the other, or limits would let many through at once
        await _refuse_crowd(change, client, post.limits)
        wishes = given.of(await offer(change.session, None))
        asked = await _count(change.session, NewsletterSignup.email == address, since=change.now - DAY)
        if asked < post.limits.of_address_a_day:
            await _ask(change, address, wishes, given.frequency, client)


async def confirm(ctx: Context, token: str) -> Subscription:
    """What was chosen is sent from now on. The token opens once; raises NotFound for any other."""
    post_of(ctx)
    async with ctx.change() as change:
        await held(change.session)  # of two signups of one address the second finds the subscriber
        signup = await change.session.scalar(_open(token, change.now).with_for_update(key_share=True))
        if signup is None:
            raise NotFound(
                "이미 쓰였거나 기한이 지난 주소입니다. 다시 신청해 주십시오.",
                field=("token",),
                reason=Reason.UNKNOWN,
            )
        subscriber = await _subscribe(change, signup)
        await change.session.delete(signup)
        await change.session.flush()
        return await shown(ctx, change.session, subscriber)


async def pending(ctx: Context, token: str) -> NewsletterSignup | None:
    """What this token would confirm."""
    async with ctx.reads() as session:
        return await session.scalar(_open(token, ctx.clock()))


async def forget_signups(session: AsyncSession, now: datetime) -> None:
    """Addresses that nobody has confirmed."""
    await session.execute(delete(NewsletterSignup).where(NewsletterSignup.asked_at < now - SIGNUPS_KEPT))


async def _refuse_crowd(change: Change, client: str | None, limits: SignupLimits) -> None:
    since = change.now - HOUR
    own = client is not None and await _count(change.session, NewsletterSignup.client == client, since=since)
    if own >= limits.of_client_an_hour or await _count(change.session, since=since) >= limits.in_all_an_hour:
        message = "구독 신청이 너무 많습니다. 한 시간 뒤에 다시 해 주십시오."
        raise Conflict(message, field=("input", "email"), reason=Reason.TOO_MANY)


async def _count(session: AsyncSession, *conditions: ColumnElement[bool], since: datetime) -> int:
    counted = select(func.count()).where(NewsletterSignup.asked_at > since, *conditions)
    return await session.scalar(counted) or 0


async def _ask(change: Change, email: str, wishes: Wishes, frequency: Frequency, client: str | None) -> None:
    signup = NewsletterSignup(
        id=uuid7(),
        email=email,
        frequency=frequency,
        wishes=wishes.as_data(),
        client=client,
        asked_at=change.now,
        expires_at=change.now,  # nothing to confirm until the question is on its way
    )
    change.session.add(signup)
    await change.session.flush()
    question = NewsletterMail(
        kind=MailKind.CONFIRMATION,
        signup_id=signup.id,
        edition="question",
        state=MailState.WAITING,
        due_at=change.now,
        next_at=change.now,
    )
    change.session.add(question)


def _open(token: str, now: datetime) -> Select[NewsletterSignup]:
    digest = digest_of(token[:LONGEST_TOKEN])
    return select(NewsletterSignup).where(
        NewsletterSignup.digest == digest, NewsletterSignup.expires_at > now
    )


async def _subscribe(change: Change, signup: NewsletterSignup) -> NewsletterSubscriber:
    """Who is subscribed already gets what was chosen now, too."""
    session = change.session
    found = (
        select(NewsletterSubscriber)
        .where(NewsletterSubscriber.email == signup.email)
        .with_for_update(key_share=True)
    )
    subscriber = await session.scalar(found)
    if known := subscriber is not None:
        kept = select(NewsletterSubscription).where(NewsletterSubscription.subscriber_id == subscriber.id)
        before = wished((await session.scalars(kept)).all())
    else:
        before = Wishes()
        subscriber = NewsletterSubscriber(id=uuid7(), email=signup.email, created_at=change.now, version=0)
        subscriber.refusals = 0
        session.add(subscriber)
    subscriber.frequency = signup.frequency
    new = await _still_offered(session, Wishes.of_data(signup.wishes), before)
    count = len(before) + len(new)
    kind = NewsletterSubscriptionChanged if known else NewsletterSubscribed
    change.announce(subscriber, kind(frequency=subscriber.frequency, wishes=count))
    await session.flush()
    session.add_all(rows(subscriber.id, new))
    return subscriber


async def _still_offered(session: AsyncSession, chosen: Wishes, before: Wishes) -> Wishes:
    """What was chosen and is not there yet, without what citizens cannot choose any more."""
    offered = await offer(session, None)
    titles = {title.id for title in offered.titles} - set(before.newsletters)
    topics = set(offered.topics) - set(before.topics)
    departments = set(offered.publishers.values()) - set(before.departments)
    return Wishes(
        newsletters=tuple(id for id in chosen.newsletters if id in titles),
        topics=tuple(topic for topic in chosen.topics if topic in topics),
        departments=tuple(id for id in chosen.departments if id in departments),
    )

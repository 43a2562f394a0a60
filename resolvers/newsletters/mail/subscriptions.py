"""One's own subscription by mail: looked at, changed and ended, by a personal link or signed in."""

from uuid import UUID

from sqlalchemy import Select, cast, delete, literal, select, update

from madang.errors import Conflict, NotFound, NotSignedIn, Reason
from madang.rules.newsletter_mail import Frequency, Leaving, MailState, Wishes
from models import Employee, NewsletterMail, NewsletterSubscriber, NewsletterSubscription
from models.base import uuid7
from resolvers.context import Change, Context
from resolvers.newsletters.mail.leaving import end
from resolvers.newsletters.mail.letters import sound_address
from resolvers.newsletters.mail.outbox import held
from resolvers.newsletters.mail.subscribers import Subscription, reader_of, shown
from resolvers.newsletters.mail.wishes import Chosen, offer, rows
from resolvers.post import post_of
from subscriptions.newsletter_mail_events import NewsletterSubscribed, NewsletterSubscriptionChanged


async def own(ctx: Context, token: str | None = None) -> Subscription | None:
    """By the token of a personal link; without one, of who is signed in. None where there is none."""
    if ctx.post is None:
        return None
    async with ctx.reads() as session:
        found = await session.scalar(_wanted(ctx, token))
        return None if found is None else await shown(ctx, session, found)


async def choose(ctx: Context, given: Chosen, token: str | None = None) -> Subscription:
    """From now on exactly this. Who is signed in subscribes by it; a citizen has to have confirmed.

    Raises NotFound for a token that opens nothing, Conflict for an employee without an address.
    """
    post_of(ctx)
    async with ctx.change() as change:
        await held(change.session)
        subscriber = await change.session.scalar(_wanted(ctx, token).with_for_update(key_share=True))
        if subscriber is None and token is not None:
            raise _unknown()
        known = subscriber is not None
        reader = await reader_of(ctx, change.session, subscriber) if subscriber else ctx.actor
        wishes = given.of(await offer(change.session, reader))
        subscriber = subscriber or await _new(ctx, change)
        await _put(change, subscriber, wishes, given.frequency, known=known)
        return await shown(ctx, change.session, subscriber)


async def leave(ctx: Context, token: str | None = None) -> int | None:
    """Nothing more is sent, and the address is gone. Returns the last version.

    To leave twice is to leave: None, and no refusal. A token that never was one raises NotFound.
    """
    if token is not None and post_of(ctx).addresses.subscriber_of(token) is None:
        raise _unknown()
    async with ctx.change() as change:
        await held(change.session)
        subscriber = await change.session.scalar(_wanted(ctx, token).with_for_update(key_share=True))
        if subscriber is None:
            return None
        await end(change, subscriber, Leaving.ASKED)
        return subscriber.version


def _wanted(ctx: Context, token: str | None) -> Select[NewsletterSubscriber]:
    if token is not None:
        return select(NewsletterSubscriber).where(
            NewsletterSubscriber.id == post_of(ctx).addresses.subscriber_of(token)
        )
    if ctx.visitor is None:
        raise NotSignedIn("로그인하거나 메일에 있는 개인 주소로 들어와 주십시오.")
    return select(NewsletterSubscriber).where(NewsletterSubscriber.employee_id == ctx.visitor.id)


async def _new(ctx: Context, change: Change) -> NewsletterSubscriber:
    employee = await change.session.get(Employee, ctx.actor.id)
    if employee is None or sound_address(employee.email) is None:
        message = "직원 명부에 전자우편 주소가 없습니다. 인사 담당자에게 알려 주십시오."
        raise Conflict(message, reason=Reason.REQUIRED)
    subscriber = NewsletterSubscriber(
        id=uuid7(), employee_id=employee.id, refusals=0, created_at=change.now, version=0
    )
    change.session.add(subscriber)
    return subscriber


async def _put(
    change: Change, subscriber: NewsletterSubscriber, wishes: Wishes, frequency: Frequency, *, known: bool
) -> None:
    hurried = known and frequency is Frequency.IMMEDIATELY and subscriber.frequency is not frequency
    subscriber.frequency = frequency
    kind = NewsletterSubscriptionChanged if known else NewsletterSubscribed
    change.announce(subscriber, kind(frequency=frequency, wishes=len(wishes)))
    await change.session.flush()
    mine = NewsletterSubscription.subscriber_id == subscriber.id
    await change.session.execute(delete(NewsletterSubscription).where(mine))
    change.session.add_all(rows(subscriber.id, wishes))
    await change.session.flush()
    if hurried:
        await _hurry(change, subscriber.id)


async def _hurry(change: Change, subscriber_id: UUID) -> None:
    """What waits for a digest goes now. Its edition is over: what comes out later may need that name."""
    mail = NewsletterMail
    waiting = update(mail).where(mail.subscriber_id == subscriber_id, mail.state == MailState.WAITING)
    named = literal("H") + cast(mail.id, mail.edition.type)
    later = waiting.where(mail.due_at > change.now)
    await change.session.execute(later.values(due_at=change.now, next_at=change.now, edition=named))


def _unknown() -> NotFound:
    message = "없는 구독이거나 이미 그만둔 구독입니다. 다시 구독하실 수 있습니다."
    return NotFound(message, field=("token",), reason=Reason.UNKNOWN)

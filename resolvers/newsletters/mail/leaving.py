"""The end of a subscription: with the subscriber all goes that hangs on it, mails in the outbox too."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from madang.rules.newsletter_mail import REFUSALS_ALLOWED, Leaving
from models import Employee, NewsletterSubscriber
from resolvers.context import Change
from subscriptions.newsletter_mail_events import NewsletterUnsubscribed


async def end(change: Change, subscriber: NewsletterSubscriber, reason: Leaving) -> None:
    change.announce(subscriber, NewsletterUnsubscribed(reason=reason))
    await change.session.delete(subscriber)


async def refused(change: Change, subscriber_id: UUID) -> None:
    """Their address was refused for good: once may be a mistake of a server, several times in a row not."""
    subscriber = await change.lock(NewsletterSubscriber, subscriber_id)
    if subscriber is None:
        return
    subscriber.refusals += 1
    if subscriber.refusals >= REFUSALS_ALLOWED:
        await end(change, subscriber, Leaving.REFUSED)


async def end_of_gone(change: Change, today: date, *, limit: int = 100) -> int:
    """Of employees who have left."""
    gone = (
        select(NewsletterSubscriber)
        .join(Employee, Employee.id == NewsletterSubscriber.employee_id)
        .where(Employee.left_on <= today)
        .order_by(NewsletterSubscriber.id)
        .limit(limit)
        .with_for_update(of=NewsletterSubscriber, key_share=True)
    )
    found = (await change.session.scalars(gone)).all()
    for subscriber in found:
        await end(change, subscriber, Leaving.GONE)
    return len(found)

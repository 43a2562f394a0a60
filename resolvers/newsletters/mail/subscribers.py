"""A subscription by mail as its owner sees it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.rules.newsletter_mail import Frequency, Wishes
from madang.rules.people import Actor
from models import Department, Employee, NewsletterSubscriber, NewsletterSubscription
from resolvers.context import Context
from resolvers.newsletters.mail.wishes import wished
from resolvers.people import actor_for
from resolvers.post import post_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """As its owner sees it: departments by name. `token` opens it without sign-in."""

    email: str
    frequency: Frequency
    wishes: Wishes
    publishers: tuple[str, ...]
    token: str
    version: int
    is_staff: bool
    reader: Actor | None  # as whom an employee reads today; of a citizen, and of who has left, nobody

    @property
    def newsletters(self) -> tuple[UUID, ...]:
        return self.wishes.newsletters

    @property
    def topics(self) -> tuple[str, ...]:
        return self.wishes.topics


async def reader_of(ctx: Context, session: AsyncSession, subscriber: NewsletterSubscriber) -> Actor | None:
    """Citizens read as nobody, also when staff look over their shoulder."""
    number = select(Employee.number).where(Employee.id == subscriber.employee_id)
    found = await session.scalar(number) if subscriber.employee_id is not None else None
    return None if found is None else await actor_for(session, found, today=ctx.today)


async def shown(ctx: Context, session: AsyncSession, subscriber: NewsletterSubscriber) -> Subscription:
    kept = select(NewsletterSubscription).where(NewsletterSubscription.subscriber_id == subscriber.id)
    wishes = wished((await session.scalars(kept.order_by(NewsletterSubscription.id))).all())
    email = subscriber.email
    if email is None:
        email = await session.scalar(select(Employee.email).where(Employee.id == subscriber.employee_id))
    named = select(Department.name).where(Department.id.in_(wishes.departments)).order_by(Department.name)
    return Subscription(
        email=email or "",
        frequency=subscriber.frequency,
        wishes=wishes,
        publishers=tuple(await session.scalars(named)),
        token=post_of(ctx).addresses.token(subscriber.id),
        version=subscriber.version,
        is_staff=subscriber.employee_id is not None,
        reader=await reader_of(ctx, session, subscriber),
    )

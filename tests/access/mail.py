"""On the stage, a citizen who gets newsletters by mail, and one who has been asked whether they want to."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

import models
from madang.mail import sender_of
from madang.rules.newsletter_mail import Frequency, Outcome, Verdict, Wishes
from models.base import uuid7
from resolvers.newsletters.mail.letters import digest_of
from resolvers.post import Addresses, Letter, MayEnd, Post
from tests.builders import NOON

SUBSCRIBER = UUID(int=7)
QUESTION = "the token in a question"


class NoCarrier:
    async def deliver(self, letter: Letter, may_end: MayEnd) -> Verdict:
        return Verdict(Outcome.UNREACHABLE)

    async def rest(self) -> None:
        pass


POST = Post(
    carrier=NoCarrier(),
    addresses=Addresses("https://news.example", "a secret of the tests that is long enough"),
    sender=sender_of("news@seoul.example"),
)
TOKEN = POST.addresses.token(SUBSCRIBER)


async def subscribe(session: AsyncSession, titles: Sequence[models.Newsletter]) -> None:
    """To every title, though one is for staff: a wish that is kept shows nothing that is not seen."""
    reader = models.NewsletterSubscriber(
        id=SUBSCRIBER, email="reader@example.com", frequency=Frequency.DAILY, refusals=0, created_at=NOON,
        version=1,
    )  # fmt: skip
    session.add(reader)
    await session.flush()
    for title in titles:
        session.add(models.NewsletterSubscription(subscriber_id=SUBSCRIBER, newsletter_id=title.id))
    session.add(models.NewsletterSubscription(subscriber_id=SUBSCRIBER, topic="교통"))
    asked = models.NewsletterSignup(
        id=uuid7(), email="asked@example.com", frequency=Frequency.DAILY,
        wishes=Wishes(topics=("교통",)).as_data(), asked_at=NOON, expires_at=NOON.replace(year=2114),
        digest=digest_of(QUESTION),
    )  # fmt: skip
    session.add(asked)
    await session.flush()

"""A city that sends newsletters by mail, to a real server in the test's own process."""

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from madang.mail import sender_of
from madang.rules.newsletter_mail import Frequency
from madang.rules.newsletters import Audience, Language, Period
from madang.server.mail import SmtpCarrier, SmtpServer
from madang.server.mail.carrier import Encryption
from models import Employee, Lease, Newsletter, NewsletterMail, NewsletterSubscriber
from resolvers.context import Context
from resolvers.newsletters import issues
from resolvers.newsletters import titles as newsletters
from resolvers.newsletters.mail import signups as newsletter_signups
from resolvers.newsletters.mail import subscriptions as newsletter_subscriptions
from resolvers.newsletters.mail.outbox import WORK, take_lease
from resolvers.newsletters.mail.sending import Pace, Sender
from resolvers.newsletters.mail.wishes import Chosen
from resolvers.post import Addresses, Post
from tests import builders
from tests.builders import City
from tests.newsletters.mailserver import MailServer
from tests.subscriptions.writing import number_all

SECRET = "a secret of the tests that is long enough"
QUICK = Pace(unreachable=0.01, look=0.01, last_word=0.2)
LIKE_MOST: dict[str, Any] = {
    "audience": Audience.CITIZEN, "period": Period.MONTHLY, "topics": ["교통"], "language": Language.KO,
}  # fmt: skip
LINK = re.compile(r"https://news\.example/news/subscriptions/(\S+)")


def post_to(server: MailServer, *, per_minute: int = 60_000, patience: float = 5.0) -> Post:
    smtp = SmtpServer(
        host="127.0.0.1", port=server.port, encryption=Encryption.NONE, says_hello_as="news.example",
        patience=patience, last_patience=patience,
    )  # fmt: skip
    return Post(
        carrier=SmtpCarrier(smtp),
        addresses=Addresses("https://news.example", SECRET),
        sender=sender_of("서울소식지 <news@seoul.example>"),
        per_minute=per_minute,
    )


@dataclass
class Room:
    """People and readers of one city, and the mailboxes of its readers."""

    city: City
    people: dict[str, Employee]
    server: MailServer
    post: Post
    titles: dict[str, Newsletter] = field(default_factory=dict[str, Newsletter])
    numbers: int = 0

    async def context(self, who: str | None = None, **changed: Any) -> Context:
        person = self.people[who] if who else None
        return replace(await builders.context(self.city, person), post=self.post, **changed)

    async def title(self, slug: str, department: str = "버스정책과", **given: Any) -> Newsletter:
        content = newsletters.TitleContent(
            name=f"소식 {slug}", department_id=self.city.departments[department].id,
            **{**LIKE_MOST, **given},
        )  # fmt: skip
        self.titles[slug] = await newsletters.create(await self.context("관리자"), slug, content)
        return self.titles[slug]

    async def publish(self, slug: str, heading: str | None = None, **given: Any) -> UUID:
        """An issue, from its draft until everybody could read it."""
        ctx = await self.context("관리자")
        content = issues.IssueContent(
            issued_on=date(2014, 7, 7), heading=heading or f"{slug}의 글", body="**본문**입니다.", **given
        )
        issue = await issues.create(ctx, self.titles[slug].id, content)
        await issues.approve(ctx, issue.id)
        await issues.publish(ctx, issue.id)
        await number_all(self.city.sessions)
        return issue.id

    def chosen(self, *slugs: str, **given: Any) -> Chosen:
        return Chosen(newsletters=tuple(self.titles[slug].id for slug in slugs), **given)

    async def subscribe(self, email: str, *slugs: str, **given: Any) -> str:
        """A citizen who has asked and confirmed; gives the personal token."""
        await self.sign_up(email, *slugs, **given)
        await self.send()
        return await self.confirm(email)

    async def sign_up(self, email: str, *slugs: str, client: str | None = None, **given: Any) -> None:
        ctx = await self.context(client=client)
        await newsletter_signups.sign_up(ctx, email, self.chosen(*slugs, **given))

    async def confirm(self, email: str) -> str:
        """By the newest question that has come."""
        token = self.links(email)[-1]
        confirmed = await newsletter_signups.confirm(await self.context(), token)
        self.server.mails = [mail for mail in self.server.mails if mail["To"] != email]
        return confirmed.token

    async def employ(self, who: str, *slugs: str, email: str | None = None, **given: Any) -> str:
        """An employee subscribes, signed in."""
        async with self.city.sessions.begin() as session:
            mine = update(Employee).where(Employee.id == self.people[who].id)
            await session.execute(mine.values(email=email or f"{self.people[who].number}@seoul.example"))
        kept = await newsletter_subscriptions.choose(await self.context(who), self.chosen(*slugs, **given))
        return kept.token

    async def send(self, pace: Pace = QUICK) -> None:
        """What the process with the lease does until there is nothing more to do for now."""
        sender = await self.sender(pace)
        await sender.empty()
        await self.post.carrier.rest()

    async def sender(self, pace: Pace = QUICK) -> Sender:
        """Whoever leads from now on."""
        await number_all(self.city.sessions)
        ctx = await self.context()
        async with self.city.sessions.begin() as session:
            await session.execute(update_lease())
        token = await take_lease(ctx, holder=uuid4(), duration=timedelta(seconds=60))
        assert token is not None
        return Sender(lambda: replace(ctx, loaders={}), token, pace)

    def links(self, email: str) -> list[str]:
        """The tokens in this mailbox, oldest first, each mail's last one."""
        found: list[str] = []
        for mail in self.server.to(email):
            body = mail.get_body(("plain",))
            assert body is not None
            found.append(LINK.findall(body.get_content())[-1])
        return found

    def got(self) -> list[tuple[str, str]]:
        return self.server.got()

    async def states(self) -> list[tuple[str, int, int | None]]:
        """Of all mails of issues: state, attempts, code."""
        async with self.city.sessions() as session:
            mails = await session.scalars(
                select(NewsletterMail).where(NewsletterMail.kind == "ISSUES").order_by(NewsletterMail.id)
            )
            return [(mail.state.value, mail.attempts, mail.code) for mail in mails]

    async def subscribers(self) -> list[tuple[str | None, Frequency]]:
        async with self.city.sessions() as session:
            found = await session.scalars(select(NewsletterSubscriber).order_by(NewsletterSubscriber.id))
            return [(one.email, one.frequency) for one in found]


def update_lease() -> Any:
    """The last holder is dead: its lease is over."""
    return update(Lease).where(Lease.work == WORK).values(holder=None, until=None)


@asynccontextmanager
async def room_of(city: City, people: dict[str, Employee]) -> AsyncGenerator[Room]:
    async with MailServer().open() as server:
        room = Room(city, people, server, post_to(server))
        await number_all(city.sessions)
        await room.send()  # from here on the log is followed
        yield room

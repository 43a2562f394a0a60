"""`kill -9` of the real server in the middle of a list: all who were to get it are compared afterwards."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from madang.rules.newsletter_mail import Frequency, MailState
from madang.rules.newsletters import Audience, Language, Period
from madang.server.opening import City, opened
from models import Department, NewsletterMail, NewsletterOutbox, NewsletterSubscriber, NewsletterSubscription
from models.base import uuid7
from resolvers.newsletters import issues
from resolvers.newsletters import titles as newsletters
from resolvers.people import actor_for
from tests.cities import Process, open_settings, settle_people
from tests.newsletters.mailserver import MailServer, hang

READERS, KILLS = 200, 2
PATIENCE = 120.0


@contextmanager
def sending(database_url: str, data: Path, server: MailServer) -> Any:
    mail = {
        "MADANG_SMTP_HOST": "127.0.0.1",
        "MADANG_SMTP_PORT": str(server.port),
        "MADANG_SMTP_TLS": "none",
        "MADANG_MAIL_FROM": "서울소식지 <news@seoul.example>",
        "MADANG_SITE_URL": "https://news.example",
        "MADANG_MAILS_PER_MINUTE": "60000",
        "MADANG_SECRET": "a secret of the tests that is long enough",
    }
    process = Process({**open_settings(database_url, data), **mail}, log=data / "log")
    try:
        yield process
    finally:
        process.kill()


async def settle_readers(city: City) -> tuple[Any, Any]:
    """A title for citizens with `READERS` subscribers."""
    ctx = city.context()
    async with city.reads() as session:
        who = await actor_for(session, "demo-admin", today=ctx.today)
        department = await session.scalar(select(Department.id).order_by(Department.code).limit(1))
    ctx = replace(ctx, visitor=who)
    content = newsletters.TitleContent(
        name="버스 소식", department_id=department, audience=Audience.CITIZEN, period=Period.MONTHLY,
        topics=["교통"], language=Language.KO,
    )  # fmt: skip
    title = await newsletters.create(ctx, "bus", content)
    readers = [
        {
            "id": uuid7(), "email": f"reader{number:03}@example.com", "frequency": Frequency.IMMEDIATELY,
            "created_at": ctx.clock(), "refusals": 0, "version": 0,
        }
        for number in range(READERS)
    ]  # fmt: skip
    wishes = [{"id": uuid7(), "subscriber_id": one["id"], "newsletter_id": title.id} for one in readers]
    async with city.writes.begin() as session:
        await session.execute(insert(NewsletterSubscriber), readers)
        await session.execute(insert(NewsletterSubscription), wishes)
    return ctx, title


async def publish(ctx: Any, title: Any, heading: str) -> None:
    content = issues.IssueContent(issued_on=date(2014, 7, 7), heading=heading, body="글")
    issue = await issues.create(ctx, title.id, content)
    await issues.approve(ctx, issue.id)
    await issues.publish(ctx, issue.id)


async def until(asked: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await asked():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@asynccontextmanager
async def city_of(database_url: str) -> AsyncGenerator[City]:
    await settle_people(database_url)
    async with opened(database_url) as city:
        yield city


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'city.db'}"
    return request.getfixturevalue("empty_postgres").render_as_string(hide_password=False)


async def test_nobody_is_left_out_and_nobody_gets_an_issue_twice(empty_database: str, tmp_path: Path) -> None:
    async with city_of(empty_database) as city, MailServer().open() as server:
        ctx, title = await settle_readers(city)

        async def follows() -> bool:
            async with city.reads() as session:
                return await session.scalar(select(NewsletterOutbox.id)) is not None

        async def count(*states: MailState) -> int:
            counted = select(func.count()).where(NewsletterMail.state.in_(states))
            async with city.reads() as session:
                return await session.scalar(counted) or 0

        with sending(empty_database, tmp_path, server) as process:
            await until(follows)
            for number in range(2):
                await publish(ctx, title, f"{number}호의 글")
            for number in range(KILLS):
                await enough(server, (number + 1) * READERS // 2)
                if number == KILLS - 1:  # once surely while the server has it all and has not said a word
                    server.behind_end[""] = hang
                    await asyncio.wait_for(server.hanging.wait(), PATIENCE)
                await asyncio.to_thread(process.kill)
                server.behind_end.clear()
                process.start()

            async def done() -> bool:
                everything = await count(*MailState) == 2 * READERS
                return everything and not await count(MailState.WAITING, MailState.HANDED)

            await until(done)
        unknown = await count(MailState.UNKNOWN)
        sent = await count(MailState.SENT)
    got = Counter((str(mail["To"]), str(mail["Subject"])) for mail in server.mails)
    assert [one for one, copies in got.items() if copies > 1] == []
    assert (sent + unknown, 1 <= unknown <= KILLS) == (2 * READERS, True)
    assert sent <= len(got) <= sent + unknown


async def enough(server: MailServer, mails: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while len(server.mails) < mails:
            server.arrived.clear()
            await server.arrived.wait()

"""`madang newsletters mail`, and what the doctor says of mail."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession
from typer.testing import CliRunner

from madang.rules.newsletter_mail import Frequency, MailKind, MailState
from madang.server.checkup import Health, mail_server, outbox
from madang.server.cli.app import app
from madang.server.opening import City, opened
from madang.server.settings import Settings
from models import NewsletterMail, NewsletterSubscriber
from models.base import uuid7
from models.engine import engine_of, read_sessions
from tests.newsletters.conftest import press, room
from tests.newsletters.mailing import Room
from tests.newsletters.mailserver import MailServer, say

__all__ = ["press", "room"]
A = "a@example.com"


@pytest.fixture
def by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MADANG_") or name.endswith("_URL")]:
        monkeypatch.delenv(name)


async def madang(*arguments: str) -> tuple[int, str, str]:
    result = await asyncio.to_thread(CliRunner().invoke, app, ["newsletters", "mail", *arguments])
    return result.exit_code, result.stdout, result.stderr


def settings_of(server: MailServer) -> dict[str, str]:
    return {
        "MADANG_SMTP_HOST": "127.0.0.1",
        "MADANG_SMTP_PORT": str(server.port),
        "MADANG_SMTP_TLS": "none",
        "MADANG_SITE_URL": "https://news.example",
        "MADANG_MAIL_FROM": "서울소식지 <news@seoul.example>",
    }


@pytest.mark.usefixtures("by_itself")
async def test_a_mail_tries_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert await madang("test", A) == (
        1,
        "",
        "오류 메일 서버가 없습니다. MADANG_SMTP_HOST를 먼저 적으십시오.\n",
    )
    async with MailServer().open() as server:
        for name, value in settings_of(server).items():
            monkeypatch.setenv(name, value)
        assert await madang("test", A) == (0, "메일 서버의 답: 받음 (250)\n", "")
        assert server.got() == [(A, "마당 시험 메일")]
        server.at_recipient = {A: say("550 no such user")}
        assert await madang("test", A) == (1, "메일 서버의 답: 받는 사람을 거절함 (550)\n", "")


@pytest.mark.usefixtures("by_itself")
async def test_what_failed_is_told_and_tried_again() -> None:
    async with opened(Settings().database) as city:
        now = datetime.now(UTC)
        async with city.writes.begin() as session:
            for number, state in enumerate((MailState.FAILED, MailState.UNKNOWN, MailState.FAILED)):
                await put_mail(session, state, now - number * timedelta(days=2))
    stands = "구독 3 · 확인을 기다리는 신청 0\n기다림 {}\n건네는 중 0\n알 수 없음 {}\n보내지 못함 {}\n"
    assert await madang("status") == (0, stands.format(0, 1, 2), "")
    assert await madang("retry") == (0, "다시 보낼 메일 1\n", "")
    assert await madang("status") == (0, stands.format(1, 1, 1), "")
    assert await madang("retry", "--days", "5", "--unknown") == (0, "다시 보낼 메일 2\n", "")
    assert await madang("status") == (0, stands.format(3, 0, 0), "")
    assert await madang("retry", "--days", "0") == (1, "", "오류 --days: 1에서 30까지입니다.\n")


async def put_mail(session: AsyncSession, state: MailState, done_at: datetime) -> None:
    """A mail that is done, and whose it is."""
    reader = NewsletterSubscriber(
        id=uuid7(), email=f"{uuid7()}@example.com", frequency=Frequency.DAILY, created_at=done_at, version=1
    )
    mail = NewsletterMail(
        kind=MailKind.ISSUES, subscriber_id=reader.id, edition="D2014-07-08", state=state,
        due_at=done_at, next_at=done_at, done_at=done_at,
    )  # fmt: skip
    session.add(reader)
    await session.flush()
    session.add(mail)


async def test_the_doctor_tells_of_mail_that_waits_too_long(room: Room) -> None:
    await room.subscribe(A, "bus")
    room.server.at_recipient = {A: say("450 later")}
    await room.publish("bus")
    await room.send()
    engine = engine_of(room.city.sessions)
    city = City(engine=engine, reads=read_sessions(engine), writes=room.city.sessions)
    found = await outbox(city)  # by the real clock it is years late
    assert (found.health, found.says) == (Health.DOUBTFUL, "구독 1 · 기다림 1")


@pytest.mark.usefixtures("by_itself")
async def test_the_doctor_tells_whether_the_mail_server_lets_us_in() -> None:
    none = await mail_server(Settings.from_env({}))
    assert (none.health, "MADANG_SMTP_HOST" in none.says) == (Health.GOOD, True)
    async with MailServer().open() as server:
        settings = settings_of(server)
        assert (await mail_server(Settings.from_env(settings))).health is Health.GOOD
        strict = {**settings, "MADANG_SMTP_TLS": "starttls"}
        refused = await mail_server(Settings.from_env(strict))
        assert (refused.health, server.mails) == (Health.BAD, [])
    assert (await mail_server(Settings.from_env(settings))).health is Health.BAD

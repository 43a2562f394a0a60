"""`madang newsletters import`: folders of years become issues in the order of their days, come what may."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from madang.files import FolderStorage
from madang.rules.newsletters import FileRole, IssueState
from madang.server.cli.app import app
from models import EventLine, Newsletter, NewsletterFile, NewsletterIssue
from models.migrate import pending
from tests.intake.writing import bomb, hwpx, mail, pdf
from tests.newsletters.conftest import Press

Run = Callable[..., Awaitable[tuple[int, list[str]]]]
RSS = """<rss version="2.0"><channel><item><title>하나</title><description>첫 글</description>
<pubDate>Mon, 03 Jun 2013 01:00:00 GMT</pubDate></item>
<item><title>둘</title><description>다음 글</description>
</item></channel></rss>"""


async def stamp(engine: AsyncEngine) -> None:
    """The tables of tests are up to date without having been brought there."""
    (newest,) = await pending(engine)
    async with engine.begin() as connection:
        await connection.execute(text("create table alembic_version (version_num varchar(32) primary key)"))
        await connection.execute(text("insert into alembic_version values (:newest)"), {"newest": newest})


@pytest.fixture
async def run(
    press: Press, engine: AsyncEngine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    await stamp(engine)
    monkeypatch.setenv("MADANG_DATABASE_URL", database_url)
    monkeypatch.setenv("MADANG_DATA", str(tmp_path / "data"))

    async def run(*arguments: str | Path) -> tuple[int, list[str]]:
        given = ["newsletters", "import", *map(str, arguments)]
        result = await asyncio.to_thread(lambda: CliRunner().invoke(app, given, catch_exceptions=False))
        return result.exit_code, result.output.splitlines()

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "소식지"
    made.mkdir()
    return made


def letter(day: date, words: str = "본문", **said: str) -> bytes:
    message = mail(words, subject=f"{day:%Y-%m-%d} 소식")
    del message["Date"]
    message["Date"] = datetime(day.year, day.month, day.day, 12).strftime("%a, %d %b %Y %H:%M:%S +0900")
    if "sender" in said:
        del message["From"]
        message["From"] = f"=?utf-8?b?67KE7Iqk?= <{said['sender']}>"
    return message.as_bytes()


async def issues(press: Press) -> list[tuple[str, int, str, str]]:
    """Slug, number, day and heading."""
    row = NewsletterIssue
    wanted = select(Newsletter.slug, row.number, row.issued_on, row.heading).join(Newsletter)
    async with press.city.sessions() as session:
        found = (await session.execute(wanted.order_by(Newsletter.slug, row.number))).all()
    return [(slug, number, day.isoformat(), heading) for slug, number, day, heading in found]


async def begun(folder: Path) -> Process:
    program = "from madang.server.cli.app import app; app()"
    command = ["-c", program, "newsletters", "import", str(folder), "--newsletter", "bus-news"]
    return await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.DEVNULL)


async def test_a_folder_becomes_past_issues_numbered_by_their_days(
    press: Press, run: Run, folder: Path
) -> None:
    await press.title()
    (folder / "a.eml").write_bytes(letter(date(2014, 5, 1)))
    (folder / "b.pdf").write_bytes(
        pdf("버스", title="시간표", drawing=b"99 99 9 9 re f")
    )  # of 2026-11-03, as it says itself
    box = b"".join(
        b"From x@y Thu Nov 19 16:30:00 2026\n" + letter(day, f"{day}") + b"\n"
        for day in (date(2015, 1, 2), date(2013, 1, 2))
    )
    (folder / "c.mbox").write_bytes(box)
    (folder / "d.hwpx").write_bytes(hwpx("한글", title="한글 소식", created="2012-01-01T00:00:00Z"))
    (folder / "소식 2011년 3월호.html").write_text("<p>삼월의 소식을 전합니다</p>")
    (folder / "e.xml").write_text(RSS)
    os.utime(folder / "e.xml", (0, 1_400_000_000))  # 2014-05-14: a post without a day has the file's
    assert await run(folder, "--newsletter", "bus-news") == (
        0,
        ["버스 소식 (bus-news): 새로 가져옴 8"],
    )
    assert await issues(press) == [
        ("bus-news", 1, "2011-03-01", "삼월의 소식을 전합니다"),
        ("bus-news", 2, "2012-01-01", "한글 소식"),
        ("bus-news", 3, "2013-01-02", "2013-01-02 소식"),
        ("bus-news", 4, "2013-06-03", "하나"),
        ("bus-news", 5, "2014-05-01", "2014-05-01 소식"),
        ("bus-news", 6, "2014-05-14", "둘"),
        ("bus-news", 7, "2015-01-02", "2015-01-02 소식"),
        ("bus-news", 8, "2026-11-03", "시간표"),
    ]
    assert await run(folder, "--newsletter", "버스 소식") == (0, ["버스 소식 (bus-news): 이미 있음 8"])
    async with press.city.sessions() as session:
        states = set(await session.scalars(select(NewsletterIssue.state)))
        files = select(NewsletterFile.role, func.count()).group_by(NewsletterFile.role)
        roles = {role: count for role, count in await session.execute(files)}
        kinds = set(await session.scalars(select(EventLine.kind)))
    assert states == {IssueState.ARCHIVED}
    assert roles == {FileRole.ORIGINAL: 6, FileRole.ATTACHMENT: 2, FileRole.COVER: 1}
    assert kinds == {"NewsletterCreated", "NewsletterIssueImported"}


async def test_what_cannot_be_taken_is_named_and_the_rest_is_taken(
    press: Press, run: Run, folder: Path
) -> None:
    await press.title()
    (folder / "a.hwpx").write_bytes(bomb("Contents/section0.xml", 200 << 20))
    (folder / "b.eml").write_bytes(letter(date(2014, 5, 1)))
    (folder / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(50))
    (folder / "d.eml").write_bytes(b"Subject: x\n\n")
    code, said = await run(folder, folder / "없음", "--newsletter", "bus-news")
    assert (code, said[-3:]) == (
        1,
        [
            "(소식지 모름): 가져오지 못함 1",
            "버스 소식 (bus-news): 가져오지 못함 3",
            "버스 소식 (bus-news): 새로 가져옴 1",
        ],
    )
    reasons = [
        ("없음", "그런 파일이나 폴더가 없습니다."),
        ("a.hwpx", "압축을 풀면 128 MB를 넘어 읽지 않습니다."),
        ("c.png", "읽지 않는 종류입니다."),
        ("d.eml", "글이 없는 편지입니다."),
    ]
    for line, (name, why) in zip(said, reasons, strict=False):
        assert line.startswith(f"가져오지 못함: {folder}/{name} · "), line
        assert why in line


async def test_folders_senders_and_subjects_say_to_which_title_something_belongs(
    press: Press, run: Run, folder: Path
) -> None:
    await press.title()
    await press.title(slug="welfare", name="복지 소식")
    for place in ("bus-news", "복지 소식", "모름"):
        (folder / place).mkdir()
    (folder / "bus-news" / "a.eml").write_bytes(letter(date(2014, 5, 1), "하나"))
    (folder / "복지 소식" / "b.eml").write_bytes(letter(date(2014, 5, 2), "둘", sender="W@welfare.example"))
    (folder / "모름" / "c.eml").write_bytes(letter(date(2014, 5, 3), "셋", sender="bus@seoul.example"))
    code, said = await run(folder)
    assert (code, said[0].partition(" · ")[0]) == (1, f"가져오지 못함: {folder}/모름/c.eml")
    assert [(slug, day) for slug, _, day, _ in await issues(press)] == [
        ("bus-news", "2014-05-01"),
        ("welfare", "2014-05-02"),
    ]
    rules = folder.parent / "rules.csv"
    rules.write_text("newsletter,sender,subject\nwelfare,@welfare.example,\nbus-news,,05-03\n")
    await press.title(slug="rest", name="나머지")
    code, said = await run(folder, "--map", rules, "--newsletter", "rest")
    assert (code, said) == (
        0,
        [
            "나머지 (rest): 새로 가져옴 1",
            "버스 소식 (bus-news): 새로 가져옴 1",
            "복지 소식 (welfare): 이미 있음 1",
        ],
    )
    rules.write_text("newsletter,sender\nnone,a@b\n")
    code, said = await run(folder, "--map", rules)
    assert (code, said[-1]) == (1, "  2번째 줄: 없는 소식지입니다: none")
    code, said = await run(folder, "--newsletter", "none")
    assert (code, said) == (
        1,
        ["오류 --newsletter none: 그런 소식지가 없습니다. 있는 것: bus-news, rest, welfare"],
    )


async def test_a_trial_reads_all_and_keeps_nothing(press: Press, run: Run, folder: Path) -> None:
    await press.title()
    (folder / "a.eml").write_bytes(letter(date(2014, 5, 1)))
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    code, said = await run(folder, "--newsletter", "bus-news", "--dry-run")
    assert (code, said[1:]) == (
        1,
        [
            f"버스 소식 (bus-news) · 2014-05-01 · 2014-05-01 소식 · {folder}/a.eml",
            "버스 소식 (bus-news): 가져오지 못함 1",
            "버스 소식 (bus-news): 가져올 수 있음 1",
        ],
    )
    assert (await issues(press), (folder.parent / "data" / "attachments").exists()) == ([], False)


async def test_drafts_and_new_issues_are_taken_on_demand(press: Press, run: Run, folder: Path) -> None:
    await press.title()
    for number, option in enumerate(("--draft", "--publish"), start=1):
        (folder / f"{number}.eml").write_bytes(letter(date(2014, 5, number)))
        assert (await run(folder / f"{number}.eml", "--newsletter", "bus-news", option))[0] == 0
    async with press.city.sessions() as session:
        states = list(await session.scalars(select(NewsletterIssue.state).order_by(NewsletterIssue.number)))
    assert states == [IssueState.DRAFT, IssueState.PUBLISHED]
    assert (await run(folder, "--draft", "--publish"))[0] == 1


async def test_a_named_person_takes_in_what_they_answer_for(press: Press, run: Run, folder: Path) -> None:
    await press.title()
    (folder / "1.eml").write_bytes(letter(date(2014, 5, 1)))
    (folder / "2.eml").write_bytes(letter(date(2014, 5, 2)))
    head, clerk = press.people["부서장"], press.people["직원"]
    refused, lines = await run(folder, "--newsletter", "bus-news", "--as", clerk.number)
    assert (refused, await issues(press)) == (1, [])
    assert any("버스 소식: 소식지를 펴내는 부서의 부서장" in line for line in lines)
    assert (await run(folder, "--newsletter", "bus-news", "--as", "nobody"))[0] == 1
    drafts = (folder / "1.eml", "--newsletter", "bus-news", "--draft", "--as", clerk.number)
    assert (await run(*drafts))[0] == 0
    assert (await run(folder, "--newsletter", "bus-news", "--as", head.number))[0] == 0
    async with press.city.sessions() as session:
        kept = list(await session.scalars(select(NewsletterIssue).order_by(NewsletterIssue.number)))
        wanted = select(EventLine.actor_id).where(EventLine.kind == "NewsletterIssueImported")
        actors = list(await session.scalars(wanted.order_by(EventLine.id)))
    assert [(one.state, one.author_id, one.archived_by_id) for one in kept] == [
        (IssueState.DRAFT, clerk.id, None),
        (IssueState.ARCHIVED, head.id, head.id),
    ]
    assert actors == [clerk.id, head.id]


async def test_killed_and_begun_again_by_two_it_takes_everything_once(
    press: Press, run: Run, folder: Path
) -> None:
    await press.title()
    days = [date(2010, 1, 1) + timedelta(n) for n in range(300)]
    for number, day in enumerate(reversed(days)):
        (folder / f"{number:03}.eml").write_bytes(letter(day, f"글 {day}"))
    first = await begun(folder)
    async with asyncio.timeout(60):
        while True:
            if await issues(press):
                break
            await asyncio.sleep(0.01)
    first.kill()
    await first.wait()
    assert 0 < len(await issues(press)) < 300
    others = [await begun(folder) for _ in range(2)]
    assert [await other.wait() for other in others] == [0, 0]
    assert [(number, day) for _, number, day, _ in await issues(press)] == [
        (number, day.isoformat()) for number, day in enumerate(days, start=1)
    ]
    async with press.city.sessions() as session:
        keys = set(await session.scalars(select(NewsletterFile.storage_key)))
    kept = {path.name for path in (folder.parent / "data" / "attachments").glob("??/??/*")}
    assert (len(keys), keys <= kept) == (300, True)


async def test_what_was_discarded_comes_again_only_when_it_is_wanted(
    press: Press, run: Run, folder: Path
) -> None:
    await press.title()
    (folder / "a.eml").write_bytes(letter(date(2014, 5, 1)))
    assert (await run("--draft", "--newsletter", "bus-news", folder))[0] == 0
    (issue,) = (await press.ask("직원", "{ newsletterIssues { nodes { id } } }"))["newsletterIssues"]["nodes"]
    press.board.given["storage"] = FolderStorage(folder.parent / "data" / "attachments")
    payload = await press.board.do(press.people["직원"], "newsletterIssueDiscard", "id", id=issue["id"])
    assert (payload["errors"], await issues(press)) == ([], [])
    (folder / "b.eml").write_bytes(b"X-Mailbox: other\n" + letter(date(2014, 5, 1)))  # the same letter
    told = "버스 소식 (bus-news): 버린 적이 있어 가져오지 않음 2"
    assert await run("--newsletter", "bus-news", folder) == (0, [told])
    assert await issues(press) == []
    assert (await run("--again", "--draft", "--newsletter", "bus-news", folder))[0] == 0
    assert await issues(press) == [("bus-news", 1, "2014-05-01", "2014-05-01 소식")]
    assert (await run("--newsletter", "bus-news", folder))[1] == ["버스 소식 (bus-news): 이미 있음 2"]

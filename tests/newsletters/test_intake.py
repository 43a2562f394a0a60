"""What departments have becomes issues: once, with its words, its files and its cover, told in the log."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from madang.errors import Conflict, NotFound
from madang.files import FolderStorage
from madang.intake.reading import read
from madang.intake.taken import Attachment, Kind, Picture, Taken
from madang.rules.newsletters import FileRole, IssueFormat, IssueState
from models import EventLine, NewsletterFile, NewsletterIssue
from resolvers.attachments import sweep
from resolvers.context import Context
from resolvers.newsletters.intake.arrivals import Arrival, Original, number_in
from resolvers.newsletters.intake.keeping import keep, keep_all
from schema.identifiers import global_id, parse_global_id
from tests import builders
from tests.intake.writing import pdf
from tests.newsletters.conftest import Press
from tests.newsletters.pictures import png

DAY = date(2013, 5, 2)
DRAWN, DOT = png(), png(1, 1)


class Intake:
    def __init__(self, press: Press, folder: Path, ctx: Context, title: UUID) -> None:
        self.press, self.folder, self.ctx, self.title = press, folder, ctx, title

    async def issues(self) -> list[NewsletterIssue]:
        async with self.press.city.sessions() as session:
            return list(await session.scalars(select(NewsletterIssue).order_by(NewsletterIssue.number)))

    async def files(self) -> list[NewsletterFile]:
        wanted = select(NewsletterFile).options(undefer(NewsletterFile.text)).order_by(NewsletterFile.id)
        async with self.press.city.sessions() as session:
            return list(await session.scalars(wanted))

    async def counted(self) -> tuple[int, int, int]:
        """Issues, files, and what lies in the storage."""
        async with self.press.city.sessions() as session:
            rows = [
                await session.scalar(select(func.count()).select_from(model)) or 0
                for model in (NewsletterIssue, NewsletterFile)
            ]
        return rows[0], rows[1], len(self.lying())

    def lying(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]

    async def read(self, file: NewsletterFile) -> bytes:
        return b"".join([piece async for piece in await FolderStorage(self.folder).open(file.storage_key)])


@pytest.fixture
async def intake(press: Press, tmp_path: Path) -> Intake:
    title = (await press.title())["newsletter"]["id"]
    folder = tmp_path / "files"
    ctx = replace(await builders.context(press.city, None), storage=FolderStorage(folder))
    return Intake(press, folder, ctx, parse_global_id(title)[1])


def text(words: str = "심야버스를 늘립니다.", *, title: str = "소식", day: date | None = DAY) -> Taken:
    return Taken(title, day, Kind.PAGE, words, "소식.html", f"<p>{words}</p>")


def mailing() -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = (
        "제12호 버스 소식", "kim@seoul.example", "Thu, 02 May 2013 10:00:00 +0900",
    )  # fmt: skip
    message.set_content(
        '<p>하나<img src="cid:dot"><img src="cid:drawn" alt="노선도"></p><script>1</script>', subtype="html"
    )
    message.add_related(DOT, "image", "png", cid="<dot>")
    message.add_related(DRAWN, "image", "png", cid="<drawn>")
    message.add_attachment(pdf("심야 시간표"), maintype="application", subtype="pdf", filename="시간표.pdf")
    message.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="설치.exe")
    return message


async def test_a_mailing_becomes_a_past_issue_with_its_words_files_and_cover(intake: Intake) -> None:
    content = mailing().as_bytes()
    (taken,) = read(content, "12.eml")
    kept = await keep(intake.ctx, intake.title, taken, Original("12.eml", content))
    (issue,) = await intake.issues()
    assert (kept.issue_id, kept.number, kept.is_new) == (issue.id, 12, True)
    assert [one.partition(":")[0] for one in kept.left_out] == ["설치.exe"]
    assert (issue.heading, issue.issued_on, issue.state) == ("제12호 버스 소식", DAY, IssueState.ARCHIVED)
    assert (issue.format, issue.author_id, issue.version) == (IssueFormat.HTML, None, 1)
    assert (issue.plain, issue.body) == ("하나\n노선도", "하나\n노선도")
    files = {(one.role, one.name): one for one in await intake.files()}
    dot, drawn = (files[FileRole.PICTURE, name] for name in ("그림1.png", "그림2.png"))
    pictures = f'<img src="/newsletter-files/{dot.id}"><img src="/newsletter-files/{drawn.id}" alt="노선도">'
    assert issue.html == f"<p>하나{pictures}</p>\n"
    named = [(FileRole.ORIGINAL, "12.eml"), (FileRole.COVER, "표지.png"), (FileRole.ATTACHMENT, "시간표.pdf")]
    original, cover, attached = (files[place] for place in named)
    assert (await intake.read(original), original.media_type) == (content, "message/rfc822")
    assert (await intake.read(cover), cover.storage_key) == (DRAWN, drawn.storage_key)
    assert (attached.text, attached.media_type, original.text) == ("심야 시간표", "application/pdf", "")
    assert await intake.counted() == (1, 5, 4)
    async with intake.press.city.sessions() as session:
        line = await session.scalar(select(EventLine).where(EventLine.kind == "NewsletterIssueImported"))
    assert line is not None
    assert (line.actor_id, line.data["state"], line.data["files"]) == (None, "ARCHIVED", 5)


async def test_the_same_is_taken_once_in_whatever_file_it_comes(intake: Intake) -> None:
    one = Original("a.html", b"<p>first</p>")
    first = await keep(intake.ctx, intake.title, text(), one)
    again = await keep(intake.ctx, intake.title, text("다른 글"), one)
    assert (again.issue_id, again.number, again.is_new) == (first.issue_id, 1, False)
    elsewhere = await keep(intake.ctx, intake.title, text(), Original("b.html", b"<p>other headers</p>"))
    assert (elsewhere.issue_id, elsewhere.is_new) == (first.issue_id, False)
    both = [Arrival(taken=text("둘"), original=Original(name, name.encode())) for name in "cdc"]
    assert [one.is_new for one in await keep_all(intake.ctx, intake.title, both)] == [True, False, False]
    by_key = [await keep(intake.ctx, intake.title, text(words), key="https://a/1") for words in ("셋", "넷")]
    assert [one.is_new for one in by_key] == [True, False]
    assert await intake.counted() == (3, 2, 2)


async def test_another_title_takes_it_for_itself(intake: Intake) -> None:
    other = (await intake.press.title(slug="other", name="다른 소식"))["newsletter"]["id"]
    for title in (intake.title, parse_global_id(other)[1]):
        assert (await keep(intake.ctx, title, text(), Original("a.html", b"1"))).is_new


async def test_several_processes_take_everything_once(intake: Intake) -> None:
    arrivals = [
        Arrival(taken=text(f"글 {n}", day=DAY + timedelta(n)), original=Original(f"{n}.html", b"%d" % n))
        for n in range(12)
    ]
    outcomes = await asyncio.gather(
        *(keep_all(intake.ctx, intake.title, arrivals[begin:] + arrivals[:begin]) for begin in (0, 4, 8, 0))
    )
    assert sum(one.is_new for kept in outcomes for one in kept) == 12
    assert await intake.counted() == (12, 12, 12)
    assert [issue.number for issue in await intake.issues()] == list(range(1, 13))


async def test_numbers_are_those_of_the_headings_where_they_are_free(intake: Intake) -> None:
    titles = ["제7호", "이어서", "Vol.7 다시", "제 3 호 늦게"]
    arrivals = [Arrival(taken=text(title, title=title)) for title in titles]
    assert [one.number for one in await keep_all(intake.ctx, intake.title, arrivals)] == [7, 8, 9, 3]
    found = [
        number_in(heading) for heading in ("제12호", "지하철 제2호선", "2014년 7월호", "vol. 3", "제0호")
    ]
    assert found == [12, None, None, 3, None]


async def test_what_does_not_say_its_day_has_that_of_its_file_or_today(intake: Intake) -> None:
    await keep(intake.ctx, intake.title, text("하나", day=None), day=date(2012, 1, 2))
    await keep(intake.ctx, intake.title, text("둘", day=None))
    assert [issue.issued_on for issue in await intake.issues()] == [date(2012, 1, 2), intake.ctx.today]


async def test_drafts_are_looked_through_and_new_issues_are_told_of(intake: Intake) -> None:
    for state in (IssueState.DRAFT, IssueState.PUBLISHED):
        await keep(intake.ctx, intake.title, text(state.value), state=state)
    async with intake.press.city.sessions() as session:
        kinds = list(await session.scalars(select(EventLine.kind).order_by(EventLine.id)))
    told = ["NewsletterIssueImported", "NewsletterIssueImported", "NewsletterIssuePublished"]
    assert kinds == ["NewsletterCreated", *told]
    draft, new = await intake.issues()
    assert (draft.published_at, draft.archived_at, new.published_at) == (None, None, builders.NOON)


async def test_a_title_that_rests_takes_past_issues_and_drafts_only(intake: Intake) -> None:
    title = str(
        (await intake.press.ask("관리자", "{ newsletters { nodes { id } } }"))["newsletters"]["nodes"][0][
            "id"
        ]
    )
    await intake.press.retitle(title, status="CLOSED")
    with pytest.raises(Conflict):
        await keep(intake.ctx, intake.title, text(), Original("a", b"1"), state=IssueState.PUBLISHED)
    with pytest.raises(NotFound):
        await keep(intake.ctx, uuid4(), text(), Original("a", b"1"))
    assert await intake.counted() == (0, 0, 0)
    assert (await keep(intake.ctx, intake.title, text())).is_new


async def test_a_document_is_there_for_its_readers_and_a_mailing_is_not(intake: Intake) -> None:
    content = pdf("버스", title="시간표")
    (taken,) = read(content, "a.pdf")
    await keep(intake.ctx, intake.title, taken, Original("시간표", content))
    (issue,) = await intake.issues()
    assert issue.html == "<p>버스</p>"
    assert [(one.role, one.name) for one in await intake.files()] == [
        (FileRole.ORIGINAL, "시간표"), (FileRole.ATTACHMENT, "시간표.pdf"),
    ]  # fmt: skip
    assert len(intake.lying()) == 1


async def test_what_the_worker_says_is_not_believed(intake: Intake) -> None:
    """A file may have taken it over."""
    bad = Taken(
        "제목\0", DAY, Kind.MAIL, "글\0\ud800", "a",
        '<p onclick="x()">글<img src="http://t/1.gif"><img src="cid:1">'
        '<img src="cid:2"><script>x</script><a href="javascript:x">a</a></p>',
        (Attachment("a.png", 3, content=b"<svg onload=x>"), Attachment("b.html", 3, content=b"<script>")),
        (Picture(1, b"<svg/onload=x>"), Picture(2, DRAWN)),
    )  # fmt: skip
    kept = await keep(intake.ctx, intake.title, bad)
    (issue,) = await intake.issues()
    (picture, _) = await intake.files()
    assert (issue.heading, issue.plain) == ("제목", "글\ufffd")
    link = '<a rel="noopener noreferrer nofollow">a</a>'
    assert issue.html == f'<p>글<img><img><img src="/newsletter-files/{picture.id}">{link}</p>'
    assert [one.partition(":")[0] for one in kept.left_out] == ["a.png", "b.html"]


async def test_files_of_issues_are_not_swept_away(intake: Intake) -> None:
    await keep(intake.ctx, intake.title, text(), Original("a.html", b"1"))
    later = replace(intake.ctx, clock=lambda: datetime.now(UTC) + timedelta(hours=25))
    assert (await sweep(later), len(intake.lying())) == (0, 1)


async def test_what_was_taken_keeps_its_form_until_another_text_is_written(intake: Intake) -> None:
    kept = await keep(intake.ctx, intake.title, text("**글**"), state=IssueState.DRAFT)
    assert kept.issue_id is not None
    id = global_id("NewsletterIssue", kept.issue_id)
    edit: Any = {"heading": "새 제목", "body": "**글**"}
    assert (await intake.press.act("Update", id, "동료", input=edit))["issue"]["bodyHtml"] == "<p>**글**</p>"
    written = await intake.press.act("Update", id, "동료", input={"body": "**새 글**"})
    assert written["issue"]["bodyHtml"] == "<p><strong>새 글</strong></p>\n"
    (issue,) = await intake.issues()
    assert issue.format is IssueFormat.MARKDOWN

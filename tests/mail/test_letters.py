"""What arrives in a mailbox, read back by the standard library's parser."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest

from madang.mail import Envelope, Story, confirmation, digest, letter, one_issue, sender_of

SENT = datetime(2014, 7, 7, 3, tzinfo=UTC)
STORY = Story(
    title="버스 소식", publisher="버스정책과", number=7, issued_on=date(2014, 7, 7),
    heading="올빼미버스가 달립니다",
    html='<p>본문 <a href="https://seoul.example/b">여기</a><img src="https://spy.example/1.gif"></p>',
    plain="본문 여기", url="https://news.example/news/bus/7",
)  # fmt: skip
MANAGE = "https://news.example/news/subscriptions/abc.def"


def read(**changed: object) -> EmailMessage:
    story = replace(STORY, **cast(Any, changed))
    envelope = Envelope(
        sender=sender_of("서울소식지 <news@seoul.example>"), recipient="gildong@example.com",
        message_id="x.1@news.example", sent_at=SENT, list_id="bus.news.example", leave_url=f"{MANAGE}/leave",
    )  # fmt: skip
    raw = letter(envelope, one_issue(story, manage_url=MANAGE))
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return message_from_bytes(raw, policy=default)


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return part.get_content()


def test_a_mail_says_who_what_when_and_how_to_leave() -> None:
    mail = read()
    told = {name: str(mail[name]) for name in mail if name not in ("MIME-Version", "Content-Type")}
    assert told == {
        "From": "서울소식지 <news@seoul.example>",
        "To": "gildong@example.com",
        "Subject": "[버스 소식] 올빼미버스가 달립니다",
        "Date": "Mon, 07 Jul 2014 03:00:00 +0000",
        "Message-ID": "<x.1@news.example>",
        "Auto-Submitted": "auto-generated",
        "List-Id": "<bus.news.example>",
        "Precedence": "bulk",
        "List-Unsubscribe": f"<{MANAGE}/leave>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_what_machines_read_stands_in_one_line_however_long_it_is() -> None:
    leave, list_id = f"https://{chr(110) * 60}.example/{chr(116) * 80}/leave", "s" * 90
    recipient = "a" * 60 + "@" + "b" * 60 + ".example"
    envelope = Envelope(
        sender=sender_of("news@seoul.example"), recipient=recipient, message_id="m" * 90 + "@news.example",
        sent_at=SENT, list_id=list_id, leave_url=leave,
    )  # fmt: skip
    lines = letter(envelope, one_issue(STORY, manage_url=MANAGE)).split(b"\r\n")
    for line in (
        f"List-Unsubscribe: <{leave}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        f"List-Id: <{list_id}>",
        f"Message-ID: <{'m' * 90}@news.example>",
        f"To: {recipient}",
    ):
        assert line.encode() in lines
    assert max(map(len, lines)) < 998


def test_text_and_html_say_the_same_and_load_nothing() -> None:
    mail = read()
    text, html = body(mail, "plain"), body(mail, "html")
    for words in ("버스 소식 7호 · 버스정책과 · 2014-07-07", "올빼미버스가 달립니다", STORY.url, MANAGE):
        assert words in text
        assert words in html
    assert '<a href="https://seoul.example/b"' in html
    assert html.count("noopener noreferrer nofollow") == 1
    assert '<p style="margin:0 0 16px">본문' in html
    for loading in ("<img", "spy.example", "<link", "url(", "<script", "src="):
        assert loading not in html


@pytest.mark.parametrize(
    "hostile", ["a\r\nBcc: all@example.com", "a\n\nbody", "a\x00\x0bb", "a\u2028b\u202eb"]
)
def test_no_words_of_an_issue_become_a_header(hostile: str) -> None:
    mail = read(heading=hostile, title=hostile)
    assert mail["Bcc"] is None
    assert mail["Subject"] is not None
    assert set("\r\n\x00\x0b\u2028\u202e") & set(str(mail["Subject"])) == set()
    assert len(list(mail.iter_parts())) == 2


def test_words_of_an_issue_stay_words_in_html() -> None:
    html = body(read(heading="<script>1</script>", title='"><b>', publisher="<i>"), "html")
    assert "<script>" not in html
    assert "&lt;script&gt;1&lt;/script&gt;" in html
    assert '"><b>' not in html


def test_a_very_long_korean_subject_can_be_read_back() -> None:
    assert (
        str(read(heading="가나다라마바사" * 30)["Subject"]) == ("[버스 소식] " + "가나다라마바사" * 30)[:200]
    )


def test_a_long_issue_is_told_by_its_beginning() -> None:
    mail = read(html="<p>" + "가" * 70_000 + "</p>", plain="가" * 70_000)
    assert len(mail.as_bytes()) < 30_000
    assert f"이어서 읽기: {STORY.url}" in body(mail, "plain")
    assert "가" * 1_500 + "…" in body(mail, "html")


def test_a_digest_lists_each_issue_once() -> None:
    other = replace(STORY, heading="둘째", url="https://n.example/2")
    parts = digest([STORY, other], day=date(2014, 7, 8), manage_url=MANAGE)
    assert parts.subject == "소식지 2건 · 2014년 7월 8일"
    for said in (parts.text, parts.html):
        assert (said.count(STORY.url), said.count(other.url), said.count(MANAGE)) == (1, 1, 1)


def test_the_question_tells_nothing_of_what_was_chosen() -> None:
    parts = confirmation(url="https://news.example/t", hours=48)
    assert parts.text.count("https://news.example/t") == 1
    assert "48시간 안에" in parts.html


@pytest.mark.parametrize("wrong", ["", "서울소식지", "a@b@c", "<>", "a b@example.com"])
def test_a_sender_without_an_address_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        sender_of(wrong)

"""A page of a site is taken without what surrounds its text; feeds post by post."""

from datetime import date

import pytest

from madang.errors import Invalid
from madang.intake.bounds import MOST_MARKUP
from madang.intake.reading import read
from madang.intake.taken import Extent, Kind, Taken

BODY = "마을버스를 다시 엽니다. " * 10
PAGE = """<html><head><meta charset="{charset}"><title>어느 구청</title></head><body><nav>메뉴</nav>
<div id="content"><h1>똠방 소식</h1><span>등록일 : 2026.11.20</span><p>{body}<br>끝.</p>
<img src="//t.example/p.gif"></div><footer>주소</footer></body></html>"""
RSS = """<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><title>소식</title>
<item><title>첫 &amp;amp; 소식</title><description>&lt;p&gt;본문&lt;img src="http://t.example/p.gif"&gt;&lt;/p&gt;
</description><pubDate>Thu, 19 Nov 2026 16:30:00 GMT</pubDate></item><item><title>빈 글</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>소식</title><entry><title>둘째</title>
<updated>2026-11-19T16:30:00Z</updated><summary>짧게</summary><content type="html">
&lt;p&gt;더 길게 씁니다&lt;/p&gt;
</content></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "소식", "items": [
{"id": "1", "title": "셋째", "content_html": "<p>글<script>x</script></p>",
"date_published": "2026-11-20T01:30:00+09:00"},
{"id": "2", "content_text": "제목 없는 글"}]}"""
ONLY_TITLE = "소식 목록에 제목만 있어 글은 가져오지 못했습니다. 원문에서 읽을 수 있습니다"
SUMMARY = "소식 목록에 있는 요약입니다. 전체 글은 원문에 있습니다."
JSON_HEAD = b'{"version": "https://jsonfeed.org/version/1", '


def reason(content: bytes) -> str:
    with pytest.raises(Invalid) as refusal:
        read(content, "소식")
    return str(refusal.value)


@pytest.mark.parametrize(
    ("charset", "encoding"), [("euc-kr", "cp949"), ("utf-8", "utf-8"), ("utf-8", "cp949")]
)
def test_a_page_is_read_without_its_frame(charset: str, encoding: str) -> None:
    (taken,) = read(PAGE.format(charset=charset, body=BODY).encode(encoding), "a.html")
    assert (taken.title, taken.date, taken.kind) == ("똠방 소식", date(2026, 11, 20), Kind.PAGE)
    assert taken.text == f"똠방 소식\n등록일 : 2026.11.20\n{BODY.strip()}\n끝."
    assert taken.html is not None
    assert ("t.example" in taken.html, "<nav>" in taken.html) == (False, False)


def test_a_page_that_tells_its_day_is_believed() -> None:
    head = '<meta property="article:published_time" content="2026-11-19T16:30:00Z"><title>제목</title>'
    (taken,) = read(f"<html><head>{head}</head><body><p>글</p></body></html>".encode(), "a.html")
    assert (taken.title, taken.date, taken.text) == ("제목", date(2026, 11, 20), "글")


def test_a_page_without_a_marked_part_is_read_without_its_menus() -> None:
    menu = '<ul><li><a href="/1">분야별 정보</a><ul><li><a href="/2">교통</a></li></ul></li></ul>'
    body = f"{menu}<p>{BODY}</p><ul><li>9시: <a href='/3'>신청</a></li></ul>{menu}"
    (taken,) = read(f"<html><body>{body}</body></html>".encode(), "a.html")
    assert taken.text == f"{BODY.strip()}\n\n9시: 신청"


def test_what_stands_inside_of_what_is_left_out_is_left_out_with_it() -> None:
    frame = "<nav><aside><button>눌러</button><nav>메뉴</nav></aside><script>x</script></nav>"
    (taken,) = read(f"<html><body>{frame * 200}<p>글</p>{frame * 200}</body></html>".encode(), "a.html")
    assert taken.text == "글"


def test_a_page_of_scripts_only_is_refused() -> None:
    assert reason(b"<html><body><script>x()</script></body></html>") == "글이 없는 쪽입니다."


def test_a_page_in_utf_16_is_read_and_a_picture_is_no_page() -> None:
    (taken,) = read("<html><body><p>글</p></body></html>".encode("utf-16"), "a.html")
    assert taken.text == "글"
    assert reason(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<p >").startswith("읽지 않는 종류입니다.")


def test_a_page_that_is_too_long_is_refused() -> None:
    assert reason(b"<p>" + b"a" * MOST_MARKUP) == "HTML이 8,000,000자를 넘어 읽지 않습니다."


@pytest.mark.parametrize(("charset", "encoding"), [("euc-kr", "cp949"), ("utf-8", "utf-8")])
def test_rss_is_read_post_by_post_and_what_has_only_a_title_is_left_out(charset: str, encoding: str) -> None:
    assert read(RSS.format(charset=charset).encode(encoding), "rss") == (
        Taken("첫 & 소식", date(2026, 11, 20), Kind.FEED, "본문", "rss 1번째 글", "<p>본문<img></p>"),
    )


def test_atom_is_read_with_the_longer_of_summary_and_content() -> None:
    (taken,) = read(ATOM.encode(), "atom")
    assert (taken.title, taken.date, taken.text) == ("둘째", date(2026, 11, 20), "더 길게 씁니다")


def test_posts_with_a_title_and_an_address_are_taken_and_say_what_is_missing() -> None:
    items = (
        "<item><title>제목만</title><link>/view?id=1</link></item>"
        "<item><title>잘린 글</title><link>/view?id=2</link><description>앞부분만 […]</description></item>"
        "<item><title>다 쓴 글</title><link>/view?id=3</link><description>다 씁니다.</description></item>"
        "<item><title>링크 없는 잘린 글</title><description>앞부분만...</description></item>"
        "<item><link>/view?id=4</link></item>"
    )
    found = read(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), "rss")
    assert [(one.title, one.extent, one.text) for one in found] == [
        ("제목만", Extent.TITLE, f"{ONLY_TITLE}: /view?id=1"),
        ("잘린 글", Extent.SUMMARY, f"앞부분만 […]\n\n{SUMMARY}"),
        ("다 쓴 글", Extent.WHOLE, "다 씁니다."),
        ("링크 없는 잘린 글", Extent.WHOLE, "앞부분만..."),
    ]
    assert (found[1].html or "").endswith(f"<p>{SUMMARY}</p>")


def test_where_a_feed_tells_summaries_from_texts_it_is_believed() -> None:
    entry = "<entry><title>요약</title><link href='/1'/><summary>짧게</summary></entry>"
    (atom,) = read(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode(), "atom")
    items = b'"items": [{"id": "1", "url": "/1", "title": "t", "summary": "s"}]}'
    (json,) = read(JSON_HEAD + items, "json")
    assert [(one.extent, one.text) for one in (atom, json)] == [
        (Extent.SUMMARY, f"짧게\n\n{SUMMARY}"),
        (Extent.SUMMARY, f"s\n\n{SUMMARY}"),
    ]


def test_json_feed_is_read() -> None:
    first, second = read(JSON.encode(), "json")
    day = date(2026, 11, 20)
    assert first == Taken("셋째", day, Kind.JSON_FEED, "글", "json 1번째 글", "<p>글</p>", key="1")
    assert (second.title, second.date, second.html, second.key) == ("제목 없는 글", None, None, "2")


def test_posts_are_called_as_their_feed_calls_them() -> None:
    items = "<item><guid>가-1</guid><link>/view?a=1&amp;b=2</link><description>글</description></item>"
    long = f"<item><guid>{'x' * 2001}</guid><description>글</description></item>"
    found = read(f'<rss version="2.0"><channel>{items}{long}</channel></rss>'.encode(), "rss")
    assert [(one.key, one.address) for one in found] == [("가-1", "/view?a=1&b=2"), (None, None)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'<!DOCTYPE r [<!ENTITY a "x">]><rss><channel/></rss>', "XML에 개체 선언이 있어 읽지 않습니다."),
        (b"<rss><channel><title>x</title></channel></rss>", "글이 하나도 없는 소식 목록입니다."),
        (JSON_HEAD + b'"items": [', "JSON Feed가 깨져 있습니다."),
        (JSON_HEAD + b'"x": ' + b"[" * 1_000_000, "JSON Feed가 깨져 있습니다."),
        (b"<rss><channel>" + b"<item>x</item>" * 1_001, "글이 1,000건을 넘어 읽지 않습니다."),
    ],
)
def test_a_feed_that_cannot_be_read_is_refused_with_its_reason(content: bytes, why: str) -> None:
    assert reason(content) == why

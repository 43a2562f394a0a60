"""Markdown rendered: safe for everybody who looks, readable as plain text, bounded however it was meant."""

import re
import sys
from html.parser import HTMLParser
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.errors import Invalid, Reason
from madang.text.grammar import MOST_CELLS, MOST_CHARACTERS, MOST_NESTING
from madang.text.markdown import render
from madang.text.mentions import find

REL = 'rel="noopener noreferrer nofollow"'
HONG = "@[홍길동](employee:0192f0c1-2345-7abc-8def-0123456789ab)"

HOSTILE = [
    "[", "![", "*", "**a ", "*a_", "_ ", "~~", "~a", "`", "`a``", "> ", ">\n- ", "- ", "- a\n 1. b\n",
    "<", "<a@b.c>", "<http:/", "[a](", "[a](<b", "[a][", "[](", "[[]", "]", "(", "\\", "&amp", "&#x",
    "|", "|\n|-", "|a\n|-\n", "[a]: b\n", "[a]: b\n[a]", "=\n", "***\n", "```\n", "#", "a\n",
    "@a", "@(a)", f"[{HONG}](", "https://a.", "http://", "\ufdda\ufdd0\ufddb",
]  # fmt: skip


class _Elements(HTMLParser):
    """Every tag with its attributes, as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    return _Elements(html).found


def calls(markdown: str) -> int:
    """How many calls, of Python and C functions alike, it takes to render."""
    count = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(profile)
    try:
        render(markdown)
    finally:
        sys.setprofile(None)
    return count


def test_ordinary_writing() -> None:
    rendered = render("# 제목\n\n**강조** ~~취소~~ `코드`\n둘째 줄\n\n- 하나\n- 둘")
    assert rendered.html == (
        "<h1>제목</h1>\n<p><strong>강조</strong> <s>취소</s> <code>코드</code><br>\n둘째 줄</p>\n"
        "<ul>\n<li>하나</li>\n<li>둘</li>\n</ul>\n"
    )
    assert rendered.plain == "제목\n강조 취소 코드\n둘째 줄\n하나\n둘"


def test_tables_are_aligned_without_inline_style() -> None:
    assert elements(render("|가|나|\n|:-|-:|\n|1|2|").html)[3:5] == [
        ("th", {"align": "left"}),
        ("th", {"align": "right"}),
    ]


def test_html_is_shown_not_run() -> None:
    rendered = render("<script>alert(1)</script>\n\n가 <b onclick=x>나</b>")
    assert rendered.html == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>가 &lt;b onclick=x&gt;나&lt;/b&gt;</p>\n"
    )


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
     "/요청", "//evil.kr", "java&#10;script:x", "tel:119", "employee:1"],
)  # fmt: skip
def test_links_lead_only_to_the_web_and_to_mail(target: str) -> None:
    for markdown in (f"[가]({target})", f"<{target}>", f"[가]\n\n[가]: {target}"):
        assert [tag for tag, _ in elements(render(markdown).html) if tag != "p"] == []


def test_links_give_nothing_away_about_the_page_they_stand_on() -> None:
    assert (
        render("[시청](https://seoul.go.kr)").html == f'<p><a href="https://seoul.go.kr" {REL}>시청</a></p>\n'
    )
    assert render("<mailto:a@seoul.go.kr>").html == (
        f'<p><a href="mailto:a@seoul.go.kr" {REL}>mailto:a@seoul.go.kr</a></p>\n'
    )


def test_a_bare_address_becomes_a_link_that_ends_before_the_particle() -> None:
    rendered = render("https://seoul.go.kr/a_b?c=1에서 (http://a.kr/).")
    assert [attributes["href"] for tag, attributes in elements(rendered.html) if tag == "a"] == [
        "https://seoul.go.kr/a_b?c=1",
        "http://a.kr/",
    ]
    assert rendered.plain == "https://seoul.go.kr/a_b?c=1에서 (http://a.kr/)."


def test_a_remote_picture_is_never_loaded() -> None:
    assert "img" not in dict(elements(render("![사진](http://spy.kr/1.png)").html))


def test_a_resolved_call_shows_its_label() -> None:
    markdown = f"{HONG}님, @버스정책과에서 <확인>"
    department = find(markdown)[1].called("버스정책과")
    labels = {find(markdown)[0].span: "홍길동(버스정책과)", department.span: "버스정책과 <본청>"}
    rendered = render(markdown, mentions=labels)
    assert rendered.html == (
        '<p><span class="mention">@홍길동(버스정책과)</span>님, '
        '<span class="mention">@버스정책과 &lt;본청&gt;</span>에서 &lt;확인&gt;</p>\n'
    )
    assert rendered.plain == "@홍길동(버스정책과)님, @버스정책과 <본청>에서 <확인>"


def test_an_unresolved_call_is_a_name_and_nothing_more() -> None:
    rendered = render(f"{HONG} @없는과")
    assert (rendered.html, rendered.plain) == ("<p>@홍길동 @없는과</p>\n", "@홍길동 @없는과")


def test_a_label_given_for_a_place_in_code_changes_nothing() -> None:
    markdown = "`@홍길동`"
    assert render(markdown, mentions={(1, 5): "홍길동"}).html == "<p><code>@홍길동</code></p>\n"


def test_emphasis_holds_a_call_beside_a_particle() -> None:
    markdown = f"**{HONG}**에게"
    labels = {find(markdown)[0].span: "홍길동"}
    assert render(markdown, mentions=labels).html == (
        '<p><strong><span class="mention">@홍길동</span></strong>에게</p>\n'
    )


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**협조(1차)**를", "<strong>협조(1차)</strong>를"),
        ("버스**‘올빼미’**의", "버스<strong>‘올빼미’</strong>의"),
        ("*‘가’*와 *나*", "<em>‘가’</em>와 <em>나</em>"),
        ("2 * 3 * 4, 가 *나", "2 * 3 * 4, 가 *나"),
        ("a**(b)**c", "a**(b)**c"),
        ("snake_case_가", "snake_case_가"),
    ],
)
def test_emphasis_may_be_followed_by_a_particle(markdown: str, html: str) -> None:
    assert render(markdown).html == f"<p>{html}</p>\n"


def test_too_long_a_text_is_refused_unread() -> None:
    with pytest.raises(Invalid) as refusal:
        render("[" * 1_000_000)
    assert refusal.value.reason is Reason.TOO_LONG
    assert calls("[" * 100) > 100


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_and_size_grow_no_faster_than_the_text(piece: str) -> None:
    short, long = ((piece * size)[:size] for size in (MOST_CHARACTERS // 20, MOST_CHARACTERS // 10))
    assert calls(long) <= 2.5 * calls(short) + 500
    assert len(render((piece * MOST_CHARACTERS)[:MOST_CHARACTERS]).html) <= 60 * MOST_CHARACTERS


@pytest.mark.parametrize(("opener", "tag"), [("> ", "blockquote"), ("- ", "li")])
def test_nesting_ends_somewhere(opener: str, tag: str) -> None:
    deepest = render(opener * 1_000 + "가").html.count(f"<{tag}>")
    assert 1 <= deepest <= MOST_NESTING


def test_a_table_that_would_swell_stays_text() -> None:
    wide = "|a" * 100 + "\n" + "|-" * 100 + "\n" + "|\n" * MOST_CELLS
    assert "table" not in dict(elements(render(wide).html))
    assert "table" in dict(elements(render("|a|b|\n|-|-|\n" + "|1|2|\n" * 500).html))


def test_a_small_table_after_one_that_swells_is_still_a_table() -> None:
    wide = "|a" * 100 + "\n" + "|-" * 100 + "\n" + "|\n" * 200
    assert "table" in dict(elements(render(wide + "\n\n|a|\n|-|\n|1|").html))


PIECES = st.sampled_from(
    ["[", "](", ")", "*", "`", "\n", "> ", "<", ">", '"', "'", "=", "@", HONG, "@홍길동", "http://a.kr",
     "javascript:", "onclick=x", "<img src=x>", " ", "가", "|", "-", "&quot;", "\\",
     "\ufdda", "\ufdd0", "\ufddb"]
)  # fmt: skip
ALLOWED_LINK = re.compile("(https?://|mailto:)")


@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_whatever_is_written_only_harmless_elements_come_out(markdown: str, resolved: bool) -> None:
    labels = {call.span: '"><img src=x onerror=y>' for call in find(markdown)} if resolved else {}
    for tag, attributes in elements(render(markdown, mentions=labels).html):
        assert tag not in {"img", "script"}
        assert set(attributes) <= {"href", "rel", "class", "align", "start"}
        assert ALLOWED_LINK.match(attributes.get("href") or "http://")

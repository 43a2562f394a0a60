"""HTML of others: the part that is the text, safe to show, and as plain text."""

import re
from datetime import date
from html import unescape
from typing import NamedTuple

import nh3
from selectolax.lexbor import LexborHTMLParser, LexborNode

from madang.errors import Invalid, Reason
from madang.intake import days
from madang.intake.bounds import MOST_CHARACTERS, MOST_MARKUP, MOST_NESTED, too_much
from madang.intake.nesting import is_too_deep
from madang.intake.pictures import NUMBERED, numbered
from madang.intake.wording import tidy
from madang.text.foreign import BLOCKS, CELLS, NEVER_TEXT, safe

MAIN = (
    ".board_view", ".board-view", ".bbs_view", ".view_cont", ".view_contents", ".article_view",
    "article", "main", "[role=main]", "#contents", "#content", ".contents",
)  # fmt: skip
MENU = 0.9  # of the letters of a list are those of links
ENOUGH = 100  # characters: a shorter "main part" is the frame of something else
BESIDE = "nav, aside, script, style, template, noscript, button, select, textarea, input"
FRAME = "header, footer, #header, #footer, #gnb, #lnb, .skip, .gnb, .lnb"
TITLES = ("meta[property='og:title']", "meta[name='title']")
DATES = (
    "meta[property='article:published_time']", "meta[name='date']", "meta[name='dc.date']",
    "meta[name='dcterms.created']", "meta[property='og:published_time']", "time[datetime]",
)  # fmt: skip
LINE = "\u2028"  # unlike \\n a line of the text, not of the source
TAG = re.compile(r"</?([a-z][a-z0-9]*)>")


BARE = nh3.Cleaner(
    tags=BLOCKS | CELLS, clean_content_tags=NEVER_TEXT, attributes={}, generic_attribute_prefixes=set()
)


class Page(NamedTuple):
    title: str | None
    date: date | None
    text: str
    html: str
    pictures: tuple[str, ...] = ()  # where those of `html` lie, in the order of their numbers


def read_page(markup: str, part: str | None = None) -> Page:
    """A page of a site: its main part, without what surrounds it, or the parts that a selector finds."""
    tree = _tree(markup) if part is None else _tree(_parted(markup, part))
    title = next((found for query in TITLES if (found := _content(tree, query))), None)
    title = title or _text(tree.css_first("title"))
    written = next((day for query in DATES if (day := days.of_iso(_content(tree, query)))), None)
    whole = tree.body
    main = _main(tree) or whole
    if main is None:
        raise Invalid("글이 없는 쪽입니다.", reason=Reason.REQUIRED)
    around = plain(main.html or "")
    _strip(main, f"{BESIDE}, {FRAME}" if main.tag == "body" else BESIDE)
    if main.tag == "body":
        _strip_menus(main)
    heading = _text(main.css_first("h1"))
    pictures = numbered(main)
    text, html = _read(main)
    return Page(heading or title, written or days.labelled(around), text, html, pictures)


def hrefs(markup: str, selector: str, *, most: int) -> tuple[str, ...]:
    """Where links lead, as it is written, each once: those the selector finds, and those inside of them."""
    found: dict[str, None] = {}
    for node in _selected(_tree(markup), selector):
        for link in [node, *node.css("[href]")]:
            if len(found) < most and (href := (link.attributes.get("href") or "").strip()):
                found[href] = None
    return tuple(found)


def _parted(markup: str, part: str) -> str:
    tree = _tree(markup)
    found = _selected(tree, part)
    head = tree.head.html if tree.head is not None else ""
    return f"{head or ''}<main>{''.join(node.html or '' for node in found)}</main>"


def _selected(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """Without those inside of others that are found, too. Raises Invalid when there are none."""
    try:
        found = tree.css(selector)
    except Exception:  # whatever the parser says of a selector that is none
        raise Invalid(f"CSS 선택자를 읽을 수 없습니다: {selector}", reason=Reason.MALFORMED) from None
    ids = {node.mem_id for node in found}
    found = [node for node in found if not _is_inside(node, ids)]
    if not found:
        raise Invalid(f"홈페이지에 CSS 선택자에 맞는 곳이 없습니다: {selector}", reason=Reason.UNKNOWN)
    return found


def _is_inside(node: LexborNode, ids: set[int]) -> bool:
    above = node.parent
    while above is not None:
        if above.mem_id in ids:
            return True
        above = above.parent
    return False


def read_message(markup: str, *, first: int = 1) -> Page:
    """The HTML of a message or of a post is all text. `first` is the number of its first picture."""
    tree = _tree(markup)
    if tree.body is None:
        return Page(None, None, "", "")
    title = _text(tree.css_first("title"))
    pictures = numbered(tree.body, first)
    text, html = _read(tree.body)
    return Page(title, None, text, html, pictures)


def plain(markup: str) -> str:
    """Without attributes, and after the sanitiser, a tag is its name and nothing else."""
    bare = BARE.clean(markup)
    text = unescape(TAG.sub(lambda tag: " " if tag[1] in CELLS else "\n", _flowing(bare)))
    if len(text) > MOST_CHARACTERS:
        raise too_much(f"글이 {MOST_CHARACTERS:,}자를 넘어")
    return tidy(text)


def _flowing(bare: str) -> str:
    """Lines of the source are none of the text."""
    return bare.replace("\n", " ").replace("\r", " ")


def _tree(markup: str) -> LexborHTMLParser:
    if len(markup) > MOST_MARKUP:
        raise too_much(f"HTML이 {MOST_MARKUP:,}자를 넘어")
    if is_too_deep(markup):
        raise too_much(f"HTML의 꼬리표가 {MOST_NESTED:,}겹 넘게 겹쳐 있어")
    return LexborHTMLParser(markup)


def _main(tree: LexborHTMLParser) -> LexborNode | None:
    for query in MAIN:
        found = tree.css_first(query)
        if found is not None and len(found.text(strip=True)) >= ENOUGH:
            return found
    return None


def _strip(node: LexborNode, query: str) -> None:
    """One by one: what was inside of something gone is gone, and must not be touched again."""
    while (beside := node.css_first(query)) is not None and beside.mem_id != node.mem_id:
        beside.decompose()


def _strip_menus(node: LexborNode) -> None:
    """Lists of nothing but links, the inner ones first."""
    for menu in reversed(node.css("ul")):
        letters = len(menu.text(strip=True))
        if letters and sum(len(link.text(strip=True)) for link in menu.css("a")) >= MENU * letters:
            menu.decompose()


def _read(node: LexborNode) -> tuple[str, str]:
    """What a picture says to those who do not see it is part of the text: often it is all there is."""
    html = safe(node.html or "", _own)
    for picture in node.css("img[alt]"):
        picture.replace_with(f"{LINE}{picture.attributes.get('alt') or ''}{LINE}")
    return plain(node.html or ""), html


def _own(address: str) -> str | None:
    """A picture from elsewhere tells its owner who reads; those that came along have got a number."""
    return address if NUMBERED.fullmatch(address) else None


def _content(tree: LexborHTMLParser, query: str) -> str:
    found = tree.css_first(query)
    return "" if found is None else found.attributes.get("content") or found.attributes.get("datetime") or ""


def _text(node: LexborNode | None) -> str | None:
    return None if node is None else node.text(strip=True) or None

"""RSS, Atom and JSON Feed: each post a newsletter of its own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, cast

import feedparser  # pyright: ignore[reportMissingTypeStubs]
import msgspec

from madang.errors import Invalid, Reason
from madang.intake import days
from madang.intake.bounds import EMPTY_FEED, MOST_POSTS, gathered, too_much
from madang.intake.charsets import declared_in, decoded
from madang.intake.markup import read_message
from madang.intake.pictures import found
from madang.intake.taken import Extent, Kind, Taken
from madang.intake.wording import NO_TITLE, one_line, tidy, title_of
from madang.text.foreign import paragraphs

MOST_NAME = 2_000  # characters
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
CUT = re.compile(r"(?:…|\.\.\.|더\s?보기|read more)\s*[\])]?\s*$", re.IGNORECASE)
SAID = {
    Extent.TITLE: "소식 목록에 제목만 있어 글은 가져오지 못했습니다. 원문에서 읽을 수 있습니다: {}",
    Extent.SUMMARY: "소식 목록에 있는 요약입니다. 전체 글은 원문에 있습니다.",
}
ENTITY = re.compile(r"<!(?:ENTITY|DOCTYPE[^>]*\[)", re.IGNORECASE)


class JsonPost(msgspec.Struct):
    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None


class JsonFeed(msgspec.Struct):
    items: list[JsonPost]


def read_feed(content: bytes, source: str) -> tuple[Taken, ...]:
    text = decoded(content, declared_in(content))
    if ENTITY.search(text):
        raise Invalid("XML에 개체 선언이 있어 읽지 않습니다.", reason=Reason.UNSUPPORTED)
    # It is handed a file: a text could be an address, which it would fetch.
    plain = BytesIO(DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    feed = cast(Any, feedparser).parse(plain, sanitize_html=False)
    tells_apart = str(feed.get("version", "")).startswith("atom")  # RSS calls whole texts descriptions, too
    entries = _numbered(cast(list[Any], feed.entries))
    return _taken(_entry(entry, _name(source, place), tells_apart=tells_apart) for place, entry in entries)


def read_json_feed(content: bytes, source: str) -> tuple[Taken, ...]:
    try:
        feed = msgspec.json.decode(decoded(content), type=JsonFeed)
    except (msgspec.MsgspecError, RecursionError):
        raise Invalid("JSON Feed가 깨져 있습니다.", reason=Reason.MALFORMED) from None
    return _taken(_post(post, _name(source, place)) for place, post in _numbered(feed.items))


def _taken(posts: Iterator[Taken | None]) -> tuple[Taken, ...]:
    """Posts without text, title and address are left out; a feed of nothing else is refused."""
    taken = tuple(post for post in posts if post is not None)
    if not taken:
        raise Invalid(EMPTY_FEED, reason=Reason.REQUIRED)
    gathered(post.text for post in taken)
    return taken


def _numbered(posts: list[Any]) -> Iterator[tuple[int, Any]]:
    if len(posts) > MOST_POSTS:
        raise too_much(f"글이 {MOST_POSTS:,}건을 넘어")
    return enumerate(posts, start=1)


def _name(source: str, place: int) -> str:
    return f"{source} {place}번째 글"


def _entry(entry: Any, source: str, *, tells_apart: bool) -> Taken | None:
    written = [one.get("value", "") for one in entry.get("content", ())]
    body = max([*written, entry.get("summary", "")], key=len)
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    title = read_message(str(entry.get("title", ""))).text
    post = Taken(title, days.of_moment(_moment(moment)), Kind.FEED, "", source)
    called = _called(post, entry.get("id"), entry.get("link"))
    return _worded(called, str(body), None, is_summary=tells_apart and not any(written))


def _moment(parsed: Any) -> datetime | None:
    try:
        return datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    except (ValueError, OverflowError):
        return None


def _post(post: JsonPost, source: str) -> Taken | None:
    day = days.of_iso(post.date_published or post.date_modified or "")
    taken = Taken(post.title or "", day, Kind.JSON_FEED, "", source)
    called = _called(taken, post.id, post.url or post.external_url)
    is_summary = not (post.content_html or post.content_text)
    return _worded(called, post.content_html or "", post.content_text or post.summary, is_summary=is_summary)


def _called(post: Taken, key: Any, address: Any) -> Taken:
    return replace(post, key=_name_of(key), address=_name_of(address))


def _name_of(said: Any) -> str | None:
    """Too long a name is none: it would be cut, and be another's."""
    name = "" if said is None else str(said).strip()
    return name if 0 < len(name) <= MOST_NAME else None


def _worded(post: Taken, markup: str, plain: str | None, *, is_summary: bool) -> Taken | None:
    """With the text of its feed; None where that has nothing of it but a name."""
    page = read_message(markup) if markup else None
    text = (page.text if page else "") or tidy(plain or "")
    if not text:
        return _only_title(post)
    html, pictures = (page.html, found(page.pictures)) if page else (None, ())
    name = title_of(post.title, text=text, source=post.source_name)
    whole = replace(post, title=name, text=text, html=html, pictures=pictures)
    has_more = post.address is not None and (is_summary or CUT.search(text) is not None)
    return _of_summary(whole) if has_more else whole


def _of_summary(post: Taken) -> Taken:
    said = SAID[Extent.SUMMARY]
    html = (post.html or paragraphs(post.text)) + paragraphs(said)
    return replace(post, text=f"{post.text}\n\n{said}", html=html, extent=Extent.SUMMARY)


def _only_title(post: Taken) -> Taken | None:
    """The address tells posts of one title apart."""
    title = one_line(post.title)
    if post.address is None or title.lower() in NO_TITLE:
        return None
    return replace(post, title=title, text=SAID[Extent.TITLE].format(post.address), extent=Extent.TITLE)

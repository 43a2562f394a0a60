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
from madang.intake.taken import Kind, Taken
from madang.intake.wording import tidy, title_of

MOST_NAME = 2_000  # characters
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
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
    entries = cast(list[Any], cast(Any, feedparser).parse(plain, sanitize_html=False).entries)
    return _taken((_entry(entry, _name(source, place)) for place, entry in _numbered(entries)))


def read_json_feed(content: bytes, source: str) -> tuple[Taken, ...]:
    try:
        feed = msgspec.json.decode(decoded(content), type=JsonFeed)
    except (msgspec.MsgspecError, RecursionError):
        raise Invalid("JSON Feed가 깨져 있습니다.", reason=Reason.MALFORMED) from None
    return _taken((_post(post, _name(source, place)) for place, post in _numbered(feed.items)))


def _taken(posts: Iterator[Taken | None]) -> tuple[Taken, ...]:
    """Posts without a text are left out; a feed of nothing else is refused."""
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


def _entry(entry: Any, source: str) -> Taken | None:
    written = [one.get("value", "") for one in entry.get("content", ())]
    body = max([*written, entry.get("summary", "")], key=len)
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    title = read_message(str(entry.get("title", ""))).text
    post = _of_parts(title, str(body), None, days.of_moment(_moment(moment)), Kind.FEED, source)
    return post and _called(post, entry.get("id"), entry.get("link"))


def _moment(parsed: Any) -> datetime | None:
    try:
        return datetime(*parsed[:6], tzinfo=UTC) if parsed else None
    except (ValueError, OverflowError):
        return None


def _post(post: JsonPost, source: str) -> Taken | None:
    day = days.of_iso(post.date_published or post.date_modified or "")
    plain = post.content_text or post.summary
    taken = _of_parts(post.title or "", post.content_html or "", plain, day, Kind.JSON_FEED, source)
    return taken and _called(taken, post.id, post.url or post.external_url)


def _called(post: Taken, key: Any, address: Any) -> Taken:
    return replace(post, key=_name_of(key), address=_name_of(address))


def _name_of(said: Any) -> str | None:
    """Too long a name is none: it would be cut, and be another's."""
    name = "" if said is None else str(said).strip()
    return name if 0 < len(name) <= MOST_NAME else None


def _of_parts(
    title: str, markup: str, plain: str | None, day: "days.date | None", kind: Kind, source: str
) -> Taken | None:
    page = read_message(markup) if markup else None
    text = (page.text if page else "") or tidy(plain or "")
    if not text:
        return None
    html, pictures = (page.html, found(page.pictures)) if page else (None, ())
    name = title_of(title, text=text, source=source)
    return Taken(name, day, kind, text, source, html, pictures=pictures)

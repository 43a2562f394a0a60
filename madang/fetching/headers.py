"""What is said with a question, and what headers of the answer mean."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from madang.fetching.answers import Known
from madang.fetching.unpacking import ACCEPTED

MOST_HEADER = 500  # characters of what is kept and sent again
LONGEST_WAIT = timedelta(days=7)
MAX_AGE = re.compile(r"(?:^|[\s,])max-age=\"?(\d{1,9})", re.IGNORECASE)
SECONDS = re.compile(r"\d{1,9}")
WANTED = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9,"
    " text/html;q=0.8, */*;q=0.5"
)
Headers = dict[str, str]


def asking(agent: str, known: Known) -> list[tuple[str, str]]:
    asked = [
        ("User-Agent", agent),
        ("Accept", WANTED),
        ("Accept-Encoding", ACCEPTED),
        ("Connection", "close"),
    ]
    if known.etag:
        asked.append(("If-None-Match", known.etag))
    if known.last_modified:
        asked.append(("If-Modified-Since", known.last_modified))
    return asked


def as_text(headers: Sequence[tuple[bytes, bytes]]) -> Headers:
    """By their names in small letters; of several with one name the last."""
    return {_text(name).lower(): _text(value).strip() for name, value in headers}


def _text(written: bytes) -> str:
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode("latin-1")


def version(headers: Headers) -> Known:
    return Known(etag=_kept(headers.get("etag")), last_modified=_kept(headers.get("last-modified")))


def _kept(value: str | None) -> str | None:
    return value if value and len(value) <= MOST_HEADER and value.isascii() and value.isprintable() else None


def fresh_for(headers: Headers) -> timedelta | None:
    found = MAX_AGE.search(headers.get("cache-control", "")[:MOST_HEADER])
    return None if found is None else min(timedelta(seconds=int(found[1])), LONGEST_WAIT)


def wait(headers: Headers, *, now: datetime) -> timedelta | None:
    """Retry-After: so many seconds, or a moment."""
    said = headers.get("retry-after", "")[:MOST_HEADER]
    if SECONDS.fullmatch(said):
        return min(timedelta(seconds=int(said)), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), LONGEST_WAIT)

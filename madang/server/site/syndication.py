"""What a feed tells, whichever of its three forms it is written in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, uuid5

from madang.rules.calendar import SEOUL, seoul_day
from resolvers.newsletters.line_files import FileLine
from resolvers.newsletters.lines import IssueLine, TitleLine

NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when a feed without any issue has changed
OUR_FILES = re.compile(r' (src|href)="/(?!/)')  # attributes of sanitised HTML stand like this
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    address: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    id: str
    heading: str
    address: str
    html: str  # empty where the whole text would be too long
    excerpt: str
    published: datetime
    updated: datetime
    publisher: str
    title: str
    topics: Sequence[str]
    language: str
    enclosures: Sequence[Enclosure] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`home` is the page it follows, `own` the address of this form of it; both whole."""

    id: str
    name: str
    about: str
    home: str
    own: str
    icon: str
    language: str = "ko"
    updated: datetime = NEVER
    entries: Sequence[Entry] = field(default_factory=tuple[Entry, ...])


def identifier(address: str, title: TitleLine | None = None) -> str:
    """A title keeps it wherever it moves to; what has no row of its own is named by its address."""
    return f"urn:uuid:{title.id if title else uuid5(NAMESPACE_URL, address)}"


def entry(line: IssueLine, base: str, home: str, files: Sequence[FileLine] = ()) -> Entry:
    return Entry(
        id=f"urn:uuid:{line.id}",
        heading=written(line.heading),
        address=f"{base}{home}/{line.slug}/{line.number}",
        html=written(OUR_FILES.sub(rf' \1="{base}/', line.html)),
        excerpt=written(line.excerpt),
        published=published(line),
        updated=line.changed_at,
        publisher=written(line.publisher),
        title=written(line.title),
        topics=[written(topic) for topic in line.topics],
        language=line.language.value.lower(),
        enclosures=[_enclosure(one, base) for one in files],
    )


def _enclosure(file: FileLine, base: str) -> Enclosure:
    name, address = written(file.name), base + file.path
    return Enclosure(address=address, name=name, media_type=file.media_type, size=file.size)


def updated(lines: Sequence[IssueLine], title: TitleLine | None = None) -> datetime:
    """When anything that a feed shows was last changed."""
    moments = [one for line in lines for one in (line.changed_at, line.title_changed_at)]
    return max([NEVER, *moments, *([title.updated_at] if title else [])])


def written(text: str) -> str:
    """Without what XML cannot say, not even escaped: control characters out of files of others."""
    return UNWRITABLE.sub("", text)


def published(line: IssueLine) -> datetime:
    """An old issue that was taken in today is as old as it says."""
    known = line.published_at
    if known is not None and seoul_day(known) == line.issued_on:
        return known
    return datetime.combine(line.issued_on, time(), SEOUL)

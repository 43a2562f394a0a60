"""What was read: a newsletter with what came beside it, or why not."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Extent(StrEnum):
    """How much of a post its feed gives."""

    WHOLE = "whole"
    SUMMARY = "summary"
    TITLE = "title"


class Kind(StrEnum):
    MAIL = "mail"  # 전자우편
    PAGE = "page"  # 홈페이지
    PDF = "pdf"
    HWP = "hwp"  # 한글
    HWPX = "hwpx"
    DOCX = "docx"  # 워드
    FEED = "feed"  # RSS, Atom
    JSON_FEED = "json_feed"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Kind.MAIL: "전자우편",
    Kind.PAGE: "홈페이지",
    Kind.PDF: "PDF 문서",
    Kind.HWP: "한글 문서",
    Kind.HWPX: "한글 문서(HWPX)",
    Kind.DOCX: "워드 문서",
    Kind.FEED: "RSS",
    Kind.JSON_FEED: "JSON Feed",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """`reason` says why there is no text, where there is none. `content` is there where it was asked for."""

    name: str
    size: int  # bytes
    kind: Kind | None = None
    text: str = ""
    reason: str | None = None
    content: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """One that lies in the file itself. In `html` it is called cid:PLACE; the first page of a document, shown
    as a picture, stands nowhere in the text and has place 0."""

    place: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """`html` is safe to show and asks nothing from elsewhere. `date` is a day in Seoul. `pictures` are there
    where contents were asked for. Of a post `key` is what its feed calls it and `address` where it stands, as
    written there; where the feed gives only a part of it, the text says so.

    Attachments of attachments stand in the same list, behind what they came in.
    """

    title: str
    date: date | None
    kind: Kind
    text: str
    source_name: str
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()
    pictures: tuple[Picture, ...] = field(default=(), compare=False)
    key: str | None = None
    address: str | None = None
    extent: Extent = Extent.WHOLE

    def without_contents(self) -> "Taken":
        """What it says, without what it holds."""
        bare = tuple(replace(one, content=b"") for one in self.attachments)
        return replace(self, attachments=bare, pictures=())


@dataclass(frozen=True, slots=True)
class Watch:
    """What of a page is looked at, by CSS selectors: its text, and what links to follow."""

    part: str | None = None
    links: str | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """`links` as they stand on the page, in its order. There is no text if only links were asked for."""

    taken: Taken | None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str
    source_name: str

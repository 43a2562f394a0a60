"""What was read: a newsletter with what came beside it, or why not."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
    """`reason` says why there is no text, where there is none."""

    name: str
    size: int  # bytes
    kind: Kind | None = None
    text: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """`html` is safe to show and asks nothing from elsewhere. `date` is a day in Seoul.

    Attachments of attachments stand in the same list, behind what they came in.
    """

    title: str
    date: date | None
    kind: Kind
    text: str
    source_name: str
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str
    source_name: str

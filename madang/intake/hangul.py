"""HWP 5 and HWPX, the city's own word processor."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

import olefile  # pyright: ignore[reportMissingTypeStubs]
import unhwp  # pyright: ignore[reportMissingTypeStubs]

from madang.errors import Invalid, Reason
from madang.intake import days
from madang.intake.bounds import gathered, too_much
from madang.intake.packed import Archive
from madang.intake.pictures import first_of
from madang.intake.taken import Kind, Picture, Taken
from madang.intake.wording import tidy, title_of

CREATED = re.compile(rb'name="CreatedDate"[^>]{0,100}>([^<]{8,40})<')
LOCKED = 12  # as unhwp numbers its failures
SUMMARY, FIRST_PAGE = "\x05HwpSummaryInformation", "PrvImage"  # streams of HWP 5
WHEN = 12  # it was made, in a summary


def read_hwp(content: bytes, source: str) -> Taken:
    taken = _read(content, source, Kind.HWP, None)
    try:
        with olefile.OleFileIO(content) as streams:
            return replace(taken, date=_made(streams), pictures=_first_page(streams))
    except (OSError, ValueError):  # the library of its text reads more than this one
        return taken


def _made(streams: Any) -> date | None:
    if not streams.exists(SUMMARY):
        return None
    written = streams.getproperties(SUMMARY, convert_time=True).get(WHEN)
    return days.of_moment(written.replace(tzinfo=UTC)) if isinstance(written, datetime) else None


def _first_page(streams: Any) -> tuple[Picture, ...]:
    content = streams.openstream(FIRST_PAGE).read() if streams.exists(FIRST_PAGE) else b""
    return (Picture(0, content),) if content else ()


def read_hwpx(content: bytes, source: str) -> Taken:
    archive = Archive(content)
    said = CREATED.search(archive.read("Contents/content.hpf"))
    written = days.of_iso(said[1].decode("utf-8", "ignore")) if said else None
    shown = first_of(archive, "Preview/PrvImage.png", "BinData/")
    return replace(_read(content, source, Kind.HWPX, written), pictures=shown)


def _read(content: bytes, source: str, kind: Kind, written: date | None) -> Taken:
    library = cast(Any, unhwp)
    try:
        with library.parse_bytes(content) as document:
            title, whole = cast(str | None, document.title), cast(str, document.text)
    except library.UnhwpError as failure:
        if failure.kind == LOCKED:
            message = "암호가 걸려 있습니다. 암호를 풀고 다시 저장해 주십시오."
            raise Invalid(message, reason=Reason.UNREADABLE) from None
        if "decompression bomb" in str(failure):
            raise too_much("압축을 풀면 너무 커서") from None
        raise Invalid("한글 문서가 깨져 있습니다.", reason=Reason.MALFORMED) from None
    text = tidy(gathered(whole.split("\n")))
    if not text:
        raise Invalid("글이 없는 문서입니다.", reason=Reason.REQUIRED)
    return Taken(title_of(title, text=text, source=source), written, kind, text, source)

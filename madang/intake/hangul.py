"""HWP 5 and HWPX, the city's own word processor."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, cast

import unhwp  # pyright: ignore[reportMissingTypeStubs]

from madang.errors import Invalid, Reason
from madang.intake import days
from madang.intake.bounds import gathered, too_much
from madang.intake.packed import Archive
from madang.intake.pictures import first_of
from madang.intake.taken import Kind, Taken
from madang.intake.wording import tidy, title_of

CREATED = re.compile(rb'name="CreatedDate"[^>]{0,100}>([^<]{8,40})<')
LOCKED = 12  # as unhwp numbers its failures


def read_hwp(content: bytes, source: str) -> Taken:
    return _read(content, source, Kind.HWP, None)


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

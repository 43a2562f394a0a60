"""Text and titles as they are kept: composed, without control characters, with no more blanks than needed."""

import re
import unicodedata
from pathlib import PurePath

from madang.intake.bounds import TITLE

LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
BLANKS = re.compile(r"[^\S\n]+")
MANY_LINES = re.compile(r"\n{3,}")
UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
NAMED_BY_PROGRAM = re.compile(
    r"^Microsoft (?:Word|PowerPoint|Excel) - |\.(?:hwpx?|docx?|pptx?|pdf)$", re.IGNORECASE
)
NO_TITLE = {"", "제목 없음", "untitled", "무제", "빈 문서 1"}


def tidy(text: str) -> str:
    lines = UNSEEN.sub("", LINE_ENDS.sub("\n", text))
    composed = unicodedata.normalize("NFC", BLANKS.sub(" ", lines))
    return MANY_LINES.sub("\n\n", "\n".join(line.strip() for line in composed.split("\n"))).strip()


def title_of(*candidates: str | None, text: str = "", source: str = "") -> str:
    """The first that says something, else the first line of the text, else the name of the file."""
    for candidate in candidates:
        title = one_line(NAMED_BY_PROGRAM.sub("", (candidate or "").strip()))
        if title.lower() not in NO_TITLE:
            return title
    first = one_line(text.partition("\n")[0])
    return first or one_line(PurePath(source).stem) or "제목 없음"


def one_line(text: str) -> str:
    line = " ".join(tidy(text[: TITLE * 10]).split())
    return line if len(line) <= TITLE else line[: TITLE - 1].rstrip() + "…"

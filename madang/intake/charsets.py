"""Bytes as text: what is declared is tried, not believed."""

import codecs
import re

from madang.errors import Invalid, Reason

# Mailers call cp949 by the name of the standard it extends (euc-kr, ks_c_5601-1987): 똠방 does not fit that,
# and is guessed.
TRUSTED = {
    "cp949", "euc_kr", "johab", "iso2022_kr", "utf-8", "utf-16", "utf-16-le", "utf-16-be",
    "shift_jis", "gb2312", "big5",
}  # fmt: skip
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MOST_UNREADABLE = 0.05  # of all characters
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.-]{1,40})", re.IGNORECASE)
XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})", re.IGNORECASE)


def decoded(content: bytes, declared: str | None = None) -> str:
    """As declared if that fits, else UTF-8, else cp949, else each line as what fits it.

    Raises Invalid where most of it is no text at all.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _readable(content[len(mark) :].decode(encoding, "replace"))
    for encoding in (*_trusted(declared), "utf-8", "cp949"):
        try:
            return _readable(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _readable("".join(map(_line, content.splitlines(keepends=True))))


def declared_in(markup: bytes) -> str | None:
    """What an HTML or XML file says of itself."""
    found = XML.search(markup[:1_024]) or META.search(markup[:8_192])
    return found[1].decode("ascii", "ignore") if found else None


def _trusted(declared: str | None) -> tuple[str, ...]:
    """Latin and ASCII fit any bytes or none; what is left of them is guessed."""
    if not declared:
        return ()
    try:
        known = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return ()
    return (known,) if known in TRUSTED else ()


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp949", "replace")


def _readable(text: str) -> str:
    if text.count("\ufffd") > MOST_UNREADABLE * len(text) + 3:
        raise Invalid("글자를 알아볼 수 없습니다. UTF-8로 다시 저장해 주십시오.", reason=Reason.UNREADABLE)
    return text

"""What a file may be called when it is shown and downloaded. Nothing is ever kept under this name."""

import re
import unicodedata
from urllib.parse import quote

MOST_CHARACTERS = 120
MOST_BYTES = 240  # most file systems take 255
MOST_EXTENSION = 10
NAMELESS = "첨부파일"

INKLESS = str.maketrans(dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", " "))
FORBIDDEN = re.compile(r'[<>:"|?*%]')
BLANKS = re.compile(r"\s+")
# Windows opens a device by these names, with any extension and in any folder.
DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|\s|\Z)", re.IGNORECASE)
ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~"  # RFC 8187


def safe_name(name: str) -> str:
    """The last part of a path, readable, at most 120 characters and 240 bytes with its extension kept."""
    visible = _visible(name.replace("\\", "/").rsplit("/", 1)[-1])
    tidy = _trimmed(FORBIDDEN.sub("_", BLANKS.sub(" ", visible)))
    if DEVICES.match(tidy):
        tidy = "_" + tidy
    return _shortened(tidy) or NAMELESS


def extension_of(name: str) -> str:
    """`.hwp` of 보고서.HWP; empty where there is none."""
    stem, dot, extension = safe_name(name).rpartition(".")
    return dot + extension.lower() if stem and extension else ""


def content_disposition(name: str, *, inline: bool = False) -> str:
    """The header's value (RFC 6266): the name in UTF-8 (RFC 8187), and a plain one for old programs."""
    safe = safe_name(name)
    plain = re.sub(r"[^ !#-$&-\[\]-~]", "_", safe)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe=ATTRIBUTE_CHARACTERS)}"


def _visible(name: str) -> str:
    """Without control characters and without those that reverse or hide: U+202E shows cod.exe as exe.doc."""
    composed = unicodedata.normalize("NFC", name[-4 * MOST_CHARACTERS :]).translate(INKLESS)
    return "".join(letter if letter.isprintable() else " " if letter.isspace() else "" for letter in composed)


def _trimmed(name: str) -> str:
    """A leading dot hides a file, a leading hyphen is an option, and Windows drops final dots and spaces."""
    return name.lstrip(". -").rstrip(". ")


def _shortened(name: str) -> str:
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > MOST_EXTENSION:
        stem, ending = name, ""
    else:
        ending = dot + extension
    stem = stem[: MOST_CHARACTERS - len(ending)]
    room = MOST_BYTES - len(ending.encode())
    return _trimmed(stem.encode()[:room].decode(errors="ignore")) + ending

"""Pictures that lie in the file itself: numbered in the text, and their contents found. None is fetched."""

import binascii
import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from madang.intake.bounds import MOST_PARTS
from madang.intake.packed import Archive
from madang.intake.taken import Picture

DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
NUMBERED = re.compile(r"cid:\d{1,3}")
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp)$", re.IGNORECASE)


def numbered(node: LexborNode, first: int = 1) -> tuple[str, ...]:
    """Call those that came along cid:1, cid:2, …, and return where they lie. Those of elsewhere keep their
    addresses, which the sanitiser drops."""
    places: dict[str, int] = {}
    for picture in node.css("img[src]"):
        address = _address(picture.attributes.get("src") or "")
        if address is not None and len(places) < MOST_PARTS:
            place = places.setdefault(address, first + len(places))
            picture.attrs["src"] = f"cid:{place}"  # pyright: ignore[reportIndexIssue]
    return tuple(places)


def found(addresses: Sequence[str], parts: Mapping[str, bytes] | None = None) -> tuple[Picture, ...]:
    """The contents of those that are there; `parts` are those of a message, by Content-ID."""
    contents = ((place, _content(address, parts or {})) for place, address in enumerate(addresses, start=1))
    return tuple(Picture(place, content) for place, content in contents if content)


def first_of(archive: Archive, *places: str) -> tuple[Picture, ...]:
    """The first page of a document as its program has drawn it, else the first picture of a folder."""
    for place in places:
        names = archive.names(place) if place.endswith("/") else [place]
        content = next((archive.read(name) for name in names if PICTURE.search(name)), b"")
        if content:
            return (Picture(0, content),)
    return ()


def _address(written: str) -> str | None:
    """Content-IDs in addresses are percent-encoded (RFC 2392)."""
    source = written.strip()
    if source[:4].lower() == "cid:":
        return f"cid:{unquote(source[4:])}"
    return source if DATA.match(source) else None


def _content(address: str, parts: Mapping[str, bytes]) -> bytes:
    if address.startswith("cid:"):
        return parts.get(address.removeprefix("cid:"), b"")
    try:
        return binascii.a2b_base64(unquote(address.partition(",")[2]))
    except binascii.Error:
        return b""

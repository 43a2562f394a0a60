"""How large a picture is, told by its first bytes."""

from typing import NamedTuple

from madang.files import media
from madang.files.media import MediaType

LEAST, MOST = 120, 12_000  # pixels a side of what may be shown as a cover
FLATTEST = 5  # times as long as high: beyond it is a ruler or a banner's edge
FRAMES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})


class Extent(NamedTuple):
    width: int
    height: int

    @property
    def is_worth_showing(self) -> bool:
        """Not a dot that counts readers, a ruler or a logo."""
        short, long = sorted(self)
        return short >= LEAST and long <= MOST and long <= FLATTEST * short


def extent_of(content: bytes, kind: MediaType) -> Extent | None:
    """None for what is broken or no picture."""
    if kind is media.PNG and len(content) >= 24:
        return Extent(*(int.from_bytes(content[place : place + 4], "big") for place in (16, 20)))
    if kind is media.GIF and len(content) >= 10:
        return Extent(*(int.from_bytes(content[place : place + 2], "little") for place in (6, 8)))
    if kind is media.JPEG:
        return _of_jpeg(content)
    return _of_webp(content) if kind is media.WEBP else None


def _of_jpeg(content: bytes) -> Extent | None:
    """Segments follow each other; one that begins a frame tells height and width."""
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker in FRAMES:
            height, width = (int.from_bytes(content[at : at + 2], "big") for at in (place + 5, place + 7))
            return Extent(width, height)
        place += 2 + max(2, int.from_bytes(content[place + 2 : place + 4], "big"))
    return None


def _of_webp(content: bytes) -> Extent | None:
    form, data = content[12:16], content[20:30]
    if len(data) < 10:
        return None
    if form == b"VP8X":
        return Extent(*(int.from_bytes(data[at : at + 3], "little") + 1 for at in (4, 7)))
    if form == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        return Extent((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8 ":
        return Extent(*(int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (6, 8)))
    return None

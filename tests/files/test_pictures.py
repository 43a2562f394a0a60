"""A picture tells its size by its first bytes, and small ones are no covers."""

import struct

import pytest

from madang.files import media
from madang.files.media import MediaType
from madang.files.pictures import Extent, extent_of
from tests.newsletters.pictures import png

JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x11\x08" + struct.pack(">HH", 300, 400) + bytes(12)
LOSSLESS = (399 | 299 << 14).to_bytes(4, "little")
WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    ("content", "kind", "extent"),
    [
        (png(200, 150), media.PNG, (200, 150)),
        (b"GIF89a" + struct.pack("<HH", 10, 20), media.GIF, (10, 20)),
        (JPEG, media.JPEG, (400, 300)),
        (WEBP + b"VP8X\x0a\0\0\0\0\0\0\0\x8f\x01\0\x2b\x01\0", media.WEBP, (400, 300)),
        (WEBP + b"VP8L\0\0\0\0\x2f" + LOSSLESS + bytes(5), media.WEBP, (400, 300)),
        (WEBP + b"VP8 \0\0\0\0abc\x9d\x01\x2a" + struct.pack("<HH", 400, 300), media.WEBP, (400, 300)),
    ],
)  # fmt: skip
def test_a_picture_tells_its_size(content: bytes, kind: MediaType, extent: tuple[int, int]) -> None:
    assert extent_of(content, kind) == extent


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\0\0\xff\xe0\0\0", JPEG[:12], WEBP + b"VP8 "]
)
def test_a_broken_picture_has_none(content: bytes) -> None:
    assert (extent_of(content, media.JPEG), extent_of(content, media.WEBP)) == (None, None)
    assert extent_of(b"\x89PNG", media.PNG) is extent_of(b"%PDF", media.PDF) is None


def test_dots_rulers_and_what_would_fill_the_memory_are_no_covers() -> None:
    sizes = [(1, 1), (100, 100), (800, 100), (900, 150), (200, 150), (20_000, 20_000)]
    worth = [Extent(*size).is_worth_showing for size in sizes]
    assert worth == [False, False, False, False, True, False]

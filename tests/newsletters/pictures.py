"""Small pictures, drawn here."""

import struct
import zlib


def png(width: int = 200, height: int = 150, shade: int = 128) -> bytes:
    """Grey all over."""
    return _png(width, height, b"".join(b"\0" + bytes([shade]) * width for _ in range(height)))


def claiming(width: int, height: int) -> bytes:
    """A few bytes whose head says that they are as large a picture as that."""
    return _png(width, height, bytes(100))


def _png(width: int, height: int, rows: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

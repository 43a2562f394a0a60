"""Bodies unpacked piece by piece as they come, never beyond the bound: kilobytes can unpack to gigabytes."""

import asyncio
import zlib
from collections.abc import AsyncIterable, Iterator
from typing import Protocol

from madang.errors import Invalid, Reason

PIECE = 262_144  # bytes that are unpacked at once: a millisecond
MANY, SMALL = 10_000, 64  # pieces, bytes: each piece costs as much as a kilobyte does
ACCEPTED = "gzip, deflate"
GZIP = b"\x1f\x8b"
GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class Unpacking(Protocol):
    def pieces(self, packed: bytes) -> Iterator[bytes]: ...

    def end(self) -> None:
        """Raises Invalid when more should have come."""
        ...


async def whole(pieces: AsyncIterable[bytes], *, encoding: str, most: int) -> bytes:
    """Raises Invalid beyond `most` bytes, sent or unpacked, and for what cannot be unpacked."""
    unpacking = _unpacking(encoding)
    sent, count, body = 0, 0, bytearray()
    async for packed in pieces:
        sent, count = sent + len(packed), count + 1
        for piece in unpacking.pieces(packed):
            body += piece
            _check(len(body), most)
            await asyncio.sleep(0)  # others are let in between two pieces
        _check(sent, most)
        if count > MANY and sent < SMALL * count:
            raise Invalid("너무 잘게 나누어 보내 가져오지 않습니다.", reason=Reason.TOO_MANY)
    unpacking.end()
    return bytes(body)


def _check(size: int, most: int) -> None:
    if size > most:
        raise Invalid(f"{most / 1024**2:g} MB를 넘어 가져오지 않습니다.", reason=Reason.TOO_LARGE)


def _unpacking(encoding: str) -> Unpacking:
    match encoding.strip().lower():
        case "" | "identity":
            return AsItIs()
        case "gzip" | "x-gzip" | "deflate":
            return Inflating()
        case other:
            message = f"모르는 방법({other[:20]})으로 압축해 보냈습니다. 홈페이지 담당자에게 알려 주십시오."
            raise Invalid(message, reason=Reason.UNSUPPORTED)


class AsItIs:
    def pieces(self, packed: bytes) -> Iterator[bytes]:
        yield packed

    def end(self) -> None:
        pass


class Inflating:
    def __init__(self) -> None:
        self._stream = zlib.decompressobj(GZIP_OR_ZLIB)
        self._begun = self._ended = False

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        more = bool(packed)
        while more:
            if self._ended:
                if not packed.startswith(GZIP):
                    return  # what stands behind the end is no text
                self._stream, self._ended = zlib.decompressobj(GZIP_OR_ZLIB), False  # one more member
            if piece := self._inflated(packed):
                yield piece
            self._ended = self._stream.eof
            packed = self._stream.unused_data if self._ended else self._stream.unconsumed_tail
            more = bool(packed) or (len(piece) == PIECE and not self._ended)

    def end(self) -> None:
        if self._begun and not self._ended:
            raise _broken()

    def _inflated(self, packed: bytes) -> bytes:
        first, self._begun = not self._begun, True
        try:
            return self._stream.decompress(packed, PIECE)
        except zlib.error:
            if not first:
                raise _broken() from None
        return self._bare(packed)

    def _bare(self, packed: bytes) -> bytes:
        """Some mean by deflate the stream alone, without its header."""
        self._stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            return self._stream.decompress(packed, PIECE)
        except zlib.error:
            raise _broken() from None


def _broken() -> Invalid:
    return Invalid("압축이 깨진 채로 왔습니다. 나중에 다시 묻습니다.", reason=Reason.MALFORMED)

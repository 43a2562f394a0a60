"""Streams of an OLE compound file ([MS-CFB]), the container of HWP 5 and of the Office of 1997 to 2003.

Reads a bounded number of sectors however the file is made: chains may loop, and lengths may lie.
"""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
HEADER = 512
ENTRY = 128
SMALL_SECTOR = 64
LAST_SECTOR = 0xFFFF_FFFA
MOST_SECTORS = 512
SECTOR_SHIFTS = (9, 12)  # 512 or 4,096 bytes


class Stream(NamedTuple):
    first_sector: int


class Compound:
    def __init__(self, content: BinaryIO) -> None:
        self._content = content
        header = self._read(0, HEADER).ljust(HEADER, b"\0")
        (shift,) = struct.unpack_from("<H", header, 30)
        self._size = 1 << (shift if shift in SECTOR_SHIFTS else SECTOR_SHIFTS[0])
        (self._directory,) = struct.unpack_from("<I", header, 48)
        self._tables = list(self._table_sectors(header))
        self._streams = dict(islice(self._entries(), MOST_SECTORS * 4))

    def names(self) -> set[str]:
        return set(self._streams)

    def starts_with(self, name: str, start: bytes) -> bool:
        """Whether a stream of fewer than 4,096 bytes starts so. Those live in the root entry's stream."""
        if name not in self._streams or "Root Entry" not in self._streams:
            return False
        position = self._streams[name].first_sector * SMALL_SECTOR
        holders = self._chain(self._streams["Root Entry"].first_sector)
        holder = next(islice(holders, position // self._size, None), LAST_SECTOR)
        return self._sector(holder)[position % self._size :].startswith(start)

    def _entries(self) -> Iterator[tuple[str, Stream]]:
        for sector in self._chain(self._directory):
            data = self._sector(sector)
            for place in range(0, len(data) - ENTRY + 1, ENTRY):
                entry = data[place : place + ENTRY]
                length, first = (
                    struct.unpack_from("<H", entry, 64)[0],
                    struct.unpack_from("<I", entry, 116)[0],
                )
                yield entry[: max(length - 2, 0)].decode("utf-16-le", "replace"), Stream(first)

    def _chain(self, sector: int) -> Iterator[int]:
        for _ in range(MOST_SECTORS):
            if sector >= LAST_SECTOR:
                return
            yield sector
            sector = self._next(sector)

    def _next(self, sector: int) -> int:
        table, place = divmod(sector, self._size // 4)
        if table >= len(self._tables):
            return LAST_SECTOR
        return _number(self._sector(self._tables[table]), place)

    def _table_sectors(self, header: bytes) -> Iterator[int]:
        """Where the allocation table stands: 109 places are in the header, the rest in a chain of its own."""
        yield from _used(struct.unpack_from("<109I", header, 76))
        (more,) = struct.unpack_from("<I", header, 68)
        for _ in range(MOST_SECTORS):
            data = self._sector(more)
            if more >= LAST_SECTOR or len(data) < self._size:
                return
            *places, more = struct.unpack(f"<{self._size // 4}I", data)
            yield from _used(places)

    def _sector(self, number: int) -> bytes:
        return b"" if number >= LAST_SECTOR else self._read((number + 1) * self._size, self._size)

    def _read(self, position: int, length: int) -> bytes:
        self._content.seek(position)
        return self._content.read(length)


def _used(places: tuple[int, ...] | list[int]) -> Iterator[int]:
    return (place for place in places if place < LAST_SECTOR)


def _number(data: bytes, place: int) -> int:
    return struct.unpack_from("<I", data, place * 4)[0] if len(data) >= place * 4 + 4 else LAST_SECTOR

"""Writes OLE compound files as [MS-CFB] lays them out: padding, directory, small streams, tables."""

import struct
from collections.abc import Iterator, Sequence

FREE, END, TABLE, TABLE_OF_TABLES = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD, 0xFFFF_FFFC
SECTOR = 512
PER_SECTOR = SECTOR // 4


def compound_file(streams: dict[str, bytes], *, padding: int = 0) -> bytes:
    """`padding` free sectors come first, so that directory and tables stand far into the file."""
    small, directory = _small_streams(streams)
    parts = [bytes(SECTOR * padding), directory, small, _small_table(streams)]
    chains = [_chain(*place) for place in _places(parts)]
    table, first = (
        [FREE] * padding + chains[1] + chains[2] + chains[3],
        [place[0] for place in _places(parts)],
    )
    directory = directory.replace(b"ROOT", struct.pack("<I", first[2]))
    tables, more = _tables(table)
    body = parts[0] + directory + b"".join(parts[2:])
    header = _header(first, tables, more)
    return header + body + _table_bytes(table, tables, more)


def _places(parts: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    start = 0
    for part in parts:
        yield start, len(part) // SECTOR
        start += len(part) // SECTOR


def _chain(start: int, length: int) -> list[int]:
    return [*range(start + 1, start + length), END] if length else []


def _tables(table: list[int]) -> tuple[list[int], list[int]]:
    """Numbers of the sectors that hold the table, and of those that hold these numbers from the 110th on."""
    tables = more = 0
    while True:
        wanted = -(-(len(table) + tables + more) // PER_SECTOR)
        wanted_more = -(-max(wanted - 109, 0) // (PER_SECTOR - 1))
        if (wanted, wanted_more) == (tables, more):
            break
        tables, more = wanted, wanted_more
    start = len(table)
    return list(range(start, start + tables)), list(range(start + tables, start + tables + more))


def _table_bytes(table: list[int], tables: list[int], more: list[int]) -> bytes:
    full = table + [TABLE] * len(tables) + [TABLE_OF_TABLES] * len(more)
    full += [FREE] * (len(tables) * PER_SECTOR - len(full))
    rest, content = tables[109:], b"".join(struct.pack("<I", entry) for entry in full)
    for place, _ in enumerate(more):
        places = rest[place * (PER_SECTOR - 1) : (place + 1) * (PER_SECTOR - 1)]
        following = more[place + 1] if place + 1 < len(more) else END
        content += struct.pack(
            f"<{PER_SECTOR}I", *places, *[FREE] * (PER_SECTOR - 1 - len(places)), following
        )
    return content


def _header(first: list[int], tables: list[int], more: list[int]) -> bytes:
    start = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    counts = (0, len(tables), first[1], 0, 4096, first[3], 1, more[0] if more else END, len(more))
    return start + struct.pack("<9I", *counts) + struct.pack("<109I", *(tables + [FREE] * 109)[:109])


def _small_streams(streams: dict[str, bytes]) -> tuple[bytes, bytes]:
    small, entries = b"", [_entry("Root Entry", 5, b"ROOT", 0)]
    for name, content in streams.items():
        entries.append(_entry(name, 2, struct.pack("<I", len(small) // 64), len(content)))
        small += content.ljust(-(-len(content) // 64) * 64, b"\0")
    entries[0] = _entry("Root Entry", 5, b"ROOT", len(small), child=1)
    entries += [_entry("", 0, bytes(4), 0)] * (-len(entries) % 4)
    return small.ljust(-(-len(small) // SECTOR) * SECTOR, b"\0"), b"".join(entries)


def _entry(name: str, kind: int, first: bytes, size: int, child: int = FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le") if name else b""
    links = struct.pack("<III", FREE, FREE, child)
    named = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    return named + links + bytes(36) + first + struct.pack("<Q", size)


def _small_table(streams: dict[str, bytes]) -> bytes:
    table: list[int] = []
    for content in streams.values():
        table += _chain(len(table), -(-len(content) // 64))
    table += [FREE] * (-len(table) % PER_SECTOR)
    return b"".join(struct.pack("<I", entry) for entry in table)

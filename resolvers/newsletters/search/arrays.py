"""Named arrays in one file that is mapped, not read: whole and of the right recipe, or not there at all.

It is written beside and moved into its place, with a checksum over everything. Nothing in it can run.
"""

import json
import mmap
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from struct import Struct
from tempfile import mkstemp
from typing import Any, BinaryIO, NamedTuple
from zlib import crc32

import numpy as np

from madang.search.postings import Numbers

MAGIC = b"MADANG-ARRAYS\0\0\1"
HEAD = Struct("<16s32sQQ")  # what it is, by which recipe it was made, bytes of the file, bytes of the table
CHECK = Struct("<I")  # the last bytes
ALIGNED = 64
CHUNK = 1 << 23
KINDS = ("<i8", "<i4", "<i2", "|i1", "<u8", "<u4", "<u2", "|u1")
NEW = ".new"


class Unusable(Exception):
    """The file is torn, of another recipe, or none of ours."""


class Bytes(NamedTuple):
    """An array of bytes that is not in memory as a whole."""

    size: int
    chunks: Iterable[bytes]


def read(file: Path, recipe: bytes) -> dict[str, Numbers] | None:
    """None where there is no file. Raises Unusable, and OSError for what cannot be opened."""
    try:
        with file.open("rb") as opened:
            if os.fstat(opened.fileno()).st_size < HEAD.size + CHECK.size:
                raise Unusable
            data = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        return None
    magic, made_by, size, table = HEAD.unpack_from(data)
    if (magic, made_by, size) != (MAGIC, recipe, len(data)) or not _is_whole(data):
        raise Unusable
    begin = _aligned(HEAD.size + table)
    rows: list[Any] = json.loads(data[HEAD.size : HEAD.size + table])
    return {name: _array(data, begin + start, kind, shape) for name, kind, shape, start in rows}


def write(file: Path, recipe: bytes, arrays: Mapping[str, Numbers | Bytes]) -> None:
    """Raises OSError, and then leaves what was there."""
    handle, name = mkstemp(dir=file.parent, suffix=NEW)
    try:
        with os.fdopen(handle, "wb") as new:
            _fill(_Checked(new), recipe, arrays)
            new.flush()
            os.fsync(new.fileno())
        os.replace(name, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


def _is_whole(data: mmap.mmap) -> bool:
    end, found = len(data) - CHECK.size, 0
    with memoryview(data) as view:
        for start in range(0, end, CHUNK):
            found = crc32(view[start : min(start + CHUNK, end)], found)
    return found == CHECK.unpack_from(data, end)[0]


def _array(data: mmap.mmap, start: int, kind: str, shape: list[int]) -> Numbers:
    if kind not in KINDS:
        raise Unusable
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(data, dtype=np.dtype(kind), count=count, offset=start).reshape(shape)


class _Checked:
    """A file and the checksum of what was written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.at, self.check = file, 0, 0

    def put(self, data: Any) -> None:
        self.check = crc32(data, self.check)
        self.at += self._file.write(data)

    def pad(self) -> None:
        self.put(bytes(_aligned(self.at) - self.at))


def _fill(new: _Checked, recipe: bytes, arrays: Mapping[str, Numbers | Bytes]) -> None:
    sizes = [one.size if isinstance(one, Bytes) else one.nbytes for one in arrays.values()]
    starts = list(accumulate((_aligned(size) for size in sizes), initial=0))
    rows = [(name, *_form(one), start) for (name, one), start in zip(arrays.items(), starts, strict=False)]
    table = json.dumps(rows).encode()
    whole = _aligned(HEAD.size + len(table)) + starts[-1] + CHECK.size
    new.put(HEAD.pack(MAGIC, recipe, whole, len(table)) + table)
    for one in arrays.values():
        new.pad()
        for chunk in one.chunks if isinstance(one, Bytes) else (np.ascontiguousarray(one).reshape(-1),):
            new.put(chunk)
    new.pad()
    new.put(CHECK.pack(new.check))


def _form(one: Numbers | Bytes) -> tuple[str, list[int]]:
    return ("|u1", [one.size]) if isinstance(one, Bytes) else (one.dtype.str, list(one.shape))


def _aligned(size: int) -> int:
    return -(-size // ALIGNED) * ALIGNED

"""The library in a file, so that a process that starts need not read and index all texts anew.

All processes that share the folder map one file, which the system keeps in memory once. One that is torn,
made by another version, or of another database is passed over and written anew: what a text is called by is
its number and its mark (models.newsletter_texts). Like the database, only its owner can read it.
"""

import asyncio
import logging
import os
import sys
import time
import unicodedata
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

import numpy as np

import madang.search
from madang.search.library import Library
from madang.search.packing import packed, unpacked
from madang.search.postings import Numbers
from resolvers.newsletters.search import arrays
from resolvers.newsletters.search.arrays import NEW, Bytes, Unusable
from resolvers.newsletters.search.texts import Bound, Pages

log = logging.getLogger("madang.newsletters")

FILE, LOCK = "newsletters", "lock"
PATIENCE = 60.0  # seconds to wait for another process that reads all texts
BETWEEN = 0.2
Sign = tuple[int, int, int]  # another one for another file


@dataclass(frozen=True, slots=True)
class Holding:
    """All texts, and what each says."""

    library: Library = field(default_factory=Library)
    pages: Pages = field(default_factory=Pages)


class Keeping:
    def __init__(self, folder: Path) -> None:
        self._folder, self._file = folder, folder / FILE
        self._known: tuple[Sign, Numbers] | None = None  # of the file that was seen last

    def read(self) -> Holding | None:
        """None where there is nothing that can be used."""
        sign = self._sign()
        try:
            found = arrays.read(self._file, recipe())
        except Unusable:
            log.info("%s: torn or of another version, made anew", self._file)
            return None
        except OSError as failure:
            self._complain(failure)
            return None
        if found is None:
            return None
        bound = Bound(*(found[f"texts.{name}"] for name in ("numbers", "starts", "ends", "all")))
        self._known = sign, bound.numbers
        return Holding(unpacked(found), Pages(bound))

    def write(self, held: Holding) -> bool:
        """For whoever has the turn. False where the folder does not take it."""
        numbers = np.sort(held.library.numbers)
        ends = np.cumsum(held.pages.sizes(numbers.tolist()))
        texts = {
            "texts.numbers": numbers,
            "texts.starts": np.concatenate(([0], ends[:-1])).astype(np.int64),
            "texts.ends": ends,
            "texts.all": Bytes(int(ends[-1]), held.pages.all_of(numbers.tolist())),
        }
        try:
            for left in self._folder.glob(f"*{NEW}"):
                left.unlink()  # by one that was killed
            arrays.write(self._file, recipe(), packed(held.library) | texts)
        except OSError as failure:
            self._complain(failure)
            return False
        return True

    def numbers(self) -> Numbers:
        """Of the texts that are kept. The file is read only if it is another one than last time."""
        sign = self._sign()
        if self._known is None or self._known[0] != sign:
            self._known = sign, np.zeros(0, dtype=np.int64)
            self.read()
        return self._known[1]

    def age(self) -> float:
        """In seconds; of none, for ever."""
        written = self._sign()[1]
        return time.time() - written / 1e9

    def _sign(self) -> Sign:
        with suppress(OSError):
            told = self._file.stat()
            return told.st_ino, told.st_mtime_ns, told.st_size
        return 0, 0, 0

    @asynccontextmanager
    async def turn(self, patience: float = PATIENCE) -> AsyncGenerator[bool, None]:
        """Whether it is this process's turn to write. Others wait for it, though not for ever."""
        end = time.monotonic() + patience
        with self._lock() as lock:
            mine = lock is not None and _taken(lock)
            while lock is not None and not mine and time.monotonic() < end:
                await asyncio.sleep(BETWEEN)
                mine = _taken(lock)
            yield mine

    @contextmanager
    def _lock(self) -> Generator[int | None]:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(self._folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as failure:
            self._complain(failure)
            yield None
            return
        try:
            yield lock
        finally:
            os.close(lock)

    def _complain(self, failure: OSError) -> None:
        log.warning("the index of newsletters cannot be kept in %s: %s", self._folder, failure.strerror)


if sys.platform == "win32":

    def _taken(lock: int) -> bool:
        return True

else:
    import fcntl

    def _taken(lock: int) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@cache
def recipe() -> bytes:
    """Another one whenever texts may be read, cut or indexed otherwise."""
    folders = (Path(madang.search.__file__).parent, Path(__file__).parent)
    sources = (file.read_bytes() for folder in folders for file in sorted(folder.glob("*.py")))
    platform = f"{sys.byteorder} {unicodedata.unidata_version}".encode()
    return sha256(b"\0".join((platform, *sources))).digest()

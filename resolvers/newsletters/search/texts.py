"""Texts beside the library, in a file without a name that ends with the process: read again at every search.

In memory they would take as much as all the rest; in the database, a hundred rows would be read each time.
"""

import os
from collections.abc import Iterable, Sequence
from tempfile import mkstemp
from threading import Lock
from weakref import finalize

MOST_LETTERS = 20_000  # of each text that are kept
FORM = "utf-16-le"
STRANGE = "surrogatepass"


class Pages:
    """By number: what a number stands for never changes. Read and written by several threads."""

    def __init__(self) -> None:
        self._file, path = mkstemp(prefix="madang-search-")
        os.unlink(path)
        finalize(self, os.close, self._file)
        self._places: dict[int, tuple[int, int]] = {}
        self._end = 0
        self._lock = Lock()

    def keep(self, texts: Iterable[tuple[int, str]]) -> None:
        with self._lock:
            written = [(number, text[:MOST_LETTERS].encode(FORM, STRANGE)) for number, text in texts]
            os.pwrite(self._file, b"".join(text for _, text in written), self._end)
            for number, text in written:
                self._places[number] = (self._end, len(text))
                self._end += len(text)

    def read(self, numbers: Sequence[int]) -> list[str]:
        """Of a number that is not here, an empty text."""
        places = (self._places.get(number, (0, 0)) for number in numbers)
        return [os.pread(self._file, size, start).decode(FORM, STRANGE) for start, size in places]

    def only(self, numbers: Iterable[int]) -> "Pages":
        """Those alone, in a file of their own."""
        kept = Pages()
        known = [number for number in numbers if number in self._places]
        for start in range(0, len(known), 500):
            some = known[start : start + 500]
            kept.keep(zip(some, self.read(some), strict=True))
        return kept

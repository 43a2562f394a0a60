"""Texts beside the library, in files: read again at every search.

In memory they would take as much as all the rest; in the database, a hundred rows would be read each time.
What was there when the process started stands in the file of resolvers.newsletters.search.keeping, what has
come since in a file without a name that ends with the process.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from tempfile import mkstemp
from threading import Lock
from weakref import finalize

import numpy as np

from madang.search.postings import Numbers

MOST_LETTERS = 20_000  # of each text that are kept
FORM = "utf-16-le"
STRANGE = "surrogatepass"
AT_ONCE = 500


def _none() -> Numbers:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Bound:
    """Texts that stand one behind the other. `numbers`: rising; `ends`: in bytes; `all`: uint8."""

    numbers: Numbers = field(default_factory=_none)
    starts: Numbers = field(default_factory=_none)
    ends: Numbers = field(default_factory=_none)
    all: Numbers = field(default_factory=_none)

    def text(self, number: int) -> bytes:
        place = int(np.searchsorted(self.numbers, number))
        if place == len(self.numbers) or self.numbers[place] != number:
            return b""
        return self.all[self.starts[place] : self.ends[place]].tobytes()


class Pages:
    """By number: what a number stands for never changes. Read and written by several threads."""

    def __init__(self, bound: Bound | None = None) -> None:
        self._bound = bound or Bound()
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
        return [self.bytes_of(number).decode(FORM, STRANGE) for number in numbers]

    def bytes_of(self, number: int) -> bytes:
        if number not in self._places:
            return self._bound.text(number)
        start, size = self._places[number]
        return os.pread(self._file, size, start)

    def only(self, numbers: Iterable[int]) -> "Pages":
        """Those alone, in a file of their own."""
        kept, known = Pages(), list(numbers)
        for start in range(0, len(known), AT_ONCE):
            some = known[start : start + AT_ONCE]
            kept.keep(zip(some, self.read(some), strict=True))
        return kept

    def all_of(self, numbers: Sequence[int]) -> Iterator[bytes]:
        """As they are kept, some at a time."""
        for start in range(0, len(numbers), AT_ONCE):
            yield b"".join(map(self.bytes_of, numbers[start : start + AT_ONCE]))

    def sizes(self, numbers: Sequence[int]) -> Numbers:
        """In bytes."""
        bound = self._bound
        known = dict(zip(bound.numbers.tolist(), (bound.ends - bound.starts).tolist(), strict=True))
        known |= {number: size for number, (_, size) in self._places.items()}
        return np.array([known.get(number, 0) for number in numbers], dtype=np.int64)

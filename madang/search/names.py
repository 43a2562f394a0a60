"""Many short names, searched while somebody types: by any part, by initials (ㅅㅇㅂㅅ), or by both."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from unicodedata import normalize

from madang.search.texts import FIELD_END, compact
from madang.text.hangul import INITIALS, initials, is_initials, name_pattern

FINALS, FIRST_SYLLABLE, LAST_SYLLABLE = 28, ord("가"), ord("힣")
INITIAL_OF_FINAL = dict(
    zip((1, 4, 7, 8, 16, 17, 19, 21, 22, 23, 24, 25, 26, 27), "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", strict=True)
)


@dataclass(frozen=True, slots=True)
class Names:
    """Without blanks and signs, one behind the other: one search goes through all of them."""

    text: str = ""
    initials: str = ""
    starts: tuple[int, ...] = ()

    @classmethod
    def of(cls, names: Sequence[str]) -> "Names":
        compacted = [f"{compact(name)}{FIELD_END}" for name in names]
        text = "".join(compacted)
        return cls(text, initials(text), tuple(accumulate(map(len, compacted), initial=0))[:-1])

    def followed_by(self, others: "Names") -> "Names":
        moved = (start + len(self.text) for start in others.starts)
        return Names(self.text + others.text, self.initials + others.initials, (*self.starts, *moved))

    def found(self, query: str) -> Iterator[tuple[int, int]]:
        """The index of each name with the query in it, and how far from its beginning, in their order."""
        letters = as_typed(query)
        if not letters:
            return
        last = -1
        for place in self._places(letters):
            index = bisect_right(self.starts, place) - 1
            if index != last:  # of one name only the first place
                last = index
                yield index, place - self.starts[index]

    def _places(self, letters: str) -> Iterator[int]:
        if is_initials(letters):
            yield from _occurrences(self.initials, letters)
        elif any(letter in INITIALS for letter in letters):
            yield from (found.start() for found in re.finditer(name_pattern(letters), self.text))
        else:
            yield from _occurrences(self.text, letters)


def as_typed(query: str) -> str:
    """The letters of a query as names are kept, but for lone consonants, which stand for initials."""
    parts = re.split(f"([{INITIALS}]+)", normalize("NFC", query))
    return "".join(part if part and part[0] in INITIALS else compact(part) for part in parts)


def unfinished(query: str) -> str | None:
    """What may have been meant while a syllable is typed: 심야벗 on the way to 심야버스 is 심야버ㅅ."""
    letters = as_typed(query)
    last = letters[-1:]
    if not last or not FIRST_SYLLABLE <= ord(last) <= LAST_SYLLABLE:
        return None
    final = (ord(last) - FIRST_SYLLABLE) % FINALS
    if final not in INITIAL_OF_FINAL:
        return None
    return letters[:-1] + chr(ord(last) - final) + INITIAL_OF_FINAL[final]


def _occurrences(text: str, letters: str) -> Iterator[int]:
    place = text.find(letters)
    while place >= 0:
        yield place
        place = text.find(letters, place + 1)

"""The part of a text that answers a question, its words marked. No HTML is built: parts are told. Pure.

What one reads as one letter is never split: a syllable in parts (NFD), a letter with accents, an emoji.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, is_normalized

from madang.search.asking import Question
from madang.search.closeness import LONG, parts
from madang.search.indexing import splitted
from madang.search.korean import DATE, dates
from madang.search.texts import one_form
from madang.text.hangul import name_pattern

MOST_LETTERS = 160
BEFORE = 30  # letters in front of the first mark, where the text has more
READ = 40_000  # letters of a text; no more are looked at
BETWEEN = r"[\W_]{0,2}"  # signs that may part the letters of a word: 심야 버스
JOINING = re.compile("[\u1160-\u11ff\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    marked: bool


Span = tuple[int, int]


@lru_cache(maxsize=1000)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(BETWEEN.join(map(re.escape, word)) for word in longest_first))


def snippet(question: Question | None, text: str) -> list[Part]:
    """The stretch of the text in which most of the question stands, or its beginning."""
    text = text[:READ]
    spans = marks(question, text)
    start, end = _stretch(spans, text)
    parts = _parts(text, [span for span in spans if start <= span[0] and span[1] <= end], start, end)
    return [*([Part("…", False)] if start else []), *parts, *([Part("…", False)] if end < len(text) else [])]


def marked(question: Question | None, text: str) -> list[Part]:
    """All of a heading."""
    if question is not None and question.initials:
        return _parts(text, _by_initials(question.initials, text), 0, len(text))
    return _parts(text, marks(question, text), 0, len(text))


def marks(question: Question | None, text: str) -> list[Span]:
    """Where the question's words stand, as whole letters, without overlaps, in order."""
    if question is None or question.initials:
        return []
    folded, origins = _folded(text)
    found = sorted([*_words(question, folded), *_days(question, folded)], key=lambda one: (one[0], -one[1]))
    return _whole_letters(text, found, origins)


def _by_initials(initials: str, text: str) -> list[Span]:
    """Headings are what is found by initials (madang.search.names)."""
    folded, origins = _folded(text)
    pattern = BETWEEN.join(name_pattern(letter).removeprefix("(?i)") for letter in initials)
    return _whole_letters(text, [one.span() for one in re.finditer(pattern, folded)], origins)


def _whole_letters(text: str, found: Iterable[Span], origins: Sequence[int] | None) -> list[Span]:
    spans = found if origins is None else [(origins[start], origins[end]) for start, end in found]
    return _apart((_whole(text, start), _whole(text, end)) for start, end in spans)


def _words(question: Question, folded: str) -> Iterator[Span]:
    """Of a long word that is not there as it is, its parts that are: 심야버스운영 marks 심야버스 and 운영."""
    words = {word.text: word.whole or word.text for word in question.telling}
    seen: set[str] = set()
    for one in _pattern(tuple({*words, *words.values()})).finditer(folded):
        yield one.span()
        seen.add("".join(splitted(one[0])))
    missing = [text for text, whole in words.items() if len(text) >= LONG and not {text, whole} & seen]
    if missing:
        letters = "".join(splitted(folded))
        some = tuple({part for word in missing for part in parts(letters, word)})
        yield from (one.span() for one in _pattern(some).finditer(folded)) if some else ()


def _days(question: Question, folded: str) -> Iterable[Span]:
    """Days and months of the question, however the text writes them."""
    for one in DATE.finditer(folded) if question.days else ():
        if set(dates(one[0])) & set(question.days):
            yield one.span()


def _folded(text: str) -> tuple[str, Sequence[int] | None]:
    """The text in one form, and where each of its letters comes from; None: from where it stands."""
    if is_normalized("NFKC", text):
        folded = one_form(text)
        if len(folded) == len(text):
            return folded, None
    letters: list[str] = []
    origins: list[int] = []
    for start, end in _clusters(text):
        form = one_form(text[start:end])
        letters.append(form)
        origins += [start] * len(form)
    return "".join(letters), [*origins, len(text)]


def _clusters(text: str) -> Iterable[Span]:
    start = 0
    for place in range(1, len(text) + 1):
        if _is_border(text, place):
            yield start, place
            start = place


def _is_border(text: str, place: int) -> bool:
    """Whether a new letter, as people see them, begins here."""
    if not 0 < place < len(text):
        return True
    letter = text[place]
    return not (combining(letter) or JOINING.match(letter) or text[place - 1] == JOINER)


def _whole(text: str, place: int) -> int:
    """The next border at or behind a place."""
    while not _is_border(text, place):
        place += 1
    return place


def _apart(spans: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for start, end in spans:
        start = max(start, kept[-1][1] if kept else 0)
        if start < end:
            kept.append((start, end))
    return kept


def _stretch(spans: Sequence[Span], text: str) -> Span:
    """Where to begin: before the mark from which on the most different words follow within the stretch."""
    best, begin = -1, 0
    for number, (start, _) in enumerate(spans):
        reach = start + MOST_LETTERS - BEFORE
        words = {text[first:last] for first, last in spans[number : number + 20] if last <= reach}
        if len(words) > best:
            best, begin = len(words), start
    start = 0 if begin <= BEFORE else _word_start(text, begin - BEFORE, begin)
    end = start + MOST_LETTERS
    return start, len(text) if end >= len(text) else _whole(text, end)


def _word_start(text: str, place: int, latest: int) -> int:
    """Behind the next blank, if there is one before the mark."""
    found = re.compile(r"\s\S").search(text, place, latest)
    return found.end() - 1 if found else _whole(text, place)


def _parts(text: str, spans: Sequence[Span], start: int, end: int) -> list[Part]:
    parts: list[Part] = []
    for first, last in spans:
        parts += [Part(text[start:first], False), Part(text[first:last], True)]
        start = last
    parts.append(Part(text[start:end], False))
    return [part for part in parts if part.text]

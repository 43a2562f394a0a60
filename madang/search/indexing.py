"""Texts as postings: pairs of letters without blanks between them, and words without their endings. Pure.

Pairs find whatever the spacing (심야버스, 심야 버스), words tell a word from a part of another one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np

from madang.search.korean import dates, tokens
from madang.search.postings import STEPS, Block, Numbers, block
from madang.search.texts import one_form

HEADING, BODY, FILE = 0, 1, 2  # fields
FIELD_WEIGHTS = (3.0, 1.0, 0.5)
LETTER_BITS = 16
LETTERS = 1 << LETTER_BITS  # what lies beyond the basic plane shares its number with others
END = 0  # stands behind the last letter of a field, so that each letter begins a pair
ALNUM = np.fromiter((chr(code).isalnum() for code in range(LETTERS)), dtype=bool, count=LETTERS)
WORD_LENGTH = 40  # of one word no more is looked at
WORDS = re.compile(r"[^\W_]+")
Field = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A text to be found: its fields, each with what kind of field it is."""

    heading: str
    body: str
    files: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()  # words of the heading that stand in no text: the day of an issue

    def fields(self) -> Iterable[Field]:
        yield HEADING, self.heading
        yield BODY, self.body
        for text in self.files:
            yield FILE, text


@dataclass(frozen=True, slots=True)
class Indexed:
    """Texts of rising places. `lengths`: letters of each, weighed as their fields are."""

    pairs: Block
    words: Block
    lengths: Numbers  # int32

    def __len__(self) -> int:
        return len(self.lengths)


def indexed(sources: Sequence[Source], *, first: int = 0) -> Indexed:
    """The index of these texts, which get the places from `first` on."""
    fields = [
        (place, kind, one_form(text)) for place, one in enumerate(sources) for kind, text in one.fields()
    ]
    pairs, lengths = _pairs(fields, len(sources), first)
    words = _words(fields, sources, first)
    return Indexed(pairs, words, lengths)


def _pairs(fields: list[tuple[int, int, str]], count: int, first: int) -> tuple[Block, Numbers]:
    text = "\0".join(text for _, _, text in fields) + "\0"
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends = codes == 0
    number = np.cumsum(ends) - ends  # of the field that each letter stands in
    kept = ALNUM[codes & (LETTERS - 1)] | (codes >= LETTERS)
    letters, number = (codes[kept] & (LETTERS - 1)), number[kept]
    following = np.append(letters[1:], END)
    following[np.append(number[1:] != number[:-1], True)] = END
    places = np.array([place for place, _, _ in fields], dtype=np.int64)[number]
    weight = np.array([FIELD_WEIGHTS[kind] * STEPS for _, kind, _ in fields], dtype=np.int64)[number]
    lengths = np.bincount(places, minlength=count).astype(np.int32)
    return block(letters << LETTER_BITS | following, places + first, weight), lengths


def _words(fields: list[tuple[int, int, str]], sources: Sequence[Source], first: int) -> Block:
    keys: list[int] = []
    counts: list[int] = []
    for _, _, text in fields:
        before = len(keys)
        for word in splitted(text):
            keys += keys_of(word)
        keys += [key_of(day) for day in dates(text)]
        counts.append(len(keys) - before)
    for one in sources:
        keys += [key_of(word) for word in one.extra]
    places = [place for place, _, _ in fields] + list(range(len(sources)))
    weights = [int(FIELD_WEIGHTS[kind] * STEPS) for _, kind, _ in fields]
    counts += [len(one.extra) for one in sources]
    weights += [int(FIELD_WEIGHTS[HEADING] * STEPS)] * len(sources)
    return block(
        np.array(keys, dtype=np.uint32),
        np.repeat(np.array(places, dtype=np.int64), counts) + first,
        np.repeat(np.array(weights, dtype=np.int64), counts),
    )


def splitted(text: str) -> list[str]:
    """The words of a text in one form."""
    return WORDS.findall(text)


def in_one(*texts: str) -> str:
    """The words of texts in one form, without what parts them."""
    return "".join(splitted(one_form("\n".join(texts))))


@lru_cache(maxsize=200_000)
def keys_of(word: str) -> tuple[int, ...]:
    return tuple(key_of(token) for token in tokens(word[:WORD_LENGTH]))


def key_of(token: str) -> int:
    return crc32(token.encode("utf-8", "surrogatepass"))


def pair_key(pair: str) -> int:
    first, second = (ord(letter) & (LETTERS - 1) for letter in pair)
    return first << LETTER_BITS | second

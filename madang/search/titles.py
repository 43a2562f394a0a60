"""Newsletters as their issues are found by them: name and topics stand, so to say, in each issue. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from madang.rules.newsletters import Language, Period
from madang.search.indexing import key_of, keys_of, pair_key, splitted
from madang.search.library import Library
from madang.search.postings import STEPS, Numbers
from madang.search.texts import compact, one_form

NAME_WEIGHT, TOPIC_WEIGHT = 2.0, 1.0
LOW = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Title:
    id: UUID
    name: str
    topics: tuple[str, ...]
    department_id: UUID
    period: Period
    language: Language


@dataclass(frozen=True, slots=True)
class Titles:
    """`of`: for each place of a library its title; `pairs`, `words`: by key, how much it weighs in titles."""

    all: tuple[Title, ...]
    of: Numbers  # int32
    pairs: dict[int, Numbers] = field(default_factory=dict[int, Numbers])  # float32, one a title
    words: dict[int, Numbers] = field(default_factory=dict[int, Numbers])


def titles(all: Sequence[Title], library: Library) -> Titles:
    """Of all texts the title must be among them."""
    places = {(title.id.int >> 64, title.id.int & LOW): place for place, title in enumerate(all)}
    highs, lows = library.title_ids.T.tolist() if len(library) else ((), ())
    of = np.array([places[halves] for halves in zip(highs, lows, strict=True)], dtype=np.int32)
    found = Titles(tuple(all), of)
    for place, title in enumerate(all):
        texts = [(title.name, NAME_WEIGHT), *((topic, TOPIC_WEIGHT) for topic in title.topics)]
        for text, weight in texts:
            _add(found.pairs, _pairs(text), place, len(all), weight)
            _add(found.words, _words(text), place, len(all), weight)
    return found


def _add(into: dict[int, Numbers], keys: set[int], place: int, count: int, weight: float) -> None:
    for key in keys:
        weights = into.setdefault(key, np.zeros(count, dtype=np.float32))
        weights[place] = max(weights[place], weight * STEPS)


def _pairs(text: str) -> set[int]:
    letters = compact(text)
    return {pair_key(letters[n : n + 2]) for n in range(len(letters) - 1)}


def _words(text: str) -> set[int]:
    words = splitted(one_form(text))
    return {key for word in words for key in keys_of(word)} | {key_of("".join(words))}

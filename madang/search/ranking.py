"""Which texts fit a question, and how well: the first, quick judgement over all of them. Pure.

Okapi BM25 over pairs of letters and over words. How rare a key is and how long texts usually are is counted
over the texts that whoever asks may see, and no others: what they cannot see does not move what they can.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import log

import numpy as np

from madang.search.asking import Question, Word
from madang.search.grouping import leaders
from madang.search.indexing import LETTER_BITS
from madang.search.library import Library
from madang.search.postings import STEPS, Block, Numbers
from madang.search.texts import compact
from madang.search.titles import Titles
from madang.text.hangul import initials

SATURATION = 1.0  # BM25's k1: how soon more of the same word says nothing new
LENGTH = 0.75  # BM25's b: how much a long text has to say a word more often
COVERING = 3.0  # how much it counts that all of the question is there
FRESHNESS = 0.02  # how much more the newest text counts than one of long ago: it settles near ties only
YEAR = 365.0
AT_BEGINNING, IN_HEADING, IN_TITLE = 2.0, 1.0, 0.5  # what initials are worth
REMEMBERED = 5_000  # keys whose rarity is kept


@dataclass(frozen=True)
class Readers:
    """Texts that some people may see. `rarity`: of keys among them, remembered."""

    library: Library
    titles: Titles
    seen: Numbers  # bool, one a place
    norms: Numbers  # float32, one a place: how much its length weighs against it
    freshness: Numbers  # float32, one a place: a factor
    count: int
    rarity: dict[tuple[bool, int], float] = field(default_factory=dict[tuple[bool, int], float])

    @cached_property
    def groups(self) -> Numbers:
        """Of each place that of the text that leads its group among those seen; its own, if none."""
        lead = np.arange(len(self.library))
        earliest_first = np.argsort(-self.library.turns)
        shown = earliest_first[self.seen[earliest_first]]
        lead[shown] = shown[leaders(self.library.sketches[shown], self.titles.of[shown])]
        return lead


def readers(library: Library, titles: Titles, seen: Numbers) -> Readers:
    count = int(np.count_nonzero(seen))
    average = int(library.lengths[seen].sum(dtype=np.int64)) / count if count else 1.0
    norms = SATURATION * (1 - LENGTH + LENGTH * library.lengths / max(average, 1.0))
    newest = library.days[seen].max() if count else 0
    ages = np.maximum(newest - library.days, 0) / YEAR
    freshness = 1 + FRESHNESS / (1 + ages)
    return Readers(library, titles, seen, norms.astype(np.float32), freshness.astype(np.float32), count)


def first_of(known: Readers, count: int) -> Readers:
    """As if no more than the first so many of their texts had come out yet."""
    if count >= known.count:
        return known
    numbers = known.library.numbers
    latest = np.partition(numbers[known.seen], count - 1)[count - 1] if count else -1
    return readers(known.library, known.titles, known.seen & (numbers <= latest))


@dataclass(slots=True)
class Judgement:
    """Of each place: how well it fits, and how much of the question is there, 0 to 1."""

    score: Numbers  # float32
    cover: Numbers  # float32


def judged(readers: Readers, question: Question) -> Judgement:
    score = np.zeros(len(readers.library), dtype=np.float32)
    cover = np.zeros(len(readers.library), dtype=np.float32)
    if question.initials:
        return _by_initials(readers, question.initials, score, cover)
    whole = 0.0
    telling = question.telling
    for word in question.words:
        covers = word in telling
        for key, share in word.pairs:
            covering = covers and share == 1
            whole += _add(readers, True, key, word.factor * share, score, cover, covers=covering)
        for key in word.keys:  # a word of one letter has no pairs
            covering = covers and not word.pairs
            whole += _add(readers, False, key, word.factor, score, cover, covers=covering)
    if len(question.words) == 1 and not question.words[0].pairs:
        _add_letter(readers, question.words[0], score, cover)
    cover /= max(whole, 1e-9)
    np.minimum(cover, 1, out=cover)
    score *= 1 + COVERING * cover
    score[~readers.seen] = 0
    return Judgement(score, cover)


def _by_initials(readers: Readers, letters: str, score: Numbers, cover: Numbers) -> Judgement:
    """Of headings, those that begin so come first; then all of the titles that are called so."""
    called = [letters in initials(compact(title.name)) for title in readers.titles.all]
    if any(called):
        score[np.array(called)[readers.titles.of]] = IN_TITLE
    for place, letters_before in readers.library.headings.found(letters):
        score[place] += AT_BEGINNING if letters_before == 0 else IN_HEADING
    cover[score > 0] = 1
    score[~readers.seen] = 0
    return Judgement(score, cover)


def _add(
    readers: Readers, pairs: bool, key: int, factor: float, score: Numbers, cover: Numbers, *, covers: bool
) -> float:
    """Add what one key tells of each text. Returns how much the key weighs in the question."""
    rarity = readers.rarity.get((pairs, key))
    found = list(_postings(readers, pairs, key))
    if rarity is None:
        rarity = _rarity(readers.count, sum(int(np.count_nonzero(readers.seen[one])) for one, _ in found))
        if len(readers.rarity) < REMEMBERED:
            readers.rarity[pairs, key] = rarity
    worth = rarity * factor
    for places, weights in found:
        often = weights.astype(np.float32) / STEPS
        score[places] += worth * (SATURATION + 1) * often / (often + readers.norms[places])
        if covers:
            cover[places] += worth
    return worth if covers else 0.0


def _rarity(count: int, having: int) -> float:
    return log(1 + (count - having + 0.5) / (having + 0.5))


def _postings(readers: Readers, pairs: bool, key: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Places and weights of one key, each place once. What stands in a title stands in all its issues."""
    library, titles = readers.library, readers.titles
    own = [(one, one.of(key)) for one in (library.pairs if pairs else library.words)]
    in_titles = (titles.pairs if pairs else titles.words).get(key)
    if in_titles is None:
        for one, part in own:
            if part.start < part.stop:
                yield one.places[part], one.weights[part]
        return
    weights = in_titles[titles.of]
    for one, part in own:
        weights[one.places[part]] += one.weights[part]
    places = np.flatnonzero(weights)
    yield places, weights[places]


def _add_letter(readers: Readers, word: Word, score: Numbers, cover: Numbers) -> None:
    """A question of one letter finds it inside words, too, though less so than as a word."""
    first = ord(word.text[0]) << LETTER_BITS
    for one in readers.library.pairs:
        part = _beginning(one, first)
        often = np.bincount(one.places[part], one.weights[part], minlength=len(score)).astype(np.float32)
        places = np.flatnonzero(often)
        often = often[places] / STEPS
        score[places] += 0.1 * often / (often + readers.norms[places])
        cover[places] = np.inf


def _beginning(one: Block, first: int) -> slice:
    return one.between(first, first + (1 << LETTER_BITS))


def worth(readers: Readers, question: Question) -> list[float]:
    """Of each telling word: how rare it is, once the question has been judged."""
    return [
        word.factor * (sum(readers.rarity.get((True, key), 1.0) * share for key, share in word.pairs) or 1.0)
        for word in question.telling
    ]

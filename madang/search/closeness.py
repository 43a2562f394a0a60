"""How well a text fits a question when one reads it: the second, careful judgement of the best few. Pure.

How much of the question stands together in one passage, which pairs of letters all over a text cannot
tell. It is a factor on the first judgement, so that it settles what lies close together there.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from madang.search.asking import Question

PHRASE = 0.6  # all of the question stands there as it is
PASSAGE = 1.0  # all of its words stand in one passage
NEARNESS = 0.6  # all of them stand directly beside each other, in the order of the question
HALF = 8  # letters between two words that halve how near they are
ROOM = 24  # letters in a passage beside those of the question
LONG = 4  # letters of a word of which parts are looked for where it is not there
LEAST_PART = 2
MOST_PLACES = 30  # of one word that are looked at
Unit = tuple[str, float, list[int]]  # a word or a part of one, what it is worth, where it stands


def closeness(question: Question, worth: Sequence[float], text: str) -> float:
    """From 1 up. `worth`: of each telling word of the question. `text`: in one form, without blanks."""
    if len(question.whole) < LONG:
        return 1.0
    factor = 1.0 + (PHRASE if question.whole in text else 0.0)
    units = [
        unit
        for word, weight in zip(question.telling, worth, strict=True)
        if word.pairs
        for unit in _units(text, word.text, weight)
    ]
    if len(units) < 2:
        return factor + PASSAGE * (sum(weight for _, weight, _ in units) / (sum(worth) or 1.0)) ** 2
    best = _passage(units, len(question.whole) + ROOM) / (sum(worth) or 1.0)
    return factor + PASSAGE * best * best + NEARNESS * _nearness(units)


def _units(text: str, word: str, weight: float) -> list[Unit]:
    """The word; where it is not there, its parts that are."""
    if places := _places(text, word):
        return [(word, weight, places)]
    return [(part, weight * len(part) / len(word), _places(text, part)) for part in parts(text, word)]


def parts(text: str, word: str) -> Iterator[str]:
    """What a text has of a long word, the longest first from its beginning on: 강서구보행자 has 보행자."""
    start = 0
    while len(word) >= LONG and start + LEAST_PART <= len(word):
        end = start + LEAST_PART
        if word[start:end] not in text:
            start += 1
            continue
        while end < len(word) and word[start : end + 1] in text:
            end += 1
        yield word[start:end]
        start = end


def _passage(units: Sequence[Unit], room: int) -> float:
    """What the best passage of so many letters is worth."""
    places = sorted((place, n) for n, (_, _, all) in enumerate(units) for place in all)
    inside = [0] * len(units)
    first, worth, best = 0, 0.0, 0.0
    for place, n in places:
        while place + len(units[n][0]) - places[first][0] > room:
            gone = places[first][1]
            inside[gone] -= 1
            worth -= units[gone][1] if inside[gone] == 0 else 0.0
            first += 1
        inside[n] += 1
        worth += units[n][1] if inside[n] == 1 else 0.0
        best = max(best, worth)
    return best


def _nearness(units: Sequence[Unit]) -> float:
    """How near each stands to the next one of the question, 0 to 1."""
    near = [_near(first, places, others) for (first, _, places), (_, _, others) in pairwise(units)]
    return sum(near) / len(near)


def _near(first: str, places: Sequence[int], others: Sequence[int]) -> float:
    gap = min(abs(other - place - len(first)) for place in places for other in others)
    return 1 / (1 + gap / HALF)


def _places(text: str, word: str) -> list[int]:
    places: list[int] = []
    place = text.find(word)
    while place >= 0 and len(places) < MOST_PLACES:
        places.append(place)
        place = text.find(word, place + 1)
    return places

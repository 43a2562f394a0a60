"""How well a text fits a question when one reads it: the second, careful judgement of the best few. Pure.

Whether the words stand together, in the order of the question and near to each other: what pairs of letters
cannot tell. It is a factor on the first judgement, so that it settles what lies close together there.
"""

from collections.abc import Sequence
from itertools import pairwise

from madang.search.asking import Question

PHRASE = 0.3  # all of the question stands there as it is
NEARNESS = 0.3  # all of its words stand directly beside each other
HALF = 8  # letters between two words that halve how near they are
MOST_PLACES = 30  # of one word that are looked at


def closeness(question: Question, text: str) -> float:
    """From 1 up. `text`: in one form, without blanks."""
    if len(question.words) < 2:
        return 1.0
    factor = 1.0
    if question.whole in text:
        factor += PHRASE
    return factor + NEARNESS * _nearness(question, text)


def _nearness(question: Question, text: str) -> float:
    """Of the words that tell something and are there: how near each stands to the one after it, 0 to 1."""
    told = [word.text for word in question.telling if word.pairs]
    found = [(word, places) for word in told if (places := _places(text, word))]
    if len(found) < 2:
        return 0.0
    near = [_near(word, places, others) for (word, places), (_, others) in pairwise(found)]
    return sum(near) / (len(told) - 1)


def _near(first: str, places: Sequence[int], others: Sequence[int]) -> float:
    gap = min(abs(other - (place + len(first))) for place in places for other in others)
    return 1 / (1 + gap / HALF)


def _places(text: str, word: str) -> list[int]:
    places: list[int] = []
    place = text.find(word)
    while place >= 0 and len(places) < MOST_PLACES:
        places.append(place)
        place = text.find(word, place + 1)
    return places

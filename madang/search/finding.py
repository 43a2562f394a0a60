"""What is found: which texts have enough of a question, in which order, and how many there are. Pure."""

from dataclasses import dataclass

import numpy as np

from madang.search.asking import Question
from madang.search.narrowing import Narrowing, narrowed
from madang.search.postings import Numbers
from madang.search.ranking import Readers, judged

# How much of a question a text must have, the more words the less of them. While fewer than ENOUGH have as
# much, less is enough: somebody who asks in whole sentences gets the best there is.
STEPS_DOWN = {1: (0.999, 0.6, 0.3), 2: (0.75, 0.5, 0.3)}
STEPS_DOWN_OF_MANY = (0.6, 0.4, 0.2)
ENOUGH = 10
ROUNDING = 1e-3


@dataclass(frozen=True)
class Found:
    """`matching`: all who have enough of the question, whatever the search is narrowed to."""

    readers: Readers
    matching: Numbers  # bool, one a place
    kept: Numbers  # places, in rising order
    scores: Numbers  # float32, of those kept

    @property
    def total(self) -> int:
        return len(self.kept)

    def best(self, most: int) -> Numbers:
        """The first so many, as indices into `kept`. Equal scores: the latest first."""
        turns = self.readers.library.turns[self.kept]
        candidates = np.arange(self.total)
        if most < self.total:
            least = np.partition(self.scores, self.total - most)[self.total - most]
            above, level = np.flatnonzero(self.scores > least), np.flatnonzero(self.scores == least)
            level = level[np.argsort(turns[level])][: most - len(above)]
            candidates = np.concatenate((above, level))
        return candidates[np.lexsort((turns[candidates], -self.scores[candidates]))]


def find(readers: Readers, question: Question | None, narrowing: Narrowing) -> Found:
    """Without a question all there is, the latest first."""
    if question is None:
        matching = readers.seen
        scores = np.zeros(len(readers.library), dtype=np.float32)
    else:
        judgement = judged(readers, question)
        matching = readers.seen & _enough(readers, question, judgement.cover)
        scores = judgement.score * readers.freshness
    kept = np.flatnonzero(matching & narrowed(readers, narrowing))
    return Found(readers, matching, kept, scores[kept])


def _enough(readers: Readers, question: Question, cover: Numbers) -> Numbers:
    enough = cover > 0
    for least in STEPS_DOWN.get(len(question.telling), STEPS_DOWN_OF_MANY):
        enough = cover >= least - ROUNDING
        if np.count_nonzero(enough & readers.seen) >= ENOUGH:
            break
    return enough & (cover > 0)

"""What in the library is about the same as a text, and what its partners have published lately. Pure."""

import numpy as np

from madang.search.asking import Question
from madang.search.narrowing import Narrowing, narrowed
from madang.search.ranking import Readers, judged

ON_SUBJECT, OF_BEST = 0.2, 0.6  # so much of the question a text must have, and of what the best has
OF_PARTNER = 1.5  # counts so much more
MOST_LATEST = 2  # of partners, whatever it is about


def related(
    readers: Readers, question: Question, partners: Narrowing, *, most: int
) -> list[tuple[int, bool, bool]]:
    """Places with whether each is on the subject and of a partner; the nearest first, then the latest."""
    judgement = judged(readers, question)
    theirs = narrowed(readers, partners)
    cover = np.where(readers.seen, judgement.cover, 0)
    near = readers.seen & (cover >= max(ON_SUBJECT, OF_BEST * cover.max(initial=0)))
    scores = judgement.score * readers.freshness * np.where(theirs, OF_PARTNER, 1.0)
    turns = readers.library.turns
    best = np.flatnonzero(near)
    best = best[np.lexsort((turns[best], -scores[best]))][:most]
    lately = np.flatnonzero(readers.seen & theirs & ~near)
    lately = lately[np.argsort(turns[lately])][: min(MOST_LATEST, most - len(best))]
    return [
        *((int(place), True, bool(theirs[place])) for place in best),
        *((int(place), False, True) for place in lately),
    ]

"""What was found, with texts that say the same folded under the one of them that fits best. Pure.

Nothing goes: all of a group is found, counted and narrowed by as before; it only takes one place in the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from madang.search.finding import Found
from madang.search.postings import Numbers
from madang.search.sketches import likeness

MOST_TOLD = 10  # under each one; the rest is found by narrowing to the group


@dataclass(frozen=True, slots=True)
class Beneath:
    """`places`: of the best, each with how alike it is to the one above."""

    count: int = 0
    places: tuple[tuple[int, float], ...] = ()


def folded(found: Found) -> Found:
    """Of each group the best alone."""
    order = found.best(found.total)
    groups = found.readers.groups[found.kept[order]]
    _, first = np.unique(groups, return_index=True)
    best = np.sort(order[first])
    return replace(found, kept=found.kept[best], scores=found.scores[best])


def beneath(found: Found, places: Sequence[int]) -> list[Beneath]:
    """What is folded under each of these places, the best first."""
    groups = found.readers.groups
    members = found.kept[found.best(found.total)]
    members = members[np.isin(groups[members], groups[places])]
    return [_beneath(found, place, members[groups[members] == groups[place]]) for place in places]


def _beneath(found: Found, place: int, group: Numbers) -> Beneath:
    others = group[group != place]
    told = others[:MOST_TOLD]
    sketches = found.readers.library.sketches
    near = likeness(sketches[told], sketches[place])
    return Beneath(len(others), tuple(zip(told.tolist(), near.tolist(), strict=True)))

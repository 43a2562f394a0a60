"""Texts that say the same, in groups: one leads, and the others are like that one. Pure.

Likeness is no chain: what is like a text that is like a third one need not be like that. So the earliest text
leads, what is like it follows, and of the rest the earliest leads again.
"""

import numpy as np

from madang.search.postings import Numbers
from madang.search.sketches import BAND_KIND, SHARED, likeness

ALIKE = 0.55  # of the pieces are the same: to a reader two texts of different newsletters say the same
ALIKE_IN_TITLE = 0.95  # of one newsletter, which has the same words around something else each month
EARLIEST = 8  # of each band: a text is compared with these, however many have it
BANDS_IN_TITLE = 6  # are looked at for texts of one newsletter: as good as the same, they share most
COMPARED = 100_000  # pairs at a time


def alike(likenesses: Numbers, same_title: Numbers) -> Numbers:
    return likenesses >= np.where(same_title, ALIKE_IN_TITLE, ALIKE)


def leaders(sketches: Numbers, titles: Numbers) -> Numbers:
    """Of each text its leader, itself if it is like none. Earlier texts stand before later ones."""
    some = np.flatnonzero(sketches.any(axis=1))
    lead = np.arange(len(sketches))
    lead[some] = some[_led(*_pairs(sketches[some], titles[some]), count=len(some))]
    return lead


def _pairs(sketches: Numbers, titles: Numbers) -> tuple[Numbers, Numbers]:
    """Earlier and later ones of those that are alike."""
    pairs = _candidates(sketches, titles)
    count = max(len(sketches), 1)
    kept = [
        some[_alike(sketches, titles, some // count, some % count)]
        for some in np.array_split(pairs, len(pairs) // COMPARED + 1)
    ]
    pairs = np.concatenate(kept)
    return pairs // count, pairs % count


def _candidates(sketches: Numbers, titles: Numbers) -> Numbers:
    """Pairs that share bands, each once, as one number: the earlier times their count, plus the later."""
    found: list[Numbers] = []
    for turn, band in enumerate(np.ascontiguousarray(sketches).view(BAND_KIND).T):
        earlier, later = _sharing(band)
        kept = slice(None) if turn < BANDS_IN_TITLE else titles[earlier] != titles[later]
        found.append(earlier[kept] * len(sketches) + later[kept])
    pairs = np.sort(np.concatenate(found))
    shared = pairs[SHARED - 1 :] == pairs[: len(pairs) - SHARED + 1]
    pairs = pairs[SHARED - 1 :][shared]
    return pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]


def _sharing(band: Numbers) -> tuple[Numbers, Numbers]:
    """Of those with the same value, each later one beside the EARLIEST."""
    order = np.argsort(band, kind="stable")
    values = band[order]
    begins = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    sizes = np.diff(np.append(begins, len(band)))
    first = np.repeat(begins, sizes)  # the place at which those with the same value begin
    places = np.arange(len(band))
    turns = range(min(EARLIEST, int(sizes.max(initial=1)) - 1))
    later = [np.flatnonzero(places > first + turn) for turn in turns]
    earlier = [first[some] + turn for turn, some in zip(turns, later, strict=True)]
    none = np.zeros(0, dtype=np.int64)
    return order[np.concatenate([none, *earlier])], order[np.concatenate([none, *later])]


def _alike(sketches: Numbers, titles: Numbers, one: Numbers, other: Numbers) -> Numbers:
    return alike(likeness(sketches[one], sketches[other]), titles[one] == titles[other])


def _led(earlier: Numbers, later: Numbers, *, count: int) -> Numbers:
    """Who has no earlier one that may still lead, leads; who is beside a leader does not."""
    leads, open = np.zeros(count, dtype=bool), np.ones(count, dtype=bool)
    one, other = earlier, later
    while open.any():
        waits = np.zeros(count, dtype=bool)
        waits[other] = True
        leads |= open & ~waits
        open &= waits
        open[other[leads[one]]] = False
        stays = open[one] & open[other]
        one, other = one[stays], other[stays]
    lead = np.arange(count)
    beside = leads[earlier] & ~leads[later]
    np.minimum.at(lead, later[beside], earlier[beside])
    return lead

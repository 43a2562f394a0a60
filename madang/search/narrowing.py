"""What a search can be narrowed by, and how much of what was found falls to each value. Pure."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from madang.search.library import AUDIENCES
from madang.search.postings import Numbers
from madang.search.ranking import Readers


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """All that is given must be fulfilled; of several values, one. Nothing given narrows nothing."""

    titles: Collection[UUID] = ()
    publishers: Collection[UUID] = ()  # departments
    topics: Collection[str] = ()
    years: Collection[int] = ()
    audiences: Collection[str] = ()
    periods: Collection[str] = ()
    languages: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    group_of: UUID | None = None  # an issue: those that say the same, and itself


FACETS = ("titles", "publishers", "topics", "years", "audiences", "periods")
Counts = list[tuple[Any, int]]


def narrowed(readers: Readers, narrowing: Narrowing, *, but: str = "") -> Numbers:
    """Which places fulfil it, but for what it says of `but`."""
    fits = np.ones(len(readers.library), dtype=bool)
    for facet in (*FACETS, "languages"):
        values: Collection[Any] = getattr(narrowing, facet)
        if values and facet != but:
            fits &= _having(readers, facet, frozenset(values))
    days = readers.library.days
    if narrowing.since is not None:
        fits &= days >= narrowing.since.toordinal()
    if narrowing.until is not None:
        fits &= days <= narrowing.until.toordinal()
    if narrowing.group_of is not None:
        fits &= _in_group(readers, narrowing.group_of)
    return fits


def _in_group(readers: Readers, issue_id: UUID) -> Numbers:
    """Of an issue that may not be seen it is nothing, as of one that is not there."""
    here = np.frombuffer(issue_id.bytes, dtype=">u8").astype(np.uint64)
    places = np.flatnonzero((readers.library.ids == here).all(axis=1) & readers.seen)
    return np.isin(readers.groups, readers.groups[places])


def facets(readers: Readers, found: Numbers, narrowing: Narrowing) -> dict[str, Counts]:
    """For each facet how many of those found have each value, as if nothing were chosen in that facet.

    The most frequent first.
    """
    everything = found & narrowed(readers, narrowing)
    counted: dict[str, Counts] = {}
    for facet in FACETS:
        chosen = bool(getattr(narrowing, facet))
        counted[facet] = _counts(
            readers, facet, found & narrowed(readers, narrowing, but=facet) if chosen else everything
        )
    return counted


def _having(readers: Readers, facet: str, values: frozenset[Any]) -> Numbers:
    if facet == "years":
        return np.isin(readers.library.years, list(values))
    if facet == "audiences":
        places = [n for n, audience in enumerate(AUDIENCES) if audience in values]
        return np.isin(readers.library.audiences, places)
    chosen = np.array([bool(values & OF_TITLES[facet](title)) for title in readers.titles.all], dtype=bool)
    return chosen[readers.titles.of] if len(chosen) else np.zeros(len(readers.library), dtype=bool)


OF_TITLES: dict[str, Callable[[Any], frozenset[Any]]] = {
    "titles": lambda title: frozenset({title.id}),
    "publishers": lambda title: frozenset({title.department_id}),
    "topics": lambda title: frozenset(title.topics),
    "periods": lambda title: frozenset({title.period}),
    "languages": lambda title: frozenset({title.language}),
}


def _counts(readers: Readers, facet: str, places: Numbers) -> Counts:
    if facet == "years":
        values, counts = np.unique(readers.library.years[places], return_counts=True)
        return _most_first(dict(zip(values.tolist(), counts.tolist(), strict=True)))
    if facet == "audiences":
        counts = np.bincount(readers.library.audiences[places], minlength=len(AUDIENCES)).tolist()
        return _most_first(dict(zip(AUDIENCES, counts, strict=True)))
    counts = np.bincount(readers.titles.of[places], minlength=len(readers.titles.all)).tolist()
    summed: dict[Any, int] = {}
    for title, count in zip(readers.titles.all, counts, strict=True):
        for value in OF_TITLES[facet](title):
            summed[value] = summed.get(value, 0) + count
    return _most_first(summed)


def _most_first(counts: dict[Any, int]) -> Counts:
    """The latest year first among equals, other values in the order of their texts."""
    some = [(value, count) for value, count in counts.items() if count]
    return sorted(some, key=lambda one: (-one[1], -one[0] if isinstance(one[0], int) else 0, str(one[0])))

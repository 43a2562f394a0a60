"""All texts that can be found, as arrays: what stands in each, and what it can be narrowed by. Pure.

A place is a text's index into every array. A library never changes: texts are added to make another one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any, overload
from uuid import UUID

import numpy as np

from madang.rules.newsletters import Audience
from madang.search.indexing import Indexed
from madang.search.names import Names
from madang.search.postings import EMPTY, Block, Numbers, merged, without
from madang.search.sketches import together

LIKE = 4  # a block becomes one with the next while it has less than so many times its postings
AUDIENCES = tuple(Audience)
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one text beside its words."""

    number: int  # of the text as it is now: it gets another one when it changes
    mark: int  # drawn by lot: what has this number elsewhere has another one
    issue_id: UUID
    title_id: UUID
    day: date
    audience: Audience
    heading: str


def _none(kind: type[np.generic], *shape: int) -> Numbers:
    return np.zeros((0, *shape), dtype=kind)


@dataclass(frozen=True)
class Library:
    numbers: Numbers = field(default_factory=partial(_none, np.int64))
    marks: Numbers = field(default_factory=partial(_none, np.int64))
    days: Numbers = field(default_factory=partial(_none, np.int32))  # proleptic ordinals
    audiences: Numbers = field(default_factory=partial(_none, np.int8))  # indices into AUDIENCES
    lengths: Numbers = field(default_factory=partial(_none, np.int32))
    ids: Numbers = field(default_factory=partial(_none, np.uint64, 2))  # of issues, in halves
    title_ids: Numbers = field(default_factory=partial(_none, np.uint64, 2))
    ends: Numbers = field(default_factory=partial(_none, np.int64))  # where each heading ends in `said`
    said: str = ""  # all headings
    pairs: tuple[Block, ...] = ()
    words: tuple[Block, ...] = ()
    headings: Names = field(default_factory=Names)
    sketches: Numbers = field(default_factory=lambda: together(()))

    def __len__(self) -> int:
        return len(self.numbers)

    @cached_property
    def cards(self) -> "Cards":
        return Cards(self)

    @cached_property
    def years(self) -> Numbers:
        since_1970 = (self.days - EPOCH).astype("datetime64[D]").astype("datetime64[Y]")
        return (since_1970.astype(np.int64) + 1970).astype(np.int16)

    @cached_property
    def turns(self) -> Numbers:
        """Who comes first among equals: the latest, then whose identifier is the least."""
        order = np.lexsort((self.ids[:, 1], self.ids[:, 0], -self.days))
        turns = np.empty(len(order), dtype=np.int32)
        turns[order] = np.arange(len(order), dtype=np.int32)
        return turns

    def with_texts(self, cards: Sequence[Card], indexed: Indexed, sketches: Numbers) -> "Library":
        """`indexed` has the places behind those that are here."""
        added = _described(cards)
        return Library(
            **{name: np.concatenate((getattr(self, name), values)) for name, values in added.items()},
            lengths=np.append(self.lengths, indexed.lengths),
            ends=np.append(self.ends, np.cumsum([len(card.heading) for card in cards]) + len(self.said)),
            said=self.said + "".join(card.heading for card in cards),
            pairs=_grown(self.pairs, indexed.pairs),
            words=_grown(self.words, indexed.words),
            headings=self.headings.followed_by(Names.of([card.heading for card in cards])),
            sketches=np.concatenate((self.sketches, sketches)),
        )

    def only(self, kept: Numbers) -> "Library":
        """Without the texts where `kept` is false."""
        headings = [self.cards.heading(place) for place in np.flatnonzero(kept).tolist()]
        return Library(
            **{name: getattr(self, name)[kept] for name in (*DESCRIBING, "lengths", "sketches")},
            ends=np.cumsum([len(heading) for heading in headings], dtype=np.int64),
            said="".join(headings),
            pairs=(without(merged(self.pairs or (EMPTY,)), kept),),
            words=(without(merged(self.words or (EMPTY,)), kept),),
            headings=Names.of(headings),
        )


class Cards(Sequence[Card]):
    """Of a library, each made when it is looked at: kept, they would take more room than they are worth."""

    def __init__(self, library: Library) -> None:
        self._of = library

    def __len__(self) -> int:
        return len(self._of)

    @overload
    def __getitem__(self, place: int) -> Card: ...
    @overload
    def __getitem__(self, place: slice) -> list[Card]: ...
    def __getitem__(self, place: int | slice) -> Card | list[Card]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        of = self._of
        return Card(
            number=int(of.numbers[place]),
            mark=int(of.marks[place]),
            issue_id=_id(of.ids[place]),
            title_id=_id(of.title_ids[place]),
            day=date.fromordinal(int(of.days[place])),
            audience=AUDIENCES[int(of.audiences[place])],
            heading=self.heading(place),
        )

    def heading(self, place: int) -> str:
        of = self._of
        return of.said[int(of.ends[place - 1]) if place else 0 : int(of.ends[place])]


def _id(halves: Numbers) -> UUID:
    return UUID(int=int(halves[0]) << 64 | int(halves[1]))


def _halves(ids: Iterable[UUID]) -> Numbers:
    return np.frombuffer(b"".join(id.bytes for id in ids), dtype=">u8").reshape(-1, 2).astype(np.uint64)


DESCRIBING = ("numbers", "marks", "days", "audiences", "ids", "title_ids")


def _described(cards: Sequence[Card]) -> dict[str, Any]:
    return {
        "numbers": np.array([card.number for card in cards], dtype=np.int64),
        "marks": np.array([card.mark for card in cards], dtype=np.int64),
        "days": np.array([card.day.toordinal() for card in cards], dtype=np.int32),
        "audiences": np.array([AUDIENCES.index(card.audience) for card in cards], dtype=np.int8),
        "ids": _halves(card.issue_id for card in cards),
        "title_ids": _halves(card.title_id for card in cards),
    }


def _grown(blocks: tuple[Block, ...], new: Block) -> tuple[Block, ...]:
    """Few large blocks and a few small ones: each posting is moved a few times in its life."""
    together, size = 0, len(new)
    while together < len(blocks) and len(blocks[-together - 1]) < LIKE * size:
        together += 1
        size += len(blocks[-together])
    staying = len(blocks) - together
    return (*blocks[:staying], merged((*blocks[staying:], new)))

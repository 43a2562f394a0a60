"""All texts that can be found, as arrays: what stands in each, and what it can be narrowed by. Pure.

A place is a text's index into every array. A library never changes: texts are added to make another one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

import numpy as np

from madang.rules.newsletters import Audience
from madang.search.indexing import Indexed
from madang.search.names import Names
from madang.search.postings import EMPTY, Block, Numbers, merged, without
from madang.search.sketches import together

LIKE = 4  # a block becomes one with the next while it has less than so many times its postings
AUDIENCES = tuple(Audience)


@dataclass(frozen=True, slots=True)
class Card:
    """What is known of one text beside its words."""

    number: int  # of the text as it is now: it gets another one when it changes
    issue_id: UUID
    title_id: UUID
    day: date
    audience: Audience
    heading: str


def _numbers(kind: type[np.generic]) -> Numbers:
    return np.zeros(0, dtype=kind)


@dataclass(frozen=True)
class Library:
    cards: tuple[Card, ...] = ()
    numbers: Numbers = field(default_factory=lambda: _numbers(np.int64))
    days: Numbers = field(default_factory=lambda: _numbers(np.int32))  # proleptic ordinals
    years: Numbers = field(default_factory=lambda: _numbers(np.int16))
    audiences: Numbers = field(default_factory=lambda: _numbers(np.int8))  # indices into AUDIENCES
    lengths: Numbers = field(default_factory=lambda: _numbers(np.int32))
    ids: Numbers = field(default_factory=lambda: np.zeros((0, 2), dtype=np.uint64))  # of issues, in halves
    pairs: tuple[Block, ...] = ()
    words: tuple[Block, ...] = ()
    headings: Names = field(default_factory=Names)
    sketches: Numbers = field(default_factory=lambda: together(()))

    def __len__(self) -> int:
        return len(self.cards)

    @cached_property
    def turns(self) -> Numbers:
        """Who comes first among equals: the latest, then whose identifier is the least."""
        order = np.lexsort((self.ids[:, 1], self.ids[:, 0], -self.days))
        turns = np.empty(len(order), dtype=np.int32)
        turns[order] = np.arange(len(order), dtype=np.int32)
        return turns

    def with_texts(self, cards: Sequence[Card], indexed: Indexed, sketches: Numbers) -> "Library":
        """`indexed` has the places behind those that are here."""
        halves = np.frombuffer(b"".join(card.issue_id.bytes for card in cards), dtype=">u8").reshape(-1, 2)
        days = np.array([card.day.toordinal() for card in cards], dtype=np.int32)
        years = np.array([card.day.year for card in cards], dtype=np.int16)
        audiences = np.array([AUDIENCES.index(card.audience) for card in cards], dtype=np.int8)
        return Library(
            cards=(*self.cards, *cards),
            numbers=np.append(self.numbers, np.array([card.number for card in cards], dtype=np.int64)),
            days=np.append(self.days, days),
            years=np.append(self.years, years),
            audiences=np.append(self.audiences, audiences),
            lengths=np.append(self.lengths, indexed.lengths),
            ids=np.concatenate((self.ids, halves.astype(np.uint64))),
            pairs=_grown(self.pairs, indexed.pairs),
            words=_grown(self.words, indexed.words),
            headings=self.headings.followed_by(Names.of([card.heading for card in cards])),
            sketches=np.concatenate((self.sketches, sketches)),
        )

    def only(self, kept: Numbers) -> "Library":
        """Without the texts where `kept` is false."""
        cards = tuple(card for card, stays in zip(self.cards, kept.tolist(), strict=True) if stays)
        return Library(
            cards=cards,
            numbers=self.numbers[kept],
            days=self.days[kept],
            years=self.years[kept],
            audiences=self.audiences[kept],
            lengths=self.lengths[kept],
            ids=self.ids[kept],
            pairs=(without(merged(self.pairs or (EMPTY,)), kept),),
            words=(without(merged(self.words or (EMPTY,)), kept),),
            headings=Names.of([card.heading for card in cards]),
            sketches=self.sketches[kept],
        )


def _grown(blocks: tuple[Block, ...], new: Block) -> tuple[Block, ...]:
    """Few large blocks and a few small ones: each posting is moved a few times in its life."""
    together, size = 0, len(new)
    while together < len(blocks) and len(blocks[-together - 1]) < LIKE * size:
        together += 1
        size += len(blocks[-together])
    staying = len(blocks) - together
    return (*blocks[:staying], merged((*blocks[staying:], new)))

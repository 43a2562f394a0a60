"""An inverted index in a few arrays: which texts have a key, and how much it weighs there. Pure.

A key is any number of 32 bits. A posting is one byte beside the place of a text: how often the key occurs
in each field, each times the weight of its field. Blocks never change; several become one by `merged`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
STEPS = 4  # of a weight of 1: what one byte counts in
MOST = 255
PORTION = 1 << 18  # postings
PLACE_BITS = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Block:
    """The postings of `keys[n]` are those from `starts[n]` to `starts[n + 1]`, by rising place."""

    keys: Numbers  # uint32, rising
    starts: Numbers  # int64
    places: Numbers  # int32
    weights: Numbers  # uint8

    def __len__(self) -> int:
        return len(self.places)

    def of(self, key: int) -> slice:
        """Of one key."""
        return self.between(key, key + 1)

    def between(self, first: int, end: int) -> slice:
        """Of all keys from `first` up to but without `end`: they lie beside each other."""
        low, high = np.searchsorted(self.keys, np.array([first, end], dtype=np.uint64).astype(np.uint64))
        return slice(int(self.starts[low]), int(self.starts[high]))


def block(keys: Numbers, places: Numbers, weights: Numbers) -> Block:
    """From one entry an occurrence, in any order."""
    packed = keys.astype(np.uint64) << PLACE_BITS | places.astype(np.uint64)
    order = np.argsort(packed, kind="stable")
    packed, weights = packed[order], weights[order]
    firsts = np.flatnonzero(np.concatenate(([True], packed[1:] != packed[:-1]))) if len(packed) else order
    summed = np.add.reduceat(weights.astype(np.int64), firsts) if len(packed) else weights
    packed = packed[firsts]
    return _grouped(
        (packed >> PLACE_BITS).astype(np.uint32),
        (packed & np.uint64(0xFFFF_FFFF)).astype(np.int32),
        np.minimum(summed, MOST).astype(np.uint8),
    )


def _grouped(keys: Numbers, places: Numbers, weights: Numbers) -> Block:
    """`keys` rise."""
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else keys
    return Block(keys[starts], np.append(starts, len(keys)).astype(np.int64), places, weights)


def merged(blocks: Sequence[Block]) -> Block:
    """As one. The places of each block lie behind those of the one before it. Linear in the postings."""
    if len(blocks) == 1:
        return blocks[0]
    keys = np.unique(np.concatenate([one.keys for one in blocks]))
    counts = np.zeros((len(blocks), len(keys)), dtype=np.int64)
    for n, one in enumerate(blocks):
        counts[n, np.searchsorted(keys, one.keys)] = np.diff(one.starts)
    starts = np.concatenate(([0], np.cumsum(counts.sum(axis=0))))
    begins = starts[:-1] + np.cumsum(counts, axis=0) - counts  # where each block's share of a key begins
    places = np.empty(int(starts[-1]), dtype=np.int32)
    weights = np.empty(int(starts[-1]), dtype=np.uint8)
    for n, one in enumerate(blocks):
        shift = begins[n, np.searchsorted(keys, one.keys)] - one.starts[:-1]
        for some in _portions(one.starts):
            first, end, each = _within(one.starts, some)
            target = np.repeat(shift[some], each) + np.arange(first, end)
            old = slice(first, end)
            places[target], weights[target] = one.places[old], one.weights[old]
    return Block(keys, starts, places, weights)


def _portions(starts: Numbers) -> Iterator[slice]:
    """All keys, some at a time: numpy would not let other threads go on during one long step."""
    count = len(starts) - 1
    bounds = np.searchsorted(starts, np.arange(PORTION, int(starts[-1]), PORTION))
    edges = np.unique(np.concatenate(([0], bounds, [count]))).tolist()
    return (slice(first, end) for first, end in pairwise(edges))


def _within(starts: Numbers, some: slice) -> tuple[int, int, Numbers]:
    """Where the postings of some keys begin and end, and how many each has."""
    return int(starts[some.start]), int(starts[some.stop]), np.diff(starts[some.start : some.stop + 1])


def without(one: Block, kept: Numbers) -> Block:
    """Only the postings of places where `kept` is true, which move up behind each other."""
    moved = (np.cumsum(kept) - 1).astype(np.int32)
    keys: list[Numbers] = []
    places: list[Numbers] = []
    weights: list[Numbers] = []
    for some in _portions(one.starts):
        first, end, each = _within(one.starts, some)
        old = slice(first, end)
        stays = kept[one.places[old]]
        keys.append(np.repeat(one.keys[some], each)[stays])
        places.append(moved[one.places[old][stays]])
        weights.append(one.weights[old][stays])
    return _grouped(*map(_together, (keys, places, weights), (one.keys, one.places, one.weights)))


def _together(parts: Sequence[Numbers], like: Numbers) -> Numbers:
    return np.concatenate(parts) if parts else like


EMPTY = block(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))

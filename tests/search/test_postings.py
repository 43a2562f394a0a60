"""Postings against what one would count by hand."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from madang.search.indexing import FIELD_WEIGHTS, Source, indexed, pair_key
from madang.search.postings import STEPS, Block, merged, without

KEYS, PLACES = st.integers(0, 6), st.integers(0, 4)
ENTRIES = st.lists(st.tuples(KEYS, PLACES, st.integers(1, 100)), max_size=40)
Counted = dict[tuple[int, int], int]


def as_counts(one: Block) -> Counted:
    keys = np.repeat(one.keys, np.diff(one.starts)).tolist()
    return dict(zip(zip(keys, one.places.tolist(), strict=True), one.weights.tolist(), strict=True))


def made(entries: list[tuple[int, int, int]], first: int = 0) -> tuple[Block, Counted]:
    from madang.search.postings import block

    keys, places, weights = (np.array([entry[n] for entry in entries], dtype=np.int64) for n in range(3))
    counted: Counter[tuple[int, int]] = Counter()
    for key, place, weight in entries:
        counted[key, place + first] += weight
    return block(keys, places + first, weights), {at: min(count, 255) for at, count in counted.items()}


@given(ENTRIES)
def test_a_block_counts_each_key_of_each_text(entries: list[tuple[int, int, int]]) -> None:
    one, counted = made(entries)
    assert as_counts(one) == counted
    for key in range(7):
        assert one.places[one.of(key)].tolist() == sorted(place for k, place in counted if k == key)


@given(st.lists(ENTRIES, min_size=1, max_size=4))
def test_several_blocks_become_one(parts: list[list[tuple[int, int, int]]]) -> None:
    blocks = [made(entries, first=5 * n) for n, entries in enumerate(parts)]
    everything = {at: count for _, counted in blocks for at, count in counted.items()}
    together = merged([one for one, _ in blocks])
    assert as_counts(together) == everything
    assert together.keys.tolist() == sorted({key for key, _ in everything})


@given(ENTRIES, st.lists(st.booleans(), min_size=5, max_size=5))
def test_texts_that_are_gone_leave_their_place(entries: list[tuple[int, int, int]], kept: list[bool]) -> None:
    one, counted = made(entries)
    moved = {old: new for new, old in enumerate(n for n, stays in enumerate(kept) if stays)}
    expected = {(key, moved[place]): count for (key, place), count in counted.items() if place in moved}
    assert as_counts(without(one, np.array(kept))) == expected


TEXTS = st.text(alphabet="가나다 ab1\n", max_size=30)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6))
def test_pairs_are_those_of_the_letters_without_blanks(texts: list[tuple[str, str]]) -> None:
    found = indexed([Source(heading, body) for heading, body in texts])
    counted: Counter[tuple[int, int]] = Counter()
    for place, fields in enumerate(texts):
        for weight, field in zip(FIELD_WEIGHTS, fields, strict=False):
            letters = "".join(letter for letter in field if letter.isalnum()) + "\0"
            for n in range(len(letters) - 1):
                counted[pair_key(letters[n : n + 2]), place] += int(weight * STEPS)
    assert as_counts(found.pairs) == {at: min(count, 255) for at, count in counted.items()}
    assert found.lengths.tolist() == [sum(map(str.isalnum, heading + body)) for heading, body in texts]

"""A library as arrays is the same library."""

from datetime import date, timedelta
from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from madang.rules.newsletters import Audience
from madang.search.indexing import Source, indexed
from madang.search.library import Card, Library
from madang.search.packing import packed, unpacked
from madang.search.postings import merged
from madang.search.sketches import sketch, together

TEXTS = st.text(alphabet="가나 ab\n😀\ud800", max_size=20)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, st.integers(0, 5_000), st.sampled_from(Audience)), max_size=6)


def library(*batches: list[tuple[str, str, int, Audience]]) -> Library:
    made = Library()
    for rows in batches:
        sources = [Source(heading, body) for heading, body, _, _ in rows]
        cards = [
            Card(
                number=len(made) + n,
                mark=-(2**63) + n,
                issue_id=UUID(int=2**127 + len(made) + n),
                title_id=UUID(int=2**64 - 1),
                day=date(2012, 2, 29) + timedelta(days=day),
                audience=audience,
                heading=heading,
            )
            for n, (heading, _, day, audience) in enumerate(rows)
        ]
        sketches = together(sketch(one.heading, one.body * 10) for one in sources)
        made = made.with_texts(cards, indexed(sources, first=len(made)), sketches)
    return made


@given(ROWS, ROWS)
def test_it_comes_back_as_it_was(
    one: list[tuple[str, str, int, Audience]], other: list[tuple[str, str, int, Audience]]
) -> None:
    before = library(one, other)
    after = unpacked(packed(before))
    assert list(after.cards) == list(before.cards)
    assert [card.heading for card in after.cards] == [row[0] for row in (*one, *other)]
    assert after.years.tolist() == [card.day.year for card in before.cards]
    assert after.headings == before.headings
    assert after.sketches.tolist() == before.sketches.tolist()
    assert after.lengths.tolist() == before.lengths.tolist()
    assert after.turns.tolist() == before.turns.tolist()
    for (kept,), blocks in ((after.pairs, before.pairs), (after.words, before.words)):
        if blocks:
            whole = merged(blocks)
            for name in ("keys", "starts", "places", "weights"):
                assert np.array_equal(getattr(kept, name), getattr(whole, name))

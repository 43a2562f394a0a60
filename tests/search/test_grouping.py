"""Texts that say the same stand in one group, led by the earliest; what only looks alike does not."""

from random import Random

import numpy as np
import pytest

from madang.search.grouping import (
    ALIKE,
    ALIKE_IN_TITLE,
    BANDS_IN_TITLE,
    EARLIEST,
    alike,
    leaders,
)
from madang.search.postings import Numbers
from madang.search.sketches import BAND_KIND, SHARED, likeness, sketch, together
from tests.search.test_sketches import text


def grouped(*texts: str | None, titles: list[int] | None = None) -> list[int]:
    sketches = together(None if one is None else sketch("", one) for one in texts)
    return leaders(sketches, np.array(titles or range(len(texts)))).tolist()


def edited(of: str, part: float, seed: int = 1) -> str:
    """With so much of it replaced, at its end."""
    kept = int(len(of) * (1 - part))
    return of[:kept] + text(10_000 + seed, len(of) - kept)


def test_the_earliest_leads_whatever_stands_between() -> None:
    press, other = text(1), text(2)
    assert grouped(other, press, edited(press, 0.1), text(3), edited(press, 0.15, 2), other) == [
        0,
        1,
        1,
        3,
        1,
        0,
    ]


def test_nothing_and_one_text_are_in_no_group() -> None:
    assert grouped() == []
    assert grouped(text(1)) == [0]
    assert grouped(None, None, text(1), None) == [0, 1, 2, 3]


def test_likeness_is_no_chain() -> None:
    """The third is like the second, which is like the first; the third is not like the first, which leads."""
    first = text(1)
    second = edited(first, 0.2)
    third = text(9, 120) + second[120:]
    rows = together(sketch("", one) for one in (first, second, third))
    near = likeness(rows[[0, 1, 0]], rows[[1, 2, 2]])
    assert (near >= ALIKE).tolist() == [True, True, False]
    assert grouped(first, second, third) == [0, 0, 2]
    assert grouped(second, first, third) == [0, 0, 0]


def test_issues_of_one_newsletter_are_alike_only_if_they_are_as_good_as_the_same() -> None:
    """What stands around the news each month makes no copies of them."""
    one = text(1)
    month = edited(one, 0.15)
    assert grouped(one, month, titles=[7, 8]) == [0, 0]
    assert grouped(one, month, titles=[7, 7]) == [0, 1]
    assert grouped(one, one, titles=[7, 7]) == [0, 0]
    assert alike(np.array([ALIKE, ALIKE]), np.array([False, True])).tolist() == [True, False]
    assert alike(np.array([ALIKE_IN_TITLE]), np.array([True])).tolist() == [True]


def test_of_many_copies_each_is_found_though_few_are_compared() -> None:
    press = text(1)
    copies = [edited(press, 0.05, seed) for seed in range(10 * EARLIEST)]
    assert grouped(press, *copies) == [0] * (10 * EARLIEST + 1)


def one_by_one(sketches: Numbers, titles: Numbers) -> list[int]:
    """The same, said slowly."""
    lead: list[int] = []
    for here in range(len(sketches)):
        leading = (one for one in range(here) if lead[one] == one)
        near = (one for one in leading if _near(sketches[[one, here]], titles[one] == titles[here]))
        lead.append(next(near, here))
    return lead


def _near(pair: Numbers, same_title: bool) -> bool:
    shared = np.equal(*pair.view(BAND_KIND))[: BANDS_IN_TITLE if same_title else None]
    return bool(shared.sum() >= SHARED and alike(likeness(*pair), np.array(same_title)))


@pytest.mark.parametrize("seed", range(8))
def test_groups_are_those_that_a_slow_reader_would_make(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of random chains: everybody copies from a copy."""
    monkeypatch.setattr("madang.search.grouping.EARLIEST", 100)
    random = Random(seed)
    texts = [text(seed * 100 + n) for n in range(6)]
    for n in range(60):
        texts.append(edited(random.choice(texts), random.choice((0.02, 0.1, 0.2, 0.4)), n))
    titles = np.array([random.randrange(6) for _ in texts])
    sketches = together(sketch("", one) for one in texts)
    found = leaders(sketches, titles).tolist()
    assert found == one_by_one(sketches, titles)
    assert 6 <= len(set(found)) < 60

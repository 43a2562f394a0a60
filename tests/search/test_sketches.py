"""Sketches tell how alike texts are, the same on every machine, and nothing of texts that are too short."""

from hashlib import sha256
from random import Random
from unicodedata import normalize

import numpy as np
import pytest

from madang.search.sketches import (
    BANDS,
    MOST_LETTERS,
    NOTHING,
    ORDERS,
    PIECE,
    SHORT,
    TOO_SHORT,
    bands,
    likeness,
    sketch,
    together,
)

SYLLABLES = [chr(ord("가") + n) for n in range(2_000)]


def text(seed: int, letters: int = 600) -> str:
    return "".join(Random(seed).choices(SYLLABLES, k=letters))


def near(one: str, other: str) -> float:
    return float(likeness(together([sketch("", one)]), together([sketch("", other)]))[0])


def shared(one: str, other: str) -> float:
    """Jaccard, of the pieces themselves."""
    here, there = ({of[n : n + PIECE] for n in range(len(of) - PIECE + 1)} for of in (one, other))
    return len(here & there) / len(here | there)


def test_what_is_kept_stays_comparable() -> None:
    """Another digest means that every sketch in every database has to be made anew."""
    kept = [sketch("", text(seed)) for seed in range(50)]
    digest = sha256(b"".join(one or b"" for one in kept)).hexdigest()
    assert digest == "b6a2ca54cadfa3e631f938b8785248cbb8eb1b125a2b34b0d61379e630b140a0"
    assert {len(one or b"") for one in kept} == {len(NOTHING)}


@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.8, 0.95, 1.0])
def test_likeness_is_the_share_of_equal_pieces(part: float) -> None:
    """Over 60 pairs the mean is off by less than a hundredth, whatever the share."""
    off: list[float] = []
    for seed in range(60):
        one = text(seed)
        other = one[: int(len(one) * part)] + text(1_000 + seed)[int(len(one) * part) :]
        off.append(near(one, other) - shared(one, other))
    assert abs(float(np.mean(off))) < 0.01
    assert max(map(abs, off)) < 0.2


@pytest.mark.parametrize(
    "other",
    [
        "서울 시는 심야버스를 늘립니다.",
        "서울시는\n심야 버스를 늘립니다!",
        normalize("NFD", "서울시는 심야버스를 늘립니다."),
    ],
)
def test_spacing_signs_and_forms_of_letters_do_not_matter(other: str) -> None:
    assert near("서울시는 심야버스를 늘립니다. " * 20, f"{other} " * 20) == 1.0


def test_headings_do_not_matter_beside_a_text() -> None:
    assert sketch("가", text(1)) == sketch("나", text(1))


def test_a_text_that_is_too_short_is_like_nothing() -> None:
    assert sketch("", "첨부 파일을 참고하십시오.") is None
    assert sketch("가" * 20, "나" * (TOO_SHORT - 21)) is None
    assert sketch("가" * 20, "나" * (TOO_SHORT - 20)) is not None
    assert sketch("", "") is None


def test_short_texts_are_alike_only_if_all_of_them_is_the_same() -> None:
    said = text(3, SHORT - 1)
    assert near(said, " ".join(said)) == 1.0
    assert near(said, f"{said[:-1]}힣") < 0.1
    assert sketch("7월호", said[:60]) != sketch("8월호", said[:60])


def test_what_is_attached_speaks_for_an_issue_that_says_little_itself() -> None:
    said, file = "첨부 파일을 참고하십시오.", text(4)
    one, other = sketch("7월호", said, [file]), sketch("여름호", said, [file])
    assert likeness(together([one]), together([other]))[0] > 0.9
    assert sketch("7월호", text(5), [file]) == sketch("7월호", text(5))


def test_of_a_long_text_the_beginning_is_looked_at() -> None:
    long = text(6, MOST_LETTERS)
    assert sketch("", long) == sketch("", long + text(7, 500_000))
    assert sketch("", long) != sketch("", long[:-2_000])


def test_texts_that_are_alike_share_bands_and_others_do_not() -> None:
    kept = [bands(sketch("", text(seed)) or b"") for seed in range(200)]
    assert {len(one) for one in kept} == {BANDS}
    assert len({band for one in kept for band in one}) == 200 * BANDS
    changed = bands(sketch("", text(0)[:560] + text(999)[:40]) or b"")
    assert len({*changed} & {*kept[0]}) > BANDS // 3


def test_a_text_without_a_sketch_stands_as_zeros() -> None:
    rows = together([None, sketch("", text(8))])
    assert rows.shape == (2, ORDERS)
    assert (rows[0].any(), rows[1].any()) == (False, True)

"""What of a query must occur in a text, and into which pieces texts are cut."""

import unicodedata

import pytest

from madang.errors import Invalid, Reason
from madang.search import bigrams, compact, pieces, words


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("심야버스", ("심야버스",)),
        ("심야버스를 운영합니다", ("심야버스", "운영")),
        ("심야버스는 운영이", ("심야버스", "운영")),
        ("골목길에서의 범죄예방으로", ("골목길", "범죄예방")),
        ("회의 도로 지도 국가", ("회의", "도로", "지도", "국가")),  # their last syllable is no particle
        ("협업-2014-0001", ("협업20140001",)),
        ("“심야버스”, 노선(안)", ("심야버스", "노선", "안")),
        ("CCTV를 ＬＥＤ로", ("cctv", "led")),
        ("버스 버스를 버스는", ("버스",)),
        ("물", ("물",)),
        ("㎡ ①", ("m2", "1")),
        ("  \t\n ", ()),
        ("", ()),
    ],
)
def test_a_query_is_the_words_that_must_occur(query: str, found: tuple[str, ...]) -> None:
    assert words(query) == found
    assert words(unicodedata.normalize("NFD", query)) == found


@pytest.mark.parametrize("symbols", ["!!!", "…", "🌸", "--", "\ud800", "\0"])
def test_a_query_without_a_letter_is_refused(symbols: str) -> None:
    with pytest.raises(Invalid) as refused:
        words(symbols, field=("filter", "search"))
    assert (refused.value.reason, refused.value.field) == (Reason.TOO_SHORT, ("filter", "search"))


def test_a_query_is_bounded() -> None:
    assert words("나무" * 100) == ("나무" * 100,)
    with pytest.raises(
        Invalid, match=r"검색어는 200자까지 쓸 수 있습니다. 지금은 10,000자입니다\."
    ) as refused:
        words("가" * 10_000)
    assert refused.value.reason is Reason.TOO_LONG


def test_a_text_is_cut_into_pairs_that_never_reach_into_the_next_field() -> None:
    text = compact("심야 버스", None, "", "노선-2!")
    assert text == "심야버스\n노선2"
    assert bigrams(text) == {"심야", "야버", "버스", "스", "노선", "선2", "2"}


def test_every_part_of_a_text_is_found_by_its_pieces() -> None:
    text = compact("올빼미버스 N37")
    for start in range(len(text)):
        assert any(piece.startswith(text[start]) for piece in bigrams(text))
        for end in range(start + 2, len(text) + 1):
            assert set(pieces(text[start:end])) <= bigrams(text)

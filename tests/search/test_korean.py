"""Korean words without what hangs on them, and dates in one form."""

import pytest

from madang.search.korean import dates, stem, tokens


@pytest.mark.parametrize(
    ("word", "left"),
    [
        ("운영하는", "운영"),
        ("운영하는데도", "운영"),
        ("운영에서의", "운영"),
        ("시민들에게", "시민"),
        ("심야버스를", "심야버스"),
        ("하수도를", "하수도"),
        ("회의", "회의"),
        ("책을", "책"),
        ("사과", "사과"),
        ("나무", "나무"),
        ("무엇인가요", "무엇"),
        ("설치했습니까", "설치"),
        ("개선되었으며", "개선"),
        ("모집하겠습니까", "모집"),
        ("시행되나요", "시행"),
        ("신청하셨는데", "신청"),
        ("계획이었습니다", "계획"),
        ("도시이다", "도시"),
        ("소식지", "소식지"),
        ("보내기", "보내기"),
        ("bus", "bus"),
    ],
)
def test_endings_go_and_words_stay(word: str, left: str) -> None:
    assert stem(word) == left


def test_a_word_that_may_end_in_a_particle_is_looked_up_both_ways() -> None:
    assert tokens("하수도") == ("하수", "하수도")
    assert tokens("정류장") == ("정류장",)


def test_letters_and_digits_are_looked_up_together_and_apart() -> None:
    assert tokens("9호선을") == ("9호선", "9", "호선")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2014년 7월 3일", ["2014-07", "2014-07-03", "--07-03"]),
        ("2014-07-03", ["2014-07", "2014-07-03", "--07-03"]),
        ("2014. 7. 3.에", ["2014-07", "2014-07-03", "--07-03"]),
        ("2014.07.03", ["2014-07", "2014-07-03", "--07-03"]),
        ("2014/7/3", ["2014-07", "2014-07-03", "--07-03"]),
        ("2014년7월", ["2014-07"]),
        ("2014-07", ["2014-07"]),
        ("7월 3일에", ["--07-03"]),
        ("12월3일", ["--12-03"]),
        ("7월 3일간", []),
        ("113월 3일", []),
        ("전화 2014-0712", []),
        ("12014-07", []),
        ("2014-13", []),
    ],
)
def test_dates_are_known_in_every_form(text: str, found: list[str]) -> None:
    assert list(dates(text)) == found

"""What people type: composed, readable, trimmed, bounded."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.errors import Invalid, Reason
from madang.text.normal import MOST_MARKS_ON_A_LETTER, line, text

TITLE = ("input", "title")


def refused(value: str, *, most: int = 20, least: int = 1) -> tuple[Reason | None, tuple[str, ...], str]:
    with pytest.raises(Invalid) as refusal:
        line(value, field=TITLE, most=most, least=least)
    return refusal.value.reason, refusal.value.field, str(refusal.value)


def test_decomposed_hangul_is_composed() -> None:
    assert line(unicodedata.normalize("NFD", "버스정책과"), field=TITLE, most=5) == "버스정책과"


def test_a_line_has_single_spaces_and_no_outer_ones() -> None:
    assert line("  심야\u3000버스\n\t운행\u00a0협조 ", field=TITLE, most=20) == "심야 버스 운행 협조"


def test_a_text_keeps_its_lines_and_its_first_indentation() -> None:
    assert text("\r\n \n    코드\r\n가\u2028나\r다\n\n", field=TITLE, most=50) == "    코드\n가\n나\n다"


def test_an_empty_text_is_allowed_unless_asked_for() -> None:
    assert text(" \n ", field=TITLE, most=5) == ""


@pytest.mark.parametrize("blank", ["", "   ", "\n", "\u3164", "\u200b\u200b", "\u2800 \ufeff"])
def test_a_line_without_ink_is_empty(blank: str) -> None:
    assert refused(blank) == (Reason.REQUIRED, TITLE, "내용을 적어 주세요.")


def test_lengths_are_counted_in_composed_characters() -> None:
    assert refused("가" * 21) == (Reason.TOO_LONG, TITLE, "20자까지 쓸 수 있습니다. 지금은 21자입니다.")
    assert refused("가", least=2) == (Reason.TOO_SHORT, TITLE, "2자 이상 적어 주세요.")
    assert line("가" * 20, field=TITLE, most=20) == "가" * 20


def test_a_megabyte_is_refused_before_any_work() -> None:
    message = "20자까지 쓸 수 있습니다. 지금은 1,000,000자입니다."
    assert refused("\x00" * 1_000_000) == (Reason.TOO_LONG, TITLE, message)


@pytest.mark.parametrize(
    ("unreadable", "name"),
    [
        ("\x00", "0000"),
        ("\x1b", "001B"),
        ("\x7f", "007F"),
        ("\ud800", "D800"),
        ("\udfff", "DFFF"),
        ("\uffff", "FFFF"),
    ],
)
def test_control_characters_and_half_surrogates_are_refused(unreadable: str, name: str) -> None:
    message = f"읽을 수 없는 글자(U+{name})가 들어 있습니다. 지우고 다시 보내 주세요."
    assert refused(f"가{unreadable}나") == (Reason.UNREADABLE, TITLE, message)


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u202e", "\u2066", "\u200f", "\ufeff", "\u00ad", "\U000e0041", "\u200d"]
)
def test_invisible_and_reversing_characters_are_taken_out(hidden: str) -> None:
    assert line(f"보고{hidden}서", field=TITLE, most=20) == "보고서"


def test_emoji_made_of_several_stay_whole() -> None:
    family = "👨‍👩‍👧 ❤️‍🔥 👩🏽‍💻"
    assert line(family, field=TITLE, most=20) == family


def test_marks_piled_on_one_letter_are_refused_even_with_invisible_ones_between() -> None:
    pile = "a" + "\u0301\u200b" * (MOST_MARKS_ON_A_LETTER + 1)
    assert refused(pile, most=100)[0] is Reason.UNREADABLE
    assert line("a" + "\u0323" * MOST_MARKS_ON_A_LETTER, field=TITLE, most=40).startswith("ạ")


@given(st.text(max_size=200))
def test_what_is_kept_is_kept_unchanged_the_second_time(value: str) -> None:
    try:
        once = text(value, field=TITLE, most=150)
    except Invalid:
        return
    assert text(once, field=TITLE, most=150) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()

"""Snippets: which stretch is shown, what is marked in it, and that no letter is ever split."""

from unicodedata import combining, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madang.search.asking import question
from madang.search.snippets import MOST_LETTERS, marked, snippet


def told(query: str, text: str) -> list[str]:
    return [part.text for part in marked(question(query), text) if part.marked]


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("심야버스", "심야 버스를 탑니다", ["심야 버스"]),
        ("심야 버스", "심야버스를 탑니다", ["심야", "버스"]),
        ("하수도", "하수도를 고칩니다", ["하수도"]),
        ("BUS", "Night bus", ["bus"]),
        ("ｂｕｓ", "Night ＢＵＳ", ["ＢＵＳ"]),
        ("2014-07-15", "회의는 2014년 7월 15일입니다", ["2014년 7월 15일"]),
        ("7월 15일", "회의는 2014. 7. 15.입니다", ["2014. 7. 15"]),
        ("2014-07-15", "7월 15일과 7월 16일", ["7월 15일"]),
        ("언제 버스가 오나요", "버스는 언제나 옵니다", ["버스"]),
        ("심야버스운영", "심야 버스를 운영합니다", ["심야 버스", "운영"]),
        ("버스운앵", "버스를 운영합니다", ["버스"]),
        ("버스운영", "버스운영, 그리고 버스", ["버스운영"]),
        ("ㅅㅇㅂㅅ", "달리는 심야 버스 안내", ["심야 버스"]),
        ("ㅇㅂ", "ＡＢ 야밤 [올빼미]", ["야밤"]),
        ("없는말", "버스", []),
    ],
)
def test_marks(query: str, text: str, marks: list[str]) -> None:
    assert [mark.strip() for mark in told(query, text)] == marks


def test_what_stands_in_the_heading_alone_leaves_the_beginning_of_the_text_unmarked() -> None:
    text = "오늘은 다른 이야기를 합니다. " * 20
    for query in ("심야버스", "ㅇㅇㄱ"):
        shown = snippet(question(query), text)
        assert [part.marked for part in shown] == [False, False]
        assert text.startswith(shown[0].text)


def test_a_text_in_parts_is_marked_by_whole_syllables() -> None:
    text = normalize("NFD", "오늘 버스를 탑니다")
    assert told("버스", text) == [normalize("NFD", "버스")]


def test_the_stretch_with_most_of_the_question_is_shown() -> None:
    text = "버스 이야기. " + "가나다라 " * 80 + "심야 버스 노선 안내. " + "마바사 " * 80
    shown = snippet(question("심야 버스 노선"), text)
    assert [part.text for part in shown if part.marked] == ["심야", "버스", "노선"]
    assert (shown[0].text, shown[-1].text) == ("…", "…")
    assert sum(len(part.text) for part in shown) <= MOST_LETTERS + 10


LETTERS = st.sampled_from(
    [*"가각버스 ab\n.ＢＵＳ", "\u1107\u1165\u1109\u1173", "e\u0301", "👩\u200d🚒", "👍🏽", "ß", "ﬁ"]
)


@given(st.lists(LETTERS, max_size=400).map("".join), st.sampled_from(["버스", "b", "e", "fi", "ss", "가 스"]))
def test_no_letter_is_split_and_nothing_is_lost(text: str, query: str) -> None:
    asked = question(query)
    assert "".join(part.text for part in marked(asked, text)) == text
    shown = "".join(part.text for part in snippet(asked, text)).strip("…")
    assert shown in text
    for part in [*marked(asked, text), *snippet(asked, text)]:
        first = part.text[:1]
        assert not (first and combining(first)), part
        assert first not in ("\u200d", "🏽", "\u1165", "\u1173"), part

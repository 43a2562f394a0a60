"""Initial consonants and particles."""

import re

import pytest

from madang.text.hangul import Particle, initials, is_initials, name_pattern, with_particle


def test_initials_of_hangul_and_everything_else_as_it_is() -> None:
    assert initials("교통정책과") == "ㄱㅌㅈㅊㄱ"
    assert initials("38세금징수과 A팀") == "38ㅅㄱㅈㅅㄱ Aㅌ"
    assert initials("까힣") == "ㄲㅎ"


def test_a_query_of_initials_is_recognised() -> None:
    assert is_initials("ㄱㅌㅈㅊㄱ")
    assert not is_initials("ㄱㅌ정책과")
    assert not is_initials("ㅏ")
    assert not is_initials("")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("정책", True),
        ("버 스정", True),
        ("ㅂㅅㅈ", True),
        ("버ㅅ정ㅊ", True),
        ("ㅂㅈ", False),
        ("a팀", True),
        ("A.", False),
        ("(a", True),
        ("ㅏ", False),
    ],
)
def test_a_name_is_found_by_syllables_and_initials_whatever_the_blanks(query: str, found: bool) -> None:
    assert (re.search(name_pattern(query), "버스 정책과 (A팀)") is not None) is found


@pytest.mark.parametrize(
    ("word", "particle", "result"),
    [
        ("버스정책과", "은/는", "버스정책과는"),
        ("정보기획단", "은/는", "정보기획단은"),
        ("홍길동", "이/가", "홍길동이"),
        ("요청", "을/를", "요청을"),
        ("접수", "으로/로", "접수로"),
        ("반려함", "으로/로", "반려함으로"),
        ("서울", "으로/로", "서울로"),
        ("서울", "이나/나", "서울이나"),
        ("담당자", "과/와", "담당자와"),
        ("7", "으로/로", "7로"),
        ("10", "으로/로", "10으로"),
        ("12", "은/는", "12는"),
        ("PDF", "은/는", "PDF는"),
        ("HTML", "을/를", "HTML을"),
        ("‘완료’", "으로/로", "‘완료’로"),
        ("버스정책과(도시교통본부 산하 단)", "은/는", "버스정책과(도시교통본부 산하 단)는"),
        ("東京", "을/를", "東京을(를)"),
        ("", "이/가", "이(가)"),
    ],
)
def test_the_particle_fits_the_last_sound(word: str, particle: Particle, result: str) -> None:
    assert with_particle(word, particle) == result

"""Hangul by its parts: initial consonants to search by, and the particle that fits a word."""

import re
from typing import Literal

FIRST_SYLLABLE, LAST_SYLLABLE = ord("가"), ord("힣")
SYLLABLES_PER_INITIAL, FINALS = 588, 28
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
RIEUL = 8  # the number of final ㄹ

NO_FINAL, ANY_FINAL = 0, 1
SPOKEN_FINALS = {
    **dict.fromkeys("178LR", RIEUL),  # 일, 칠, 팔, 엘, 알
    **dict.fromkeys("036MN", ANY_FINAL),  # 영, 삼, 육, 엠, 엔
    **dict.fromkeys("2459ABCDEFGHIJKOPQSTUVWXYZ", NO_FINAL),
}
SILENT = " \t\n'\"’”」』》〉)]}.,!?…"

IN_BRACKETS = re.compile(r"\([^()]*\)$")  # 버스정책과(도시교통본부)는: the brackets are not read out

Particle = Literal["은/는", "이/가", "을/를", "과/와", "이나/나", "으로/로"]


def initials(text: str) -> str:
    """교통정책과 → ㄱㅌㅈㅊㄱ. What is not a Hangul syllable stays as it is."""
    return "".join(_initial(letter) for letter in text)


def is_initials(query: str) -> bool:
    """Whether somebody searches by initial consonants alone."""
    return bool(query) and all(letter in INITIALS for letter in query)


def name_pattern(query: str) -> str:
    """A regular expression, for Python and PostgreSQL alike, of names with the query in them.

    Blanks and case do not count; a lone consonant is every syllable it begins: `버ㅅ` finds 버스정책과.
    """
    return "(?i)" + r"\s*".join(_fitting(letter) for letter in query if not letter.isspace())


def with_particle(word: str, particle: Particle) -> str:
    """버스정책과 + 이/가 → 버스정책과가. Unknown readings show both: 東京을(를)."""
    after_consonant, after_vowel = particle.split("/")
    final = _final(word)
    if final is None:
        return f"{word}{after_consonant}({after_vowel})"
    if final == NO_FINAL or (final == RIEUL and particle == "으로/로"):
        return word + after_vowel
    return word + after_consonant


def _fitting(letter: str) -> str:
    if letter not in INITIALS:
        return re.escape(letter)
    first = FIRST_SYLLABLE + INITIALS.index(letter) * SYLLABLES_PER_INITIAL
    return f"[{letter}{chr(first)}-{chr(first + SYLLABLES_PER_INITIAL - 1)}]"


def _initial(letter: str) -> str:
    if not FIRST_SYLLABLE <= ord(letter) <= LAST_SYLLABLE:
        return letter
    return INITIALS[(ord(letter) - FIRST_SYLLABLE) // SYLLABLES_PER_INITIAL]


def _final(word: str) -> int | None:
    """Number of the final consonant of the word as spoken, 0 for none, None where the reading is unknown."""
    spoken = IN_BRACKETS.sub("", word).rstrip(SILENT)
    if not spoken:
        return None
    last = spoken[-1]
    if FIRST_SYLLABLE <= ord(last) <= LAST_SYLLABLE:
        return (ord(last) - FIRST_SYLLABLE) % FINALS
    return SPOKEN_FINALS.get(last.upper())

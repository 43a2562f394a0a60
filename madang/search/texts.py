"""Texts as they are searched: letters and digits only, without blanks, cut into pairs.

Korean is spaced at the writer's discretion (심야버스, 심야 버스), so blanks tell nothing about words; and
most words have two syllables, so pairs of letters are the smallest piece worth an index entry.
"""

import unicodedata
from collections.abc import Iterator

FIELD_END = "\n"  # no pair and no word reaches across it


def compact(*fields: str | None) -> str:
    """The letters and digits of each field, in one form: NFC or NFD, full width or not, 가나 ABC ＡＢＣ."""
    return FIELD_END.join(_letters(field) for field in fields if field)


def bigrams(compacted: str) -> frozenset[str]:
    """Every two letters that stand together, and the last one of each field alone.

    With it, every letter begins some piece: a query of one letter looks for pieces that begin with it.
    """
    fields = compacted.split(FIELD_END)
    return frozenset(field[place : place + 2] for field in fields for place in range(len(field)))


def pieces(word: str) -> Iterator[str]:
    """What the pieces of a text that contains this word must have: its pairs, or the beginning of one."""
    return (word[place : place + 2] for place in range(max(len(word) - 1, 1)))


def _letters(field: str) -> str:
    return "".join(filter(str.isalnum, one_form(field)))


def one_form(text: str) -> str:
    """Compatible characters and capitals made equal."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())

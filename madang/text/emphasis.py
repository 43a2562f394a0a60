"""Emphasis beside Hangul: **협조(1차)**를.

CommonMark lets `*` after a bracket close only before a space: so write the languages it was made for.
In Korean a particle follows, and half of all emphasis would show its asterisks.
"""

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize
from markdown_it.rules_inline.state_inline import Delimiter

FIRST_HANGUL, LAST_HANGUL = "가", "힣"


def emphasis(state: StateInline, silent: bool) -> bool:
    """The emphasis rule, except that a Hangul neighbour never keeps `*` from opening or closing."""
    start, already = state.pos, len(state.delimiters)
    if not tokenize(state, silent):
        return False
    if state.src[start] == "*":
        before, after = state.src[start - 1 : start] or " ", state.src[state.pos : state.pos + 1] or " "
        for delimiter in state.delimiters[already:]:
            _widen(delimiter, before, after)
    return True


def _widen(delimiter: Delimiter, before: str, after: str) -> None:
    delimiter.open |= _is_hangul(before) and not after.isspace()
    delimiter.close |= _is_hangul(after) and not before.isspace()


def _is_hangul(letter: str) -> bool:
    return FIRST_HANGUL <= letter <= LAST_HANGUL

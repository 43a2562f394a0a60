"""What somebody looks for, as words that must all occur: particles and verb endings stripped."""

import re

from madang.errors import Invalid, Reason
from madang.search.texts import compact, one_form

MOST_QUERY = 200  # characters
LEAST_STEM = 2  # syllables: 회의 is no 회 with a particle

# A number such as 협업-2014-0001 or 3.5 is one word.
WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
ENDING = re.compile(
    "(?:"
    "으로부터|이라는|에서는|에게서|에서도|에서의|으로서|으로써|으로는|으로의|했습니다|됐습니다|습니다|합니다|됩니다|입니다|"
    "에서|에게|께서|에는|에도|에의|으로|로서|로써|로는|까지|부터|처럼|보다|마다|조차|이나|이랑|하고|이라|라는|"
    "하는|하여|해서|하기|한다|되는|된다|했다|은|는|이|가|을|를|의|에|로|와|과|도|만|랑|해|한|할)$"
)


def words(query: str, *, field: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The words of a query, without blanks, each once; none for a blank query, which narrows nothing.

    A stripped word is a part of the word itself, so stripping finds more, never less. Raises Invalid for a
    query that is too long, and for one that has neither letter nor digit: it could find nothing.
    """
    if len(query) > MOST_QUERY:
        message = f"검색어는 {MOST_QUERY}자까지 쓸 수 있습니다. 지금은 {len(query):,}자입니다."
        raise Invalid(message, field=field, reason=Reason.TOO_LONG)
    found = dict.fromkeys(compact(_stem(word)) for word in WORD.findall(one_form(query)))
    if not found and query.strip():
        message = "검색어에 글자나 숫자를 한 자 이상 넣으십시오."
        raise Invalid(message, field=field, reason=Reason.TOO_SHORT)
    return tuple(found)


def _stem(word: str) -> str:
    stem = ENDING.sub("", word)
    return stem if len(stem) >= LEAST_STEM else word

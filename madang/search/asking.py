"""What somebody looks for in texts: words, how much each of them counts, and what to look them up by."""

from dataclasses import dataclass
from functools import lru_cache

from madang.errors import Invalid, Reason
from madang.search.indexing import key_of, keys_of, pair_key, splitted
from madang.search.korean import DATE, dates, forms, stem
from madang.search.names import as_typed
from madang.search.query import MOST_QUERY
from madang.search.texts import one_form
from madang.text.hangul import is_initials

MOST_WORDS = 24
# What turns a subject into a question tells nothing of the subject.
ASKING_WORDS = """
언제 어디 어디서 어디에 어떻게 어떤 무엇 무엇인가 무슨 뭐 뭔가 누가 누구 왜 얼마 얼마나 몇 몇개 하나요
있나요 되나요 인가요 있는지 하는지 알려줘 알려주세요 알고 싶어요 싶습니다 궁금 궁금해요 궁금합니다 대해 대하여
대한 관한 관해 관하여 위한 위해 경우 때 것 수 및 등 또는 the a an of to in is are
what how when where who
"""
ASKING = frozenset(ASKING_WORDS.split())
ASKING_FACTOR = 0.25
MAYBE = 0.3  # what may be an ending counts so much


@dataclass(frozen=True, slots=True)
class Word:
    """`text`: in one form, without endings. `pairs`: with how much of the word each counts."""

    text: str
    factor: float
    keys: tuple[int, ...]
    pairs: tuple[tuple[int, float], ...]
    whole: str = ""  # with its ending, where that may be a part of it


@dataclass(frozen=True, slots=True)
class Question:
    words: tuple[Word, ...]
    whole: str  # all of it, without blanks
    days: tuple[str, ...] = ()  # that it names, as madang.search.korean.dates tells them
    initials: str = ""  # if it is nothing but initial consonants

    @property
    def telling(self) -> tuple[Word, ...]:
        """The words that tell what is sought; all, if none does."""
        return tuple(word for word in self.words if word.factor > ASKING_FACTOR) or self.words


@lru_cache(maxsize=1000)
def question(query: str) -> Question:
    """Raises Invalid for a query that is too long, and for one that has neither letter nor digit."""
    if len(query) > MOST_QUERY:
        message = f"검색어는 {MOST_QUERY}자까지 쓸 수 있습니다. 지금은 {len(query):,}자입니다."
        raise Invalid(message, field=("query",), reason=Reason.TOO_LONG)
    typed = as_typed(query)
    if is_initials(typed):
        return Question((Word(typed, 1.0, (), ()),), typed, initials=typed)
    text = one_form(query)
    found = dict.fromkeys(splitted(text))
    if not found:
        message = "검색어에 글자나 숫자를 한 자 이상 넣으십시오."
        raise Invalid(message, field=("query",), reason=Reason.TOO_SHORT)
    days = list(dict.fromkeys(dates(text)))
    within = set(splitted(" ".join(one[0] for one in DATE.finditer(text))))
    words = [_word(one, ASKING_FACTOR if one in within else 1.0) for one in list(found)[:MOST_WORDS]]
    words += [Word(day, 1.0 if _is_finest(day, days) else ASKING_FACTOR, (key_of(day),), ()) for day in days]
    return Question(tuple({word.text: word for word in words}.values()), "".join(splitted(text)), tuple(days))


def _is_finest(day: str, days: list[str]) -> bool:
    """2014-07-15, if that is named; a month, and the day of any year, are less."""
    return not any(other != day and (other.startswith(day) or other.endswith(day[1:])) for other in days)


def _word(word: str, factor: float) -> Word:
    text = stem(word)
    *longer, whole = forms(word)
    pairs = {pair_key(whole[n : n + 2]): 1.0 if n < len(text) - 1 else MAYBE for n in range(len(whole) - 1)}
    if word in ASKING or text in ASKING:
        factor = ASKING_FACTOR
    return Word(text, factor, keys_of(word), tuple(pairs.items()), whole if longer else "")

"""Korean words without what hangs on them (particles, endings, plural), and dates in one form. Pure."""

import re
from collections.abc import Iterator

# What follows a noun or the stem of a verb. The longest one that fits goes; what is left has two syllables.
PARTICLES = """
으로부터 로부터 에서부터 이라는 이라고 라는 라고 에서는 에서도 에서의 에서만 에게서 에게는 에게도 으로서
으로써 으로는 으로도 으로의 로서 로써 로는 로도 로의 까지는 까지도 까지의 부터는 부터의 만으로 만을 만이
만은 보다는 보다도 처럼 에서 에게 께서 에는 에도 에의 에만 으로 까지 부터 마다 조차 밖에 이나 이랑 이란
이며 이고 이면 이자 이든 이라 라도 이라도 대로 만큼 뿐 뿐만 들은 들이 들을 들의 들에게 들과 들도 들에 들
은 는 이 가 을 를 의 에 로 와 과 도 만 랑 나 란 며
"""
VERBS = """
하였습니다 했습니다 되었습니다 됐습니다 하겠습니다 합니다 됩니다 입니다 습니다 하십시오 하세요 해주세요 하였다
되었다 했다 됐다 한다 된다 하는데 하려면 하려고 하면서 하면 하여야 해야 하여 해서 하기 하는 하던 하고
하거나 하지 하며 하게 하도록 하였던 했던 한 할 함 해 하다 되는데 되려면 되면서 되면 되어야 되어 돼서 되기
되는 되던 되고 되거나 되지 되며 되도록 되었던 된 될 됨 돼 되다 하나요 했나요 되나요 됐나요 인가요 인지요
한가요 할까요 될까요 일까요 하는지 되는지 했는지 됐는지 인지 이에요 예요 이었다 였다 였던 이다 있나요
있습니까 입니까 합니까 됩니까 습니까 시킨 시키는 시켜 시킬 적인 적으로 인 일
"""
PLURAL = "들"
NEVER_A_WORD = "을를"  # they end no word that has no particle
# Of one syllable only these leave a word behind: 책을 is 책, but 회의 stays.
SURE = re.compile(r"^([가-힣])(?:을|를|은|는|에서|에는|으로|까지|부터|에게|이나|처럼)$")


def _ending(endings: str) -> re.Pattern[str]:
    longest_first = sorted(set(endings.split()), key=len, reverse=True)
    return re.compile(f"^(..+?)(?:{'|'.join(longest_first)})$")


ENDING = _ending(PARTICLES + VERBS)
RUNS = re.compile(r"[가-힣]+|[a-z]+|\d+|[^\W\d_a-z가-힣]+")
DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s?년\s?|\s?[-./]\s?)(?P<month>1[0-2]|0?[1-9])(?!\d)"
    r"(?:(?:\s?월\s?|\s?[-./]\s?)(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?:\s?일)?|\s?월)?"
)


def stem(word: str) -> str:
    """A word in one form without its particles and endings, 운영하는데 and 운영에서의 are 운영.

    Behind another ending no single syllable goes: 하수도를 is 하수도.
    """
    found = ENDING.match(word)
    while found is not None:
        word = found[1]
        found = ENDING.match(word)
        if found is not None and len(word) - len(found[1]) == 1 and not word.endswith(PLURAL):
            break
    sure = SURE.match(word)
    return sure[1] if sure else word


def forms(word: str) -> tuple[str, ...]:
    """The stem of a word, and the word itself if it may be a stem: 하수도 is 하수도, or 하수 and 도."""
    short = stem(word)
    return (short, word) if len(word) - len(short) == 1 and word[-1] not in NEVER_A_WORD else (short,)


def tokens(word: str) -> tuple[str, ...]:
    """What one word in one form is looked up by, and if it mixes letters and digits, each part of it."""
    runs = RUNS.findall(word)
    if len(runs) == 1:
        return forms(word)
    return tuple(dict.fromkeys((*forms(word), *(form for run in runs for form in forms(run)))))


def dates(text: str) -> Iterator[str]:
    """Each month and day that a text names in any of the usual ways: 2014-07, and 2014-07-15 with a day."""
    for found in DATE.finditer(text):
        month = f"{found['year']}-{int(found['month']):02}"
        yield month
        if found["day"]:
            yield f"{month}-{int(found['day']):02}"

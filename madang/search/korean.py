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
# Of 하다 and 되다, by what may stand in front of the last ending; and of 이다.
PRESENT = "하 되 시키 하시 되시 해주 해주시"
PAST = "했 됐 하였 되었 시켰 하셨 되셨 해줬 해주었 하겠 되겠 였 이었"
ENDINGS = """
다 고 며 지 기 게 는 던 는데 는지 나 나요 도록 거나 지만 자 면서 는가 는가요 는데도 냐 니 네요
더라도 든 든지
"""
AFTER_PAST = """
습니다 습니까 어요 으며 으나 으면 을 을까 을까요 음 으므로 으니 으니까 을지 었다 었습니다 던 다
다가 다고 다는 다면
"""
VERBS = """
합니다 합니까 됩니다 됩니까 시킵니다 시킵니까 하십니다 하십니까 되십니까 입니다 입니까 습니다
습니까 하십시오 하세요 해주세요 해주십시오 한다 된다 시킨다 한다는 한다고 한다면 된다는 된다고
된다면 하려면 하려고 하려는 되려면 되려고 되려는 하면 되면 하여야 되어야 해야 돼야 하여 되어 해서
돼서 해도 돼도 하여도 되어도 해요 돼요 하니 되니 하니까 되니까 하므로 되므로 한 할 함 해 된 될 됨
돼 한지 된지 할지 될지 할까 될까 할까요 될까요 일까요 한가 된가 한가요 된가요 할게요 할래요 하지요
하죠 되지요 되죠 하자면 인가 인가요 인지 인지요 이에요 예요 있나요 이다 있습니까 있는지 없나요
없습니까 시킨 시켜 시킬 시키려면 적인 적으로 인 일
"""
PLURAL = "들"
NEVER_A_WORD = "을를"  # they end no word that has no particle
# Of one syllable only these leave a word behind: 책을 is 책, but 회의 stays.
SURE = re.compile(r"^([가-힣])(?:을|를|은|는|에서|에는|으로|까지|부터|에게|이나|처럼)$")


def _ending(endings: str) -> re.Pattern[str]:
    longest_first = sorted(set(endings.split()), key=len, reverse=True)
    return re.compile(f"^(..+?)(?:{'|'.join(longest_first)})$")


def _verbs() -> str:
    """With all endings that stand behind a stem of the present or the past."""
    present = (stem + ending for stem in PRESENT.split() for ending in ENDINGS.split())
    past = (stem + ending for stem in PAST.split() for ending in (*ENDINGS.split(), *AFTER_PAST.split()))
    return " ".join((VERBS, *present, *past))


ENDING = _ending(PARTICLES + _verbs())
RUNS = re.compile(r"[가-힣]+|[a-z]+|\d+|[^\W\d_a-z가-힣]+")
DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s?년\s?|\s?[-./]\s?)(?P<month>1[0-2]|0?[1-9])(?!\d)"
    r"(?:(?:\s?월\s?|\s?[-./]\s?)(?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?:\s?일)?|\s?월)?"
    r"|(?<!\d)(?P<of>1[0-2]|0?[1-9])\s?월\s?(?P<only>3[01]|[12]\d|0?[1-9])\s?일(?!간)"
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
    """Each month and day that a text names in any of the usual ways: 2014-07, and with a day 2014-07-15 and,
    of any year, --07-15.
    """
    for found in DATE.finditer(text):
        if found["only"]:
            yield of_any_year(int(found["of"]), int(found["only"]))
            continue
        month = f"{found['year']}-{int(found['month']):02}"
        yield month
        if found["day"]:
            yield f"{month}-{int(found['day']):02}"
            yield of_any_year(int(found["month"]), int(found["day"]))


def of_any_year(month: int, day: int) -> str:
    return f"--{month:02}-{day:02}"

"""A first newsletter (N10): who is without one though citizens come to them, and what a first issue says."""

import re

from madang.rules.conditions import Absent, Condition, Not, among, either, equal, every, some, unequal
from madang.rules.newsletters import Audience, Period, TitleStatus
from madang.rules.people import OrganisationKind

# Who meets citizens, as far as the chart tells; administrators know better of some.
MEETING_CITIZENS = (OrganisationKind.AFFILIATED_OFFICE, OrganisationKind.ENTRUSTED_OPERATOR)
NO_LETTERS = re.compile(r"[^a-z0-9]+")
MOST_OF_CODE = 50  # characters: room for a number behind it


def writes_for_citizens() -> Condition:
    """Of a title: it is one that citizens read, or will again."""
    return every(equal("audience", Audience.CITIZEN), unequal("status", TitleStatus.CLOSED))


def without_newsletter(kinds: tuple[OrganisationKind, ...] | None) -> Condition:
    """Of departments: open, of these kinds, and with no newsletter for citizens.

    Without kinds those that meet citizens: that are said to, or are of such a kind and not said not to.
    """
    usual = every(Absent("meets_citizens"), among("kind", MEETING_CITIZENS))
    wanted = either(equal("meets_citizens", True), usual) if kinds is None else among("kind", kinds)
    return every(Absent("closed_on"), wanted, Not(some("newsletters", writes_for_citizens())))


def slug_of(code: str) -> str:
    """What stands in addresses, from a department's code; `news` where nothing is left of it."""
    return NO_LETTERS.sub("-", code.lower())[:MOST_OF_CODE].strip("-") or "news"


def first_heading(name: str) -> str:
    return f"{name} 첫 호를 냅니다"


def first_body(publisher: str, period: Period) -> str:
    """Markdown to be filled in: what stands in brackets is for the writer."""
    return f"""안녕하십니까, {publisher}입니다. 이제부터 {period.label} 소식을 전합니다.

## 이런 일을 합니다

(누가 찾아오는 곳인지, 무엇을 할 수 있는지 두세 문장으로 적습니다.)

## 이번 소식

- (언제, 어디서, 누구나 올 수 있는지)
- (새로 생기거나 바뀌는 것)

## 찾아오는 길과 묻는 곳

- 여는 때: (평일 9시~18시)
- 전화: (02-120)
"""

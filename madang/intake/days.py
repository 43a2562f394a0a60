"""The day in Seoul on which something is said to have been written."""

import re
from collections.abc import Callable
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from madang.rules.calendar import SEOUL, seoul_day

FIRST, LAST = 1990, 2100  # years; a clock that was never set says 1970
WRITTEN = re.compile(r"((?:19|20)\d\d)\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})")
NAMED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-._년\s]*(1[0-2]|0[1-9]|[1-9](?!\d))"
    r"(?:[-._월\s]*(3[01]|[12]\d|0[1-9]|[1-9](?!\d)))?(?!\d)"
)
LABELLED = re.compile(
    r"(?:등록|작성|게시|발행|입력|공개)\s*(?:일자|일시|일|날짜)\s*[:：]?\s*(?=(?:19|20)\d\d)"
    + WRITTEN.pattern
)


def of_moment(moment: datetime | None) -> date | None:
    """A moment without a zone is one in Seoul."""
    if moment is None:
        return None
    try:
        day = seoul_day(moment if moment.tzinfo else moment.replace(tzinfo=SEOUL))
    except (OverflowError, ValueError):
        return None
    return day if FIRST <= day.year <= LAST else None


def of_mail(header: str) -> date | None:
    """-0000 is a moment in UTC of a sender who does not tell where (RFC 5322)."""
    return _parsed(parsedate_to_datetime, re.sub(r"-0000\s*$", "+0000", header.strip()))


def of_iso(text: str) -> date | None:
    """2026-11-20T09:00:00Z; a day written in another way is taken as one in Seoul."""
    return _parsed(datetime.fromisoformat, text.strip()) or _written(WRITTEN.search(text[:100]))


def of_name(name: str) -> date | None:
    """20140707, 2014-07, 2014년 7월호: a month without a day begins with its first."""
    found = NAMED.search(name)
    if found is None:
        return None
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def labelled(text: str) -> date | None:
    """The day behind 등록일, 작성일 and the like."""
    return _written(LABELLED.search(text))


def _parsed(parse: Callable[[str], datetime], text: str) -> date | None:
    try:
        return of_moment(parse(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None
    return day if FIRST <= day.year <= LAST else None

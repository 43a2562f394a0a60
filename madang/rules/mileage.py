"""Mileage (마일리지): what earns points, why something earned none, the months and boards it counts in."""

from madang.errors import Invalid, Reason
from madang.rules.calendar import FIRST_YEAR, LAST_YEAR, MONTHS, Month
from madang.rules.labels import Labelled


class Rule(Labelled):
    """What an entry of the ledger is for."""

    REQUEST = "REQUEST", "협력 요청"
    RESPONSE = "RESPONSE", "응답 만족도"
    COMMENT = "COMMENT", "댓글"
    THANKS = "THANKS", "감사"
    ADJUSTMENT = "ADJUSTMENT", "조정"


class Outcome(Labelled):
    """Whether an act counts; all but COUNTED and REVERSED earn nothing."""

    COUNTED = "COUNTED", "인정"
    REVERSED = "REVERSED", "되돌림"
    OWN_DEPARTMENT = "OWN_DEPARTMENT", "같은 부서"
    DAILY_CAP = "DAILY_CAP", "하루 한도"
    REQUEST_CAP = "REQUEST_CAP", "요청마다 한도"
    COUNTERPART_CAP = "COUNTERPART_CAP", "상대마다 한도"
    MONTHLY_CAP = "MONTHLY_CAP", "달마다 한도"
    TOO_SHORT = "TOO_SHORT", "짧은 글"
    DUPLICATE = "DUPLICATE", "같은 글"
    OWN_THREAD = "OWN_THREAD", "혼자 쓴 대화"
    SWITCHED_OFF = "SWITCHED_OFF", "쓰지 않는 규칙"


class PeriodKind(Labelled):
    MONTH = "MONTH", "달"
    HALF = "HALF", "반기"
    YEAR = "YEAR", "해"
    ALL = "ALL", "전체"


class Holder(Labelled):
    """Whose points a board adds up."""

    PERSON = "PERSON", "직원"
    DEPARTMENT = "DEPARTMENT", "부서"


class PolicyState(Labelled):
    DRAFT = "DRAFT", "초안"
    ACTIVE = "ACTIVE", "확정"
    DISCARDED = "DISCARDED", "버림"


class AdjustmentState(Labelled):
    PROPOSED = "PROPOSED", "제안"
    CONFIRMED = "CONFIRMED", "반영"
    DECLINED = "DECLINED", "반영하지 않음"


class MonthState(Labelled):
    CLOSING = "CLOSING", "마감하는 중"
    UNDECIDED = "UNDECIDED", "동점 결정 대기"
    CLOSED = "CLOSED", "마감"


def boards_of(month: Month) -> tuple[str, ...]:
    """The periods whose boards a point of this month counts in."""
    half = 1 if month.month <= MONTHS // 2 else 2
    return f"{month.year}-{month.month:02}", f"{month.year}-H{half}", f"{month.year}", "ALL"


def period_key(kind: PeriodKind, *, year: int | None, part: int | None) -> str:
    """How a board's period is kept: 2014-07, 2014-H2, 2014 or ALL. `part`: the month, or 1 and 2 for halves.

    Raises Invalid for a period that there is not.
    """
    if kind is PeriodKind.ALL:
        return "ALL"
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"{FIRST_YEAR}년부터 적을 수 있습니다."
        raise Invalid(message, field=("period", "year"), reason=Reason.OUT_OF_RANGE)
    if kind is PeriodKind.YEAR:
        return f"{year}"
    most = MONTHS if kind is PeriodKind.MONTH else 2
    if part is None or not 1 <= part <= most:
        message = f"1부터 {most}까지 적어 주십시오."
        raise Invalid(message, field=("period", "part"), reason=Reason.OUT_OF_RANGE)
    return f"{year}-{part:02}" if kind is PeriodKind.MONTH else f"{year}-H{part}"

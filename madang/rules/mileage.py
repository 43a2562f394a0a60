"""Mileage (마일리지): what earns points, why something earned none, the months and boards it counts in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self

from madang.errors import Invalid, Reason
from madang.rules.calendar import SEOUL
from madang.rules.labels import Labelled

FIRST_YEAR, LAST_YEAR = 2014, 9998
MONTHS = 12


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


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month in Seoul."""

    year: int
    month: int

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """The month in which an aware moment lies."""
        local = moment.astimezone(SEOUL)
        return cls(local.year, local.month)

    @classmethod
    def at(cls, number: int) -> Self:
        """The month that `number` names: 201407."""
        return cls(*divmod(number, 100))

    @property
    def number(self) -> int:
        return self.year * 100 + self.month

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // MONTHS, self.month % MONTHS + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - (self.month == 1), (self.month - 2) % MONTHS + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def begins(self) -> datetime:
        """00:00 of the 1st in Seoul, in UTC."""
        return datetime(self.year, self.month, 1, tzinfo=SEOUL).astimezone(UTC)

    @property
    def ends(self) -> datetime:
        """The first moment that is not in it any more."""
        return self.next.begins

    @property
    def label(self) -> str:
        return f"{self.year}년 {self.month}월"

    @property
    def boards(self) -> tuple[str, ...]:
        """The periods whose boards a point of this month counts in."""
        half = 1 if self.month <= MONTHS // 2 else 2
        return f"{self.year}-{self.month:02}", f"{self.year}-H{half}", f"{self.year}", "ALL"


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

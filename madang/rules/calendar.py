"""The city's calendar: days, months and years are those of Seoul."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Self
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
FIRST_YEAR, LAST_YEAR = 2014, 9998  # that anything here can be of
MONTHS = 12


def seoul_day(moment: datetime) -> date:
    """The calendar day in Seoul at an aware moment."""
    return moment.astimezone(SEOUL).date()


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

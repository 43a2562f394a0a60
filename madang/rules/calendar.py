"""The city's calendar: days and years are those of Seoul."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def seoul_day(moment: datetime) -> date:
    """The calendar day in Seoul at an aware moment."""
    return moment.astimezone(SEOUL).date()

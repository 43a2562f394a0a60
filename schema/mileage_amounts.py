"""How the API tells points and months: points as exact decimals, months as their year and month."""

from decimal import Decimal
from typing import Any

import strawberry

from madang.errors import Invalid, Reason
from madang.rules.calendar import FIRST_YEAR, LAST_YEAR, MONTHS, Month
from resolvers.context import Context
from schema.sources import derived

HUNDRED = Decimal(100)
MILLIONTHS = 1_000_000


@strawberry.input(description="서울의 달력으로 한 달", name="MonthInput")
class MonthInput:
    year: int = strawberry.field(description="해. 2014부터")
    month: int = strawberry.field(description="달. 1부터 12까지")

    def value(self, field: tuple[str, ...] = ("month",)) -> Month:
        """Raises Invalid for a month that there is not."""
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            message = f"{FIRST_YEAR}년부터 적을 수 있습니다."
            raise Invalid(message, field=(*field, "year"), reason=Reason.OUT_OF_RANGE)
        if not 1 <= self.month <= MONTHS:
            message = f"1부터 {MONTHS}까지 적어 주십시오."
            raise Invalid(message, field=(*field, "month"), reason=Reason.OUT_OF_RANGE)
        return Month(self.year, self.month)


def points_of(amount: int) -> Decimal:
    """Hundredths as points, exact: 1250 is 12.50."""
    return (Decimal(amount) / HUNDRED).quantize(Decimal("0.01"))


def hundredths_of(points: Decimal, *, field: tuple[str, ...]) -> int:
    """Raises Invalid for more than two decimals, or a number that no ledger holds."""
    if abs(points) >= 10**9 or points * HUNDRED != int(points * HUNDRED):
        message = "소수점 아래 두 자리까지 적어 주십시오."
        raise Invalid(message, field=field, reason=Reason.MALFORMED)
    return int(points * HUNDRED)


def points(attribute: str, description: str) -> Any:
    """A field that tells an attribute in hundredths as points."""
    return derived(_points, attribute, description=description)


def mean_of(millionths: int) -> Decimal | None:
    """A mean of marks, rounded to hundredths; None where there are no marks."""
    return (Decimal(millionths) / MILLIONTHS).quantize(Decimal("0.01")) if millionths else None


def mean(attribute: str, description: str) -> Any:
    return derived(_mean, attribute, description=description)


def year(attribute: str = "month") -> Any:
    return derived(_year, attribute, description="해")


def month(attribute: str = "month") -> Any:
    return derived(_month, attribute, description="달")


def _points(ctx: Context, amount: int) -> Decimal:
    return points_of(amount)


def _mean(ctx: Context, millionths: int) -> Decimal | None:
    return mean_of(millionths)


def _year(ctx: Context, number: int) -> int:
    return Month.at(number).year


def _month(ctx: Context, number: int) -> int:
    return Month.at(number).month

"""What everybody may know of a department's marks: their number, and means that hide the single ones."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from madang.errors import Invalid, Reason
from madang.rules.calendar import SEOUL
from madang.rules.policy import BoardPolicy

FIRST_YEAR, LAST_YEAR = 2014, 9998


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Sums over the marks that count: neither withdrawn nor of a restricted request."""

    count: int = 0
    raters: int = 0  # different people
    importance: int = 0
    effectiveness: int = 0
    promptness: int = 0
    difficulty: int = 0

    @property
    def total(self) -> int:
        return self.importance + self.effectiveness + self.promptness + self.difficulty


@dataclass(frozen=True, slots=True)
class AxisMeans:
    """Rounded to hundredths."""

    importance: Decimal
    effectiveness: Decimal
    promptness: Decimal
    difficulty: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True)
class Summary:
    """Either means, or why there are none."""

    count: int
    means: AxisMeans | None
    withheld_because: str | None


def summarise(tally: Tally, policy: BoardPolicy) -> Summary:
    """Means of few marks, or of few people's, would tell who gave which: they are withheld."""
    fewest = policy.fewest_shown
    if tally.count < fewest:
        return Summary(tally.count, None, f"평가가 {fewest}건이 되면 평균을 보여 줍니다.")
    if tally.raters < fewest:
        return Summary(tally.count, None, f"평가한 사람이 {fewest}명이 되면 평균을 보여 줍니다.")
    return Summary(tally.count, means_of(tally), None)


def means_of(tally: Tally) -> AxisMeans:
    """Of at least one evaluation."""
    return AxisMeans(
        importance=_mean(tally.importance, tally.count),
        effectiveness=_mean(tally.effectiveness, tally.count),
        promptness=_mean(tally.promptness, tally.count),
        difficulty=_mean(tally.difficulty, tally.count),
        score=_mean(tally.total, 4 * tally.count),
    )


def _mean(total: int, count: int) -> Decimal:
    return (Decimal(total) / count).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar month or year in Seoul.

    No finer and no free spans: two that differ by a day would tell a single evaluation's marks apart.
    """

    year: int
    month: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            message = f"{FIRST_YEAR}년부터 볼 수 있습니다."
            raise Invalid(message, field=("period", "year"), reason=Reason.OUT_OF_RANGE)
        if self.month is not None and not 1 <= self.month <= 12:
            message = "달은 1부터 12까지입니다."
            raise Invalid(message, field=("period", "month"), reason=Reason.OUT_OF_RANGE)

    @property
    def begins(self) -> datetime:
        return datetime(self.year, self.month or 1, 1, tzinfo=SEOUL)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        if self.month in (None, 12):
            return datetime(self.year + 1, 1, 1, tzinfo=SEOUL)
        return datetime(self.year, self.month + 1, 1, tzinfo=SEOUL)

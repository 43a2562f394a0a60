"""Days, instants and UUIDs as the API takes them: strict, with what is wrong said in Korean."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, DecimalException
from typing import Any
from uuid import UUID

from strawberry.types.scalar import ScalarDefinition

from madang.errors import Invalid, Reason


def _day(text: str) -> date:
    """Only YYYY-MM-DD: later Pythons would take weeks, too."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError
    return day


def _instant(text: str) -> datetime:
    """With an offset: without one nobody knows which noon is meant. Kept in UTC."""
    instant = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if instant.tzinfo is None:
        raise ValueError
    return instant.astimezone(UTC)


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError
    return number


def _parser(read: Callable[[str], Any], example: str) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        try:
            return read(value)
        except (ValueError, OverflowError, TypeError, AttributeError, DecimalException):
            raise Invalid(f"{example}처럼 적어 주십시오.", reason=Reason.MALFORMED) from None

    return parse


def _shown(kind: type, *, name: str, read: Callable[[str], Any], example: str, what: str) -> ScalarDefinition:
    return ScalarDefinition(
        name=name,
        description=f"{what}. 예: {example}",
        specified_by_url=None,
        serialize=getattr(kind, "isoformat", str),
        parse_value=_parser(read, example),
        parse_literal=None,
        origin=kind,
    )


SCALARS: dict[object, ScalarDefinition] = {
    date: _shown(date, name="Date", read=_day, example="2014-07-01", what="날짜"),
    datetime: _shown(
        datetime,
        name="DateTime",
        read=_instant,
        example="2014-07-01T12:00:00+09:00",
        what="시각. 시간대까지 적습니다",
    ),
    Decimal: _shown(Decimal, name="Decimal", read=_number, example="4.25", what="소수. 반올림 없이 글자로"),
    UUID: _shown(UUID, name="UUID", read=UUID, example="01890a5d-ac96-774b-bcce-b302099a8057", what="UUID"),
}

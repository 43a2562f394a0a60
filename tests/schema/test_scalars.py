"""Days, instants, numbers and UUIDs are taken in one form each, and refused in Korean."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from madang.errors import Invalid
from schema.scalars import SCALARS


def parse(kind: type[Any], text: Any) -> Any:
    read = SCALARS[kind].parse_value
    assert read is not None
    return read(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2014-07-01", date(2014, 7, 1)),
        ("2014-07-01T12:00:00+09:00", datetime(2014, 7, 1, 3, tzinfo=UTC)),
        ("2014-07-01T03:00:00Z", datetime(2014, 7, 1, 3, tzinfo=UTC)),
        ("4.25", Decimal("4.25")),
        ("01890a5d-ac96-774b-bcce-b302099a8057", UUID("01890a5d-ac96-774b-bcce-b302099a8057")),
    ],
)
def test_what_is_well_written_is_read(text: str, value: object) -> None:
    kind: type[object] = type(value)
    assert parse(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (date, "2014-02-30"),
        (date, "20140701"),
        (date, "2014-W27-1"),
        (date, "2014-07-01T00:00"),
        (date, 20140701),
        (datetime, "2014-07-01T12:00:00"),  # whose noon?
        (datetime, "0001-01-01T00:00:00+23:59"),  # before the first year
        (datetime, None),
        (Decimal, "NaN"),
        (Decimal, "넷"),
        (UUID, "1"),
        (UUID, 5),
    ],
)
def test_what_is_not_is_refused_with_an_example(kind: type[Any], text: Any) -> None:
    with pytest.raises(Invalid, match="처럼 적어 주십시오"):
        parse(kind, text)

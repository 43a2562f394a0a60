"""Clients keep cursors as text they need not understand."""

from uuid import UUID

import pytest

from madang.errors import Invalid, Reason
from subscriptions.cursor import Cursor

CURSOR = Cursor(UUID("0198c0de-0000-7000-8000-000000000001"), 2**63 - 1)


def test_a_cursor_survives_the_way_to_the_client_and_back() -> None:
    text = CURSOR.encode()
    assert len(text) == 32
    assert Cursor.decode(text) == CURSOR
    assert Cursor.decode(Cursor(UUID(int=0), 0).encode()) == Cursor(UUID(int=0), 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "=" * 32,
        "한" * 32,
        "a" * 31,
        "a" * 33,
        "a" * 1_000_000,
        " " + "a" * 31,
        "\ud800" * 32,
    ],
    ids=len,
)
def test_any_other_text_is_refused_with_what_to_do(text: str) -> None:
    with pytest.raises(Invalid, match="비워 두세요") as refusal:
        Cursor.decode(text)
    assert refusal.value.reason is Reason.MALFORMED

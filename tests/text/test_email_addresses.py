"""One form for each mailbox, and nothing that a server could take for more than an address."""

import pytest

from madang.errors import Invalid
from madang.text.email_addresses import email_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" GilDong.Hong+news@Example.COM ", "gildong.hong+news@example.com"),
        ("a@서울.한국", "a@xn--2i4bq6h.xn--3e0b707e"),
        ("o'neill@mail.example.co.kr", "o'neill@mail.example.co.kr"),
    ],
)
def test_what_is_typed_has_one_form(typed: str, kept: str) -> None:
    assert email_address(typed, field=("email",)) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        "", "a", "@example.com", "a@", "a@b", "a@b@example.com", "a b@example.com", "a@example..com",
        ".a@example.com",
        "a@-x.com", "a@127.0.0.1", "a@[127.0.0.1]", "<a@example.com>", "a@example.com,b@example.com",
        '"a"@example.com',
        "a@example.com> SIZE=1", "가@example.com", "a" * 65 + "@example.com", "a@" + "b" * 64 + ".com",
        "a@example.com\r\nRCPT TO:<b@example.com>", "a\x00@example.com",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(Invalid):
        email_address(wrong, field=("email",))

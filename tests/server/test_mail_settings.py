"""Settings of mail that do not fit together are one line that names the variable."""

from pathlib import Path

import pytest

from madang.errors import Invalid
from madang.server.mail import post
from madang.server.settings import Settings

GOOD = {
    "MADANG_SMTP_HOST": "mail.seoul.example",
    "MADANG_SITE_URL": "https://news.seoul.example",
    "MADANG_MAIL_FROM": "서울소식지 <news@seoul.example>",
}


def test_without_a_mail_server_nothing_of_it_counts() -> None:
    assert post(Settings.from_env({"MADANG_MAIL_FROM": "nobody"})) is None


def test_with_one_mails_have_a_sender_and_addresses(tmp_path: Path) -> None:
    made = post(Settings.from_env({**GOOD, "MADANG_DATA": str(tmp_path), "MADANG_MAILS_PER_MINUTE": "30"}))
    assert made is not None
    assert (str(made.sender), made.per_minute) == ("서울소식지 <news@seoul.example>", 30)
    assert made.addresses.issue("bus", 7) == "https://news.seoul.example/news/bus/7"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"MADANG_SITE_URL": ""}, "MADANG_SITE_URL"),
        ({"MADANG_SITE_URL": "https://news.seoul.example/news"}, "MADANG_SITE_URL"),
        ({"MADANG_MAIL_FROM": ""}, "MADANG_MAIL_FROM"),
        ({"MADANG_MAIL_FROM": "서울소식지"}, "MADANG_MAIL_FROM"),
        ({"MADANG_MAIL_FROM": "가@seoul.example"}, "MADANG_MAIL_FROM"),
        ({"MADANG_SMTP_TLS": "ssl"}, "MADANG_SMTP_TLS"),
        ({"MADANG_SMTP_USER": "news"}, "MADANG_SMTP_PASSWORD"),
        ({"MADANG_SMTP_PASSWORD": "hush"}, "MADANG_SMTP_PASSWORD"),
        (
            {"MADANG_SMTP_USER": "news", "MADANG_SMTP_PASSWORD": "hush", "MADANG_SMTP_TLS": "none"},
            "MADANG_SMTP_TLS",
        ),
        ({"MADANG_SMTP_PORT": "0"}, "MADANG_SMTP_PORT"),
        ({"MADANG_MAILS_PER_MINUTE": "0"}, "MADANG_MAILS_PER_MINUTE"),
    ],
)
def test_what_does_not_fit_is_named(changed: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Settings.from_env({**GOOD, **changed})
    assert refusal.value.field == (field,)
    assert "hush" not in str(refusal.value)

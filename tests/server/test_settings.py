"""A wrong setting is one line that names it."""

from dataclasses import fields
from pathlib import Path

import pytest

from madang.errors import Invalid
from madang.server.settings import Settings, described, variable

SECRET = "s" * 32
PORTAL = {
    "MADANG_PORTAL_SECRET": SECRET,
    "MADANG_PORTAL_ISSUER": "portal",
    "MADANG_PORTAL_AUDIENCE": "madang",
}


def test_nothing_needs_to_be_set() -> None:
    assert Settings.from_env({}) == Settings()
    assert Settings().database == "sqlite:///madang-data/madang.db"
    assert (Settings().on_loopback, Settings().has_portal) == (True, False)


def test_every_kind_of_value_is_read() -> None:
    settings = Settings.from_env(
        {
            "MADANG_DATA": "/srv/madang",
            "MADANG_PORT": "8080",
            "MADANG_ALLOWED_ORIGINS": "https://portal.seoul.go.kr, https://intra.seoul.go.kr",
            "MADANG_INTROSPECTION": "off",
            "MADANG_HEAD_APPROVES_LEAVING": "no",
            "MADANG_SECRET": SECRET,
            "MADANG_HOST": " ",
            "PATH": "/bin",
        }
    )
    assert settings == Settings(
        data=Path("/srv/madang"),
        port=8080,
        allowed_origins=("https://portal.seoul.go.kr", "https://intra.seoul.go.kr"),
        introspection=False,
        head_approves_leaving=False,
        secret=SECRET,
    )


def test_our_own_name_wins_over_the_usual_one() -> None:
    usual = {"DATABASE_URL": "postgresql://a/b", "REDIS_URL": "redis://a"}
    assert Settings.from_env(usual).database == "postgresql://a/b"
    ours = Settings.from_env({**usual, "MADANG_DATABASE_URL": "postgresql://c/d"})
    assert (ours.database, ours.redis_url) == ("postgresql://c/d", "redis://a")


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("MADANG_PORT", "abc", "0에서 65,535까지의 수여야 합니다. 지금은 'abc'입니다."),
        ("MADANG_PORT", "65536", "0에서 65,535까지의 수여야 합니다. 지금은 '65536'입니다."),
        ("MADANG_PORT", "-1", "0에서 65,535까지의 수여야 합니다. 지금은 '-1'입니다."),
        ("MADANG_PORT", "٣", "0에서 65,535까지의 수여야 합니다. 지금은 '٣'입니다."),
        ("MADANG_BODY_BYTES", "2097152", "1,024에서 1,048,576까지의 수여야 합니다. 지금은 '2097152'입니다."),
        ("MADANG_GRAPHIQL", "maybe", "true나 false여야 합니다. 지금은 'maybe'입니다."),
        ("MADANG_SECRET", "hunter2", "32자 이상이어야 합니다."),
        ("MADANG_PROT", "1", "모르는 설정입니다. MADANG_PORT 아닙니까?"),
        ("MADANG_ZZZZZZ", "1", "모르는 설정입니다."),
        ("MADANG_PORTAL_SECRET", SECRET, None),
    ],
)
def test_a_wrong_value_is_one_line_that_names_it(name: str, value: str, problem: str | None) -> None:
    with pytest.raises(Invalid) as raised:
        Settings.from_env({name: value})
    if problem is not None:
        assert str(raised.value) == f"{name}: {problem}"
        assert raised.value.field == (name,)
    assert "\n" not in str(raised.value)
    assert SECRET not in str(raised.value)


def test_a_portal_needs_one_key_an_issuer_and_an_audience() -> None:
    assert Settings.from_env(PORTAL).has_portal
    for missing in ("MADANG_PORTAL_ISSUER", "MADANG_PORTAL_AUDIENCE"):
        with pytest.raises(Invalid, match=missing):
            Settings.from_env({**PORTAL, missing: ""})
    with pytest.raises(Invalid, match="MADANG_PORTAL_JWKS와 함께"):
        Settings.from_env({**PORTAL, "MADANG_PORTAL_JWKS": "keys.json"})


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_loopback_is_only_this_machine(host: str, loopback: bool) -> None:
    assert Settings(host=host).on_loopback is loopback


def test_every_setting_is_described_in_korean() -> None:
    told = {name: about for name, _, about in described()}
    assert told.keys() == {variable(one.name) for one in fields(Settings)}
    assert [name for name, about in told.items() if not any("가" <= letter <= "힣" for letter in about)] == []


def test_defaults_are_shown_as_they_are_written() -> None:
    shown = {name: default for name, default, _ in described()}
    assert (shown["MADANG_PORT"], shown["MADANG_GRAPHIQL"], shown["MADANG_SECRET"]) == ("8000", "true", "")
    assert (shown["MADANG_ALLOWED_ORIGINS"], shown["MADANG_FEED_PORTS"]) == ("", "80,443")


@pytest.mark.parametrize(
    ("name", "value"),
    [("NETWORKS", "10.0.0.1/8"), ("NETWORKS", "seoul.go.kr"), ("PORTS", "0"), ("PORTS", "80,http")],
)
def test_networks_and_ports_of_feeds_are_checked(name: str, value: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Settings.from_env({f"MADANG_FEED_{name}": value})
    assert refusal.value.field == (f"MADANG_FEED_{name}",)


def test_networks_and_ports_of_feeds_are_lists() -> None:
    written = {"MADANG_FEED_NETWORKS": "10.20.0.0/16, fd00::/8", "MADANG_FEED_PORTS": "80"}
    settings = Settings.from_env(written)
    assert (settings.feed_networks, settings.feed_ports) == (("10.20.0.0/16", "fd00::/8"), ("80",))

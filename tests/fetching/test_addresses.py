"""Addresses get one spelling, or are refused with what to write instead."""

import pytest

from madang.errors import Invalid
from madang.fetching.addresses import joined, parsed

ONE_SPELLING = [
    ("https://News.Seoul.go.kr", "https://news.seoul.go.kr/"),
    ("  http://seoul.go.kr:80/rss?a=1#top ", "http://seoul.go.kr/rss?a=1"),
    ("HTTPS://seoul.go.kr:443/", "https://seoul.go.kr/"),
    ("http://seoul.go.kr:8080/a b".replace(" ", "%20"), "http://seoul.go.kr:8080/a%20b"),
    ("http://seoul.go.kr/소식/목록?분야=교통", None),
    ("http://서울.한국/", "http://xn--2i4bq6h.xn--3e0b707e/"),
    ("http://seoul.go.kr./", "http://seoul.go.kr/"),
    ("http://１９８.51.100.7/", "http://198.51.100.7/"),
    ("http://[2001:DB8:0:0::1]:8080/x", "http://[2001:db8::1]:8080/x"),
    ("http://localhost/", "http://localhost/"),
]
REFUSED = [
    ("ftp://seoul.go.kr/", "http://나 https://로 시작하는 주소만 가져옵니다."),
    ("file:///etc/passwd", "http://나 https://로 시작하는 주소만 가져옵니다."),
    ("javascript:alert(1)", "http://나 https://로 시작하는 주소만 가져옵니다."),
    ("//seoul.go.kr/", "http://나 https://로 시작하는 주소만 가져옵니다."),
    (
        "http://me:secret@seoul.go.kr/",
        "이름이나 비밀번호가 든 주소는 가져오지 않습니다. 지우고 적어 주십시오.",
    ),
    (
        "http://seoul.go.kr@10.0.0.1/",
        "이름이나 비밀번호가 든 주소는 가져오지 않습니다. 지우고 적어 주십시오.",
    ),
    ("http:///rss", "주소에 서버의 이름이 없거나 잘못되었습니다."),
    ("http://a..b/", "주소에 서버의 이름이 없거나 잘못되었습니다."),
    ("http://-a.kr/", "주소에 서버의 이름이 없거나 잘못되었습니다."),
    ("http://127%2e0%2e0%2e1/", "주소에 서버의 이름이 없거나 잘못되었습니다."),
    (f"http://{'a' * 64}.kr/", "주소에 서버의 이름이 없거나 잘못되었습니다."),
    (f"http://{'abcdefg.' * 40}kr/", "주소에 서버의 이름이 없거나 잘못되었습니다."),
    ("http://seoul.go.kr:99999/", "읽을 수 없는 주소입니다."),
    ("http://[::1/", "읽을 수 없는 주소입니다."),
    ("http://[fe80::1%25eth0]/", "한 컴퓨터 안에서만 통하는 주소는 가져오지 않습니다."),
    ("http://seoul.go.kr\\@10.0.0.1/", "주소에 빈칸이나 쓸 수 없는 글자가 있습니다."),
    ("http://seoul.go.kr/\r\nHost: x", "주소에 빈칸이나 쓸 수 없는 글자가 있습니다."),
    ("http://seoul.go.kr/\u202egpj", "주소에 빈칸이나 쓸 수 없는 글자가 있습니다."),
    (f"http://seoul.go.kr/{'a' * 2000}", "주소는 2,000자까지입니다."),
    (f"http://seoul.go.kr/{'가' * 500}", "주소는 2,000자까지입니다."),
]
NUMBERS = [
    "2130706433", "0x7f000001", "017700000001", "127.1", "0177.0.0.1", "0x7f.0.0.1", "127.0.0.01",
    "1.2.3.4.5", "127.0.0.256", "0", "a.b.1", "１.２",
]  # fmt: skip


@pytest.mark.parametrize(("written", "kept"), ONE_SPELLING)
def test_an_address_gets_one_spelling_which_stays_itself(written: str, kept: str | None) -> None:
    once = str(parsed(written))
    assert once == kept or (kept is None and once.isascii() and once.endswith("=%EA%B5%90%ED%86%B5"))
    assert str(parsed(once)) == once


@pytest.mark.parametrize(("written", "message"), REFUSED)
def test_what_is_no_address_to_fetch_is_refused(written: str, message: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parsed(written, field=("input", "url"))
    assert (str(refusal.value), refusal.value.field) == (message, ("input", "url"))


@pytest.mark.parametrize("host", NUMBERS)
def test_numbers_that_only_some_take_for_an_address_are_refused(host: str) -> None:
    with pytest.raises(Invalid, match=r"203\.0\.113\.7처럼"):
        parsed(f"http://{host}/")


def test_references_are_joined_and_looked_at_again() -> None:
    base = parsed("https://seoul.go.kr/news/list.do?page=2")
    assert str(joined(base, "view.do?id=3#a")) == "https://seoul.go.kr/news/view.do?id=3"
    assert str(joined(base, "//bus.go.kr")) == "https://bus.go.kr/"
    assert str(joined(base, "/소식")) == "https://seoul.go.kr/%EC%86%8C%EC%8B%9D"
    for bad in (
        "file:///etc/passwd",
        "http://0x7f.1/",
        "http://[::1",
        "https://u:p@seoul.go.kr/",
        "a" * 2001,
    ):
        with pytest.raises(Invalid):
            joined(base, bad)

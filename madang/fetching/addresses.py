"""Addresses as people and servers write them, made into one spelling, or refused.

A host is a name or an address in its usual form: 2130706433, 0x7f.1 and 0177.0.0.1 are spellings of 127.0.0.1
that only some understand, and nobody writes them who means well.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from madang.errors import Invalid, Reason

MOST_ADDRESS = 2000  # characters
MOST_HOST = 253
PORTS = {"http": 80, "https": 443}
UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2000-\u200f\u2028-\u202f\u3000\ufeff]")
HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*")
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
KEPT = "/:?#[]@!$&'()*+,;=%-._~"  # what quoting leaves in a path and a query


@dataclass(frozen=True, slots=True)
class Address:
    """`host` in ASCII, an IPv6 address without brackets. `target`: path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def place(self) -> str:
        """Host and port, as a Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.place}{self.target}"


def parsed(text: str, *, field: tuple[str, ...] = ()) -> Address:
    """Raises Invalid, saying what to write instead."""
    written = text.strip()
    if len(written) > MOST_ADDRESS:
        raise _wrong(f"주소는 {MOST_ADDRESS:,}자까지입니다.", field, Reason.TOO_LONG)
    if UNFIT.search(written):
        raise _wrong("주소에 빈칸이나 쓸 수 없는 글자가 있습니다.", field)
    try:
        parts = urlsplit(written)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        raise _wrong("읽을 수 없는 주소입니다.", field) from None
    if scheme not in PORTS:
        raise _wrong("http://나 https://로 시작하는 주소만 가져옵니다.", field, Reason.UNSUPPORTED)
    if "@" in parts.netloc:
        raise _wrong("이름이나 비밀번호가 든 주소는 가져오지 않습니다. 지우고 적어 주십시오.", field)
    target = quote(parts.path or "/", safe=KEPT)
    if parts.query:
        target += "?" + quote(parts.query, safe=KEPT)
    address = Address(scheme, _host(host, field), PORTS[scheme] if port is None else port, target)
    if len(str(address)) > MOST_ADDRESS:
        raise _wrong(f"주소는 {MOST_ADDRESS:,}자까지입니다.", field, Reason.TOO_LONG)
    return address


def joined(base: Address, reference: str) -> Address:
    """Where a reference on a page at `base` leads. Raises Invalid."""
    if len(reference) > MOST_ADDRESS:
        raise _wrong(f"주소는 {MOST_ADDRESS:,}자까지입니다.", (), Reason.TOO_LONG)
    try:
        return parsed(urljoin(str(base), reference.strip()))
    except ValueError:
        raise _wrong("읽을 수 없는 주소입니다.", ()) from None


def _host(host: str, field: tuple[str, ...]) -> str:
    if ":" in host:
        return _version_6(host, field)
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        name = ""
    if len(name) > MOST_HOST or not HOST.fullmatch(name):
        raise _wrong("주소에 서버의 이름이 없거나 잘못되었습니다.", field)
    if NUMBER.fullmatch(name.rpartition(".")[2]):
        return _version_4(name, field)
    return name


def _version_4(host: str, field: tuple[str, ...]) -> str:
    try:
        return str(IPv4Address(host))
    except ValueError:
        raise _wrong("서버를 수로 적으려면 203.0.113.7처럼 적어 주십시오.", field) from None


def _version_6(host: str, field: tuple[str, ...]) -> str:
    try:
        address = IPv6Address(host)
    except ValueError:
        raise _wrong("주소에 서버의 이름이 없거나 잘못되었습니다.", field) from None
    if address.scope_id:
        raise _wrong("한 컴퓨터 안에서만 통하는 주소는 가져오지 않습니다.", field)
    return str(address)


def _wrong(problem: str, field: tuple[str, ...], reason: Reason = Reason.MALFORMED) -> Invalid:
    return Invalid(problem, field=field, reason=reason)

"""Addresses of pages elsewhere, as people paste them."""

import re
from urllib.parse import urlsplit

from madang.errors import Invalid, Reason
from madang.text.normal import Path, line

MOST_ADDRESS = 2000  # characters
FORBIDDEN = re.compile(r"[\s\\<>\"`{}|^]")


def web_address(value: str, *, field: Path) -> str:
    """An https address that names a host and hides nobody's password in it. Raises Invalid."""
    address = line(value, field=field, most=MOST_ADDRESS)
    try:
        parts = urlsplit(address)
        sound = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port of letters, an unfinished IPv6 address
        sound = False
    else:
        sound = sound and parts.scheme == "https" and "@" not in parts.netloc
    if not sound or FORBIDDEN.search(address):
        message = "https://로 시작하는 주소를 적어 주십시오. 예: https://opengov.seoul.go.kr/"
        raise Invalid(message, field=field, reason=Reason.MALFORMED)
    return address

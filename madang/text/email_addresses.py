"""Addresses of people's mailboxes, as they type them: one form for each, and nothing that could be more."""

import re

from madang.errors import Invalid, Reason
from madang.text.normal import Path, line

MOST_EMAIL = 254  # RFC 5321, with the brackets that are not written here
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
MOST_LOCAL = 64


def email_address(value: str, *, field: Path) -> str:
    """Whole in lower case, a domain in other letters as its ASCII form. Raises Invalid.

    Local parts that differ only by case are one mailbox everywhere they matter: else one could subscribe
    somebody a hundred times.
    """
    local, at, domain = line(value, field=field, most=MOST_EMAIL).rpartition("@")
    ascii_domain = _ascii(domain)
    address = f"{local.lower()}@{ascii_domain}"
    if not at or not _sound(local, ascii_domain) or len(address) > MOST_EMAIL:
        message = "전자우편 주소를 적어 주십시오. 예: gildong@example.com"
        raise Invalid(message, field=field, reason=Reason.MALFORMED)
    return address


def _sound(local: str, domain: str) -> bool:
    labels = domain.split(".")
    known = len(labels) > 1 and all(LABEL.fullmatch(one) for one in labels) and not labels[-1].isdigit()
    return known and len(local) <= MOST_LOCAL and LOCAL.fullmatch(local) is not None


def _ascii(domain: str) -> str:
    try:
        return domain.lower().encode("idna").decode()
    except UnicodeError:  # an empty label, or one that is too long
        return ""

"""A mail as bytes: what it says twice, as text and as HTML, and the headers that machines read.

Every header passes the standard library's policy, which refuses line ends, and `_one_line` before it: who
names a newsletter cannot add a recipient.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr

from madang.mail.wording import Parts

MOST_SUBJECT = 200  # characters
BLANKS = re.compile(r"\s+")


class Whole(EmailPolicy):
    """Headers for machines stand in one line. The standard policy would encode a word that is longer than a
    line, and no mail program finds an address in that. RFC 5322 lets a line have 998 characters.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        if name in FOR_MACHINES:
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


FOR_MACHINES = {"To", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"}
POLICY = Whole(linesep="\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """Around what is said. `leave_url`: ends the subscription by one POST (RFC 8058)."""

    sender: Address
    recipient: str
    message_id: str  # without its brackets
    sent_at: datetime
    list_id: str | None = None
    leave_url: str | None = None


def sender_of(written: str) -> Address:
    """`서울소식지 <news@seoul.example>` or an address alone. Raises ValueError."""
    name, address = parseaddr(written)
    if not address.isascii() or "@" not in address:
        raise ValueError(written)
    try:
        return Address(display_name=_one_line(name), addr_spec=address)
    except (HeaderParseError, IndexError, UnicodeError) as wrong:
        raise ValueError(written) from wrong


def letter(envelope: Envelope, parts: Parts) -> bytes:
    """The whole mail, with the line ends of SMTP, in seven bits."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = envelope.sender
    mail["To"] = envelope.recipient
    mail["Subject"] = _one_line(parts.subject)[:MOST_SUBJECT]
    mail["Date"] = format_datetime(envelope.sent_at)
    mail["Message-ID"] = f"<{envelope.message_id}>"
    mail["Auto-Submitted"] = "auto-generated"
    if envelope.list_id is not None:
        mail["List-Id"] = f"<{envelope.list_id}>"
        mail["Precedence"] = "bulk"
    if envelope.leave_url is not None:
        mail["List-Unsubscribe"] = f"<{envelope.leave_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(parts.text, charset="utf-8", cte="base64")
    mail.add_alternative(parts.html, subtype="html", charset="utf-8", cte="base64")
    return mail.as_bytes()


def _one_line(words: str) -> str:
    """Without control characters and the invisible ones that reverse what is read."""
    visible = "".join(
        letter for letter in words if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    return BLANKS.sub(" ", visible).strip()

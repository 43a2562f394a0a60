"""What a server that sends mail has: where it hands mails over, and the addresses written into them."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.headerregistry import Address
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from madang.errors import Conflict
from madang.rules.newsletter_mail import Outcome, SignupLimits, Verdict
from resolvers.context import Context

PURPOSE = b"madang-newsletter-mail"
SIGNATURE_BYTES = 18

MayEnd = Callable[[], Awaitable[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`content` has the line ends of SMTP. Addresses are ASCII and hold nothing but an address."""

    sender: str
    recipient: str
    content: bytes


class Carrier(Protocol):
    """Hands mails to a server, one after the other."""

    async def deliver(self, letter: Letter, may_end: MayEnd) -> Verdict:
        """`may_end` is asked when everything but the end of the content has been sent: before that the server
        cannot have accepted. Where it says no, nothing is sent any more and the verdict is LEFT.
        """
        ...

    async def rest(self) -> None:
        """There is nothing to send for now."""
        ...


class Addresses:
    """Of pages of this city, and of what is signed with its secret.

    Paths are those of madang/server/site and of the staff's app.
    """

    def __init__(self, public_url: str, secret: str) -> None:
        self.base = public_url.rstrip("/")
        self.host = urlsplit(public_url).hostname or "localhost"
        self._key = hashlib.sha256(PURPOSE + secret.encode()).digest()

    def manage(self, token: str) -> str:
        return f"{self.base}/news/subscriptions/{token}"

    def leave(self, token: str) -> str:
        return f"{self.manage(token)}/leave"

    def issue(self, slug: str, number: int) -> str:
        return f"{self.base}/news/{slug}/{number}"

    def token(self, subscriber_id: UUID) -> str:
        """Opens this subscriber's page, without sign-in. It is in every mail and in no table."""
        return f"{_text(subscriber_id.bytes)}.{self._signed(b'subscriber', subscriber_id.bytes)}"

    def subscriber_of(self, token: str) -> UUID | None:
        """None for one that is not ours."""
        name, _, signature = token.partition(".")
        try:
            id = UUID(bytes=urlsafe_b64decode(f"{name}=="))
        except (ValueError, UnicodeError):
            return None
        ours = self._signed(b"subscriber", id.bytes)
        return id if hmac.compare_digest(signature.encode(), ours.encode()) else None

    def message_id(self, name: str) -> str:
        """The same for the same mail, however often it is tried; tells nothing of whom it goes to."""
        return f"{self._signed(b'message', name.encode())}@{self.host}"

    def client(self, address: str) -> str:
        """By which one counts, without keeping where somebody comes from."""
        return self._signed(b"client", address.encode())

    def _signed(self, what: bytes, value: bytes) -> str:
        return _text(hmac.digest(self._key, what + b"\0" + value, "sha256")[:SIGNATURE_BYTES])


@dataclass(slots=True, kw_only=True)
class Post:
    """`tally` and `leads` are of this process."""

    carrier: Carrier
    addresses: Addresses
    sender: Address
    per_minute: int = 600
    limits: SignupLimits = field(default_factory=SignupLimits)
    tally: Counter[Outcome] = field(default_factory=Counter[Outcome])
    leads: bool = False


def post_of(ctx: Context) -> Post:
    """Raises Conflict where the city sends no mail: nothing is queued there that would never go out."""
    if ctx.post is None:
        raise Conflict("이 서버는 소식지를 메일로 보내지 않습니다. 웹이나 RSS로 보실 수 있습니다.")
    return ctx.post


def _text(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()

"""The opening handshake as clients usually send it, answered from what HTTP's parser has read of it.

Whatever is unusual about it is left to websockets, which also says what is wrong (RFC 6455).
"""

import base64
import hashlib
import re
from collections.abc import Iterable

from madang.server.transports.messages import PROTOCOL

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
KEY = re.compile(rb"[A-Za-z0-9+/]{21}[AQgw]==")  # 16 bytes
LONGEST_LINE, MOST_LINES = 4096, 64
ONCE = frozenset(
    {
        b"connection",
        b"host",
        b"origin",
        b"sec-websocket-key",
        b"sec-websocket-protocol",
        b"sec-websocket-version",
        b"upgrade",
    }
)
RESPONSE = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Accept: %b\r\nSec-WebSocket-Protocol: " + PROTOCOL.encode() + b"\r\n\r\n"
)

Head = list[tuple[bytes, bytes]]


def usual(head: Head) -> dict[bytes, bytes] | None:
    """The headers that count, by name; None where they are not as clients usually send them."""
    if len(head) > MOST_LINES or any(len(value) > LONGEST_LINE for _, value in head):
        return None
    counting = [line for line in head if line[0] in ONCE]
    found = dict(counting)
    is_usual = (
        len(found) == len(counting)
        and found.get(b"upgrade", b"").lower() == b"websocket"
        and b"upgrade" in _listed(found.get(b"connection", b""))
        and found.get(b"sec-websocket-version") == b"13"
        and found.get(b"sec-websocket-protocol") == PROTOCOL.encode()
        and KEY.fullmatch(found.get(b"sec-websocket-key", b"")) is not None
        and all(value.isascii() for value in found.values())
    )
    return found if is_usual else None


def accepting(headers: dict[bytes, bytes]) -> bytes:
    """The answer with which the socket is open, to headers that are `usual`."""
    digest = hashlib.sha1(headers[b"sec-websocket-key"] + GUID, usedforsecurity=False).digest()
    return RESPONSE % base64.b64encode(digest)


def _listed(value: bytes) -> Iterable[bytes]:
    return [one.strip() for one in value.lower().split(b",")]

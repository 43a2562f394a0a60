"""Names and subjects in headers of messages (RFC 2047, RFC 2231), in the charsets Korean mailers mean."""

import binascii
import re
from email.message import Message
from email.policy import Compat32
from urllib.parse import unquote_to_bytes

from madang.errors import Invalid
from madang.intake.charsets import decoded

WORD = re.compile(rb"=\?([\w.-]{1,40})(?:\*[\w-]{1,40})?\?([bBqQ])\?([^?]*)\?=")
MOST_HEADER = 20_000  # bytes


class AsWritten(Compat32):
    """Headers as they came, with undeclared bytes as surrogates: the library would replace them."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


AS_WRITTEN = AsWritten()


def header(message: Message, name: str) -> str:
    return words(str(message.get(name, "")))


def file_name(message: Message) -> str | None:
    for of, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        found = message.get_param(parameter, header=of)
        if isinstance(found, tuple):
            charset, _, value = found
            return _text(value.encode("latin-1", "replace"), charset)
        if found:
            return _unquoted(words(str(found)))
    return None


def words(written: str) -> str:
    """A letter may be cut between two words of one charset: they are joined before they are decoded."""
    raw = written[:MOST_HEADER].encode("utf-8", "surrogateescape").replace(b"\r", b"").replace(b"\n", b"")
    pieces: list[tuple[str | None, bytes]] = []
    position = 0
    for found in WORD.finditer(raw):
        _add(pieces, None, raw[position : found.start()])
        _add(pieces, found[1].decode("ascii", "ignore").lower(), _unpacked(found[2], found[3]))
        position = found.end()
    _add(pieces, None, raw[position:])
    return "".join(_text(piece, charset) for charset, piece in pieces).strip()


def _add(pieces: list[tuple[str | None, bytes]], charset: str | None, piece: bytes) -> None:
    if charset is None and not piece.strip() and pieces:
        return  # blanks between words are none of the text
    if pieces and pieces[-1][0] == charset:
        pieces[-1] = (charset, pieces[-1][1] + piece)
    else:
        pieces.append((charset, piece))


def _unpacked(how: bytes, packed: bytes) -> bytes:
    if how in b"qQ":
        return binascii.a2b_qp(packed, header=True)
    try:
        return binascii.a2b_base64(packed.rstrip(b"=") + b"==")
    except binascii.Error:
        return b""


def _text(piece: bytes, charset: str | None) -> str:
    try:
        return decoded(piece, charset)
    except Invalid:
        return piece.decode("utf-8", "replace")


def _unquoted(name: str) -> str:
    """Some write names as in addresses: %ED%95%9C.hwp."""
    if "%" not in name:
        return name
    return _text(unquote_to_bytes(name), None)

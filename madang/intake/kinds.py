"""Which kind a file is, told by its content: names of attachments lie, and mailings have none."""

import re
from io import BytesIO

from madang.errors import Invalid, Reason
from madang.files import media
from madang.files.sniffing import kinds
from madang.intake.taken import Kind

HEAD = 65_536  # bytes
PDF_HEADER = 1_024  # bytes before which it must stand, as readers allow
ZIP, COMPOUND = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
BY_MEDIA = {media.HWPX: Kind.HWPX, media.DOCX: Kind.DOCX, media.HWP: Kind.HWP}
MBOX = re.compile(rb"From [^\r\n]{1,500}\r?\n(?:>?[\x21-\x39\x3b-\x7e]+:)")
HEADERS = re.compile(rb"(?:[\x21-\x39\x3b-\x7e]{1,80}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,500}")
TELLING = re.compile(rb"^(?:from|to|subject|date|received|message-id|mime-version|return-path):", re.I | re.M)
COMMENT = rb"<!--(?:(?!-->).)*-->\s*"
FEED = re.compile(
    rb"\s*(?:" + COMMENT + rb"|<(?!!--)[?!][^>]{0,2000}>[\s\]>]*)*<(?:rss|feed|(?:\w+:)?RDF)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
JSON_FEED = re.compile(rb'\s*\{.{0,4000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/', re.DOTALL)
PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|table|p|h1|meta)[\s>/]", re.IGNORECASE
)


def kind_of(content: bytes) -> Kind:
    """Raises Invalid for a kind that is not read here."""
    head = content[:HEAD]
    if not head.strip(b"\0 \t\r\n"):
        raise Invalid("빈 파일입니다.", reason=Reason.REQUIRED)
    if b"%PDF-" in head[:PDF_HEADER]:
        return Kind.PDF
    if head.startswith((ZIP, COMPOUND)):
        return _packed(content)
    found = _written(head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b""))
    if found is None or (found is Kind.PAGE and _is_binary(head)):
        raise _unsupported()
    return found


def is_mail(head: bytes) -> bool:
    """A message, as `kind_of` tells it from the rest, at the price of a look at its headers."""
    return _written(head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")) is Kind.MAIL


def is_mailbox(head: bytes) -> bool:
    return MBOX.match(head) is not None


def _packed(content: bytes) -> Kind:
    found = next((BY_MEDIA[kind] for kind in kinds(BytesIO(content)) if kind in BY_MEDIA), None)
    if found is None:
        raise _unsupported()
    return found


def _written(head: bytes) -> Kind | None:
    headers = HEADERS.match(head)
    if is_mailbox(head) or (headers and TELLING.search(headers[0])):
        return Kind.MAIL
    if FEED.match(head):
        return Kind.FEED
    if JSON_FEED.match(head):
        return Kind.JSON_FEED
    return Kind.PAGE if PAGE.search(head) else None


def _is_binary(head: bytes) -> bool:
    """Among the bytes of a picture, <p is found sooner or later."""
    return b"\0" in head and not head.startswith(UTF_16)


def _unsupported() -> Invalid:
    read = "전자우편(eml, mbox), HTML, PDF, HWP, HWPX, DOCX, RSS, Atom, JSON Feed"
    return Invalid(f"읽지 않는 종류입니다. 읽는 종류: {read}", reason=Reason.UNSUPPORTED)

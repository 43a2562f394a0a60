"""A message: its text, and what is attached to it, read in turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import cast

from madang.errors import Invalid, Reason
from madang.files.names import safe_name
from madang.intake import days
from madang.intake.bounds import MOST_CHARACTERS, MOST_DEPTH, MOST_PARTS, gathered, too_much
from madang.intake.charsets import declared_in, decoded
from madang.intake.markup import Page, read_message
from madang.intake.pictures import found
from madang.intake.taken import Attachment, Kind, Taken
from madang.intake.wording import tidy, title_of
from madang.intake.words import AS_WRITTEN, file_name, header

NO_WORDS = "글을 읽지 않는 종류입니다."
Read = Callable[[bytes, str, int], tuple[Taken, ...]]


@dataclass(slots=True)
class _Parts:
    plain: list[str] = field(default_factory=list[str])
    markup: list[str] = field(default_factory=list[str])
    attached: list[Attachment] = field(default_factory=list[Attachment])
    inline: dict[str, Attachment] = field(default_factory=dict[str, Attachment])  # pictures by Content-ID


def read_mail(content: bytes, source: str, depth: int, read: Read) -> Taken:
    message = message_from_bytes(_without_separator(content), policy=AS_WRITTEN)
    parts = _Parts()
    for part in _leaves(message, depth):
        _sort(part, parts, depth, read)
    pages = list(_pages(parts.markup))
    addresses = [address for page in pages for address in page.pictures]
    pictures = found(addresses, {name: one.content for name, one in parts.inline.items()})
    parts.attached += (
        one for name, one in parts.inline.items() if one.name and f"cid:{name}" not in addresses
    )
    text = gathered(page.text for page in pages) or tidy(gathered(parts.plain))
    gathered([text, *(attachment.text for attachment in parts.attached)])
    if not text and not pictures and not any(attachment.text for attachment in parts.attached):
        raise _no_text(parts.attached)
    return Taken(
        title=title_of(header(message, "subject"), text=text, source=source),
        date=days.of_mail(str(message.get("date", ""))),
        kind=Kind.MAIL,
        text=text,
        source_name=source,
        html="\n".join(page.html for page in pages) or None,
        attachments=tuple(parts.attached),
        pictures=pictures,
    )


def _pages(markups: list[str]) -> Iterator[Page]:
    """Their pictures are numbered through."""
    first = 1
    for markup in markups:
        page = read_message(markup, first=first)
        first += len(page.pictures)
        yield page


def _no_text(attached: list[Attachment]) -> Invalid:
    """Why there is none in what should have held it."""
    why = next((attachment.reason for attachment in attached if attachment.reason), None)
    return Invalid(why or "글이 없는 편지입니다.", reason=Reason.REQUIRED)


def _without_separator(content: bytes) -> bytes:
    """Of a mailbox with one message."""
    return content.partition(b"\n")[2] if content.startswith(b"From ") else content


def _leaves(message: Message, depth: int) -> Iterator[Message]:
    """All parts that hold something, messages in the message as one."""
    waiting = [(message, depth)]
    count = 0
    while waiting:
        part, deep = waiting.pop()
        count += 1
        if deep > MOST_DEPTH:
            raise too_much(f"편지 안의 편지가 {MOST_DEPTH}겹을 넘어")
        if count > MOST_PARTS:
            raise too_much(f"편지의 조각이 {MOST_PARTS}개를 넘어")
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting.extend((child, deep + 1) for child in reversed(_children(part)))
        else:
            yield part


def _children(part: Message) -> list[Message]:
    return cast(list[Message], part.get_payload())


def _sort(part: Message, parts: _Parts, depth: int, read: Read) -> None:
    kind, name = part.get_content_type(), file_name(part)
    beside = name is not None and kind not in ("text/plain", "text/html")
    attached = beside or part.get_content_disposition() == "attachment"
    address = str(part.get("content-id", "")).strip().strip("<>").strip()
    if kind.startswith("image/") and address:
        content = _content(part)
        shown = safe_name(name) if name else ""
        parts.inline[address] = Attachment(shown, len(content), reason=NO_WORDS, content=content)
    elif kind == "message/rfc822" or attached:
        shown = safe_name(name or ("편지.eml" if kind == "message/rfc822" else ""))
        parts.attached += _attachments(_content(part), shown, depth + 1, read)
        if len(parts.attached) > MOST_PARTS:
            raise too_much(f"첨부파일이 {MOST_PARTS}개를 넘어")
        if sum(len(attachment.text) for attachment in parts.attached) > MOST_CHARACTERS:
            raise too_much(f"글이 {MOST_CHARACTERS:,}자를 넘어")
    elif kind == "text/html":
        content = _content(part)
        parts.markup.append(decoded(content, part.get_content_charset() or declared_in(content)))
    elif kind == "text/plain" or part.get_content_maintype() == "multipart":  # the latter in one piece
        parts.plain.append(decoded(_content(part), part.get_content_charset()))


def _attachments(content: bytes, name: str, depth: int, read: Read) -> Iterator[Attachment]:
    """What cannot be read does not keep the message from being taken."""
    try:
        if depth > MOST_DEPTH:
            raise too_much(f"편지 안의 편지가 {MOST_DEPTH}겹을 넘어")
        for taken in read(content, name, depth):
            yield Attachment(name, len(content), taken.kind, _with_title(taken), content=content)
            yield from taken.attachments
    except Invalid as refusal:
        known = refusal.reason is not Reason.UNSUPPORTED
        yield Attachment(name, len(content), reason=str(refusal) if known else NO_WORDS, content=content)


def _with_title(taken: Taken) -> str:
    """The subject of a message is not in its text."""
    told = taken.kind is Kind.MAIL and taken.title not in taken.text
    return f"{taken.title}\n{taken.text}" if told else taken.text


def _content(part: Message) -> bytes:
    if part.is_multipart():  # a message in the message
        return b"".join(child.as_bytes() for child in _children(part))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""

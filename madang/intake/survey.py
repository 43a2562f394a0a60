"""What lies in files and folders, before any of it is read: which it is, whose, and of which day.

Looking at headers is all that happens outside the worker.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from madang.intake import days
from madang.intake.bounds import MOST_BYTES
from madang.intake.folders import TOO_LARGE, files_in, shown
from madang.intake.kinds import HEAD, is_mail, is_mailbox
from madang.intake.mailbox import messages, placed_messages
from madang.intake.taken import Refused
from madang.intake.words import words

HEADER = rb"^%s:[ \t]*([^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,20})"
DATE, FROM, SUBJECT = (
    re.compile(HEADER % name, re.IGNORECASE | re.MULTILINE) for name in (b"date", b"from", b"subject")
)
ADDRESS = re.compile(r"[\w.+-]{1,100}@[\w.-]{1,200}")
BLANK_LINE = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Item:
    """A file, or one message of a mailbox. `digest` is the SHA-256 of its bytes.

    `day` is what a message says, `otherwise` what the file's name or its last change tells.
    """

    source: str
    path: Path
    offset: int | None  # in a mailbox
    size: int  # bytes
    digest: str
    is_mail: bool
    day: date | None = None
    otherwise: date | None = None
    sender: str = ""
    subject: str = ""

    def content(self) -> bytes:
        """Raises OSError for what is no longer there."""
        with self.path.open("rb") as file:
            if self.offset is None:
                return file.read(MOST_BYTES + 1)
            file.seek(self.offset)
            return next(messages(file)) or b""


def survey(root: Path) -> Iterator[Item | Refused]:
    """All files of a folder, or the one, in the order of their names."""
    if not root.exists():
        yield Refused("읽을 수 없습니다: 그런 파일이나 폴더가 없습니다.", shown(root))
        return
    for path in files_in(root):
        try:
            yield from _items(path)
        except OSError as failure:
            yield Refused(f"읽을 수 없습니다: {failure.strerror}", shown(path))


def _items(path: Path) -> Iterator[Item | Refused]:
    source = shown(path)
    if not path.is_file():  # a pipe would be waited for
        yield Refused("읽을 수 없습니다: 파일이 아닙니다.", source)
        return
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    otherwise = days.of_name(path.stem) or days.of_moment(changed)
    with path.open("rb") as file:
        mailbox = is_mailbox(file.read(HEAD))
        file.seek(0)
        if not mailbox:
            content = file.read(MOST_BYTES + 1)
            yield _item(content, path, source, None, otherwise)
            return
        for number, (offset, message) in enumerate(placed_messages(file), start=1):
            yield _item(message, path, f"{source} {number}번째 편지", offset, otherwise)


def _item(
    content: bytes | None, path: Path, source: str, offset: int | None, otherwise: date | None
) -> Item | Refused:
    if content is None or len(content) > MOST_BYTES:
        return Refused(TOO_LARGE, source)
    digest, head = hashlib.sha256(content).hexdigest(), content[:HEAD]
    if offset is None and not is_mail(head):
        return Item(source, path, offset, len(content), digest, is_mail=False, otherwise=otherwise)
    headers = BLANK_LINE.split(head, maxsplit=1)[0]
    sender = ADDRESS.search(_said(FROM, headers).lower())
    return Item(
        source,
        path,
        offset,
        len(content),
        digest,
        is_mail=True,
        day=days.of_mail(_said(DATE, headers)),
        otherwise=otherwise,
        sender=sender[0] if sender else "",
        subject=_said(SUBJECT, headers),
    )


def _said(header: re.Pattern[bytes], headers: bytes) -> str:
    found = header.search(headers)
    return words(found[1].decode("utf-8", "surrogateescape")) if found else ""

"""Messages of an mbox file, one at a time: the file may be larger than memory."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from madang.intake.bounds import MOST_BYTES

LINE = 65_536  # bytes read at once of a line without an end
BEGINS = re.compile(rb"From \S+ .{0,100}\d\d:\d\d.{0,40}\d{4}\s*$")  # by whom and when
QUOTED = re.compile(rb">+From ")


def messages(file: BinaryIO) -> Iterator[bytes | None]:
    """None for a message that is too large. Not every mailer writes such a line of a text as `>From`."""
    return (message for _, message in placed_messages(file))


def placed_messages(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each with the place where it begins: read from there again, it comes first."""
    kept: list[bytes] = []
    size, after_blank, whole = 0, True, True
    begun = place = file.tell()
    while line := file.readline(LINE):
        if whole and after_blank and BEGINS.match(line):
            if size:
                yield begun, b"".join(kept) if size <= MOST_BYTES else None
            kept, size, begun = [], 0, place
        else:
            size += len(line)
            if size <= MOST_BYTES:
                kept.append(line[1:] if whole and QUOTED.match(line) else line)
            else:
                kept.clear()
        after_blank = not line.strip() if whole else False
        whole = line.endswith(b"\n")
        place += len(line)
    if size:
        yield begun, b"".join(kept) if size <= MOST_BYTES else None

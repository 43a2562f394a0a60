"""How much of a file is read. Beyond a bound it is refused, never cut: half a newsletter looks whole."""

from collections.abc import Iterable, Iterator

from madang.errors import Invalid, Reason

MEGABYTE = 1024 * 1024
MOST_BYTES = 64 * MEGABYTE  # of a file, and of a message in a mailbox
MOST_UNPACKED = 128 * MEGABYTE
MOST_ENTRIES = 2_000  # in an archive
MOST_PAGES = 1_000
MOST_PARTS = 200  # of a message, with those of the messages in it
MOST_DEPTH = 8  # messages in messages, parts in parts
MOST_POSTS = 1_000  # in a feed
MOST_CHARACTERS = 2_000_000  # of text, with that of all attachments
MOST_MARKUP = 8_000_000  # characters of one page
MOST_NESTED = 2_000  # tags in tags; browsers themselves nest about 500
EMPTY_FEED = "글이 하나도 없는 소식 목록입니다."
TITLE = 200  # characters


def too_much(what: str) -> Invalid:
    return Invalid(f"{what} 읽지 않습니다.", reason=Reason.TOO_LARGE)


def gathered(pieces: Iterable[str]) -> str:
    """Raises Invalid as soon as there are too many characters."""
    return "\n".join(_counted(pieces))


def _counted(pieces: Iterable[str]) -> Iterator[str]:
    count = 0
    for piece in pieces:
        count += len(piece) + 1
        if count > MOST_CHARACTERS:
            raise too_much(f"글이 {MOST_CHARACTERS:,}자를 넘어")
        yield piece

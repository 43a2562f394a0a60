"""WebSocket frames as a client sees them, with as little work as counting takes.

Servers do not mask theirs. Ours have a mask of zeros: allowed, and the text stands as it is.
"""

from collections.abc import Iterator

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A  # whole messages, each in one frame
SHORT, TWO, EIGHT = 125, 126, 127  # up to this many bytes; or the length follows in so many bytes
MASKED, NO_MASK = 0x80, bytes(4)


def is_one_text(buffer: bytearray, size: int) -> bool:
    """Whether these bytes are one text of 126 to 65,535 bytes and nothing else, as events mostly come."""
    return buffer[0] == TEXT and buffer[1] == TWO and size == 4 + (buffer[2] << 8 | buffer[3])


class Frames:
    """Of one socket, across reads that split them."""

    def __init__(self) -> None:
        self._rest = b""

    @property
    def is_between(self) -> bool:
        """Whether the next byte begins a frame."""
        return not self._rest

    def take(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """First byte and payload of each frame that these bytes complete. Read it to its end."""
        self._rest += data
        while (span := _span(self._rest)) and len(self._rest) >= span[1]:
            start, end = span
            frame, self._rest = self._rest[:end], self._rest[end:]
            yield frame[0], frame[start:]


def _span(data: bytes) -> tuple[int, int] | None:
    """Where the payload of the first frame begins and ends. None where its length is not there yet."""
    if len(data) < 2:
        return None
    length, start = data[1], 2
    if length > SHORT:
        start += 2 if length == TWO else 8
        if len(data) < start:
            return None
        length = int.from_bytes(data[2:start])
    return start, start + length


def written(first: int, payload: bytes) -> bytes:
    """A frame of ours."""
    length = len(payload)
    if length <= SHORT:
        head = bytes([first, MASKED | length])
    elif length < 1 << 16:
        head = bytes([first, MASKED | TWO]) + length.to_bytes(2)
    else:
        head = bytes([first, MASKED | EIGHT]) + length.to_bytes(8)
    return head + NO_MASK + payload

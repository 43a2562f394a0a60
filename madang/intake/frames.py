"""What goes between us and the worker: lengths, then MessagePack, checked against the types when it arrives.

Never pickle: a file that has taken over the worker would then run here, too.
"""

from dataclasses import dataclass
from typing import BinaryIO, TypeVar

import msgspec

from madang.intake.bounds import MEGABYTE
from madang.intake.taken import Refused, Taken, Watch

LENGTH = 8  # bytes
MOST_ANSWER = 128 * MEGABYTE

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    content: bytes
    source: str
    seconds: int  # of the processor
    contents: bool = False  # of attachments and pictures are sent back, too
    watch: Watch | None = None
    side: int | None = None  # pixels: it is a picture, to be made smaller


@dataclass(frozen=True, slots=True)
class Answer:
    taken: tuple[Taken, ...] = ()
    refused: Refused | None = None
    links: tuple[str, ...] = ()
    picture: bytes = b""


def send(pipe: BinaryIO, message: Job | Answer) -> None:
    data = msgspec.msgpack.encode(message)
    pipe.write(len(data).to_bytes(LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def receive(pipe: BinaryIO, kind: type[T], *, most: int) -> T | None:
    """None at the end of the pipe, and for anything that is no such message."""
    length = int.from_bytes(pipe.read(LENGTH), "big")
    if not 0 < length <= most:
        return None
    data = pipe.read(length)
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except msgspec.MsgspecError:
        return None

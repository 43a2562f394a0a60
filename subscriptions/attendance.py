"""What processes tell each other of who is where, in messages of at most some 40 kB."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

import msgspec

from madang.rules.presence import Crowd

logger = logging.getLogger(__name__)

MOST_TOLD = 2000  # requests that one process tells the others of
MOST_AT_ONCE = 200  # people and requests in a message, from where on it takes no further request


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What a process says of some requests: who is there now by its own connections, perhaps nobody.

    `at`: seconds by a clock of its own that only rises.
    """

    process: UUID
    at: float
    crowds: Mapping[UUID, Crowd]


def encode(said: Attendance) -> bytes:
    return msgspec.json.encode(said)


def decode(data: bytes) -> Attendance | None:
    """None for a message of another version of this program."""
    try:
        return msgspec.json.decode(data, type=Attendance)
    except msgspec.MsgspecError as error:
        logger.warning("what a process says of who is present cannot be read: %s", error)
        return None


class Voice:
    """A process speaking. It remembers of which requests it has told, so that it never tells of too many."""

    def __init__(self, *, most: int = MOST_TOLD) -> None:
        self.process = uuid4()
        self._most = most
        self._told: set[UUID] = set()

    def say(self, crowds: Mapping[UUID, Crowd], *, at: float) -> Iterator[Attendance]:
        """The messages to send. Of requests that nobody was told of, those that are too many are left out."""
        gone = {id for id, crowd in crowds.items() if not crowd.total}
        told = self._told & gone
        self._told -= gone
        for id in crowds.keys() - gone:
            if id in self._told or len(self._told) < self._most:
                self._told.add(id)
                told.add(id)
        for some in _parts({id: crowds[id] for id in told}):
            yield Attendance(process=self.process, at=at, crowds=some)


def _parts(crowds: Mapping[UUID, Crowd]) -> Iterator[dict[UUID, Crowd]]:
    some: dict[UUID, Crowd] = {}
    size = 0
    for id, crowd in crowds.items():
        some[id] = crowd
        size += 1 + len(crowd.people)
        if size >= MOST_AT_ONCE:
            yield some
            some, size = {}, 0
    if some:
        yield some

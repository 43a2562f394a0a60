"""Many subscribers and one who makes something happen, in one loop of epoll without asyncio."""

import select
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.fanout.deed import Deed
from benchmarks.fanout.frames import is_one_text
from benchmarks.fanout.link import PATIENCE, Broken, Link, opened
from benchmarks.fanout.order import Order

SILENCE = 3.0  # seconds without an event while it is not yet sure that all have subscribed
TRIES = 10
MOST = 1024  # sockets looked at in one go
BUFFER = 1 << 16


@dataclass(frozen=True, slots=True)
class Delivered:
    """An event: instants of the mutation's sending, its answer, and of each delivery, in order. Seconds."""

    sent: float
    answered: float
    heard: Sequence[float]


class Crowd:
    """Raises Broken where a server falls silent, says something else, or says it twice."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._deed = Deed(order)
        self._buffer = bytearray(BUFFER)
        self._poll = select.epoll()
        self._poll.register(self._deed.socket, select.EPOLLIN)
        self.links: dict[int, Link] = {}

    def subscribe(self) -> None:
        for link in opened(self._order):
            self.links[link.socket.fileno()] = link
            self._poll.register(link.socket, select.EPOLLIN)

    def settle(self) -> int:
        """Events until one reaches all: nothing else says that all have subscribed.

        Returns the percentage it has set; each link knows what it has heard, which may be of an event before.
        """
        heard = 0
        for _ in range(TRIES):
            self._happen(keep=True, patience=SILENCE)
            heard = sum(link.has_heard(self._deed.percent) for link in self.links.values())
            if heard == len(self.links):
                return self._deed.percent
        raise Broken(f"{heard} of {len(self.links)} subscribers have heard of the last event")

    def event(self) -> Delivered:
        """Returns when all have heard of it."""
        delivered = self._happen(keep=False, patience=PATIENCE)
        if len(delivered.heard) != len(self.links):
            raise Broken(f"an event came {len(delivered.heard)} times to {len(self.links)} subscribers")
        return delivered

    def leave(self) -> None:
        for link in self.links.values():
            link.socket.close()

    def cut(self) -> None:
        for link in self.links.values():
            link.cut()

    def _happen(self, *, keep: bool, patience: float) -> Delivered:
        """`keep` what each hears, which takes time. Gives up `patience` seconds after the last word."""
        heard: list[float] = []
        self._deed.begin()
        while len(heard) < len(self.links) or not self._deed.answered:
            latest = max(self._deed.sent, self._deed.answered, *heard[-1:])
            if time.perf_counter() - latest > patience:  # pings may come all the while
                break
            for place, _ in self._poll.poll(patience, MOST):
                if link := self.links.get(place):
                    events = self._read(link, keep=keep)
                    heard += [time.perf_counter()] * events
                else:
                    self._deed.hear()
        if not self._deed.answered:
            raise Broken("the mutation was not answered")
        return Delivered(self._deed.sent, self._deed.answered, heard)

    def _read(self, link: Link, *, keep: bool) -> int:
        """How many events have come."""
        size = link.socket.recv_into(self._buffer)
        if not size:
            raise Broken("the server has closed a socket")
        if not keep and link.frames.is_between and is_one_text(self._buffer, size):
            return 1
        return link.events(bytes(self._buffer[:size]))

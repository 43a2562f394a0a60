"""Sockets that follow, opened many at a time, and the connection that makes something happen."""

import socket
from collections.abc import Iterator, Sequence

import orjson

from benchmarks.fanout.frames import PING, PONG, TEXT, Frames, written
from benchmarks.fanout.order import Order

AT_ONCE = 50  # sockets that are opened side by side
PATIENCE = 60.0  # seconds without a word; a server may be busy with the sockets before
HANDSHAKE = (
    "GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"
)
SAID_PONG = written(TEXT, b'{"type":"pong"}')


class Broken(Exception):
    """A server did what it should not: the message says what."""


class Link:
    """One subscriber. `heard`: the last message, where somebody wanted to keep it."""

    __slots__ = ("frames", "heard", "socket")

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.frames = Frames()
        self.heard = b""

    def say(self, type: str, **more: object) -> None:
        self.socket.sendall(written(TEXT, orjson.dumps({"type": type, **more})))

    def receive(self) -> bytes:
        if data := self.socket.recv(1 << 16):
            return data
        raise Broken("the server has closed a socket")

    def events(self, data: bytes) -> int:
        """How many events these bytes complete. What else they bring is answered. Raises Broken."""
        return sum(self._is_event(first, payload) for first, payload in self.frames.take(data))

    def _is_event(self, first: int, payload: bytes) -> bool:
        if first == PING:
            self.socket.sendall(written(PONG, payload))
        elif first == TEXT:
            type = orjson.loads(payload)["type"]
            if type == "ping":
                self.socket.sendall(SAID_PONG)
            elif type == "next":
                self.heard = payload
                return True
            elif type not in {"pong", "ka"}:
                raise Broken(payload.decode())
        elif first != PONG:
            raise Broken(f"frame {first:#x}: {payload!r}")
        return False

    def has_heard(self, percent: int) -> bool:
        """Whether the last message that was kept says so."""
        return f'"progress":{percent}'.encode() in self.heard.replace(b" ", b"")

    def cut(self) -> None:
        """With a reset, as a line that breaks."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.socket.close()


def opened(order: Order) -> Iterator[Link]:
    numbers = range(order.subscribers)
    for start in range(0, order.subscribers, AT_ONCE):
        yield from _subscribed(order, numbers[start : start + AT_ONCE])


def _subscribed(order: Order, numbers: Sequence[int]) -> list[Link]:
    links = [Link(order.port) for _ in numbers]
    for link in links:
        link.socket.sendall(HANDSHAKE.format(port=order.port).encode())
    for link in links:
        _read_head(link)
    for link, number in zip(links, numbers, strict=True):
        link.say("connection_init", payload=order.payload(number))
    for link in links:
        _read_acknowledgement(link)
    for link, number in zip(links, numbers, strict=True):
        asked = {"query": order.asked(number), "variables": order.variables}
        link.say("subscribe", id="1", payload=asked)
        link.socket.setblocking(False)
    return links


def _read_head(link: Link) -> None:
    """Nothing comes behind it before we have spoken."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += link.receive()
    if not head.startswith(b"HTTP/1.1 101"):
        raise Broken(head.decode())


def _read_acknowledgement(link: Link) -> None:
    while True:
        for first, payload in list(link.frames.take(link.receive())):
            if first != TEXT:
                raise Broken(f"frame {first:#x} instead of an acknowledgement: {payload!r}")
            if orjson.loads(payload)["type"] == "connection_ack":
                return

"""The mutation that makes something happen, over one HTTP connection that stays open."""

import re
import socket
import time
from itertools import cycle

from benchmarks.fanout.link import PATIENCE, Broken
from benchmarks.fanout.order import Order

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
HEAD_END, LAST_CHUNK = b"\r\n\r\n", b"0\r\n\r\n"


class Deed:
    """One at a time. Instants in seconds; `answered` is 0 until the whole answer is there."""

    def __init__(self, order: Order) -> None:
        self.socket = socket.create_connection(("127.0.0.1", order.port), timeout=PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        posts = [_request(order, post) for post in order.posts]
        self._turns = cycle(zip(order.percents, posts, strict=True))
        self.percent, self._post = next(self._turns)
        self.sent = self.answered = 0.0
        self._answer = b""

    def begin(self) -> None:
        """With another percentage each time."""
        self.percent, self._post = next(self._turns)
        self._answer, self.answered = b"", 0.0
        self.sent = time.perf_counter()
        self.socket.sendall(self._post)

    def hear(self) -> None:
        """Raises Broken for an answer that does not say what was set."""
        self._answer += self.socket.recv(1 << 16)
        if is_whole(self._answer):
            self.answered = time.perf_counter()
            if f'"progress":{self.percent}'.encode() not in self._answer.replace(b" ", b""):
                raise Broken(self._answer.decode())


def is_whole(answer: bytes) -> bool:
    """Whether an HTTP answer has come to its end."""
    head, end, body = answer.partition(HEAD_END)
    if length := LENGTH.search(head):
        return bool(end) and len(body) >= int(length[1])
    return bool(end) and body.endswith(LAST_CHUNK)


def _request(order: Order, post: str) -> bytes:
    body = post.encode()
    headers = {
        "Host": f"127.0.0.1:{order.port}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        **order.headers,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /graphql HTTP/1.1\r\n{lines}\r\n".encode() + body

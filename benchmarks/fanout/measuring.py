"""One server and its subscribers: they come, they hear, they go; meanwhile clocks and memory are read."""

import os
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from benchmarks import cpu
from benchmarks.contenders import ROOT, Running
from benchmarks.fanout.order import Order
from benchmarks.fanout.scenes import Scene
from benchmarks.ground import OTHER_CORE, Known
from benchmarks.load import LoadError
from benchmarks.questions import MUTATION, PERCENTS, bodies
from tests.servers import dying_with_us

PAGE = os.sysconf("SC_PAGE_SIZE")
EACH = 100  # sockets that an employee may have at one process
WARM_UP = 1  # seconds
LOOK, CALM, PATIENCE = 0.5, 0.05, 30.0  # seconds, share of a core, seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Milliseconds until the first, half, 99 in a hundred and the last have an event."""

    first: float
    half: float
    most: float
    last: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FanSample:
    """One server and its subscribers for some seconds. `sent`, `answered`: since the mutation was."""

    rate: float  # deliveries a second
    sent: Times
    answered: Times
    server: float  # processor milliseconds for 1,000 deliveries
    subscribed: float  # KiB that the process has grown for each who has subscribed
    heard: float  # the same, once they have heard of something
    opening: float  # processor milliseconds for each who subscribes
    client: float  # share of its core that the subscribers took
    core: float  # share of that core that anybody took


class Subscribers:
    """A process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], server: str) -> None:
        self._process, self._server = process, server

    @property
    def pid(self) -> int:
        return self._process.pid

    def do(self, *words: str) -> Any:
        """Raises LoadError."""
        self.tell(" ".join(words).encode())
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        answer: dict[str, Any] = orjson.loads(line) if line else {"failure": "its subscribers have died"}
        if "failure" in answer:
            raise LoadError(f"{self._server}: {answer['failure']}")
        return answer

    def tell(self, line: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + b"\n")
        self._process.stdin.flush()


@contextmanager
def subscribers(server: Running, order: Order) -> Generator[Subscribers]:
    command = [*dying_with_us("TERM"), sys.executable, "-m", "benchmarks.fanout.client"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe)
    try:
        them = Subscribers(process, server.name)
        them.tell(order.written())
        yield them
    finally:
        process.terminate()
        process.communicate()


def ordered(scene: Scene, server: Running, known: Known) -> Order:
    dialect, contender = server.contender.dialect, server.contender
    return Order(
        port=urlsplit(server.url).port or 0,
        subscribers=scene.subscribers,
        document=scene.text(server.name),
        variables={"requestId": dialect.identifier("Request", known.request_id)},
        payloads=[contender.signed_in(f"b{number}") for number in range(1, 2 + scene.subscribers // EACH)],
        each=EACH,
        own=scene.own,
        headers=contender.headers,
        posts=[body.decode() for body in bodies(MUTATION, dialect, [known])],
        percents=PERCENTS,
    )


def measure(server: Running, order: Order, seconds: int) -> tuple[FanSample, Any]:
    """The sample, and what some of the subscribers heard first. Raises LoadError."""
    _until_calm(server.pid)
    with subscribers(server, order) as them:
        memory, clock = [resident(server.pid)], cpu.of_process(server.pid)
        them.do("subscribe")
        time.sleep(WARM_UP)
        memory.append(resident(server.pid))
        opening = cpu.of_process(server.pid) - clock
        heard = them.do("settle")
        memory.append(resident(server.pid))
        them.do("measure", str(WARM_UP))
        before = _clocks(server, them)
        found = them.do("measure", str(seconds))
        took, working, client, core = (
            after - earlier for earlier, after in zip(before, _clocks(server, them), strict=True)
        )
        them.do("leave")
    sample = FanSample(
        rate=found["deliveries"] / found["seconds"],
        sent=_times(found, ""),
        answered=_times(found, "_after"),
        server=working / found["deliveries"] * 1e6,
        subscribed=(memory[1] - memory[0]) / order.subscribers,
        heard=(memory[2] - memory[0]) / order.subscribers,
        opening=opening / order.subscribers * 1000,
        client=client / took,
        core=core / took,
    )
    return sample, heard


def _until_calm(pid: int) -> None:
    """What a server does by itself when it has just started is not what its subscribers cost."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        before = cpu.of_process(pid)
        time.sleep(LOOK)
        if cpu.of_process(pid) - before < LOOK * CALM:
            return


def _times(found: dict[str, Any], suffix: str) -> Times:
    return Times(**{name: found[f"{name}{suffix}"] for name in ("first", "half", "most", "last")})


def _clocks(server: Running, them: Subscribers) -> Sequence[float]:
    return (
        time.monotonic(),
        cpu.of_process(server.pid),
        cpu.of_process(them.pid),
        cpu.of_core(OTHER_CORE),
    )


def resident(pid: int) -> float:
    """KiB of memory that a process has."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE / 1024

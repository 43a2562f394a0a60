"""Asks one server as fast as it answers, over 32 connections that stay open, and reads the clocks.

Needs `wrk`. Its core is not the server's, but PostgreSQL and Valkey run there, too: where that core is full,
answers a second are a lower bound, and the server's processor time an answer is the better figure.
"""

import resource
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from benchmarks import cpu
from benchmarks.contenders import Running
from benchmarks.ground import OTHER_CORE
from tests.servers import dying_with_us

CONNECTIONS = 32
SCRIPT = Path(__file__).with_name("load.lua")
WARM_UP = 2  # seconds; just-in-time compilers and pools fill in it
SHORTEST = 0.8  # of the answers' checked length; errors are much shorter


class LoadError(Exception):
    """What was measured is no measurement: the reason says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One server asked one question for some seconds. Times in milliseconds, shares of one core."""

    rate: float  # answers a second
    p50: float
    p99: float
    server: float  # processor time an answer
    database: float  # processor time an answer
    client: float  # share of its core that the load generator took
    core: float  # share of that core that anybody took


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """`length`: of a right answer, in bytes. `database_pid`: of PostgreSQL's first process."""

    server: Running
    bodies: Path
    length: float
    database_pid: int

    def measure(self, seconds: int, *, seed: int) -> Sample:
        """Raises LoadError."""
        self._ask(WARM_UP, seed)
        before = self._clocks()
        found = self._ask(seconds, seed)
        took, server, database, client, core = (
            after - earlier for earlier, after in zip(before, self._clocks(), strict=True)
        )
        count = found["requests"]
        if not count:
            raise LoadError(f"{self.server.name}: no answer in {seconds} s")
        return Sample(
            rate=count / found["seconds"],
            p50=found["p50"],
            p99=found["p99"],
            server=server / count * 1000,
            database=database / count * 1000,
            client=client / took,
            core=core / took,
        )

    def _ask(self, seconds: int, seed: int) -> Any:
        headers = [f"{name}: {value}" for name, value in self.server.contender.headers.items()]
        options = [part for header in headers for part in ("-H", header)]
        shape = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT)]
        command = [*dying_with_us("TERM"), wrk(), *shape, *options, self.server.url, "--", str(self.bodies)]
        done = subprocess.run([*command, str(seed)], check=True, capture_output=True, text=True)
        found = orjson.loads(done.stdout.splitlines()[-1])
        if found["failed"]:
            raise LoadError(f"{self.server.name}: {found}")
        if found["bytes"] < SHORTEST * self.length * found["requests"]:
            raise LoadError(f"{self.server.name}: answers are too short to be right: {found}")
        return found

    def _clocks(self) -> Sequence[float]:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (
            time.monotonic(),
            cpu.of_process(self.server.pid),
            cpu.of_family(self.database_pid),
            children.ru_utime + children.ru_stime,
            cpu.of_core(OTHER_CORE),
        )


def wrk() -> str:
    """Raises LoadError where it is missing."""
    found = shutil.which("wrk")
    if found is None:
        raise LoadError("wrk is missing: apt-get install wrk")
    return found

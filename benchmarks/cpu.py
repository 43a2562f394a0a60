"""Processor time, as Linux counts it: exact to a hundredth of a second."""

import os
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds
USER, SYSTEM, WAITED_USER, WAITED_SYSTEM = 11, 12, 13, 14  # places behind the name in /proc/PID/stat
IDLE, WAITING = 4, 5  # places in a line of /proc/stat


def of_process(pid: int) -> float:
    """Seconds that all threads of a process have run."""
    times = _times(pid)
    return (times[USER] + times[SYSTEM]) * TICK


def of_family(pid: int) -> float:
    """Seconds that a process has run, and its children, those that have ended too."""
    times = _times(pid)
    ended = (times[WAITED_USER] + times[WAITED_SYSTEM]) * TICK
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return of_process(pid) + ended + sum(_or_nothing(int(child)) for child in children)


def of_core(core: int) -> float:
    """Seconds that anybody has run on a core."""
    lines = Path("/proc/stat").read_text().splitlines()
    times = next(line.split() for line in lines if line.startswith(f"cpu{core} "))
    return sum(int(times[place]) for place in range(1, 9) if place not in (IDLE, WAITING)) * TICK


def _times(pid: int) -> list[int]:
    _, _, behind = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    return [int(value) if value.lstrip("-").isdigit() else 0 for value in behind.split()]


def _or_nothing(pid: int) -> float:
    """A child may have ended since it was listed."""
    try:
        return of_process(pid)
    except (FileNotFoundError, ProcessLookupError):
        return 0.0

"""The process itself, under the names that every Prometheus client uses."""

import os
import platform
import resource
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from madang.server.metrics.families import Family, counter, gauge

BEGAN = time.time()
STATM, OPEN_FILES = Path("/proc/self/statm"), Path("/proc/self/fd")  # Linux only


def of_process() -> Iterator[Family]:
    labels = {"version": version("madang"), "python": platform.python_version()}
    yield Family("madang_build_info", "gauge", "돌고 있는 판", [("", labels, 1)])
    yield gauge("process_start_time_seconds", "시작한 때(1970년부터 초)", BEGAN)
    yield counter("process_cpu_seconds_total", "쓴 CPU 시간", time.process_time())
    yield gauge("process_max_fds", "열 수 있는 파일", resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    if STATM.exists():
        size, resident, *_ = map(int, STATM.read_text().split())
        yield gauge("process_virtual_memory_bytes", "가상 메모리", size * resource.getpagesize())
        yield gauge("process_resident_memory_bytes", "실제 메모리", resident * resource.getpagesize())
        yield gauge("process_open_fds", "열린 파일", len(os.listdir(OPEN_FILES)))

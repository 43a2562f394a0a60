"""Several workers beside each other, and a place on the disk for what they have read."""

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Self

import msgspec

from madang.intake.taken import Refused, Taken
from madang.intake.worker import Limits, Worker


class Readers:
    """Use it in a `with`. Whoever waits for a worker gets the next that is free."""

    def __init__(self, count: int, limits: Limits | None = None) -> None:
        self._all = [Worker(limits) for _ in range(count)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._all:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="intake")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.close()

    def read(self, jobs: Sequence[tuple[bytes, str]]) -> list[tuple[Taken | Refused, ...]]:
        """Each content under its name, with what it holds; in this order."""
        return list(self._threads.map(self._one, jobs))

    def _one(self, job: tuple[bytes, str]) -> tuple[Taken | Refused, ...]:
        worker = self._free.get()
        try:
            return worker.read(*job, contents=True)
        finally:
            self._free.put(worker)


class Spool:
    """What was read, on the disk until it is wanted again, and gone with the process."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def put(self, taken: Taken) -> tuple[int, int]:
        """Where it lies, and how long it is."""
        data = msgspec.msgpack.encode(taken)
        self._file.seek(self._end)
        self._file.write(data)
        place = (self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: tuple[int, int]) -> Taken:
        offset, length = place
        self._file.seek(offset)
        return msgspec.msgpack.decode(self._file.read(length), type=Taken)

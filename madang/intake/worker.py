"""Files read in a process of their own, which is ended and replaced when a file takes too much of it."""

import signal
import subprocess
import sys
from dataclasses import dataclass
from threading import Timer
from types import TracebackType
from typing import BinaryIO, Self, cast

from madang.intake.bounds import MEGABYTE
from madang.intake.frames import MOST_ANSWER, Answer, Job, receive, send
from madang.intake.taken import Refused, Taken, Watch, Watched

OUT_OF_MEMORY = 77  # exit code
MODULE = "madang.intake"


@dataclass(frozen=True, slots=True)
class Limits:
    """For one file. The clock runs also while the worker waits, or is stopped."""

    seconds: int = 20  # of the processor
    wall: float = 60.0  # seconds
    memory: int = 1024 * MEGABYTE  # addresses of the worker


class Worker:
    """Started with the first file. Use it in a `with`; not by two threads at once."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def read(self, content: bytes, source: str, *, contents: bool = False) -> tuple[Taken | Refused, ...]:
        """`contents`: with what attachments and pictures hold."""
        answer = self._answered(Job(content, source, self.limits.seconds, contents))
        return answer.taken if answer.refused is None else (answer.refused,)

    def watch(self, content: bytes, source: str, watch: Watch) -> Watched | Refused:
        """A page as `watch` looks at it."""
        answer = self._answered(Job(content, source, self.limits.seconds, contents=True, watch=watch))
        if answer.refused is not None:
            return answer.refused
        return Watched(answer.taken[0] if answer.taken else None, answer.links)

    def smaller(self, content: bytes, side: int) -> bytes | Refused:
        """A picture as a JPEG of at most so many pixels a side."""
        answer = self._answered(Job(content, "", self.limits.seconds, side=side))
        return answer.picture if answer.refused is None else answer.refused

    def _answered(self, job: Job) -> Answer:
        if self._process is not None and self._process.poll() is not None:
            self._end()  # it ended between two files: this one has no part in that
        process = self._process = self._process or self._started()
        late = Timer(self.limits.wall, process.kill)
        late.start()
        try:
            answer = self._asked(process, job)
        finally:
            late.cancel()
        return Answer(refused=Refused(self._ended(), job.source)) if answer is None else answer

    def close(self) -> None:
        if self._process is not None:
            self._end()

    def _started(self) -> subprocess.Popen[bytes]:
        """-P: or a file called email.py in the folder one stands in would be run."""
        command = [sys.executable, "-P", "-m", MODULE, str(self.limits.memory)]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
        )

    def _asked(self, process: subprocess.Popen[bytes], job: Job) -> Answer | None:
        try:
            send(cast(BinaryIO, process.stdin), job)
        except BrokenPipeError:
            return None
        return receive(cast(BinaryIO, process.stdout), Answer, most=MOST_ANSWER)

    def _ended(self) -> str:
        """Why there was no answer. The next file gets another worker."""
        code = self._end()
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            most = f"연산 {self.limits.seconds}초, 모두 {self.limits.wall:g}초까지"
            return f"읽는 데 너무 오래 걸려 그만두었습니다({most})."
        if code == OUT_OF_MEMORY:
            return f"읽는 데 메모리를 {self.limits.memory // MEGABYTE:,} MB 넘게 써서 그만두었습니다."
        return "읽는 프로그램을 멈추게 하는 파일입니다. 원래 프로그램에서 다시 저장해 주십시오."

    def _end(self) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        _hang_up(process)
        try:
            return process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _hang_up(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        try:
            cast(BinaryIO, pipe).close()
        except BrokenPipeError:
            continue

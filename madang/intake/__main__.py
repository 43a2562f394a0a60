"""The worker: reads one file after another, under limits that the system enforces.

Started by `madang.intake.worker`, with nothing of our environment. It ends when its input does.
"""

import os
import sys
from typing import BinaryIO

from madang.errors import Invalid
from madang.intake.bounds import MOST_BYTES
from madang.intake.frames import Answer, Job, receive, send
from madang.intake.reading import read
from madang.intake.shrinking import smaller
from madang.intake.taken import Refused
from madang.intake.watching import look
from madang.intake.worker import OUT_OF_MEMORY

ROOM = 1_000_000  # bytes for what stands around the content of a job


def main(memory: int) -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    _limit(memory)
    jobs: BinaryIO = sys.stdin.buffer
    while (job := receive(jobs, Job, most=MOST_BYTES + ROOM)) is not None:
        _allow(job.seconds)
        send(answers, _answer(job))


def _answer(job: Job) -> Answer:
    try:
        if job.side is not None:
            return Answer(picture=smaller(job.content, job.side))
        if job.watch is not None:
            taken, links = look(job.content, job.source, job.watch)
            return Answer(taken=taken, links=links)
        taken = read(job.content, job.source)
        return Answer(taken=taken if job.contents else tuple(one.without_contents() for one in taken))
    except Invalid as refusal:
        return Answer(refused=Refused(str(refusal), job.source))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # what is left of it is not worth using


def _limit(memory: int) -> None:
    if sys.platform == "win32":  # no such limits: the clock remains
        return
    import resource

    if sys.platform == "linux":  # macOS knows the name only
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow(seconds: int) -> None:
    """More of the processor, beside what earlier files took."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(int(sys.argv[1]))

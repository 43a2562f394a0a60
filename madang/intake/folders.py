"""Files and folders as they are given: what each holds, or why it is not taken."""

import os
from collections.abc import Iterator
from pathlib import Path

from madang.intake.bounds import MOST_BYTES
from madang.intake.kinds import HEAD, is_mailbox
from madang.intake.mailbox import messages
from madang.intake.taken import Refused, Taken
from madang.intake.worker import Worker

TOO_LARGE = f"{MOST_BYTES // 1024**2} MB를 넘어 읽지 않습니다."


def files_in(path: Path) -> Iterator[Path]:
    """In the order of their names, without hidden ones; links inside lead nowhere."""
    if not path.is_dir():
        yield path
        return
    for inner in sorted(path.iterdir()):
        if not inner.name.startswith(".") and not inner.is_symlink():
            yield from files_in(inner)


def read_file(path: Path, worker: Worker) -> Iterator[Taken | Refused]:
    """A mailbox gives its messages one by one, so it may be of any size."""
    source = shown(path)
    try:
        if not path.is_file():  # a pipe would be waited for
            raise FileNotFoundError(2, "No such file" if not path.exists() else "Not a file")
        with path.open("rb") as file:
            mailbox = is_mailbox(file.read(HEAD))
            file.seek(0)
            if mailbox:
                for place, message in enumerate(messages(file), start=1):
                    yield from _read(message, f"{source} {place}번째 편지", worker)
            else:
                content = file.read(MOST_BYTES + 1)
                yield from _read(content if len(content) <= MOST_BYTES else None, source, worker)
    except OSError as failure:
        yield Refused(f"읽을 수 없습니다: {failure.strerror}", source)


def shown(path: Path) -> str:
    """Names on old disks are written in cp949, which is no text to us until it is read as such."""
    name = os.fsencode(path)
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp949", "replace")


def _read(content: bytes | None, source: str, worker: Worker) -> Iterator[Taken | Refused]:
    if content is None:
        yield Refused(TOO_LARGE, source)
    else:
        yield from worker.read(content, source)

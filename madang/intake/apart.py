"""What may take too long, or crash, without anything depending on it: made in a copy of this process.

Only for a process of one thread, as the worker is.
"""

import os
import sys
from collections.abc import Callable


def made_apart(make: Callable[[], bytes], *, seconds: int) -> bytes:
    """What `make` returns; nothing if it fails or takes more of the processor, or where processes cannot be
    copied."""
    if sys.platform == "win32":
        return b""
    outlet, inlet = os.pipe()
    copy = os.fork()
    if not copy:
        os.close(outlet)
        _make(make, inlet, seconds)
    os.close(inlet)
    with open(outlet, "rb") as file:
        made = file.read()
    _, status = os.waitpid(copy, 0)
    return b"" if status else made


def _make(make: Callable[[], bytes], inlet: int, seconds: int) -> None:
    """Never returns: what the process was doing is the original's to go on with."""
    failed = 1
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        with open(inlet, "wb") as file:
            file.write(make())
        failed = 0
    finally:
        os._exit(failed)

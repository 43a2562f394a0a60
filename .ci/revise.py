#!/usr/bin/env python
"""Writes the next migration, from the tables that all migrations build to those of the models.

.uv/bin/uv run .ci/revise.py "Add rooms"
"""

import asyncio
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from models import Base
from models.engine import create_engine
from models.migrate import revise, upgrade


async def main(message: str) -> Path:
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/scratch.db", durable=False)
        await upgrade(engine)
        written = await revise(engine, to=Base.metadata, message=message)
        await engine.dispose()
    return written


written = asyncio.run(main(sys.argv[1]))
subprocess.run(["ruff", "format", "-q", written], check=True)
subprocess.run(["ruff", "check", "-q", "--fix", written], check=True)

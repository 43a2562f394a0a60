"""The kit of `web/live`, compiled as it would be published, and Node.js to run it with."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from web.build import NPM_PATIENCE, WEB, npm

INSTALL = ["ci", "--workspace=live", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]
PARTS = ["package.json", "package-lock.json", ".npmrc", "live"]
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Kit:
    """A folder in which `madang-live` and `graphql-ws` can be imported."""

    folder: Path
    node: str
    environment: Mapping[str, str]
    command: Sequence[str]

    def npm(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run(*self.command, *words)

    def run(self, *command: str, at: str = ".") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder / at,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def program(self, name: str) -> list[str]:
        """How to run a program that stands beside this file. Node.js 20 has sockets only when asked to."""
        shutil.copy(HERE / name, self.folder)
        return [self.node, "--experimental-websocket", "--no-warnings", str(self.folder / name)]


def installed(folder: Path) -> Kit:
    for part in PARTS:
        source = WEB / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("node_modules", "dist"))
        else:
            shutil.copy(source, folder)
    return made(folder, [[*INSTALL, *NPM_PATIENCE], ["run", "build", "--workspace=live"]])


def made(folder: Path, steps: Iterable[Sequence[str]]) -> Kit:
    """What npm makes of a folder in these steps."""
    command = npm(os.environ, folder / "node")
    assert command is not None, "Node.js is neither there nor can it be fetched"
    path = os.pathsep.join([str(Path(command[0]).parent), os.environ["PATH"]])
    node = shutil.which("node", path=path)
    assert node is not None
    kit = Kit(folder, node, {**os.environ, "PATH": path}, command)
    for step in steps:
        done = kit.npm(*step)
        assert done.returncode == 0, done.stdout
    return kit

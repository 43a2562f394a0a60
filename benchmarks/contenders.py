"""The servers that are measured: how each is started and asked. One process each, on one core."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import orjson
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from benchmarks.data import ASKED_BY
from benchmarks.ground import SERVER_CORE, Ground
from benchmarks.questions import MADANG, PEER, POSTGRAPHILE, Dialect
from tests.servers import dying_with_us

ROOT = Path(__file__).parents[1]
PEERS = Path(__file__).with_name("peers")
NODE = PEERS / "node_modules" / ".bin" / "node"
NPM_CI = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
PORTAL = {"MADANG_PORTAL_ISSUER": "https://portal", "MADANG_PORTAL_AUDIENCE": "madang"}
NAMES = ("madang", "mercurius", "postgraphile", "yoga", "naive")
IN_PYTHON = {"madang", "naive", "broadcast"}
READY_WITHIN = 120.0  # seconds
DAY = 24 * 60 * 60  # seconds; a run is shorter

Environment = dict[str, str]


def nobody(number: str) -> Environment:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """`{port}` in the command and `PORT` in the environment say where it shall listen.

    `signed_in`: the headers of an employee, by 사번.
    """

    name: str
    title: str
    command: list[str]
    dialect: Dialect = PEER
    environment: Environment = field(default_factory=Environment)
    headers: Environment = field(default_factory=Environment)
    signed_in: Callable[[str], Environment] = nobody


@dataclass(frozen=True, slots=True)
class Running:
    contender: Contender
    url: str
    pid: int
    client: httpx2.Client

    @property
    def name(self) -> str:
        return self.contender.name

    def ask(self, body: bytes) -> bytes:
        return self.client.post(self.url, content=body).content


def madang(ground: Ground, database: str, folder: Path, *, name: str = "madang") -> Contender:
    """The product as a city runs it, asked by one employee whom the portal has signed in."""
    key = RSAKey.generate_key(2048, {"kid": "benchmark"})
    keys = folder / f"{name}-keys.json"
    keys.write_bytes(orjson.dumps(KeySet([key]).as_dict(private=False)))
    claims = {"iss": "https://portal", "aud": "madang", "exp": int(time.time()) + DAY}

    def signed_in(number: str) -> Environment:
        token = jwt.encode({"alg": "RS256", "kid": key.kid}, claims | {"sub": number}, key)
        return {"authorization": f"Bearer {token}"}

    settings = {
        "DATABASE_URL": ground.address(database),
        "REDIS_URL": ground.valkey.url,
        "MADANG_DATA": str(folder / name),
        "MADANG_PORTAL_JWKS": str(keys),
    }
    program = [sys.executable, "-c", "from madang.server.cli import main; main()"]
    return Contender(
        name=name,
        title="Madang",
        command=[*program, "serve", "--port", "{port}"],
        dialect=MADANG,
        environment=settings | PORTAL,
        headers=signed_in(ASKED_BY),
        signed_in=signed_in,
    )


def peers(ground: Ground, database: str) -> list[Contender]:
    there = {
        "PGHOST": str(ground.postgres.folder),
        "PGDATABASE": database,
        "REDIS_SOCKET": ground.valkey.url.removeprefix("unix://"),
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
    }
    uvicorn = [sys.executable, "-m", "uvicorn", "--log-level", "warning", "--port", "{port}"]
    bare = ["--ws", "websockets-sansio", "--ws-per-message-deflate", "false"]
    return [
        _in_node("mercurius", "Mercurius 16 (jit, loaders)", there),
        _in_node("postgraphile", "PostGraphile 5", there, POSTGRAPHILE),
        _in_node("yoga", "GraphQL Yoga 5 (graphql-jit, DataLoader)", there),
        Contender(
            name="naive",
            title="Strawberry, SQLAlchemy, DataLoader",
            command=[*uvicorn, "benchmarks.peers.naive:app"],
            environment=there,
        ),
        Contender(
            name="broadcast",
            title="uvicorn, one text to all",
            command=[*uvicorn, *bare, "benchmarks.peers.broadcast:app"],
            environment=there,
        ),
    ]


def _in_node(name: str, title: str, environment: Environment, dialect: Dialect = PEER) -> Contender:
    command = [str(NODE), str(PEERS / f"{name}.js")]
    return Contender(name=name, title=title, command=command, environment=environment, dialect=dialect)


def install_peers() -> None:
    """What package-lock.json names, unless it is there. Raises RuntimeError where npm is missing."""
    lock = (PEERS / "package-lock.json").read_text()
    installed = PEERS / "node_modules" / "installed-from"  # a copy of the lock; written last
    if installed.exists() and installed.read_text() == lock:
        return
    npm = shutil.which("npm")
    if npm is None:
        raise RuntimeError("npm is missing: install Node.js, or choose --servers madang,naive")
    subprocess.run([npm, *NPM_CI], cwd=PEERS, check=True)
    installed.write_text(lock)


@contextmanager
def running(contender: Contender, folder: Path) -> Generator[Running]:
    """The server, answering, until the block ends. `folder` takes what it prints."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    pinned = [*dying_with_us("TERM"), "taskset", "--cpu-list", str(SERVER_CORE)]
    command = [*pinned, *(part.format(port=port) for part in contender.command)]
    environment = {**os.environ, **contender.environment, "PORT": port}
    with (folder / f"{contender.name}.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    headers = {"content-type": "application/json", **contender.headers}
    try:
        with httpx2.Client(headers=headers, timeout=READY_WITHIN) as client:
            server = Running(contender, f"http://127.0.0.1:{port}/graphql", process.pid, client)
            _wait_until_it_answers(server, process, folder)
            yield server
    finally:
        process.terminate()
        process.wait(READY_WITHIN)


def _wait_until_it_answers(server: Running, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while True:
        try:
            if b'"data"' in server.ask(b'{"query": "{ __typename }"}'):
                return
        except httpx2.TransportError:
            time.sleep(0.05)
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError((folder / f"{server.name}.log").read_text())

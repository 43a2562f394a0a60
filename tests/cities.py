"""The real `madang serve` in processes of its own, whose people sign in by the portal's tokens.

Or `madang demo`, where they are personas of the sample.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import httpx2
from joserfc import jwt
from joserfc.jwk import OctKey

from madang.server.opening import Tables, opened
from madang.server.sample import found
from madang.server.sample.play import live_through_the_past
from resolvers.context import Context
from tests.servers import dying_with_us

SECRET = "a secret shared with the portal, long enough"
PATIENCE = 120  # seconds; a loaded machine is slow to start two servers


class Process:
    """One process that serves. The address stays the same over kill and start."""

    def __init__(
        self, environment: dict[str, str], *, command: str = "serve", log: Path | None = None
    ) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment, self._command, self._log = environment, command, log
        self.start()

    def start(self) -> None:
        """Call it on a thread that lasts: the server dies with it."""
        command = [*dying_with_us("TERM"), *madang(self._command, "--port", str(self.port))]
        with self._log.open("ab") if self._log else nullcontext() as log:
            self.process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx2.get(f"{self.url}/readyz", timeout=PATIENCE).status_code == 200:
                    return
            except httpx2.ConnectError:
                time.sleep(0.05)
        raise AssertionError(f"the server did not come up (exit code {self.process.poll()})")

    def ask(self, number: str, query: str, **variables: Any) -> dict[str, Any]:
        answer = httpx2.post(
            f"{self.url}/graphql",
            json={"query": query, "variables": variables},
            headers={"authorization": f"Bearer {token(number)}"},
            timeout=PATIENCE,
        ).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.process.wait(PATIENCE)


@contextmanager
def served(environment: dict[str, str]) -> Generator[Process]:
    process = Process(environment)
    try:
        yield process
    finally:
        process.stop()


def settings(database_url: str, data: Path, redis_url: str | None = None) -> dict[str, str]:
    """The environment of a city."""
    portal = {
        "MADANG_PORTAL_SECRET": SECRET,
        "MADANG_PORTAL_ISSUER": "https://portal",
        "MADANG_PORTAL_AUDIENCE": "madang",
    }
    return {**open_settings(database_url, data, redis_url), **portal}


def open_settings(database_url: str, data: Path, redis_url: str | None = None) -> dict[str, str]:
    """The environment of a city in which one can only be a persona."""
    ours = {"DATABASE_URL": database_url, "MADANG_DATA": str(data)}
    given = {**os.environ, **ours, **({"REDIS_URL": redis_url} if redis_url else {})}
    given.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of a hundred starts compiles a thousand modules
    return given


async def settle_people(database_url: str) -> None:
    """The sample's chart and people, in an empty database."""
    async with opened(database_url, tables=Tables.UPGRADE) as city:
        await found(city.context())


async def settle_sample(
    database_url: str, *, before: Callable[[Context], Awaitable[None]] | None = None
) -> None:
    """The sample as `madang demo` makes it, with the weeks before today, in an empty database.

    `before`: what happened before these weeks.
    """
    async with opened(database_url, tables=Tables.UPGRADE) as city:
        ctx = city.context()
        await found(ctx)
        if before:
            await before(ctx)
        await live_through_the_past(ctx)


def madang(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from madang.server.cli import main; main()", *arguments]


def token(number: str) -> str:
    claims = {"sub": number, "iss": "https://portal", "aud": "madang", "exp": int(time.time()) + 600}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET))

"""What docs/live.md tells people to write compiles, runs, and says of the server what is so."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from graphql import parse, validate

from madang.errors import NotSignedIn
from madang.rules.presence import MOST_SHOWN
from madang.server.transports import messages
from madang.server.transports.conversation import SocketLimits
from schema import schema
from schema.documents import core_of
from subscriptions.hub import Bounds
from subscriptions.presence import Pace
from subscriptions.pulse import BETWEEN
from tests.cities import PATIENCE, token
from tests.server.happening import BYSTANDER
from tests.transports.sockets import board
from tests.web.kit import Kit
from tests.web.pages import City
from tests.web.relay import Relay

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "live.md").read_text(encoding="utf-8")
PAGE, PRESENT = re.findall(r"```ts\n(.*?)```", GUIDE, re.DOTALL)
(PROGRAM,) = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
ITEM = re.findall(r'const ITEM = "(.*)"', PAGE)[0]
OPERATIONS = [
    text.replace("${ITEM}", ITEM)
    for text in re.findall(r'[`"]\s*((?:query|mutation|subscription) [^`"]+)[`"]', PAGE + PROGRAM + PRESENT)
]
CODES = {
    int(code): advice for code, advice in re.findall(r"^\| (\d{4}) \|.*\| (.*) \|$", GUIDE, re.MULTILINE)
}
STRICT = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noImplicitOverride"]
PLAIN = ["--noEmit", "--module", "nodenext", "--target", "es2022", "--lib", "es2023,dom", "--skipLibCheck"]


@pytest.mark.parametrize("example", [PAGE, PRESENT], ids=["board", "presence"])
def test_the_example_for_pages_compiles_strictly(kit: Kit, example: str) -> None:
    (kit.folder / "board.ts").write_text(example)
    done = kit.run(kit.node, "node_modules/typescript/bin/tsc", *PLAIN, *STRICT, "board.ts")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_examples_ask_what_they_need() -> None:
    kinds = [text.split()[0] for text in OPERATIONS]
    assert kinds == ["query", "subscription", "mutation", "query", "query", "subscription", "subscription"]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_of_the_examples_is_valid(operation: str) -> None:
    assert validate(core_of(schema), parse(operation)) == []


def test_every_code_the_server_closes_with_is_told() -> None:
    sent = {
        value for value in vars(messages).values() if type(value) is int and value >= 1000 and value < 5000
    }
    assert sent == {code for code in CODES if code not in {1001, 1006}}  # which no server sends


def test_the_kit_stops_after_the_codes_that_the_guide_calls_final() -> None:
    endings = (ROOT / "web" / "live" / "src" / "endings.ts").read_text(encoding="utf-8")
    (final,) = re.findall(r"FINAL_CODES = new Set\(\[(.*?)\]\)", endings)
    told = {code for code, advice in CODES.items() if advice.startswith("stop")}
    assert told == {int(code) for code in final.split(", ") if code.startswith("4")}


def test_the_limits_are_those_of_the_server() -> None:
    limits, bounds, pace = SocketLimits(), Bounds(), Pace()
    assert pace.forget + pace.tick + pace.rest < 10 > pace.silence + pace.tick + pace.rest
    for told in (
        f"at most {limits.message_bytes:,} bytes, a socket {limits.operations} operations",
        f"pings every {limits.ping_seconds:.0f} s and waits {limits.pong_seconds:.0f} s",
        f"leaves {bounds.queue:,} events unread",
        f"more than {bounds.replay:,} events",
        f"The first {MOST_SHOWN} who came",
        f"up to {1 / pace.rest:.0f} times a second",
        f"Who left is gone after {pace.grace} s",
        f"is pinged every {BETWEEN} s",
    ):
        assert told in GUIDE


@dataclass
class Program:
    """The Python example."""

    process: Process

    async def say(self, count: int) -> list[str]:
        """The next lines it prints."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            said = [(await self.process.stdout.readline()).decode().strip() for _ in range(count)]
        assert all(said), "it ended"
        return said


@asynccontextmanager
async def running(folder: Path, port: int) -> AsyncGenerator[Program]:
    (folder / "changes.py").write_text(PROGRAM)
    given = {"MADANG_URL": f"ws://127.0.0.1:{port}/graphql", "MADANG_TOKEN": token(BYSTANDER)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "changes.py", cwd=folder, env={**os.environ, **given}, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Program(process)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


@pytest.mark.parametrize("city", ["sqlite"], indirect=True)
async def test_the_example_for_programs_goes_on_after_breaks_and_after_an_end_of_its_own(
    city: City, tmp_path: Path
) -> None:
    async with Relay(city.processes[0].port) as relay:
        async with running(tmp_path, relay.port) as program:
            assert await program.say(1) == ["loaded 1"]
            await city.write(2)
            first = await program.say(2)
            relay.cut()
            await city.write(2)
            second = await program.say(2)
        await city.write(1)
        async with running(tmp_path, relay.port) as program:
            third = await program.say(1)
            if third == second[-1:]:  # it was killed before it could keep that cursor
                third = await program.say(1)
            relay.target = None
            relay.cut()
            await city.write(1)
            await city.forget()
            relay.target = city.processes[0].port
            assert await program.say(1) == ["loaded 1"]
            await city.write(1)
            fourth = await program.say(1)
    places, kinds, _ = zip(*(line.split() for line in first + second + third + fourth), strict=True)
    begun = int(places[0])
    assert [int(place) - begun for place in places] == [0, 1, 2, 3, 4, 6]
    assert set(kinds) == {"CommentAddedEvent"}


async def test_the_example_for_programs_ends_where_coming_back_would_not_help(tmp_path: Path) -> None:
    async def nobody_is_let_in(connection: object, payload: object = None) -> None:
        raise NotSignedIn("토큰이 없습니다.")

    async with board(nobody_is_let_in) as served, running(tmp_path, served.port) as program:
        async with asyncio.timeout(PATIENCE):
            assert await program.process.wait() == 1
    assert not (tmp_path / "cursor.txt").exists()

"""What the soak stands on: PostgreSQL, Valkey and two server processes, with relays between them."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.soak.city import Cast, founded
from benchmarks.soak.hands import Hands
from benchmarks.soak.relay import Ends, Relay
from madang.server.opening import City, Tables, opened
from subscriptions import log
from subscriptions.events import Record
from tests.cities import Process, settings
from tests.servers import PostgresServer, ValkeyServer

PAGE = 1000  # lines of the log
PING = "1"  # seconds between the servers' pings; who cannot answer is let go 11 s later


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """`links`: from each server to Valkey. `line`: from some clients to the first server."""

    hands: Hands
    postgres: PostgresServer
    valkey: ValkeyServer
    links: Sequence[Relay]
    servers: Sequence[Process]
    line: Relay
    city: City
    cast: Cast

    async def restart(self, server: Process) -> None:
        await self.hands.do(server.start)
        await asyncio.to_thread(server.wait_until_ready)

    async def lines(self, *, after: int) -> list[Record]:
        """The log behind a position."""
        found: list[Record] = []
        async with self.city.reads() as session:
            while page := await log.read(session, after=after, limit=PAGE):
                found += page
                after = page[-1].position
        return found

    async def head(self) -> int:
        async with self.city.reads() as session:
            return await log.head(session)


@asynccontextmanager
async def staged(folder: Path, *, departments: int) -> AsyncGenerator[Stage]:
    """`folder` takes what the servers print."""
    async with AsyncExitStack() as stack:
        hands = await stack.enter_async_context(Hands())
        postgres, valkey = await hands.start(PostgresServer), await hands.start(ValkeyServer)
        city = await stack.enter_async_context(opened(postgres.url, tables=Tables.UPGRADE))
        cast = await founded(city.context(), departments=departments)
        links = [await stack.enter_async_context(_before(valkey)) for _ in range(2)]
        servers = [
            await hands.serve(_settings(postgres, link, folder), folder / f"server-{number}.log")
            for number, link in enumerate(links, 1)
        ]
        for server in servers:
            await asyncio.to_thread(server.wait_until_ready)
        yield Stage(
            hands=hands,
            postgres=postgres,
            valkey=valkey,
            links=links,
            servers=servers,
            line=await stack.enter_async_context(_in_front_of(servers[0])),
            city=city,
            cast=cast,
        )


def _settings(postgres: PostgresServer, link: Relay, folder: Path) -> dict[str, str]:
    ours = settings(postgres.url, folder, f"redis://127.0.0.1:{link.port}/0")
    return {**ours, "MADANG_PING_SECONDS": PING}


def _before(valkey: ValkeyServer) -> Relay:
    async def reach() -> Ends:
        return await asyncio.open_unix_connection(valkey.url.removeprefix("unix://"))

    return Relay(reach)


def _in_front_of(server: Process) -> Relay:
    async def reach() -> Ends:
        return await asyncio.open_connection("127.0.0.1", server.port)

    return Relay(reach)

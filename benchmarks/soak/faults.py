"""What goes wrong, each for real: begun by entering, ended by leaving."""

import signal
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from random import Random

from benchmarks.soak.crowd import Crowd, cut
from benchmarks.soak.relay import Relay, Way
from benchmarks.soak.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    """`cuts`: how often which kind of line was cut."""

    stage: Stage
    crowd: Crowd
    cuts: Counter[str]
    luck: Random


@dataclass(frozen=True, slots=True)
class Fault:
    """`lasts`: seconds. `passable`: events still reach everybody meanwhile, by another way or later."""

    name: str
    happen: Callable[[Scene], AbstractAsyncContextManager[None]]
    lasts: float
    passable: bool = True


def all_faults(*, scale: float) -> list[Fault]:
    """`scale`: how long they last, usually 1. Servers give up a silent link to Valkey after 2 s."""
    up, down, both = [Way.UP], [Way.DOWN], list(Way)
    return [
        Fault("a third of all sockets reset", _sockets_cut, 0),
        Fault("Valkey killed", _valkey_killed, 3 * scale),
        Fault("Valkey frozen", _valkey_frozen, 5 * scale),
        Fault("Valkey silent to server 1", partial(_link_silent, number=0, ways=down), 5 * scale),
        Fault("Valkey deaf to server 2", partial(_link_silent, number=1, ways=up), 5 * scale),
        Fault("server 1 killed", partial(_server_killed, number=0), 1 * scale),
        Fault("PostgreSQL killed", _postgres_killed, 2 * scale, passable=False),
        Fault("clients hear nothing", partial(_clients_silent, ways=down), 5 * scale, passable=False),
        Fault("server 2 frozen", _server_frozen, 4 * scale, passable=False),
        Fault("Valkey half open both ways", partial(_link_silent, number=0, ways=both), 5 * scale),
        Fault("PostgreSQL shut down at once", _postgres_aborted, 1 * scale, passable=False),
        Fault("server 2 killed", partial(_server_killed, number=1), 1 * scale),
    ]


def long_silence() -> Fault:
    """Long enough for the server to miss the clients' pongs, and to let them go."""
    return Fault("clients cannot be heard", partial(_clients_silent, ways=[Way.UP]), 13)


@asynccontextmanager
async def _sockets_cut(scene: Scene) -> AsyncGenerator[None]:
    for client in scene.luck.sample(scene.crowd.clients, (len(scene.crowd.clients) + 2) // 3):
        cut(client, scene.cuts, scene.luck)
    yield


@asynccontextmanager
async def _valkey_killed(scene: Scene) -> AsyncGenerator[None]:
    stage = scene.stage
    await stage.hands.do(stage.valkey.kill)
    yield
    await stage.hands.do(stage.valkey.start)


@asynccontextmanager
async def _valkey_frozen(scene: Scene) -> AsyncGenerator[None]:
    scene.stage.valkey.freeze()
    yield
    scene.stage.valkey.thaw()


@asynccontextmanager
async def _link_silent(scene: Scene, *, number: int, ways: Sequence[Way]) -> AsyncGenerator[None]:
    async with _silent(scene.stage.links[number], ways, scene.cuts, "link to Valkey"):
        yield


@asynccontextmanager
async def _clients_silent(scene: Scene, *, ways: Sequence[Way]) -> AsyncGenerator[None]:
    async with _silent(scene.stage.line, ways, scene.cuts, "half-open client"):
        yield


@asynccontextmanager
async def _silent(relay: Relay, ways: Sequence[Way], cuts: Counter[str], name: str) -> AsyncGenerator[None]:
    relay.silence(ways)
    yield
    cuts[name] += relay.cut()


@asynccontextmanager
async def _server_killed(scene: Scene, *, number: int) -> AsyncGenerator[None]:
    server = scene.stage.servers[number]
    await scene.stage.hands.do(server.kill)
    yield
    await scene.stage.restart(server)


@asynccontextmanager
async def _server_frozen(scene: Scene) -> AsyncGenerator[None]:
    """Another process takes over the numbering; when this one wakes up it must notice."""
    process = scene.stage.servers[1].process
    process.send_signal(signal.SIGSTOP)
    yield
    process.send_signal(signal.SIGCONT)


@asynccontextmanager
async def _postgres_killed(scene: Scene) -> AsyncGenerator[None]:
    stage = scene.stage
    await stage.hands.do(stage.postgres.kill)
    yield
    await stage.hands.do(stage.postgres.start)


@asynccontextmanager
async def _postgres_aborted(scene: Scene) -> AsyncGenerator[None]:
    stage = scene.stage
    await stage.hands.do(stage.postgres.abort)
    yield
    await stage.hands.do(stage.postgres.start)

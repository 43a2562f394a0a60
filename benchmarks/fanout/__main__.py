"""`python -m benchmarks.fanout`: one event to many subscribers, the product and its peers in turns."""

import asyncio
import resource
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from benchmarks.contenders import IN_PYTHON, Running, install_peers
from benchmarks.data import Sizes
from benchmarks.fanout.cutting import cut
from benchmarks.fanout.figures import FanRound, table
from benchmarks.fanout.hearing import check
from benchmarks.fanout.measuring import measure, ordered
from benchmarks.fanout.scenes import EVERYBODY, SCENES, Scene
from benchmarks.ground import Ground, Known, ground
from benchmarks.machine import machine
from benchmarks.options import KEPT, Data, Rounds, Seconds, chosen, told
from benchmarks.peers.__main__ import ROLE, contenders
from benchmarks.rounds import all_running

USUAL = Sizes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    servers: Sequence[str]
    scenes: Sequence[Scene]
    rounds: int
    seconds: int


def main(
    only: Annotated[str, typer.Option(help="Scenes, with commas between.")] = ",".join(SCENES),
    servers: Annotated[
        str, typer.Option(help="With commas between; the first is compared with the others.")
    ] = ",".join(EVERYBODY),
    subscribers: Annotated[int | None, typer.Option(min=1, help="Other than the scene's own.")] = None,
    rounds: Rounds = 5,
    seconds: Seconds = 4,
    quick: Annotated[bool, typer.Option(help="One short round: does it all still run?")] = False,
    requests: Annotated[int, typer.Option(help="In the city.")] = USUAL.requests,
    comments: Annotated[int, typer.Option(help="In the city.")] = USUAL.comments,
    data: Data = KEPT,
) -> None:
    """Measure how fast everybody hears of an event. Needs two cores that nobody else uses, and npm."""
    with told():
        scenes = [SCENES[name] for name in chosen(only, list(SCENES))]
        plan = Plan(
            servers=chosen(servers, EVERYBODY),
            scenes=[replace(one, subscribers=subscribers or one.subscribers) for one in scenes],
            rounds=1 if quick else rounds,
            seconds=2 if quick else seconds,
        )
        if set(plan.servers) - IN_PYTHON:
            install_peers()
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # for all whom we start, too
        with ground(data) as here:
            asyncio.run(_compare(plan, here, Sizes(requests=requests, comments=comments)))


async def _compare(plan: Plan, here: Ground, sizes: Sizes) -> None:
    city = await here.city(sizes)
    async with here.copy(city) as database:
        await here.run(ROLE.read_text(), database=database)
        known, *_ = await here.known(database)
        typer.echo(f"{machine()}\n{plan.rounds} rounds of {plan.seconds} s\n")
        for scene in plan.scenes:
            if names := [name for name in plan.servers if scene.bears(name)]:
                with TemporaryDirectory() as folder:
                    found = contenders(names, here, database, Path(folder))
                    with all_running(found, Path(folder)) as running:
                        typer.echo(f"### {scene.subscribers:,} {scene.title}\n")
                        typer.echo(f"{_shown(plan, scene, running, known)}\n")


def _shown(plan: Plan, scene: Scene, running: Sequence[Running], known: Known) -> str:
    orders = {server.name: ordered(scene, server, known) for server in running}
    if scene.cut:
        return "\n".join(cut(server, orders[server.name]) for server in running)
    rounds: list[FanRound] = []
    for _ in range(plan.rounds):
        found = {server.name: measure(server, orders[server.name], plan.seconds) for server in running}
        check({name: heard for name, (_, heard) in found.items()})
        rounds.append({name: sample for name, (sample, _) in found.items()})
    return table(rounds, {one.name: one.contender.title for one in running}, running[0].name)


if __name__ == "__main__":
    typer.run(main)

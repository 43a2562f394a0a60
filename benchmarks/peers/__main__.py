"""`python -m benchmarks.peers`: the product and its peers, asked in turns, as one table a question."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from benchmarks.contenders import IN_PYTHON, NAMES, PEERS, Contender, install_peers, madang, peers
from benchmarks.data import Sizes
from benchmarks.figures import table
from benchmarks.ground import Ground, ground
from benchmarks.load import wrk
from benchmarks.machine import machine
from benchmarks.options import KEPT, Comments, Data, Rounds, Seconds, chosen, told
from benchmarks.questions import QUESTIONS
from benchmarks.rounds import all_running, loads, measured

ROLE = PEERS / "postgraphile.sql"
USUAL = Sizes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    servers: Sequence[str]
    questions: Sequence[str]
    rounds: int
    seconds: int


def main(
    only: Annotated[str, typer.Option(help="Questions, with commas between.")] = ",".join(QUESTIONS),
    servers: Annotated[
        str, typer.Option(help="With commas between; the first is compared with the others.")
    ] = ",".join(NAMES),
    rounds: Rounds = 5,
    seconds: Seconds = 8,
    quick: Annotated[bool, typer.Option(help="One short round: does it all still run?")] = False,
    requests: Annotated[int, typer.Option(help="In the city.")] = USUAL.requests,
    comments: Comments = USUAL.comments,
    data: Data = KEPT,
) -> None:
    """Measure Madang against its peers. Needs two cores that nobody else uses, wrk and npm."""
    with told():
        wrk()
        plan = Plan(
            servers=chosen(servers, NAMES),
            questions=chosen(only, QUESTIONS),
            rounds=1 if quick else rounds,
            seconds=3 if quick else seconds,
        )
        sizes = Sizes(requests=requests, comments=comments)
        if set(plan.servers) - IN_PYTHON:
            install_peers()
        with ground(data) as here:
            asyncio.run(_compare(plan, here, sizes))


async def _compare(plan: Plan, here: Ground, sizes: Sizes) -> None:
    city = await here.city(sizes)
    async with here.copy(city) as database:
        await here.run(ROLE.read_text(), database=database)
        typer.echo(f"{machine()}\n{plan.rounds} rounds of {plan.seconds} s\n")
        await _measure(plan, here, database)


async def _measure(plan: Plan, here: Ground, database: str) -> None:
    known = await here.known(database)
    with TemporaryDirectory() as made:
        folder = Path(made)
        found = contenders(plan.servers, here, database, folder)
        titles = {one.name: one.title for one in found}
        with all_running(found, folder) as servers:
            for question in plan.questions:
                asked = loads(here, servers, question, known, folder)
                rounds = measured(asked, rounds=plan.rounds, seconds=plan.seconds)
                typer.echo(f"### {question}\n\n{table(rounds, titles, plan.servers[0])}\n")


def contenders(names: Sequence[str], here: Ground, database: str, folder: Path) -> list[Contender]:
    by_name = {one.name: one for one in [madang(here, database, folder), *peers(here, database)]}
    return [by_name[name] for name in names]


if __name__ == "__main__":
    typer.run(main)

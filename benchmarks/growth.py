"""`python -m benchmarks.growth`: does an answer cost what is asked for, or what the table holds?

The same server on two cities that differ in the number of requests alone, asked in turns.
"""

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from benchmarks.contenders import Contender, madang
from benchmarks.data import Sizes
from benchmarks.figures import table
from benchmarks.ground import Ground, ground
from benchmarks.load import wrk
from benchmarks.machine import machine
from benchmarks.options import KEPT, Comments, Data, Rounds, Seconds, told
from benchmarks.rounds import all_running, loads, measured

QUESTIONS = ("board", "detail")
USUAL = Sizes()


def main(
    requests: Annotated[int, typer.Option(help="In the larger city.")] = 5_000_000,
    comments: Comments = USUAL.comments,
    rounds: Rounds = 5,
    seconds: Seconds = 8,
    data: Data = KEPT,
) -> None:
    """Measure Madang on 50,000 requests and on many. The larger city takes its time to be made, and 2 GB a
    million requests."""
    small = replace(USUAL, comments=comments)
    with told():
        wrk()
        large = replace(small, requests=requests)
        with ground(data) as here:
            asyncio.run(_compare(here, [small, large], rounds=rounds, seconds=seconds))


async def _compare(here: Ground, sizes: list[Sizes], *, rounds: int, seconds: int) -> None:
    cities = [await here.city(one) for one in sizes]
    known = [await here.known(city) for city in cities]
    typer.echo(f"{machine()}\n{rounds} rounds of {seconds} s\n")
    with TemporaryDirectory() as made:
        folder = Path(made)
        contenders = [_contender(here, city, size, folder) for city, size in zip(cities, sizes, strict=True)]
        titles = {one.name: one.title for one in contenders}
        with all_running(contenders, folder) as servers:
            for question in QUESTIONS:
                asked = [
                    load
                    for server, there in zip(servers, known, strict=True)
                    for load in loads(here, [server], question, there, folder)
                ]
                found = measured(asked, rounds=rounds, seconds=seconds)
                typer.echo(f"### {question}\n\n{table(found, titles, contenders[0].name)}\n")


def _contender(here: Ground, city: str, sizes: Sizes, folder: Path) -> Contender:
    name = f"madang-{sizes.requests}"
    return replace(madang(here, city, folder, name=name), title=f"{sizes.requests:,} requests")


if __name__ == "__main__":
    typer.run(main)

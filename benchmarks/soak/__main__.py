"""`python -m benchmarks.soak`: nothing lost, nothing twice, in order and to nobody else, whatever fails."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from benchmarks.machine import machine
from benchmarks.soak.faults import all_faults, long_silence
from benchmarks.soak.outcome import table
from benchmarks.soak.run import Plan, soak


def main(
    minutes: Annotated[
        float, typer.Option(min=0.1, help="Of faults; every fault happens at least once.")
    ] = 4,
    events: Annotated[int, typer.Option(min=1, help="Written at least.")] = 3000,
    clients: Annotated[int, typer.Option(min=35, help="Each with two streams.")] = 200,
    seed: Annotated[int, typer.Option(help="Of what is left to chance.")] = 1,
    logs: Annotated[Path | None, typer.Option(help="A folder for what the servers print.")] = None,
) -> None:
    """Kill, freeze and cut things while people write and follow; then compare what they heard to the log."""
    faults = [*all_faults(scale=1), long_silence()]
    plan = Plan(events=events, clients=clients, seconds=minutes * 60, faults=faults, seed=seed)
    with TemporaryDirectory() as made:
        folder = logs or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = asyncio.run(soak(plan, folder))
    typer.echo(f"{machine()}\n\n{table(outcome)}")
    for problem in outcome.problems:
        typer.echo(problem, err=True)
    raise typer.Exit(bool(outcome.problems))


if __name__ == "__main__":
    typer.run(main)

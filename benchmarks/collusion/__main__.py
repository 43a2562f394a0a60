"""`python -m benchmarks.collusion`: who is found of those who collude, and who of those who do not.

Needs no server and no database. The same seeds give the same figures, but for the time.
"""

from typing import Annotated

import typer

from benchmarks.collusion.scores import Scores, table

TUNED = range(1, 5)  # the thresholds were chosen on these; figures of them would flatter


def main(
    first: Annotated[int, typer.Option(min=TUNED.stop, help="Seed of the first city.")] = 201,
    cities: Annotated[int, typer.Option(min=1, help="Each with the seed after the last one's.")] = 6,
    staff: Annotated[int, typer.Option(min=500, help="Of each city.")] = 5000,
) -> None:
    """Simulate cities for a year, put collusion into them at several strengths, and look for it."""
    scores = Scores()
    for seed in range(first, first + cities):
        scores.look(seed, staff=staff)
    seeds = f"seeds {first} to {first + cities - 1}"
    typer.echo(f"{cities} cities of {staff:,} staff, {seeds}\n\n{table(scores)}")


if __name__ == "__main__":
    typer.run(main)

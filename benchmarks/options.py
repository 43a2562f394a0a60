"""What both programs may be told, and how they say what is in the way."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.load import LoadError
from benchmarks.same import Unequal

Rounds = Annotated[int, typer.Option(min=1, help="Each asks every server once.")]
Seconds = Annotated[int, typer.Option(min=1, help="Of each server in each round.")]
Comments = Annotated[int, typer.Option(help="In the whole city.")]
Data = Annotated[Path, typer.Option(help="Where cities are kept from run to run.")]
KEPT = Path("benchmarks-data")


@contextmanager
def told() -> Generator[None]:
    """What stands in the way is one line, not a traceback."""
    try:
        yield
    except (LoadError, Unequal, RuntimeError, ValueError) as failure:
        typer.echo(str(failure), err=True)
        raise typer.Exit(1) from failure


def chosen(given: str, known: Sequence[str]) -> list[str]:
    """The names between the commas. Raises ValueError for one that is not known."""
    names = [part.strip() for part in given.split(",") if part.strip()]
    if unknown := sorted(set(names) - set(known)):
        raise ValueError(f"{', '.join(unknown)}: not one of {', '.join(known)}")
    return names

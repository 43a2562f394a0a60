"""How a file of lines is taken in on a day: what `madang org import` and `madang people import` share."""

from collections.abc import Awaitable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from madang.rules.lines import Line
from madang.server.cli.terminal import configured, contents, day, err, out

if TYPE_CHECKING:
    from resolvers.context import Context


class Import(Protocol):
    def __call__(
        self, ctx: "Context", lines: Sequence[Line], *, on: date, whole: bool
    ) -> Awaitable[object]: ...


async def import_file(
    file: Path,
    take: Import,
    *,
    required: Collection[str],
    optional: Collection[str],
    on: str | None,
    whole: bool,
    database_url: str | None,
) -> object:
    """Hand the file's lines to `take`, as of the day `on` or today. Gives what it counted."""
    from madang.files.tables import read_table
    from madang.server.opening import opened

    lines = read_table(contents(file), required=required, optional=optional)
    effective = day(on)
    with err.status(f"{file.name}: {len(lines)}줄을 가져오는 중"):
        async with opened(configured(database_url=database_url).database) as city:
            ctx = city.context()
            return await take(ctx, lines, on=effective or ctx.today, whole=whole)


def show_counts(done: object, labels: Mapping[str, str]) -> None:
    """A line for each thing that happened at all."""
    for name, label in labels.items():
        if count := getattr(done, name):
            out.print(f"{label} [bold]{count}[/]")

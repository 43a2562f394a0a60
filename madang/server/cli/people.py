"""`madang people`: employees, their departments, positions and roles."""

from pathlib import Path
from typing import Annotated

import typer

from madang.files.tables import read_table
from madang.rules.people_file import OPTIONAL, REQUIRED
from madang.server.cli.terminal import DatabaseUrl, Day, configured, contents, day, err, out, run
from madang.server.opening import opened
from resolvers.people_import import PeopleImport, import_people

app = typer.Typer(help="직원", no_args_is_help=True)

COUNTS = {
    "joined": "새 직원",
    "moved": "이동",
    "corrected": "정정",
    "left": "퇴직",
    "granted": "준 역할",
    "revoked": "거둔 역할",
    "unchanged": "그대로",
}


@app.callback()
def people() -> None:
    """직원을 다룹니다."""


@app.command("import")
def take_in(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.csv", help="number,name,department,position[,main,roles,email] 열이 있는 CSV"
        ),
    ],
    on: Day = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="이 파일이 직원 전체: 없는 직원은 퇴직입니다")
    ] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """직원을 가져옵니다. 한 줄이 소속 하나이고, 부서를 옮기면 옛 소속은 그날로 끝납니다."""
    done = run(_import(file, on, whole, database_url))
    for name, label in COUNTS.items():
        if count := getattr(done, name):
            out.print(f"{label} [bold]{count}[/]")


async def _import(file: Path, on: str | None, whole: bool, database_url: str | None) -> PeopleImport:
    lines = read_table(contents(file), required=REQUIRED, optional=OPTIONAL)
    effective = day(on)
    with err.status(f"{file.name}: {len(lines)}줄을 가져오는 중"):
        async with opened(configured(database_url=database_url).database) as city:
            ctx = city.context()
            return await import_people(ctx, lines, on=effective or ctx.today, whole=whole)

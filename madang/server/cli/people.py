"""`madang people`: employees, their departments, positions and roles."""

from pathlib import Path
from typing import Annotated

import typer

from madang.rules.people_file import OPTIONAL, REQUIRED
from madang.server.cli.importing import import_file, show_counts
from madang.server.cli.terminal import DatabaseUrl, Day, run
from madang.server.cli.usage import Commands

app = typer.Typer(cls=Commands, help="직원", no_args_is_help=True)

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
    from resolvers.people_import import import_people

    taken = import_file(
        file,
        import_people,
        required=REQUIRED,
        optional=OPTIONAL,
        on=on,
        whole=whole,
        database_url=database_url,
    )
    show_counts(run(taken), COUNTS)

"""`madang org`: the organisation chart."""

from pathlib import Path
from typing import Annotated

import typer

from madang.rules.chart_file import OPTIONAL, REQUIRED
from madang.server.cli.importing import import_file, show_counts
from madang.server.cli.terminal import DatabaseUrl, Day, run
from madang.server.cli.usage import Commands

app = typer.Typer(cls=Commands, help="조직도", no_args_is_help=True)

COUNTS = {
    "opened": "신설",
    "reopened": "다시 엶",
    "renamed": "이름 변경",
    "moved": "이동",
    "kind_changed": "종류 변경",
    "closed": "폐지·통합",
    "unchanged": "그대로",
}


@app.callback()
def org() -> None:
    """조직도를 다룹니다."""


@app.command("import")
def take_in(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help="code,name,kind,parent[,successor] 열이 있는 CSV")
    ],
    on: Day = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="이 파일이 조직도 전체: 없는 부서는 폐지합니다")
    ] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """조직도를 가져옵니다. 바뀐 것만 그날의 변경으로 남고, 잘못된 줄이 있으면 아무것도 바꾸지 않습니다."""
    from resolvers.chart import import_chart

    taken = import_file(
        file,
        import_chart,
        required=REQUIRED,
        optional=OPTIONAL,
        on=on,
        whole=whole,
        database_url=database_url,
    )
    show_counts(run(taken), COUNTS)

"""`madang org`: the organisation chart."""

from pathlib import Path
from typing import Annotated

import typer

from madang.files.tables import read_table
from madang.rules.chart_file import OPTIONAL, REQUIRED
from madang.server.cli.terminal import DatabaseUrl, Day, configured, contents, day, err, out, run
from madang.server.opening import opened
from resolvers.chart import ChartImport, import_chart

app = typer.Typer(help="조직도", no_args_is_help=True)

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
    done = run(_import(file, on, whole, database_url))
    for name, label in COUNTS.items():
        if count := getattr(done, name):
            out.print(f"{label} [bold]{count}[/]")


async def _import(file: Path, on: str | None, whole: bool, database_url: str | None) -> ChartImport:
    lines = read_table(contents(file), required=REQUIRED, optional=OPTIONAL)
    effective = day(on)
    with err.status(f"{file.name}: {len(lines)}줄을 가져오는 중"):
        async with opened(configured(database_url=database_url).database) as city:
            ctx = city.context()
            return await import_chart(ctx, lines, on=effective or ctx.today, whole=whole)

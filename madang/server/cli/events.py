"""`madang events`: the log as it grows."""

from contextlib import aclosing
from typing import Annotated

import typer

from madang.server.cli.terminal import DatabaseUrl, configured, out, run


def events(
    follow: Annotated[bool, typer.Option("--follow", "-f", help="끝나지 않고 새 사건을 기다립니다")] = False,
    after: Annotated[
        str | None,
        typer.Option(
            "--after", metavar="CURSOR", help="이 위치 다음부터: API가 준 cursor나 번호(0은 처음부터)"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="한 줄에 JSON 하나")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """사건 기록을 보여 줍니다. 적지 않으면 마지막 20개부터."""
    run(_show(database_url, after, follow=follow, as_json=as_json))


async def _show(database_url: str | None, after: str | None, *, follow: bool, as_json: bool) -> None:
    from madang.server.cli import log_lines
    from madang.server.opening import opened

    async with opened(configured(database_url=database_url).database) as city:
        position = await log_lines.position_of(city, after)
        async with aclosing(log_lines.lines(city, position, follow=follow)) as lines:
            async for record, name in lines:
                if as_json:
                    typer.echo(log_lines.as_json(record))
                else:
                    out.print(log_lines.as_text(record, name), highlight=False, soft_wrap=True)

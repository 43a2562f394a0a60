"""`madang` and `madang demo`: the product with a sample city, on this machine only."""

import socket
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from madang.server.cli.application import application
from madang.server.cli.serve import address
from madang.server.cli.terminal import configured, err, out, refusing, run
from madang.server.settings import Settings

if TYPE_CHECKING:
    from resolvers.people import Persona

SPEED = 720.0

Live = Annotated[bool, typer.Option("--live", help="예시 도시의 하루가 눈앞에서 흘러갑니다")]
Speed = Annotated[
    float, typer.Option("--speed", min=1, max=100_000, help="--live에서 한 시간이 몇 배 빨리 가는지")
]
Port = Annotated[str | None, typer.Option("--port", envvar="MADANG_PORT", help="들어올 포트. 기본 8000")]


def demo(live: Live = False, speed: Speed = SPEED, port: Port = None) -> None:
    """예시 도시를 이 컴퓨터에서 엽니다. 데이터베이스가 비어 있으면 예시 자료로 채웁니다."""
    start(fill=True, live=live, speed=speed, port=port)


def start(*, fill: bool, live: bool = False, speed: float = SPEED, port: str | None = None) -> None:
    """`fill`: an empty PostgreSQL, too; it may be meant for a real city.

    Refused where people really sign in, or strangers could come in.
    """
    with refusing():
        settings = configured(port=port)
        from madang.server import running  # takes seconds: what is wrong with the settings is said at once
        from madang.server.sample.play import live_through_today

        fill = fill or settings.database.startswith("sqlite")
        beside = partial(live_through_today, speed=speed) if live else None
        app = application(settings, demo=True, beside=beside)
        with err.status("예시 도시를 준비하는 중"):
            people = run(running.prepared(settings, sample=fill))
        listening = running.bound(settings, ports=1 if port else running.PORTS_TRIED)
    running.serve(
        settings,
        app,
        listening,
        opened=lambda: _say(settings, listening, people, live=live),
        log_level="warning",
    )


def _say(settings: Settings, listening: socket.socket, people: "Sequence[Persona]", *, live: bool) -> None:
    where = address(settings, listening)
    out.print(f"\n[bold]마당이 열렸습니다.[/] 브라우저에서 [bold]{where}[/] 을 여십시오.", highlight=False)
    out.print(f"GraphQL은 {where}/graphql, 끝내려면 Ctrl+C.", highlight=False)
    if not people:
        out.print(
            "예시 도시가 아닌 데이터베이스라 들어갈 인물이 없습니다. 실제 도시는 madang serve로 여십시오."
        )
        return
    out.print(_table(people))
    if live:
        out.print("예시 도시의 하루가 흘러갑니다. 다른 터미널에서: madang events --follow", highlight=False)
    else:
        out.print("움직이는 것을 보려면: madang demo --live", highlight=False)


def _table(people: "Sequence[Persona]") -> Table:
    table = Table(title="들어갈 수 있는 인물 (모두 예시)", title_justify="left", box=None, pad_edge=False)
    for column in ("번호", "이름", "부서", "하는 일"):
        table.add_column(column)
    for one in people:
        duties = [role.label for role in one.roles] or [one.position.label]
        table.add_row(one.number, one.name, one.department, ", ".join(duties))
    return table

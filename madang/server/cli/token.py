"""`madang token`: API tokens for programs."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from rich.table import Table

from madang.errors import Invalid
from madang.rules.calendar import seoul_day
from madang.rules.tokens import TokenScope
from madang.server.cli.terminal import DatabaseUrl, configured, out, run
from madang.server.cli.usage import Commands

if TYPE_CHECKING:
    from models import ApiToken
    from resolvers.context import Context

app = typer.Typer(cls=Commands, help="API 토큰", no_args_is_help=True)


@app.callback()
def token() -> None:
    """프로그램이 직원을 대신해 로그인하는 토큰을 다룹니다."""


@app.command()
def create(
    number: Annotated[str, typer.Argument(metavar="사번", help="이 직원으로서 로그인합니다")],
    name: Annotated[str, typer.Option("--name", help="어디에 쓰는지")],
    days: Annotated[int, typer.Option("--days", help="며칠 동안 쓰는지")] = 90,
    write: Annotated[bool, typer.Option("--write", help="읽기만이 아니라 바꿀 수도 있게 합니다")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """토큰을 만듭니다. 토큰은 지금 한 번만 보입니다."""
    scope = TokenScope.WRITE if write else TokenScope.READ
    made, text = run(_create(database_url, number, name=name, days=days, scope=scope))
    typer.echo(text)
    until = f"{made.expires_at:%Y-%m-%d}"
    out.print(
        f"다시 볼 수 없으니 지금 옮겨 두십시오. {scope.label}, {until}까지. 번호 {made.id}", highlight=False
    )


@app.command()
def revoke(
    id: Annotated[str, typer.Argument(metavar="번호", help="madang token list의 번호")],
    database_url: DatabaseUrl = None,
) -> None:
    """토큰을 거둡니다. 곧바로 쓸 수 없게 됩니다."""
    run(_revoke(database_url, id))
    out.print("거두었습니다.")


@app.command("list")
def show(database_url: DatabaseUrl = None) -> None:
    """이제까지 만든 토큰을 보여 줍니다."""
    made = run(_list(database_url))
    table = Table(box=None, pad_edge=False)
    for column in ("번호", "직원", "쓰임", "범위", "끝자리", "까지", "마지막 사용", "상태"):
        table.add_column(column, overflow="fold")
    for one in made:
        table.add_row(*_row(one))
    out.print(table)


def _row(one: "ApiToken") -> tuple[str, ...]:
    return (
        str(one.id),
        f"{one.employee.name} {one.employee.number}",
        one.name,
        one.scope.label,
        f"…{one.hint}",
        str(seoul_day(one.expires_at)),
        str(one.last_used_on or "-"),
        "거둠" if one.revoked_at else "",
    )


async def _create(
    database_url: str | None, number: str, *, name: str, days: int, scope: TokenScope
) -> "tuple[ApiToken, str]":
    from resolvers.tokens import create_token

    async with _opened(database_url) as ctx:
        return await create_token(ctx, number, name=name, days=days, scope=scope)


async def _revoke(database_url: str | None, id: str) -> None:
    from resolvers.tokens import revoke_token

    try:
        known = UUID(id)
    except ValueError:
        raise Invalid(f"{id}: madang token list의 번호를 적어 주십시오.", field=("id",)) from None
    async with _opened(database_url) as ctx:
        await revoke_token(ctx, known)


async def _list(database_url: str | None) -> "list[ApiToken]":
    from resolvers.tokens import tokens

    async with _opened(database_url) as ctx:
        return await tokens(ctx)


@asynccontextmanager
async def _opened(database_url: str | None) -> "AsyncGenerator[Context, None]":
    from madang.server.opening import opened

    async with opened(configured(database_url=database_url).database) as city:
        yield city.context()

"""`madang newsletters sources`: where issues are taken from, how that goes, and one asked now."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer
from rich.table import Table

from madang.errors import Invalid, NotFound
from madang.rules.calendar import SEOUL
from madang.rules.newsletter_sources import SourceState
from madang.server.cli.terminal import DatabaseUrl, configured, out, run
from madang.server.cli.usage import Commands, printable

if TYPE_CHECKING:
    from models import NewsletterSource
    from resolvers.context import Context

app = typer.Typer(cls=Commands, help="소식지를 가져올 곳", no_args_is_help=True)


@app.callback()
def sources() -> None:
    """소식지를 가져올 곳을 다룹니다."""


@app.command("list")
def show(
    problems: Annotated[bool, typer.Option("--problems", help="잘 되지 않는 곳만")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """소식지를 가져올 곳과 그 상태를 보여 줍니다."""
    table = Table(box=None, pad_edge=False)
    for column in ("번호", "소식지", "종류", "주소", "상태", "가져온 호", "다음", "문제"):
        table.add_column(column, overflow="fold")
    for one in run(_list(database_url, problems=problems)):
        table.add_row(*map(printable, _row(one)))
    out.print(table, markup=False, highlight=False)


@app.command()
def fetch(
    id: Annotated[str, typer.Argument(metavar="번호", help="madang newsletters sources list의 번호")],
    database_url: DatabaseUrl = None,
) -> None:
    """한 곳을 지금 살핍니다. 쉬는 곳은 살피지 않습니다. 잘 되지 않으면 까닭을 말하고 1로 끝납니다."""
    found, problem = run(_fetch(database_url, id))
    out.print(f"새로 가져온 호 {found:,}", highlight=False)
    if problem:
        out.print(printable(problem), markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1)


def _row(one: "NewsletterSource") -> tuple[str, ...]:
    return (
        str(one.id),
        one.newsletter.name,
        one.kind.label,
        one.url,
        one.state.label,
        f"{one.found:,}",
        f"{one.next_at.astimezone(SEOUL):%m-%d %H:%M}" if one.state is SourceState.ACTIVE else "-",
        one.problem or "",
    )


async def _list(database_url: str | None, *, problems: bool) -> "list[NewsletterSource]":
    from resolvers.newsletters.intake.sources import all_sources

    async with _opened(database_url) as ctx:
        return await all_sources(ctx, problems=problems)


async def _fetch(database_url: str | None, id: str) -> tuple[int, str | None]:
    from resolvers.newsletters.intake.sources import all_sources
    from resolvers.newsletters.intake.visits import visit

    async with _opened(database_url) as ctx:
        known = {one.id: one for one in await all_sources(ctx)}
        source = known.get(_uuid(id))
        if source is None:
            message = "그런 곳이 없습니다. madang newsletters sources list로 찾아보십시오."
            raise NotFound(message, field=("id",))
        if source.state is SourceState.PAUSED:
            return 0, f"쉬는 곳입니다. {source.problem or '펴내는 부서가 쉬게 했습니다.'}"
        found = await visit(ctx, source.id)
        after = {one.id: one for one in await all_sources(ctx)}.get(source.id)
        return found, after and after.problem


def _uuid(id: str) -> UUID:
    try:
        return UUID(id)
    except ValueError:
        message = f"{id}: madang newsletters sources list의 번호를 적어 주십시오."
        raise Invalid(message, field=("id",)) from None


@asynccontextmanager
async def _opened(database_url: str | None) -> "AsyncGenerator[Context, Any]":
    from dataclasses import replace

    from madang.files import FolderStorage
    from madang.server.opening import opened
    from madang.server.reaching import reaching

    settings = configured(database_url=database_url)
    storage = FolderStorage(settings.data / "attachments")
    async with opened(settings.database) as city:
        with reaching(settings) as sites:
            yield replace(city.context(), sites=sites, storage=storage)

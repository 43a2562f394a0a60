"""`madang mileage`: other rules tried on past months, and the proof that the ledger is what the log says."""

import json
import re
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from madang.errors import Invalid, NotFound
from madang.server.cli.terminal import DatabaseUrl, configured, contents, err, fail, out, run
from madang.server.cli.usage import Commands

if TYPE_CHECKING:
    from madang.rules.calendar import Month
    from madang.rules.mileage_policy import MileagePolicy
    from madang.server.opening import City
    from resolvers.replaying import Told

app = typer.Typer(cls=Commands, help="마일리지", no_args_is_help=True)
MONTH = re.compile(r"(\d{4})-(\d{2})")


@app.callback()
def mileage() -> None:
    """마일리지의 규칙을 시험하고 장부를 증명합니다. 아무것도 쓰지 않습니다."""


@app.command()
def simulate(
    policy: Annotated[
        str, typer.Option("--policy", metavar="FILE|ID", help="규칙: 수의 JSON 파일, 또는 규칙의 ID나 번호")
    ],
    first: Annotated[str, typer.Option("--from", metavar="YYYY-MM", help="첫 달")],
    last: Annotated[str, typer.Option("--to", metavar="YYYY-MM", help="마지막 달. 24달까지")],
    database_url: DatabaseUrl = None,
) -> None:
    """지난달의 기록을 다른 규칙으로 다시 세어, 누구의 순위가 왜 달라지는지 보여 줍니다."""
    run(_simulate(database_url, policy, first, last))


@app.command()
def verify(database_url: DatabaseUrl = None) -> None:
    """장부, 순위표, 협력왕이 사건 기록에서 나온 그대로인지 봅니다.

    다르면 처음 다른 곳을 말하고 1로 끝납니다.
    """
    run(_verify(database_url))


async def _simulate(database_url: str | None, policy: str, first: str, last: str) -> None:
    from madang.server.cli import mileage_lines
    from resolvers.mileage_simulations import simulate

    begin, end = _month(first, "--from"), _month(last, "--to")
    async with _opened(database_url) as city:
        tried = _written(policy) or await _kept(city, policy)
        with _progress() as told:
            simulation = await simulate(city.context(), tried, begin, end, told=told)
        await mileage_lines.show(city, simulation)


async def _verify(database_url: str | None) -> None:
    from resolvers.mileage_proof import Differs, verify

    async with _opened(database_url) as city:
        try:
            with _progress() as told:
                proven = await verify(city.reads, told=told)
        except Differs as difference:
            raise fail(str(difference)) from None
    counts = (
        f"사건 {proven.lines:,} · 장부 {proven.entries:,} · 순위표 {proven.rows:,} · 마감 {proven.months:,}"
    )
    out.print(f"기록과 같습니다. {counts}", highlight=False)


@asynccontextmanager
async def _opened(database_url: str | None) -> "AsyncGenerator[City, None]":
    from madang.server.opening import Tables, opened

    async with opened(configured(database_url=database_url).database, tables=Tables.READY) as city:
        yield city


@contextmanager
def _progress() -> "Generator[Told, None, None]":
    """A bar on a terminal, gone when all is read."""
    from rich.progress import Progress

    with Progress(console=err, transient=True) as progress:
        task = progress.add_task("기록을 읽습니다", total=None)

        def told(read: int, all: int) -> None:
            progress.update(task, completed=read, total=all)

        yield told


def _month(text: str, option: str) -> "Month":
    from madang.rules.calendar import FIRST_YEAR, MONTHS, Month

    fits = MONTH.fullmatch(text)
    if fits is None or int(fits[1]) < FIRST_YEAR or not 1 <= int(fits[2]) <= MONTHS:
        message = f"{option} {text}: 달을 2014-07처럼 적어 주십시오."
        raise Invalid(message, field=(option.strip("-"),))
    return Month(int(fits[1]), int(fits[2]))


def _written(file: str) -> "MileagePolicy | None":
    """What a file says; None where there is none. Raises Invalid unless it holds a JSON object of numbers."""
    from madang.rules.mileage_numbers import written

    if not Path(file).is_file():
        return None
    try:
        read: Any = json.loads(contents(Path(file)), parse_float=Decimal, parse_int=Decimal)
    except ValueError:
        raise Invalid(f"{file}: JSON이 아닙니다.", field=("policy",)) from None
    given = cast(dict[str, Any], read) if isinstance(read, dict) else None
    if given is None or not all(isinstance(value, Decimal) for value in given.values()):
        message = f'{file}: {{"comment_points": 2.5}}처럼 이름과 수를 적어 주십시오.'
        raise Invalid(message, field=("policy",))
    return written(given.items(), field=("policy",))


async def _kept(city: "City", policy: str) -> "MileagePolicy":
    from sqlalchemy import select

    from madang.rules.mileage_policy import policy_of
    from models import MileagePolicyVersion
    from schema.identifiers import uuid_of

    row = MileagePolicyVersion
    by_number = policy.isascii() and policy.isdigit()
    wanted = row.number == int(policy) if by_number else row.id == _id(policy, uuid_of)
    async with city.reads() as session:
        found = await session.scalar(select(row).where(wanted))
    if found is None:
        raise NotFound(f"{policy}: 이런 파일도, 이런 마일리지 규칙도 없습니다.", field=("policy",))
    return policy_of(found.numbers)


def _id(text: str, uuid_of: Any) -> Any:
    try:
        return uuid_of(text, "MileagePolicy")
    except Invalid:
        message = f"{text}: 이런 파일도, 이런 마일리지 규칙도 없습니다."
        raise NotFound(message, field=("policy",)) from None

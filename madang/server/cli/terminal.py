"""What all commands share: where they write, which database they open, and how they fail."""

import os
import sys
from collections.abc import Coroutine, Generator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.markup import escape

from madang.errors import Invalid, NotFound, Refused
from madang.server.settings import Settings, variable

T = TypeVar("T")

DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        "--database-url",
        envvar="MADANG_DATABASE_URL",
        help="데이터베이스 주소: sqlite:///파일 또는 postgresql://사용자@주소/이름",
    ),
]
RedisUrl = Annotated[
    str | None,
    typer.Option("--redis-url", envvar="MADANG_REDIS_URL", help="여러 프로세스를 잇는 Redis: redis://주소"),
]
Day = Annotated[str | None, typer.Option("--on", metavar="YYYY-MM-DD", help="시행일. 적지 않으면 오늘(서울)")]

FOLDED_NOWHERE = 500  # columns

# To a file or another program a row is a line, whatever COLUMNS says of the terminal around it.
out = Console(width=None if sys.stdout.isatty() else FOLDED_NOWHERE)
err = Console(stderr=True)


@contextmanager
def refusing() -> Generator[None, None, None]:
    """An expected failure is said in Korean and ends with 1, Ctrl+C with 130."""
    try:
        yield
    except Refused as refusal:
        raise fail(str(refusal)) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def run(act: Coroutine[Any, Any, T]) -> T:
    """Run a command's body."""
    import asyncio

    with refusing():
        return asyncio.run(act)


def fail(message: str) -> typer.Exit:
    """Say why; raise what it returns to end with 1."""
    err.print(f"[bold red]오류[/] {escape(message)}", highlight=False, soft_wrap=True)
    return typer.Exit(1)


def configured(**options: str | None) -> Settings:
    """The settings of the environment, with the options that were given in their place.

    Raises Invalid, naming the variable.
    """
    given = {variable(name): value for name, value in options.items() if value is not None}
    return Settings.from_env({**os.environ, **given})


def day(written: str | None) -> date | None:
    """Raises Invalid unless it is a day written YYYY-MM-DD."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Invalid(f"--on {written}: 날짜를 2014-07-01처럼 적어 주십시오.", field=("on",)) from None


def contents(file: Path) -> bytes:
    """Raises NotFound for a file that cannot be read."""
    try:
        return file.read_bytes()
    except OSError as failure:
        raise NotFound(f"{file}을(를) 읽을 수 없습니다: {failure.strerror}", field=("file",)) from failure

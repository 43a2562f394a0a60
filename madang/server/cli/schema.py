"""`madang schema`: the contract as a file."""

from pathlib import Path
from typing import Annotated

import typer

from madang.server.cli.application import contract
from madang.server.cli.terminal import fail, out
from madang.server.cli.usage import Commands

app = typer.Typer(cls=Commands, help="GraphQL 계약", no_args_is_help=True)

PUBLISHED = Path("schema/schema.graphql")


@app.callback()
def schema() -> None:
    """GraphQL 계약(SDL)을 다룹니다."""


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="쓸 파일. 적지 않으면 화면에")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="쓰지 않고, 파일이 지금의 계약과 같은지만 봅니다")
    ] = False,
) -> None:
    """GraphQL 계약을 SDL로 내보냅니다."""
    text = contract().as_str() + "\n"
    if check:
        _compare(file or PUBLISHED, text)
    elif file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")
        out.print(f"{file}에 썼습니다.", highlight=False)


def _compare(file: Path, text: str) -> None:
    try:
        published = file.read_text(encoding="utf-8")
    except OSError as failure:
        raise fail(f"{file}을(를) 읽을 수 없습니다: {failure.strerror}") from None
    if published != text:
        raise fail(f"{file}이(가) 지금의 계약과 다릅니다. madang schema export {file}로 다시 쓰십시오.")
    out.print("계약과 같습니다.")

"""`madang newsletters`: what departments have today, as it would be taken."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from madang.server.cli import newsletter_sources, newsletters_mail
from madang.server.cli.newsletters_import import take_in
from madang.server.cli.terminal import err, out, refusing
from madang.server.cli.usage import Commands, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from madang.intake import Attachment, Refused, Taken

app = typer.Typer(cls=Commands, help="소식지", no_args_is_help=True)
app.add_typer(newsletters_mail.app, name="mail")
app.add_typer(newsletter_sources.app, name="sources")
FIRST_WORDS = 60  # characters


@app.callback()
def newsletters() -> None:
    """소식지를 다룹니다."""


app.command("import")(take_in)


@app.command("read")
def read(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH…", help="파일이나 폴더: eml, mbox, HTML, PDF, HWP, HWPX, DOCX, RSS, Atom, JSON Feed"
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="글 전체를 한 줄에 하나씩 JSON으로")] = False,
) -> None:
    """지금 있는 소식지 파일에서 무엇을 가져올 수 있는지 보여 줍니다. 아무것도 저장하지 않습니다.

    읽지 못한 파일은 까닭을 말하고 나머지를 읽은 뒤 1로 끝납니다.
    """
    from madang.intake import Taken

    taken = refused = 0
    with refusing():
        for outcome in _outcomes(paths):
            taken, refused = taken + isinstance(outcome, Taken), refused + (not isinstance(outcome, Taken))
            _write_json(outcome) if as_json else _show(outcome)
    err.print(f"읽은 글 {taken:,} · 읽지 못한 것 {refused:,}", highlight=False)
    if refused:
        raise typer.Exit(1)


def _outcomes(paths: list[Path]) -> "Iterator[Taken | Refused]":
    from madang.intake import Worker, files_in, read_file

    with Worker() as worker:
        for path in paths:
            for file in files_in(path):
                yield from read_file(file, worker)


def _show(outcome: "Taken | Refused") -> None:
    from madang.intake import Taken

    if isinstance(outcome, Taken):
        for line in _lines(outcome):
            _print(line)
    else:
        _print(f"{outcome.source_name}\n  읽지 못함: {outcome.reason}")


def _lines(taken: "Taken") -> "Iterator[str]":
    day = taken.date.isoformat() if taken.date else "날짜 모름"
    yield taken.source_name
    yield f"  {taken.title}"
    yield f"  {day} · {taken.kind.label} · {len(taken.text):,}자 · 첨부 {len(taken.attachments)}"
    yield f"  {_first_words(taken.text)}"
    yield from map(_attachment_line, taken.attachments)


def _attachment_line(attachment: "Attachment") -> str:
    if attachment.kind is None:
        return f"  + {attachment.name}: {attachment.reason}"
    return f"  + {attachment.name}: {attachment.kind.label}, {len(attachment.text):,}자"


def _first_words(text: str) -> str:
    words = " ".join(text[: FIRST_WORDS * 4].split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS] + "…"


def _print(text: str) -> None:
    """Files and their names are of strangers: a terminal must obey none of it."""
    for line in text.split("\n"):
        out.print(printable(line), markup=False, highlight=False, soft_wrap=True, emoji=False)


def _write_json(outcome: "Taken | Refused") -> None:
    import msgspec

    told: dict[str, Any] = msgspec.to_builtins(outcome)
    told.pop("pictures", None)  # nothing was asked of what files hold
    for attachment in told.get("attachments", ()):
        del attachment["content"]
    out.file.write(msgspec.json.encode(told).decode() + "\n")

"""`madang explain`: how a query is answered, and what the database does for it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from madang.errors import Invalid
from madang.server.cli.acting import acting
from madang.server.cli.terminal import DatabaseUrl, configured, contents, run

if TYPE_CHECKING:
    from madang.server.opening import City
    from madang.server.settings import Settings
    from resolvers.context import Context
    from schema.documents import Unreadable
    from schema.explaining import Explaining

STDIN = "-"


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE.graphql", help="질의가 든 파일. -는 표준 입력")],
    operation: Annotated[
        list[str] | None,
        typer.Option("--operation", metavar="NAME", help="살필 작업. 여러 번 적을 수 있습니다"),
    ] = None,
    variables: Annotated[
        str | None, typer.Option("--variables", metavar="JSON|@FILE", help="변수: JSON 객체나 그 파일")
    ] = None,
    number: Annotated[
        str | None, typer.Option("--as", metavar="사번", help="이 직원의 눈으로. 적지 않으면 시민")
    ] = None,
    code: Annotated[bool, typer.Option("--code", help="계획이 쓴 Python도 보여 줍니다")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """질의를 어떻게 답하는지: 계획, 실행한 SQL, 데이터베이스의 설명. 아무것도 쓰지 않습니다.

    질의만 한 번 실제로 실행하고, 변경과 구독은 계획만 보여 줍니다.
    """
    run(_explain(database_url, file, operation or [], variables, number, code=code))


async def _explain(
    database_url: str | None,
    file: str,
    names: Sequence[str],
    variables: str | None,
    number: str | None,
    *,
    code: bool,
) -> None:
    from madang.server.asgi import document_limits
    from madang.server.cli.application import contract
    from madang.server.opening import Tables, opened
    from schema.explaining import Explaining

    settings = configured(database_url=database_url)
    text, given = _text(_contents(file), file), _variables(variables)
    explaining = Explaining(contract(), document_limits(settings))
    chosen = _chosen(explaining, text, names)
    async with opened(settings.database, tables=Tables.READY) as city:
        context = await _context(settings, city, number)
        await _tell(explaining, text, chosen, given, context, code=code)


async def _tell(
    explaining: "Explaining",
    text: str,
    names: Sequence[str | None],
    variables: dict[str, Any],
    context: "Context",
    *,
    code: bool,
) -> None:
    from madang.server.cli import explain_lines
    from schema.documents import Unreadable
    from schema.operations import Operation

    for name in names:
        try:
            explained = await explaining.explain(Operation(text, variables, name), context)
        except Unreadable as refusal:
            raise _refused(refusal) from None
        await explain_lines.show(explained, context, code=code)
    explain_lines.show_caches(explaining.caches)


async def _context(settings: "Settings", city: "City", number: str | None) -> "Context":
    """As the server would make it, except that it opens no door to write."""
    from dataclasses import replace

    from madang.server.asgi import Contexts
    from resolvers.context import utc_now
    from subscriptions.hub import Hub

    context = Contexts(settings, city, Hub(city.writes), utc_now).of_nobody()
    visitor = None if number is None else await acting(context, number)
    return replace(context, writes=context.reads, visitor=visitor)


def _contents(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == STDIN else contents(Path(file))


def _text(read: bytes, file: str) -> str:
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(f"{file}: UTF-8로 쓴 글이 아닙니다.", field=("file",)) from None


def _variables(written: str | None) -> dict[str, Any]:
    """Raises Invalid unless it is a JSON object."""
    import orjson

    if written is None:
        return {}
    read = contents(Path(written[1:])) if written.startswith("@") else written.encode()
    try:
        given = orjson.loads(read)
    except ValueError:
        raise Invalid("--variables: JSON이 아닙니다.", field=("variables",)) from None
    if not isinstance(given, dict):
        raise Invalid("--variables: JSON 객체를 주십시오.", field=("variables",))
    return cast(dict[str, Any], given)


def _chosen(explaining: "Explaining", text: str, names: Sequence[str]) -> Sequence[str | None]:
    from schema.documents import Unreadable

    try:
        known = explaining.operations(text)
    except Unreadable as refusal:
        raise _refused(refusal) from None
    unknown = [name for name in names if name not in known]
    if not unknown and (names or len(known) == 1):
        return names or known
    listed = ", ".join(name or "이름 없음" for name in known)
    about = f"{unknown[0]}(이)라는 작업이 없습니다." if unknown else "작업이 여럿입니다."
    raise Invalid(f"{about} --operation으로 고르십시오: {listed}", field=("operation",))


def _refused(refusal: "Unreadable") -> Invalid:
    error = refusal.errors[0]
    where = "".join(f" ({one.line}줄 {one.column}칸)" for one in (error.locations or ())[:1])
    return Invalid(f"{error.message}{where}")

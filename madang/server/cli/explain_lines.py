"""The lines in which `madang explain` says how an operation is answered."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
from rich.markup import escape
from sqlalchemy.exc import DBAPIError

from madang.server.cli.terminal import out
from madang.server.cli.usage import printable
from models.recording import Recorded, count, explain
from resolvers.context import Context
from schema.caches import Figures
from schema.explaining import Aside, Explained
from schema.operations import Result
from schema.plans.telling import Level

LONGEST = 60  # letters of one value
MOST = 3  # values of a list
LONGEST_LINE = 300  # of the database's account, which repeats the values
FAILURES = (DBAPIError, asyncpg.PostgresError, OSError, TimeoutError)
CACHES = {"documents": "문서", "plans": "계획", "statements": "문장"}
INDENT = "  "


async def show(explained: Explained, context: Context, *, code: bool) -> None:
    node = explained.prepared.node
    department = f"{context.visitor.department_name} 직원" if context.visitor else "시민"
    name = f" {node.name.value}" if node.name else ""
    _say(f"[bold]{node.operation.value}{name}[/] ({escape(department)}의 눈으로)")
    for line in _plan(explained, code=code):
        _say(escape(line))
    if explained.result is None:
        _say("\n[bold]실행[/] 질의가 아니라서 계획만 세우고 실행하지 않았습니다.")
        return
    for place, statement in enumerate(explained.statements, 1):
        await _show_statement(place, statement, context)
    _say(f"\n[bold]답[/] {escape(_answer(explained, explained.result))}")


def show_caches(caches: Mapping[str, Figures]) -> None:
    each = (
        f"{CACHES[name]} 찾음 {one.hits} 만듦 {one.misses} 밀려남 {one.evictions} 지금 {one.size}"
        for name, one in caches.items()
    )
    _say(f"[bold]캐시[/] {' · '.join(each)}")


def _say(line: str) -> None:
    out.print(line, highlight=False, soft_wrap=True)


def _plan(explained: Explained, *, code: bool) -> Iterator[str]:
    yield "\n계획"
    if explained.aside is not None:
        yield INDENT + _aside(explained.aside)
    if code and explained.code:
        yield from _indented(explained.code.splitlines(), 2)
    for level in explained.levels:
        yield from _level(level, 1, code=code)


def _aside(aside: Aside) -> str:
    when = "실행하다가" if aside.running else "세울 때"
    where = f"{when} {aside.path or '뿌리'}에서"
    return f"물러남: Strawberry가 필드마다 답합니다. {where}: {aside.why or '까닭 없음'}"


def _level(level: Level, depth: int, *, code: bool) -> Iterator[str]:
    on = f" ({level.on}일 때)" if level.on else ""
    yield f"{INDENT * depth}{level.path}{on}: {level.what}"
    yield from _indented(level.details, depth + 1)
    if code:
        for source in level.code:
            yield from _indented(source.splitlines(), depth + 1)
    for below in level.below:
        yield from _level(below, depth + 1, code=code)


def _indented(lines: Sequence[str], depth: int) -> Iterator[str]:
    return (f"{INDENT * depth}{line}" for line in lines)


async def _show_statement(place: int, statement: Recorded, context: Context) -> None:
    try:
        rows, lines = f"{await count(context.reads, statement)}행", await explain(context.reads, statement)
    except FAILURES as failure:
        rows, lines = "행 수 모름", [f"설명을 얻지 못했습니다: {str(failure).splitlines()[0]}"]
    _say(f"\n[bold]문장 {place}[/] {escape(statement.place or '-')} · {rows} · {_time(statement.seconds)}")
    for line in _indented([part.strip() for part in statement.sql.splitlines()], 1):
        _say(escape(printable(line)))
    if statement.values:
        each = (f"{number}={_value(value)}" for number, value in enumerate(statement.values, 1))
        _say(escape(f"{INDENT}[값] {' '.join(each)}"))
    for line in lines:
        _say(f"[dim]{INDENT}│ {escape(_bounded(printable(line), LONGEST_LINE))}[/]")


def _value(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        shown = [_value(one) for one in value[:MOST]]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        rest = [f"… 모두 {len(value)}개"] if len(value) > MOST else []  # pyright: ignore[reportUnknownArgumentType]
        return f"[{', '.join(shown + rest)}]"
    text = repr(value) if isinstance(value, (str, bytes)) else printable(str(value))
    return _bounded(text, LONGEST)


def _bounded(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…({len(text)}자)"


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.1f}ms"


def _answer(explained: Explained, result: Result) -> str:
    statements = f"문장 {len(explained.statements)}개"
    said = f"{len(result.encode()):,}바이트, {statements}, {_time(explained.seconds)}"
    errors = [f"{(one.extensions or {}).get('code', '')} {one.message}" for one in result.errors]
    return " · ".join([said, *(f"오류 {printable(one)}" for one in errors)])

"""Which chart files can be taken: every line that cannot is named with its reason."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from madang.rules.chart import Chart, ChartChange, ChartRow, Opened, Standing, compare
from madang.rules.lines import BadFile, Cells, Line, Problem
from madang.rules.people import OrganisationKind

REQUIRED = ("code", "name", "kind", "parent")
OPTIONAL = ("successor",)
CODE = re.compile(r"[\w.-]+")
LONGEST_CODE, LONGEST_NAME = 40, 100
MOST_LEVELS = 12
HEADER = 1

CITY = frozenset({OrganisationKind.HEADQUARTERS, OrganisationKind.AFFILIATED_OFFICE})
PARENT_KINDS = {
    OrganisationKind.HEADQUARTERS: frozenset({OrganisationKind.HEADQUARTERS}),
    OrganisationKind.AFFILIATED_OFFICE: CITY,
    OrganisationKind.DISTRICT: frozenset({OrganisationKind.DISTRICT}),
    OrganisationKind.INVESTED_INSTITUTION: CITY | {OrganisationKind.INVESTED_INSTITUTION},
    OrganisationKind.ENTRUSTED_OPERATOR: frozenset(OrganisationKind) - {OrganisationKind.EXTERNAL},
    OrganisationKind.EXTERNAL: frozenset({OrganisationKind.EXTERNAL}),
}


def changes_of(lines: Sequence[Line], chart: Chart, *, on: date, whole: bool = False) -> list[ChartChange]:
    """The changes that a file brings on a day.

    Raises BadFile with every problem found, so that one correction is enough.
    """
    rows, problems = read_rows(lines)
    named = {line.value("code") for line in lines}
    problems += _problems(rows, chart, named=named, on=on, whole=whole)
    if problems:
        raise BadFile(problems)
    changes = compare(rows, chart, whole=whole)
    if problems := list(_untimely(changes, rows, chart, on)):
        raise BadFile(problems)
    return changes


def read_rows(lines: Iterable[Line]) -> tuple[list[ChartRow], list[Problem]]:
    """The rows that can be read, and what is wrong with the others."""
    problems: list[Problem] = []
    rows = [_read_row(Cells(line, problems)) for line in lines]
    return [row for row in rows if row is not None], problems


def _read_row(cells: Cells) -> ChartRow | None:
    code = cells.required("code", most=LONGEST_CODE)
    if code is not None and not CODE.fullmatch(code):
        cells.refuse(f"code '{code}'에는 글자, 숫자, '-', '_', '.'만 쓸 수 있습니다.")
        code = None
    name = cells.required("name", most=LONGEST_NAME)
    kind = _read_kind(cells)
    parent = cells.text("parent", most=LONGEST_CODE)
    successor = cells.text("successor", most=LONGEST_CODE)
    if code is None or name is None or kind is None:
        return None
    return ChartRow(
        line=cells.line.number, code=code, name=name, kind=kind, parent=parent, successor=successor
    )


def _read_kind(cells: Cells) -> OrganisationKind | None:
    word = cells.required("kind", most=LONGEST_CODE)
    if word is None:
        return None
    for kind in OrganisationKind:
        if word in (kind.value, kind.label):
            return kind
    choices = ", ".join(f"{kind.value}({kind.label})" for kind in OrganisationKind)
    cells.refuse(f"모르는 기관 종류 '{word}'입니다. 쓸 수 있는 종류: {choices}")
    return None


def _problems(
    rows: Sequence[ChartRow], chart: Chart, *, named: set[str], on: date, whole: bool
) -> Iterator[Problem]:
    yield from _doubled(rows)
    by_code = {row.code: row for row in rows}
    remaining = set[str]() if whole else {code for code, one in chart.items() if not one.closed}
    open_after = (named | remaining) - {row.code for row in rows if row.successor}
    for row in rows:
        if row.successor:
            yield from _successor_problems(row, chart, open_after)
        elif row.parent and row.parent not in open_after:
            why = "닫힌 부서입니다" if row.parent in chart else "파일에도 조직도에도 없습니다"
            yield Problem(row.line, f"상위 부서 '{row.parent}'이(가) {why}.")
        elif row.parent:
            yield from _parent_problems(row, by_code.get(row.parent), chart.get(row.parent), on)
    yield from _circles(rows, chart)
    if not whole:
        yield from _left_behind(rows, chart, named)


def _doubled(rows: Iterable[ChartRow]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        if row.code in first:
            yield Problem(row.line, f"code '{row.code}'이(가) {first[row.code]}번째 줄에 이미 있습니다.")
        first.setdefault(row.code, row.line)


def _successor_problems(row: ChartRow, chart: Chart, open_after: set[str]) -> Iterator[Problem]:
    if row.successor == row.code:
        yield Problem(row.line, f"'{row.code}'을(를) 자기 자신에 통합할 수 없습니다.")
    elif row.successor not in open_after:
        yield Problem(
            row.line,
            f"승계 부서 '{row.successor}'이(가) 없거나 닫힌 부서입니다. 지금 있는 부서를 적어 주십시오.",
        )
    if row.code not in chart:
        yield Problem(row.line, f"'{row.code}'은(는) 조직도에 없던 부서라 통합할 수 없습니다.")


def _parent_problems(
    row: ChartRow, named: ChartRow | None, standing: Standing | None, on: date
) -> Iterator[Problem]:
    above = named or standing
    if above and above.kind not in PARENT_KINDS[row.kind]:
        yield Problem(
            row.line, f"{row.kind.label} 부서는 {above.kind.label} 부서 '{above.code}' 아래에 둘 수 없습니다."
        )
    if standing and standing.opened_on > on:
        yield Problem(row.line, f"상위 부서 '{standing.code}'은(는) {standing.opened_on}에 생겼습니다.")


def _circles(rows: Iterable[ChartRow], chart: Chart) -> Iterator[Problem]:
    parents = {code: one.parent for code, one in chart.items() if not one.closed}
    parents |= {row.code: row.parent for row in rows if not row.successor}
    for row in rows:
        way = [row.code]
        while (above := parents.get(way[-1])) and above not in way and len(way) < MOST_LEVELS:
            way.append(above)
        if above == row.code:
            yield Problem(row.line, f"상위 부서가 돌고 돕니다: {' → '.join([*way, row.code])}")
        elif above and above not in way:
            yield Problem(row.line, f"조직도는 {MOST_LEVELS}단계까지 가져올 수 있습니다.")


def _left_behind(rows: Iterable[ChartRow], chart: Chart, named: set[str]) -> Iterator[Problem]:
    closing = {row.code: row for row in rows if row.successor}
    for code, child in chart.items():
        if not child.closed and child.parent in closing and code not in named:
            row = closing[child.parent]
            yield Problem(
                row.line,
                f"'{row.code}' 아래에 '{code}'({child.name})이(가) 남습니다. "
                "새 상위 부서를 같은 파일에 적어 주십시오.",
            )


def _untimely(
    changes: Iterable[ChartChange], rows: Iterable[ChartRow], chart: Chart, on: date
) -> Iterator[Problem]:
    """A day before the newest fact of a department would rewrite its history."""
    lines = {row.code: row.line for row in rows}
    for change in changes:
        if not isinstance(change, Opened) and (changed_on := chart[change.code].changed_on) > on:
            yield Problem(
                lines.get(change.code, HEADER),
                f"'{change.code}'의 마지막 변경일은 {changed_on}입니다. "
                "그날 또는 그 뒤의 날짜로 가져와 주십시오.",
            )

"""The dated organisation chart: a file compared with the chart that stands gives the changes of a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from madang.rules.people import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One line of a chart file. With a successor it says that this department has become part of that one."""

    line: int
    code: str
    name: str
    kind: OrganisationKind
    parent: str | None
    successor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A department as the chart has it now, by codes."""

    code: str
    name: str
    kind: OrganisationKind
    parent: str | None
    opened_on: date
    changed_on: date  # of its newest fact, its closing included
    closed: bool = False
    successor: str | None = None


Chart = Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class Opened:
    row: ChartRow

    @property
    def code(self) -> str:
        return self.row.code


@dataclass(frozen=True, slots=True)
class Reopened:
    code: str


@dataclass(frozen=True, slots=True)
class Renamed:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Moved:
    code: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class KindChanged:
    code: str
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class Closed:
    """Of a department closed before, it says only which successor was found for it."""

    code: str
    successor: str | None


ChartChange = Opened | Reopened | Renamed | Moved | KindChanged | Closed


def compare(rows: Sequence[ChartRow], chart: Chart, *, whole: bool) -> list[ChartChange]:
    """What makes the chart say what the rows say. Nothing for a row that already stands.

    Parents are opened before their children, and everything is opened before anything closes into it.
    `whole`: the rows are the whole chart, so that what they leave out is closed.
    """
    standing_rows = [row for row in rows if row.successor is None]
    changes: list[ChartChange] = []
    for row in parents_first(standing_rows):
        changes += _row_changes(row, chart.get(row.code))
    changes += [change for row in rows if row.successor for change in _closing(row, chart[row.code])]
    if whole:
        changes += [Closed(code, None) for code in left_out(rows, chart)]
    return changes


def left_out(rows: Iterable[ChartRow], chart: Chart) -> list[str]:
    """Codes of open departments that no row names."""
    named = {row.code for row in rows}
    return [code for code, standing in chart.items() if not standing.closed and code not in named]


def parents_first(rows: Sequence[ChartRow]) -> list[ChartRow]:
    """The rows so that none comes before its parent, else in their order. The rows hold no circle."""
    by_code = {row.code: row for row in rows}
    ordered: dict[str, ChartRow] = {}
    for row in rows:
        waiting: list[ChartRow] = []
        above: ChartRow | None = row
        while above is not None and above.code not in ordered:
            waiting.append(above)
            above = by_code.get(above.parent or "")
        ordered |= {one.code: one for one in reversed(waiting)}
    return list(ordered.values())


def _row_changes(row: ChartRow, before: Standing | None) -> Iterator[ChartChange]:
    if before is None:
        yield Opened(row)
        return
    if before.closed:
        yield Reopened(row.code)
    if row.name != before.name:
        yield Renamed(row.code, row.name)
    if row.kind != before.kind:
        yield KindChanged(row.code, row.kind)
    if row.parent != before.parent:
        yield Moved(row.code, row.parent)


def _closing(row: ChartRow, before: Standing) -> Iterator[ChartChange]:
    if not before.closed or before.successor != row.successor:
        yield Closed(row.code, row.successor)

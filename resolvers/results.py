"""From the driver's rows to ours: a function made once for each statement, or none where rows are good."""

from collections.abc import Callable, Iterable
from itertools import accumulate, chain
from typing import Any

from sqlalchemy import Float, Numeric
from sqlalchemy.engine import Dialect
from sqlalchemy.types import Enum as EnumType
from sqlalchemy.types import TypeEngine

from models.base import Instant
from models.inner_rows import columns_in, from_json
from models.rows import Rows
from resolvers.building import Building

Convert = Callable[[Any], Any]
ConvertColumn = Callable[[list[Any]], Iterable[Any]]

HANDED_OVER = (Instant, Numeric, Float)  # by PostgreSQL's driver as they shall be


def converter(built: Building, dialect: Dialect) -> Callable[[Rows], Rows] | None:
    """For the rows of a whole statement."""
    if built.told:
        told = _inside(built, dialect)
        return lambda rows: told([rows[0][0]])[0]
    names: dict[str, Convert] = {}
    cells: list[str] = []
    for place, (kind, source) in enumerate(zip(built.types, built.sources, strict=True)):
        convert, name, cell = _of_value(built, place, kind, dialect), f"C{place}", f"r[{source}]"
        if convert is not None:
            names[name] = convert
            cell = f"None if {cell} is None else {name}({cell})"
        cells.append(cell)
    if not names and len(cells) == built.width:
        return None
    return eval(f"lambda rows: [({', '.join(cells)},) for r in rows]", names)


def _of_value(built: Building, place: int, kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    if place in built.inside:
        inside = _inside(built.inside[place], dialect)
        return lambda value: inside([value])[0]
    return _chained(_result(kind, dialect), _as_shown(built, place))


def _inside(built: Building, dialect: Dialect) -> Callable[[list[Any]], list[Rows]]:
    """For the rows of a level inside of rows: all of the level at once. They come by columns."""
    converts = [
        (place, convert)
        for place, kind in enumerate(built.types)
        if (convert := _of_column(built, place, kind, dialect)) is not None
    ]

    def rows_in(values: list[Any]) -> list[Rows]:
        told = [columns_in(value, built.width) for value in values]
        read = _joined([one for one in told if one])
        columns = [read[source] for source in built.sources] if read else read
        for place, convert in converts if read else ():
            columns[place] = convert(columns[place])
        rows = list(zip(*columns, strict=False))
        return [rows] if len(told) == 1 else _parted(rows, [len(one[0]) if one else 0 for one in told])

    return rows_in


def _joined(told: list[list[Any]]) -> list[Any]:
    """Each column of several lists of rows as one."""
    return told[0] if len(told) == 1 else [list(chain.from_iterable(one)) for one in zip(*told, strict=True)]


def _parted(rows: list[Any], lengths: list[int]) -> list[Rows]:
    ends = list(accumulate(lengths))
    return [rows[end - length : end] for end, length in zip(ends, lengths, strict=True)]


def _of_column(built: Building, place: int, kind: TypeEngine[Any], dialect: Dialect) -> ConvertColumn | None:
    if place in built.inside:
        return _inside(built.inside[place], dialect)
    if place in built.shown and dialect.name == "postgresql":
        return built.shown[place].of_column
    convert = _chained(from_json(kind, dialect), _result(kind, dialect))
    convert = _chained(convert, _as_shown(built, place))
    return None if convert is None else _each(convert)


def _each(convert: Convert) -> ConvertColumn:
    return lambda column: [None if value is None else convert(value) for value in column]


def _as_shown(built: Building, place: int) -> Convert | None:
    return built.shown[place].of_value if place in built.shown else None


def _chained(first: Convert | None, second: Convert | None) -> Convert | None:
    if first is None or second is None:
        return first or second
    return lambda value: second(first(value))


def _result(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What makes a driver's value ours. Enumerations stay text, which is how they are shown."""
    if isinstance(kind, EnumType) or (dialect.name == "postgresql" and isinstance(kind, HANDED_OVER)):
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)

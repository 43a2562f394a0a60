"""From the driver's rows to ours: a function written once for each statement, or none where rows are good."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Float, Numeric
from sqlalchemy.engine import Dialect
from sqlalchemy.types import Enum as EnumType
from sqlalchemy.types import TypeEngine

from models.base import Instant
from models.inner_rows import cells, from_json, rows_in
from models.rows import Rows
from resolvers.building import Building

Convert = Callable[[Any], Any]

HANDED_OVER = (Instant, Numeric, Float)  # by PostgreSQL's driver as they shall be


def converter(built: Building, dialect: Dialect) -> Callable[[Rows], Rows] | None:
    """For the rows of a whole statement."""
    if built.told:
        told = _inside(built, dialect)
        return lambda rows: told(rows[0][0])
    converts = [_result(kind, dialect) for kind in built.types]
    if not (built.inside or any(converts)):
        return None
    return _written(built, dialect, [f"r[{place}]" for place in range(len(converts))], converts)


def _inside(built: Building, dialect: Dialect) -> Convert:
    """For the rows of a level inside of a statement's rows."""
    converts = [_chained(from_json(kind, dialect), _result(kind, dialect)) for kind in built.types]
    convert = _written(built, dialect, cells(len(converts)), converts)
    return lambda value: convert(rows_in(value))


def _written(
    built: Building, dialect: Dialect, codes: Sequence[str], converts: Sequence[Convert | None]
) -> Callable[[Rows], Rows]:
    """`codes`: for each value of a row `r`."""
    names: dict[str, Convert] = {}
    shown: list[str] = []
    for place, (code, convert) in enumerate(zip(codes, converts, strict=True)):
        name = f"C{place}"
        if place in built.inside:
            names[name] = _inside(built.inside[place], dialect)
            code = f"{name}({code})"
        elif convert is not None:
            names[name] = convert
            code = f"None if {code} is None else {name}({code})"
        shown.append(code)
    return eval(f"lambda rows: [({', '.join(shown)},) for r in rows]", names)


def _chained(first: Convert | None, second: Convert | None) -> Convert | None:
    if first is None or second is None:
        return first or second
    return lambda value: second(first(value))


def _result(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What makes a driver's value ours. Enumerations stay text, which is how they are shown."""
    if isinstance(kind, EnumType) or (dialect.name == "postgresql" and isinstance(kind, HANDED_OVER)):
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)

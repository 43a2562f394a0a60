"""What one level of a query asks of a row: its columns, those of rows joined to it, and SQL expressions."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import sqlalchemy
from sqlalchemy import ColumnElement, String, func, inspect, literal_column, select
from sqlalchemy.orm import aliased

from models import Base

if TYPE_CHECKING:
    from resolvers.questions import Question

Expression = Callable[[Any], ColumnElement[Any]]  # of a mapped class, or an alias of one
Asked = str | Expression
Write = Callable[[Any], Any]
COMMA = cast(str, literal_column("','"))  # no parameter: the driver would have to fill it in


@dataclass(frozen=True, slots=True)
class Join:
    """To the row of `model` whose unique attribute `by` is what the row before it has for `key`."""

    model: type[Base]
    key: Asked
    by: str = "id"


Path = tuple[Join, ...]  # from the level's own row; () is that row itself


@dataclass(frozen=True, slots=True)
class Shown:
    """A column as answers show it, where nothing else is done with its values.

    `of_value`: what the driver gave, if it is not None; None where JSON takes it as it is.
    `of_column`: a whole column as PostgreSQL tells it in JSON (models.inner_rows), None for None.
    """

    attribute: str
    of_value: Write | None
    of_column: Callable[[list[Any]], Iterable[Any]] | None


@dataclass(frozen=True, slots=True, eq=False)
class Inner:
    """What hangs below the row and is read with it: rows (each a list of values), or how many there are.

    `ask`: the question for who asks.
    """

    columns: "Columns"
    ask: Callable[[Any], "Question"]


What = Asked | Shown | Inner


def read_for(what: What) -> Asked | Inner:
    """What is read of the row: the same for a column that is shown and one that is worked with."""
    return what.attribute if isinstance(what, Shown) else what


@dataclass(slots=True, eq=False)
class Columns:
    """Grows while a query is planned; after that it stays. A place is an index into the rows read.

    `cursors`: whether the sort keys are read, too.
    """

    model: type[Base]
    asked: dict[tuple[Path, What], int] = field(default_factory=dict[tuple[Path, What], int])
    paths: dict[Path, None] = field(default_factory=dict[Path, None])
    inner: list[Inner] = field(default_factory=list[Inner])
    cursors: bool = False

    @property
    def signature(self) -> Hashable:
        """The same for all that ask the same in the same order, what is read inside included."""
        asked = (
            (path, what.columns.signature if isinstance(what, Inner) else what) for path, what in self.asked
        )
        return self.model, self.cursors, tuple(self.paths), tuple(asked)

    def place_inside(self, inner: Inner) -> int:
        self.inner.append(inner)
        place = self.asked[(), inner] = len(self.asked)
        return place

    def place(self, path: Path, what: Asked | Shown) -> int:
        for length in range(1, len(path) + 1):
            self.paths.setdefault(path[:length])
        return self.asked.setdefault((path, what), len(self.asked))

    @property
    def shown(self) -> dict[int, Shown]:
        """By their places."""
        return {place: what for (_, what), place in self.asked.items() if isinstance(what, Shown)}

    def place_of_promised(self, path: Path) -> int | None:
        """Of a column asked of the rows at the path's end that no such row lacks, if there is one."""
        for (found, what), place in self.asked.items():
            attribute = read_for(what)
            if found == path and isinstance(attribute, str) and not may_lack(path[-1].model, attribute):
                return place
        return None


def column_of(entity: Any, asked: Asked) -> ColumnElement[Any]:
    return getattr(entity, asked) if isinstance(asked, str) else asked(entity)


def through(model: type[Base], key: str, what: Asked) -> Expression:
    """`what` of the row of `model` that the attribute `key` points to."""

    def expression(row: Any) -> ColumnElement[Any]:
        pointed: Any = aliased(model)
        wanted = select(column_of(pointed, what)).where(pointed.id == getattr(row, key))
        return wanted.correlate(row).scalar_subquery()

    return expression


def mapped(model: type[Base], attribute: str) -> Any:
    """The attribute if it is a column of the model's table, and no relationship or property; else None."""
    return getattr(model, attribute) if attribute in inspect(model).column_attrs else None


def may_lack(model: type[Base], attribute: str) -> bool:
    """Whether the attribute may be None for all that a declaration says."""
    column = mapped(model, attribute)
    return column is None or bool(column.property.columns[0].nullable)


def ids_of(id: Any, *, of: Any, by: Any) -> ColumnElement[str]:
    """The identifiers `id` of the rows whose attribute `by` points to the row `of`: a text for `ids_in`."""
    listed = func.aggregate_strings(sqlalchemy.cast(id, String), COMMA)
    return select(listed).where(by == of.id).correlate(of).scalar_subquery()


@lru_cache(maxsize=1000)
def ids_in(text: str | None) -> tuple[UUID, ...]:
    return tuple(map(UUID, text.split(","))) if text else ()

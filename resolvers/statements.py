"""One statement for one level of a query and the levels inside it: built and compiled once a shape, then run
with other values.

What differs between two runs (the actor, the filter, the cursor, the parents) is a parameter as long as its
shape stays; LIMITs are written out, for which PostgreSQL plans better.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, ClassVar
from weakref import WeakSet, WeakValueDictionary

from sqlalchemy.engine import Dialect

from models.rows import Rows
from resolvers.building import Building
from resolvers.clauses import Slots, shape
from resolvers.columns import Columns
from resolvers.questions import ALWAYS, Asking, Kind, Level, Question, level_of, viewer_id
from resolvers.results import converter

MOST_STATEMENTS = 64  # of one level: clients vary filters and page sizes


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Statement:
    sql: str
    places: tuple[int, ...]  # which of the values and, behind them, the constants each parameter is
    binds: tuple[tuple[int, Callable[[Any], Any]], ...]  # what the driver takes otherwise
    constants: tuple[Any, ...]
    convert: Callable[[Rows], Rows] | None  # None: rows are good as they come
    is_about_viewer: bool  # not only by the access rules, whose values are parameters of their own

    def given(self, values: list[Any]) -> list[Any]:
        """What the driver takes for the parameters."""
        values += self.constants
        given = [values[place] for place in self.places]
        for place, bind in self.binds:
            given[place] = bind(given[place])
        return given


_LEVELS: "WeakSet[Statements]" = WeakSet()  # those of all plans
_ALL: "WeakValueDictionary[Hashable, Statement]" = WeakValueDictionary()  # other documents ask the same, too


class Statements:
    """The newest statements of one level, by the shape of what was asked."""

    hits: ClassVar[int] = 0  # of all levels of the process
    misses: ClassVar[int] = 0

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._kept: OrderedDict[Any, Statement] = OrderedDict()
        _LEVELS.add(self)

    @staticmethod
    def held() -> int:
        """How many statements all levels of the process keep."""
        return sum(len(one) for one in _LEVELS)

    def __len__(self) -> int:
        return len(self._kept)

    async def rows(self, asking: Asking, question: Question) -> Rows:
        """Planned columns first, then the key a row belongs to (OF_MANY), then the sort keys for cursors."""
        dialect = asking.dialect
        level = level_of(asking, self._columns, question)
        values: list[Any] = [None, asking.today]
        key = (dialect.name, _shape(level, values))
        statement = self._kept.get(key)
        if statement is not None:
            Statements.hits += 1
        else:
            Statements.misses += 1
            statement = self._keep(key, self._found(key, level, dialect))
        if statement.is_about_viewer:
            values[0] = asking.viewer_id
        rows = await asking.reader.fetch(statement.sql, *statement.given(values))
        return rows if statement.convert is None else statement.convert(rows)

    def _found(self, key: Hashable, level: Level, dialect: Dialect) -> Statement:
        known = (self._columns.signature, key)
        statement = _ALL.get(known)
        if statement is None:
            statement = _ALL[known] = _compiled(level, dialect)
        return statement

    def _keep(self, key: Any, statement: Statement) -> Statement:
        self._kept[key] = statement
        if len(self._kept) > MOST_STATEMENTS:
            self._kept.popitem(last=False)
        return statement


def _shape(level: Level, values: list[Any]) -> Hashable:
    """What makes two questions different statements. Adds their values in the order slots are taken."""
    question, rules = level.question, level.rules
    listing, window = question.listing, question.window
    where = shape(listing.where, values)
    values += rules[0].values
    after: tuple[bool, ...] | None = None
    if window is not None and window.beyond is not None:
        after = tuple(value is None for value in window.beyond)
        values += [value for value in window.beyond if value is not None]
    if question.kind in (Kind.OF_ONE, Kind.OF_MANY):
        values.append(question.keys)
    for rule in rules[1:]:
        values += rule.values
    page = None if window is None else (window.size, window.backwards, after)
    kind = (question.kind, question.counts, listing.parent, listing.order)
    inner = [_shape(one, values) for one in level.inner]
    return (kind, page, where, *[rule.shape for rule in rules], *inner)


def _compiled(level: Level, dialect: Dialect) -> Statement:
    slots = Slots()
    built = Building(level, dialect, slots)
    compiled: Any = built.whole.compile(dialect=dialect)
    names: list[str] = compiled.positiontup
    bind: dict[str, Callable[[Any], Any]] = compiled._bind_processors
    known = [*ALWAYS, *(f"p{number}" for number in range(1, slots.taken + 1))]
    constants = {name: compiled.params[name] for name in names if name not in known}
    place_of = {name: place for place, name in enumerate([*known, *constants])}
    places = tuple(place_of[name] for name in names)
    return Statement(
        sql=compiled.string,
        places=places,
        binds=tuple((place, bind[name]) for place, name in enumerate(names) if name in bind),
        constants=tuple(constants.values()),
        convert=converter(built, dialect),
        is_about_viewer=known.index(viewer_id.key) in places,
    )

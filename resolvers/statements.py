"""One statement for one level of a query: built and compiled once a shape, then run with other values.

What differs between two runs (the actor, the filter, the cursor, the parents) is a parameter as long as its
shape stays; LIMITs are written out, for which PostgreSQL plans better. Access rules stand in the statement:
in its WHERE, and in the ON of each join.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Any, ClassVar, Protocol
from weakref import WeakSet

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Uuid,
    and_,
    bindparam,
    func,
    inspect,
    literal_column,
    select,
    true,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import aliased, outerjoin
from sqlalchemy.types import Enum as EnumType
from sqlalchemy.types import TypeEngine

from madang.rules.people import Actor
from models.base import Base, Instant
from models.rows import Reader, Rows
from models.valuelists import ValueList, among, each
from resolvers.clauses import Slots, clause, shape
from resolvers.columns import Columns, Path, column_of
from resolvers.listings import Listing, Window, beyond
from resolvers.seeing import Seeing, seeing

MOST_STATEMENTS = 64  # of one level: clients vary filters and page sizes

# For expressions about the actor and the day; always the first values.
viewer_id = bindparam("viewer_id", type_=Uuid(), required=True)
today = bindparam("today", type_=Date(), required=True)
ALWAYS = (viewer_id.key, today.key)


def parameters_for(actor: Actor | None, day: date) -> dict[str, Any]:
    return {viewer_id.key: None if actor is None else actor.id, today.key: day}


Rowed = Select[*tuple[Any, ...]]


class Kind(Enum):
    ALL = auto()
    OF_ONE = auto()  # of one parent: plain equality plans better than membership in a list of one
    OF_MANY = auto()  # a page of each parent's


@dataclass(slots=True, kw_only=True)  # not frozen: each level of each answer makes one
class Question:
    """Which rows a level reads, or how many there are.

    `keys`: one identifier (OF_ONE) or several, of the parents or of the rows themselves. `parent`: what the
    keys are identifiers of, if those rows were read under their own access rule.
    """

    kind: Kind
    listing: Listing
    window: Window | None = None  # None: all of them
    keys: Any = None
    parent: type[Base] | None = None
    counts: bool = False


class Asking(Protocol):
    """Who asks, when, and of which database."""

    @property
    def actor(self) -> Actor | None: ...
    @property
    def today(self) -> date: ...
    @property
    def dialect(self) -> Dialect: ...
    async def reader(self) -> Reader: ...


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    places: tuple[int, ...]  # which of the values and, behind them, the constants each parameter is
    binds: tuple[tuple[int, Callable[[Any], Any]], ...]  # what the driver takes otherwise
    constants: tuple[Any, ...]
    results: tuple[Callable[[Any], Any] | None, ...] | None  # None: rows are good as they come

    async def run(self, reader: Reader, values: list[Any]) -> Rows:
        values += self.constants
        given = [values[place] for place in self.places]
        for place, bind in self.binds:
            given[place] = bind(given[place])
        rows = await reader.fetch(self.sql, *given)
        return rows if self.results is None else [_converted(row, self.results) for row in rows]


_LEVELS: "WeakSet[Statements]" = WeakSet()  # those of all plans


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

    async def rows(self, asking: "Asking", question: Question) -> Rows:
        """Planned columns first, then the key a row belongs to (OF_MANY), then the sort keys for cursors."""
        actor, dialect = asking.actor, asking.dialect
        values: list[Any] = [None if actor is None else actor.id, asking.today]
        rules = self._rules(actor, question)
        key = (dialect.name, *_shapes(question, rules, values))
        statement = self._kept.get(key)
        if statement is not None:
            Statements.hits += 1
        else:
            Statements.misses += 1
            statement = self._keep(key, _compiled(_Building(self._columns, question, rules), dialect))
        return await statement.run(await asking.reader(), values)

    def _rules(self, actor: Actor | None, question: Question) -> list[Seeing]:
        listing = question.listing
        own = seeing(actor, listing.model, question.parent, listing.parent)
        if question.counts:
            return [own]
        return [own, *(seeing(actor, path[-1].model) for path in self._columns.paths)]

    def _keep(self, key: Any, statement: Statement) -> Statement:
        self._kept[key] = statement
        if len(self._kept) > MOST_STATEMENTS:
            self._kept.popitem(last=False)
        return statement


def _shapes(question: Question, rules: Sequence[Seeing], values: list[Any]) -> tuple[Any, ...]:
    """What makes two questions different statements. Adds their values in the order slots are taken."""
    listing, window = question.listing, question.window
    where = shape(listing.where, values)
    values += rules[0].values
    after: tuple[bool, ...] | None = None
    if window is not None and window.beyond is not None:
        after = tuple(value is None for value in window.beyond)
        values += [value for value in window.beyond if value is not None]
    if question.kind is not Kind.ALL:
        values.append(question.keys)
    for rule in rules[1:]:
        values += rule.values
    page = None if window is None else (window.size, window.backwards, after)
    kind = (question.kind, question.counts, listing.parent, listing.order)
    return (kind, page, where, *(rule.shape for rule in rules))


class _Building:
    """Takes slots in the order of `_shapes`: conditions, cursor, keys, and then the rules of joined rows."""

    def __init__(self, columns: Columns, question: Question, rules: Sequence[Seeing]) -> None:
        self._columns, self._question, self._rules = columns, question, rules
        self._listing, self._window = question.listing, question.window
        self._slots = Slots()

    @property
    def taken(self) -> int:
        return self._slots.taken

    def statement(self, dialect: Dialect) -> Rowed:
        if self._question.counts:
            return self._count()
        if self._question.kind is not Kind.OF_MANY or self._window is None:
            return self._cut() if self._window is not None and self._columns.paths else self._plain()
        return self._lateral() if dialect.name == "postgresql" else self._numbered()

    def _plain(self) -> Rowed:
        model = self._listing.model
        where = (*self._where(model), *self._keyed(model))
        return self._bounded(self._read(model, model).where(*where), model)

    def _cut(self) -> Rowed:
        """The page first, and only then what is joined to its rows."""
        model = self._listing.model
        where = (*self._where(model), *self._keyed(model))
        page = self._bounded(self._own(model).where(*where), model).subquery("page")
        entity = aliased(model, page)
        return self._ordered(self._read(entity, page), entity)

    def _own(self, model: Any) -> Rowed:
        """What is needed of the level's own rows; all of it where an expression may ask for anything."""
        asked = [what for path, what in self._columns.asked if not path]
        keys = [path[0].key for path in self._columns.paths]
        order = [key.attribute for key in self._listing.sort_keys()]
        needed = dict.fromkeys([*asked, *keys, *order, self._listing.parent or "id"])
        if not all(isinstance(what, str) for what in needed):
            return select(*(attribute for attribute in inspect(model).column_attrs))
        return select(*(column_of(model, what) for what in needed))

    def _where(self, entity: Any) -> list[ColumnElement[bool]]:
        """The listing's own condition, the access rule of its rows, and where the page begins."""
        own = clause(self._listing.where, entity, self._slots)
        rule = clause(self._rules[0].condition, entity, self._slots)
        return [own, rule, *self._beyond(entity)]

    def _beyond(self, entity: Any) -> list[ColumnElement[bool]]:
        if self._window is None or self._window.beyond is None:
            return []
        keys = self._listing.sort_keys(entity)
        values = tuple(
            None if value is None else self._slots.take(key.expression.type)
            for key, value in zip(keys, self._window.beyond, strict=True)
        )
        return [beyond(keys, replace(self._window, beyond=values))]

    def _keyed(self, entity: Any) -> list[ColumnElement[bool]]:
        if self._question.kind is Kind.ALL:
            return []
        column = getattr(entity, self._listing.parent or "id")
        if self._question.kind is Kind.OF_ONE:
            return [column == self._slots.take(column.type)]
        return [among(column, self._slots.take)]

    def _lateral(self) -> Rowed:
        """The first rows of each parent, found by an index for each."""
        model, column = self._listing.model, self._parent(self._listing.model)
        where = self._where(model)
        parents = each(self._slots.take(ValueList(column.type)), column.type)
        of_each = self._bounded(self._own(model).where(column == parents.c.value, *where), model)
        page = of_each.lateral("page")
        source = parents.join(page, true())
        if self._columns.paths:  # joined once to all pages, not to each by itself
            whole = select(page).select_from(source).cte("pages").prefix_with("MATERIALIZED")
            page = source = whole
        entity = aliased(model, page)
        return self._ordered(self._read(entity, source), entity)

    def _numbered(self) -> Rowed:
        """The same with all rows of each parent numbered: SQLite has no lateral join."""
        model, window = self._listing.model, self._window or Window()
        order = self._order(model)
        number = func.row_number().over(partition_by=self._parent(model), order_by=order).label("number")
        where = (*self._where(model), *self._keyed(model))
        page = self._own(model).add_columns(number).where(*where).subquery("page")
        entity = aliased(model, page)
        rows = self._read(entity, page).where(page.c.number <= literal_column(str(window.size + 1)))
        return self._ordered(rows, entity)

    def _read(self, entity: Any, source: Any) -> Rowed:
        """The columns asked of `entity`, which stands in `source`, and of the rows joined to it."""
        targets: dict[Path, Any] = {(): entity}
        for path, rule in zip(self._columns.paths, self._rules[1:], strict=True):
            join, before = path[-1], targets[path[:-1]]
            target = targets[path] = aliased(join.model)
            belongs = getattr(target, join.by) == column_of(before, join.key)
            rule_of_joined = clause(rule.condition, target, self._slots)
            source = outerjoin(source, target, and_(belongs, rule_of_joined))
        asked = [column_of(targets[path], what) for path, what in self._columns.asked]
        key = [self._parent(entity)] if self._question.kind is Kind.OF_MANY else []
        order = [key.expression for key in self._listing.sort_keys(entity)] if self._columns.cursors else []
        return select(*(*asked, *key, *order) or (entity.id,)).select_from(source)

    def _bounded(self, statement: Rowed, entity: Any) -> Rowed:
        if self._window is None:
            return self._ordered(statement, entity) if self._listing.order else statement
        return self._ordered(statement, entity).limit(literal_column(str(self._window.size + 1)))

    def _ordered(self, statement: Rowed, entity: Any) -> Rowed:
        return statement.order_by(*self._order(entity))

    def _order(self, entity: Any) -> list[ColumnElement[Any]]:
        backwards = self._window is not None and self._window.backwards
        return [key.sorted(backwards=backwards) for key in self._listing.sort_keys(entity)]

    def _parent(self, entity: Any) -> Any:
        assert self._listing.parent is not None
        return getattr(entity, self._listing.parent)

    def _count(self) -> Rowed:
        model = self._listing.model
        where = (*self._where(model), *self._keyed(model))
        if self._question.kind is not Kind.OF_MANY:
            return select(func.count()).select_from(model).where(*where)
        parent = self._parent(model)
        return select(parent, func.count()).where(*where).group_by(parent)


def _compiled(building: _Building, dialect: Dialect) -> Statement:
    statement = building.statement(dialect)
    compiled: Any = statement.compile(dialect=dialect)
    names: list[str] = compiled.positiontup
    bind: dict[str, Callable[[Any], Any]] = compiled._bind_processors
    known = [*ALWAYS, *(f"p{number}" for number in range(1, building.taken + 1))]
    constants = {name: compiled.params[name] for name in names if name not in known}
    slots = {name: place for place, name in enumerate([*known, *constants])}
    results = tuple(_result(column.type, dialect) for column in statement.selected_columns)
    return Statement(
        sql=compiled.string,
        places=tuple(slots[name] for name in names),
        binds=tuple((place, bind[name]) for place, name in enumerate(names) if name in bind),
        constants=tuple(constants.values()),
        results=results if any(results) else None,
    )


def _result(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What makes a driver's value ours. Enumerations stay text, which is how they are shown."""
    if isinstance(kind, EnumType) or (isinstance(kind, Instant) and dialect.name == "postgresql"):
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _converted(row: Any, results: Sequence[Callable[[Any], Any] | None]) -> tuple[Any, ...]:
    return tuple(
        value if convert is None or value is None else convert(value)
        for value, convert in zip(row, results, strict=True)
    )

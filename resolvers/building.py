"""The SELECT of a level, with those of the levels inside it.

Access rules stand in it: in its WHERE, and in the ON of each join.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Uuid,
    and_,
    func,
    inspect,
    literal_column,
    select,
    true,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import aliased, outerjoin
from sqlalchemy.types import TypeEngine

from models.inner_rows import as_json
from models.valuelists import ValueList, among, each
from resolvers.clauses import Slots, clause
from resolvers.columns import Asked, Inner, Path, column_of, read_for
from resolvers.listings import Window, beyond
from resolvers.questions import Kind, Level, Question

Rowed = Select[*tuple[Any, ...]]


def _tells(question: Question, dialect: Dialect) -> bool:
    """Whether the rows come as one JSON value: PostgreSQL's driver takes longer for every single value."""
    one = question.kind is Kind.OF_ONE and question.window is None
    return dialect.name == "postgresql" and not (one or question.counts)


class Building:
    """Takes slots in the order of `resolvers.statements`: conditions, cursor, keys, then the rules of joined
    rows, and then the same for each level inside.

    `above`: the identifier of the row in whose statement it stands, `depth` levels down.
    """

    def __init__(
        self,
        level: Level,
        dialect: Dialect,
        slots: Slots,
        above: ColumnElement[Any] | None = None,
        depth: int = 0,
    ) -> None:
        self.told = depth > 0 or _tells(level.question, dialect)
        self._columns, self.question, self._rules = level.columns, level.question, level.rules
        self._listing, self._window = level.question.listing, level.question.window
        self._levels = dict(zip(level.columns.inner, level.inner, strict=False))  # none inside a count
        self._dialect, self._slots, self._above, self._depth = dialect, slots, above, depth
        self.inside: dict[int, Building] = {}  # by the place where their rows come
        self.sources: list[int] = []  # which column of the statement each place of a row is
        self.shown = {} if self.question.counts else level.columns.shown
        self.statement = self._statement()
        self.width = len(self.statement.selected_columns)
        self.sources = self.sources or list(range(self.width))

    @property
    def whole(self) -> Rowed:
        """What is run: the statement, or all its rows as one value."""
        return as_json(self.statement, self._dialect, name="rows") if self.told else self.statement

    @property
    def types(self) -> list[TypeEngine[Any]]:
        """By place."""
        read = [column.type for column in self.statement.selected_columns]
        return [read[source] for source in self.sources]

    def _statement(self) -> Rowed:
        if self.question.counts:
            return self._count()
        if self.question.kind is not Kind.OF_MANY or self._window is None:
            return self._cut() if self._window is not None and self._columns.paths else self._plain()
        return self._lateral() if self._dialect.name == "postgresql" else self._numbered()

    def _model(self) -> Any:
        """The level's own rows; inside of others under a name that stands nowhere around."""
        model = self._listing.model
        return aliased(model, name=self._named("inner")) if self._depth else model

    def _named(self, what: str) -> str:
        return f"{what}{self._depth}" if self._depth else what

    def _plain(self) -> Rowed:
        model = self._model()
        where = (*self._where(model), *self._keyed(model))
        return self._bounded(self._read(model, model).where(*where), model)

    def _cut(self) -> Rowed:
        """The page first, and only then what is joined to its rows."""
        model = self._model()
        where = (*self._where(model), *self._keyed(model))
        page = self._bounded(self._own(model).where(*where), model).subquery(self._named("page"))
        entity = aliased(self._listing.model, page)
        read = self._read(entity, page)
        # inside, SQLite would drop an order that cuts nothing
        return self._bounded(read, entity) if self._depth else self._ordered(read, entity)

    def _own(self, model: Any) -> Rowed:
        """What is needed of the level's own rows; all of it where an expression may ask for anything."""
        own = [read_for(what) for path, what in self._columns.asked if not path]
        asked = [what for what in own if not isinstance(what, Inner)]
        keys = [path[0].key for path in self._columns.paths]
        order = [key.attribute for key in self._listing.sort_keys()]
        needed = dict.fromkeys([*asked, *keys, *order, self._listing.parent or "id", "id"])
        if not all(isinstance(what, str) for what in needed):
            return select(*(column_of(model, one.key) for one in inspect(model).mapper.column_attrs))
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
        if self.question.kind is Kind.ALL:
            return []
        column = getattr(entity, self._listing.parent or "id")
        if self._above is not None:
            return [column == self._above]
        if self.question.kind is Kind.OF_ONE:
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
        number = func.row_number().over(partition_by=self._parent(model), order_by=order).label("row_number")
        where = (*self._where(model), *self._keyed(model))
        page = self._own(model).add_columns(number).where(*where).subquery("page")
        entity = aliased(model, page)
        rows = self._read(entity, page).where(page.c.row_number <= literal_column(str(window.size + 1)))
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
        read: dict[tuple[Path, Asked | Inner], int] = {}
        self.sources = [
            read.setdefault((path, read_for(what)), len(read)) for path, what in self._columns.asked
        ]
        asked = [self._asked(targets[path], what) for path, what in read]
        key = [self._parent(entity)] if self.question.kind is Kind.OF_MANY else []
        order = [key.expression for key in self._listing.sort_keys(entity)] if self._columns.cursors else []
        wanted = (*asked, *key, *order) or (entity.id,)
        self.sources += range(len(read), len(wanted))
        if self.told:  # what is around calls them by name
            wanted = tuple(one.label(f"c{place}") for place, one in enumerate(wanted))
        return select(*wanted).select_from(source)

    def _asked(self, entity: Any, what: Asked | Inner) -> ColumnElement[Any]:
        if not isinstance(what, Inner):
            return column_of(entity, what)
        above = literal_column(f"{inspect(entity).selectable.name}.id", Uuid())
        inside = Building(self._levels[what], self._dialect, self._slots, above, self._depth + 1)
        if inside.question.counts:
            return inside.statement.scalar_subquery()
        self.inside[self._columns.asked[(), what]] = inside
        return as_json(inside.statement, self._dialect, name=inside._named("rows")).scalar_subquery()

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
        model = self._model()
        where = (*self._where(model), *self._keyed(model))
        if self.question.kind is not Kind.OF_MANY:
            return select(func.count()).select_from(model).where(*where)
        parent = self._parent(model)
        return select(parent, func.count()).where(*where).group_by(parent)

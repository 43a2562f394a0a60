"""A listing says which rows of a model in which order, a window which part of them. Neither holds a row."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import BindParameter, ColumnElement, Select, and_, case, literal, or_, tuple_

from madang.errors import Invalid, Reason
from madang.rules.conditions import EVERYTHING, Condition, every
from madang.rules.people import Actor
from models import Base
from resolvers.access import readable
from resolvers.clauses import clause

MOST_ROWS = 100
USUAL_ROWS = 20


@dataclass(frozen=True, slots=True)
class Order:
    attribute: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows of `model` that the actor may see and that fulfil `where`; `parent`: their parent's attribute."""

    model: type[Base]
    where: Condition = EVERYTHING
    order: tuple[Order, ...] = ()
    parent: str | None = None

    def narrowed(self, *conditions: Condition) -> "Listing":
        return replace(self, where=every(self.where, *conditions))

    def select(self, actor: Actor | None) -> Select[Any]:
        """All of it, unordered and unbounded: for counting, or to add a window to."""
        return readable(self.model, actor).where(clause(self.where, self.model))

    def sort_keys(self, entity: Any = None) -> tuple["SortKey", ...]:
        """The order as expressions, the primary key last so that no two rows are equal; nulls come last.

        `entity` stands for the model where it is an alias.
        """
        if entity is None:
            return _usual_keys(self.model, self.order)
        return _sort_keys(entity, self.order)


@dataclass(frozen=True, slots=True)
class SortKey:
    """An expression rows are sorted by: an attribute, or whether it is absent."""

    attribute: str
    expression: ColumnElement[Any]
    descending: bool
    marks_absence: bool = False

    @property
    def name(self) -> str:
        return f"{self.attribute}?" if self.marks_absence else self.attribute

    def sorted(self, *, backwards: bool) -> ColumnElement[Any]:
        return self.expression.desc() if self.descending is not backwards else self.expression.asc()

    def past(self, value: Any, *, backwards: bool) -> ColumnElement[bool]:
        """Strictly after `value` in this order."""
        return self.expression < value if self.descending is not backwards else self.expression > value


def _sort_keys(entity: Any, orders: tuple[Order, ...]) -> tuple[SortKey, ...]:
    ordered = {order.attribute: order for order in orders}
    ordered.setdefault("id", Order("id"))
    return tuple(key for order in ordered.values() for key in _keys(entity, order))


_usual_keys = lru_cache(maxsize=500)(_sort_keys)


def _keys(model: Any, order: Order) -> list[SortKey]:
    column = getattr(model, order.attribute)
    key = SortKey(order.attribute, column, order.descending)
    if not column.property.columns[0].nullable:
        return [key]
    absent = case((column.is_(None), 1), else_=0)
    return [SortKey(order.attribute, absent, descending=False, marks_absence=True), key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """At most `size` rows after (or, `backwards`, before) the row whose sort key values are `beyond`."""

    size: int = USUAL_ROWS
    beyond: tuple[Any, ...] | None = None
    backwards: bool = False

    @classmethod
    def of(cls, first: int | None, last: int | None, beyond: tuple[Any, ...] | None) -> "Window":
        if first is not None and last is not None:
            raise Invalid("first와 last는 함께 쓸 수 없습니다.", field=("first",), reason=Reason.MALFORMED)
        size = first if first is not None else last
        name = "first" if last is None else "last"
        if size is not None and not 0 <= size <= MOST_ROWS:
            raise Invalid(f"{name}: 0부터 {MOST_ROWS}까지입니다.", field=(name,), reason=Reason.OUT_OF_RANGE)
        return cls(size=USUAL_ROWS if size is None else size, beyond=beyond, backwards=last is not None)


def beyond(keys: tuple[SortKey, ...], window: Window) -> ColumnElement[bool]:
    """Rows past `window.beyond`: the first key past its value, or equal and the second past, and so on.

    Of keys that all go one way that is one comparison of rows, for which an index is entered at its place.
    """
    assert window.beyond is not None
    if len({key.descending for key in keys}) == 1 and not any(key.marks_absence for key in keys):
        return _row_beyond(keys, window.beyond, backwards=window.backwards)
    branches: list[ColumnElement[bool]] = []
    equal: list[ColumnElement[bool]] = []
    for key, value in zip(keys, window.beyond, strict=True):
        if value is not None:  # an absent value was told apart by the key before it
            branches.append(and_(*equal, key.past(value, backwards=window.backwards)))
            equal.append(key.expression == value)
    return or_(*branches)


def _row_beyond(
    keys: tuple[SortKey, ...], values: tuple[Any, ...], *, backwards: bool
) -> ColumnElement[bool]:
    here: Any = tuple_(*(key.expression for key in keys))
    there: Any = tuple_(*(_typed(key, value) for key, value in zip(keys, values, strict=True)))
    return here < there if keys[0].descending is not backwards else here > there


def _typed(key: SortKey, value: Any) -> Any:
    is_slot = isinstance(value, BindParameter)
    return cast(Any, value) if is_slot else literal(value, key.expression.type)


@dataclass(slots=True)  # not frozen: a board makes one for each of its rows
class Page:
    """Rows in the order of the listing, whatever the direction they were read in."""

    rows: tuple[Any, ...]
    has_more: bool
    window: Window

    @property
    def has_next(self) -> bool:
        return self.window.beyond is not None if self.window.backwards else self.has_more

    @property
    def has_previous(self) -> bool:
        return self.has_more if self.window.backwards else self.window.beyond is not None

"""Conditions (madang.rules.conditions) as WHERE clauses: with their values, or with a slot for each.

A clause of slots is compiled once and run with the values of any condition of the same shape. `shape` and
`clause` go through a condition in the same order, so that the n-th value belongs in the n-th slot.
"""

from collections.abc import Callable, Hashable, Iterable
from enum import Enum
from operator import eq, ge, gt, le, lt, ne
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Text,
    and_,
    bindparam,
    false,
    inspect,
    literal_column,
    or_,
    true,
)
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import aliased
from sqlalchemy.types import TypeEngine

from madang.rules.conditions import (
    Absent,
    Among,
    Compare,
    Condition,
    Contains,
    Either,
    Every,
    Matches,
    Not,
    Operator,
    Says,
    Some,
)
from models.search import ESCAPE, escaped, requests_with, sought
from models.valuelists import among

COMPARE: dict[Operator, Any] = {
    Operator.EQUAL: eq,
    Operator.UNEQUAL: ne,
    Operator.LESS: lt,
    Operator.LESS_OR_EQUAL: le,
    Operator.GREATER: gt,
    Operator.GREATER_OR_EQUAL: ge,
}


class Slots:
    """Numbered parameters `p1`, `p2`, … in the order in which they are taken."""

    def __init__(self) -> None:
        self.taken = 0

    def take(self, kind: TypeEngine[Any]) -> BindParameter[Any]:
        self.taken += 1
        return bindparam(f"p{self.taken}", type_=kind)


def clause(condition: Condition, model: Any, slots: Slots | None = None) -> ColumnElement[bool]:
    """The condition on rows of `model`, a mapped class or an alias of one. Relations become EXISTS."""
    match condition:
        case Compare(attribute, operator, value):
            column = getattr(model, attribute)
            return COMPARE[operator](column, _compared(column, value, slots))
        case Among(attribute, values):
            column = getattr(model, attribute)
            return among(column, slots.take) if slots else column.in_(values)
        case Absent(attribute):
            return getattr(model, attribute).is_(None)
        case Contains(attribute, part):
            column = getattr(model, attribute)
            found = slots.take(column.type) if slots else escaped(part)
            return column.contains(found, escape=ESCAPE)
        case Matches(attribute, pattern):
            column = getattr(model, attribute)
            return column.regexp_match(slots.take(column.type) if slots else pattern)
        case Says(words):
            asked = sought(words)
            parameters = [slots.take(Text()) for _ in asked] if slots else asked
            return model.id.in_(requests_with(parameters))  # only requests are searched
        case Some(relation, inner):
            return _exists(model, relation, inner, slots)
        case Every(conditions):
            return and_(true(), *(clause(one, model, slots) for one in conditions))
        case Either(conditions):
            return or_(false(), *(_one_of(one, model, slots) for one in conditions))
        case Not(inner):
            return clause(inner, model, slots).is_not(true())  # an absent value is not fulfilled: so NOT is


def _compared(column: Any, value: Any, slots: Slots | None) -> Any:
    """Members of an enumeration are written out: how many rows have one, PostgreSQL then knows beforehand."""
    if slots is None:
        return value
    if isinstance(value, Enum):
        written: str = column.type.literal_processor(DefaultDialect())(value)
        return cast(Any, literal_column(written))
    return slots.take(column.type)


def _one_of(condition: Condition, model: Any, slots: Slots | None) -> ColumnElement[bool]:
    """An EXISTS among alternatives is asked for the few rows that need it. PostgreSQL would rather read all
    related rows of the table first, into a hash; OFFSET keeps it from that.
    """
    match condition:
        case Some(relation, inner):
            return _exists(model, relation, inner, slots, probing=True)
        case Every(conditions):
            return and_(true(), *(_one_of(one, model, slots) for one in conditions))
        case _:
            return clause(condition, model, slots)


def _exists(
    model: Any, relation: str, condition: Condition, slots: Slots | None, *, probing: bool = False
) -> ColumnElement[bool]:
    """Of an alias, related rows have an alias, too: SQLAlchemy would otherwise take each mention of the model
    further inside for the alias.
    """
    related = getattr(model, relation)
    target = related.property.mapper.class_
    if inspect(model).is_aliased_class:
        target = aliased(target)
        related = related.of_type(target)
    exists = related.any if related.property.uselist else related.has
    found: Any = exists(clause(condition, target, slots))
    return found.element.element.offset(literal_column("0")).exists() if probing else found


def shape(condition: Condition, values: list[Any]) -> Hashable:
    """What the condition asks without the values it asks for. Those are added to `values`, in order."""
    return SHAPES[type(condition)](condition, values)


def _compare(condition: Compare, values: list[Any]) -> Hashable:
    if isinstance(condition.value, Enum):
        return (condition.operator.value, condition.attribute, condition.value)
    values.append(condition.value)
    return (condition.operator.value, condition.attribute)


def _among(condition: Among, values: list[Any]) -> Hashable:
    values.append(condition.values)
    return ("in", condition.attribute)


def _absent(condition: Absent, values: list[Any]) -> Hashable:
    return ("absent", condition.attribute)


def _contains(condition: Contains, values: list[Any]) -> Hashable:
    values.append(escaped(condition.part))
    return ("contains", condition.attribute)


def _matches(condition: Matches, values: list[Any]) -> Hashable:
    values.append(condition.pattern)
    return ("matches", condition.attribute)


def _says(condition: Says, values: list[Any]) -> Hashable:
    values.extend(sought(condition.words))
    return ("says", len(condition.words))


def _some(condition: Some, values: list[Any]) -> Hashable:
    return ("some", condition.relation, shape(condition.condition, values))


def _every(condition: Every, values: list[Any]) -> Hashable:
    return ("every", *_shapes(condition.conditions, values))


def _either(condition: Either, values: list[Any]) -> Hashable:
    return ("either", *_shapes(condition.conditions, values))


def _not(condition: Not, values: list[Any]) -> Hashable:
    return ("not", shape(condition.condition, values))


def _shapes(conditions: Iterable[Condition], values: list[Any]) -> Iterable[Hashable]:
    return [shape(one, values) for one in conditions]


SHAPES: dict[type[Condition], Callable[[Any, list[Any]], Hashable]] = {
    Compare: _compare,
    Among: _among,
    Absent: _absent,
    Contains: _contains,
    Matches: _matches,
    Says: _says,
    Some: _some,
    Every: _every,
    Either: _either,
    Not: _not,
}

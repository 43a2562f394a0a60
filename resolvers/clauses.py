"""Conditions (madang.rules.conditions) as WHERE clauses."""

from operator import eq, ge, gt, le, lt, ne
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true

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
from models import Base
from models.search import requests_with

COMPARE: dict[Operator, Any] = {
    Operator.EQUAL: eq,
    Operator.UNEQUAL: ne,
    Operator.LESS: lt,
    Operator.LESS_OR_EQUAL: le,
    Operator.GREATER: gt,
    Operator.GREATER_OR_EQUAL: ge,
}


def clause(condition: Condition, model: type[Base]) -> ColumnElement[bool]:
    """The condition on rows of `model`. Relations become EXISTS."""
    match condition:
        case Compare(attribute, operator, value):
            return COMPARE[operator](getattr(model, attribute), value)
        case Among(attribute, values):
            return getattr(model, attribute).in_(values)
        case Absent(attribute):
            return getattr(model, attribute).is_(None)
        case Contains(attribute, part):
            return getattr(model, attribute).contains(part, autoescape=True)
        case Matches(attribute, pattern):
            return getattr(model, attribute).regexp_match(pattern)
        case Says(words):
            return getattr(model, "id").in_(requests_with(words))  # noqa: B009 (only requests are searched)
        case Some(relation, inner):
            return _exists(model, relation, inner)
        case Every(conditions):
            return and_(true(), *(clause(one, model) for one in conditions))
        case Either(conditions):
            return or_(false(), *(clause(one, model) for one in conditions))
        case Not(inner):
            return clause(inner, model).is_not(true())  # an absent value is not fulfilled: so NOT is


def _exists(model: type[Base], relation: str, condition: Condition) -> ColumnElement[bool]:
    related = getattr(model, relation)
    exists = related.any if related.property.uselist else related.has
    return exists(clause(condition, related.property.mapper.class_))

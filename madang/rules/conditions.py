"""Conditions on a row, written once: as a WHERE clause (resolvers.clauses) or a check of a row (`holds`).

A condition names attributes and relations by their Python names.
Conditions are values: frozen, hashable, comparable.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from operator import eq, ge, gt, le, lt, ne
from typing import Any, cast


class Operator(Enum):
    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="


COMPARE: dict[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: eq,
    Operator.UNEQUAL: ne,
    Operator.LESS: lt,
    Operator.LESS_OR_EQUAL: le,
    Operator.GREATER: gt,
    Operator.GREATER_OR_EQUAL: ge,
}


@dataclass(frozen=True, slots=True)
class Compare:
    """An attribute against a value; like SQL, an absent value compares false except by `is_absent`."""

    attribute: str
    operator: Operator
    value: object


@dataclass(frozen=True, slots=True)
class Among:
    attribute: str
    values: frozenset[object]


@dataclass(frozen=True, slots=True)
class Absent:
    attribute: str


@dataclass(frozen=True, slots=True)
class Contains:
    """The attribute's text contains `part`, to the letter."""

    attribute: str
    part: str


@dataclass(frozen=True, slots=True)
class Matches:
    """A part of the attribute's text fits a regular expression that Python and PostgreSQL read alike."""

    attribute: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Says:
    """The row's searchable text contains every one of these words (madang.search)."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Some related row (or the one, for a to-one relation) fulfils `condition`."""

    relation: str
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Every:
    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    condition: "Condition"


Condition = Compare | Among | Absent | Contains | Matches | Says | Some | Every | Either | Not

EVERYTHING = Every(())
NOTHING = Either(())


def equal(attribute: str, value: object) -> Condition:
    return Compare(attribute, Operator.EQUAL, value)


def unequal(attribute: str, value: object) -> Condition:
    return Compare(attribute, Operator.UNEQUAL, value)


def among(attribute: str, values: Collection[object]) -> Condition:
    return Among(attribute, frozenset(values)) if values else NOTHING


def says(words: Collection[str]) -> Condition:
    """A search for nothing narrows nothing."""
    return Says(tuple(words)) if words else EVERYTHING


def some(relation: str, condition: Condition = EVERYTHING) -> Condition:
    return NOTHING if condition == NOTHING else Some(relation, condition)


def every(*conditions: Condition) -> Condition:
    """All of them. Nothing to fulfil is fulfilled."""
    return NOTHING if NOTHING in conditions else _joined(Every, EVERYTHING, conditions)


def either(*conditions: Condition) -> Condition:
    """At least one of them."""
    return EVERYTHING if EVERYTHING in conditions else _joined(Either, NOTHING, conditions)


def _joined(
    kind: type[Every] | type[Either], neutral: Condition, conditions: Iterable[Condition]
) -> Condition:
    kept = tuple(condition for condition in conditions if condition != neutral)
    return kept[0] if len(kept) == 1 else kind(kept)


def holds(condition: Condition, row: object) -> bool:
    """Whether `row`, any object with the named attributes, fulfils the condition."""
    match condition:
        case Compare(attribute, operator, value):
            actual = getattr(row, attribute)
            return actual is not None and COMPARE[operator](actual, value)
        case Among(attribute, values):
            return getattr(row, attribute) in values
        case Absent(attribute):
            return getattr(row, attribute) is None
        case Contains(attribute, part):
            return part in (getattr(row, attribute) or "")
        case Matches(attribute, pattern):
            return re.search(pattern, getattr(row, attribute) or "") is not None
        case Says(words):
            text: str = cast(Any, row).text.compact
            return all(word in text for word in words)
        case Some(relation, inner):
            return any(holds(inner, related) for related in _related(row, relation))
        case Every(conditions):
            return all(holds(one, row) for one in conditions)
        case Either(conditions):
            return any(holds(one, row) for one in conditions)
        case Not(inner):
            return not holds(inner, row)


def _related(row: object, relation: str) -> Iterable[object]:
    related: Any = getattr(row, relation)
    if related is None:
        return ()
    return cast(Iterable[object], related) if isinstance(related, Iterable) else (related,)
